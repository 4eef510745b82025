"""Whatever people and the list do: the same import again changes nothing, and who did nothing loses nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.watchlists.imports.listed import base
from watchlists.files.nodes import parse_text
from watchlists.files.schema import read_list
from watchlists.imports.comparing import compare
from watchlists.imports.facts import facts
from watchlists.imports.merging import merge
from watchlists.imports.remembering import lines, remembered
from watchlists.imports.rewriting import rewritten, written
from watchlists.model import Alias, Entity, Watchlist

TEXTS = st.sampled_from(["سالم", "نخلان", "الوادي", "Salem", "وادي النخل"])
SOURCES = st.sampled_from([None, "UN 1", "the press"])
ALIASES = st.builds(
    Alias,
    TEXTS,
    match=st.sampled_from(["exact", "fuzzy"]),
    needs=st.sampled_from([(), ("قيادي",)]),
    min_score=st.sampled_from([None, 90.0]),
    source=SOURCES,
)
NAMES = st.dictionaries(st.sampled_from(["ar", "en"]), TEXTS, min_size=1)
OWN = st.lists(ALIASES, max_size=4).map(tuple)
ALONE = st.lists(ALIASES, max_size=4, unique_by=lambda one: one.text).map(tuple)
ROLES = {"kind": st.sampled_from(["person", "other"]), "note": st.sampled_from([None, "a", "b"]), "name": NAMES}


def lists(aliases: st.SearchStrategy[tuple[Alias, ...]], keys: str) -> st.SearchStrategy[Watchlist]:
    """Lists of entities with some of the keys, and without sources: by those, too, they would be known."""
    entity = st.builds(Entity, key=st.sampled_from(keys), aliases=aliases, **ROLES)
    held = st.lists(entity, max_size=4, unique_by=lambda one: one.key).map(tuple)
    return st.builds(Watchlist, st.just("un"), st.just({"en": "UN"}), held)


FILES, LISTS = lists(OWN, "ABCX"), lists(ALONE, "ABCD")


def same(one: Watchlist, other: Watchlist) -> bool:
    """Whether they say the same, in whatever order."""
    plain = [{entity.key: facts(entity) for entity in each.entities} for each in (one, other)]
    return plain[0] == plain[1] and not compare(one, other).added


@given(FILES, LISTS, LISTS, st.booleans())
def test_the_same_import_again_changes_nothing(
    ours: Watchlist, theirs: Watchlist, before: Watchlist, lost: bool
) -> None:
    found = merge(ours, theirs, {} if lost else base(*before.entities))
    again = merge(found.watchlist, theirs, base(*found.said))
    assert (again.watchlist, again.said) == (found.watchlist, found.said)


@given(LISTS, LISTS)
def test_where_people_did_nothing_the_list_is_taken(before: Watchlist, theirs: Watchlist) -> None:
    found = merge(before, theirs, base(*before.entities))
    kept = {theirs_key: key for key, theirs_key in found.called}  # an entry with another id keeps its key
    renamed = tuple(replace(one, key=kept.get(one.key, one.key)) for one in theirs.entities)
    assert same(found.watchlist, replace(theirs, entities=renamed))


@given(FILES, LISTS)
def test_where_the_list_did_nothing_the_file_stays(ours: Watchlist, before: Watchlist) -> None:
    kept = merge(ours, before, base(*before.entities)).watchlist
    never = {one.key: one.never for one in kept.entities}
    assert replace(kept, entities=tuple(replace(one, never=()) for one in kept.entities)) == ours
    assert all(set(never[one.key]) <= set(one.name.values()) for one in ours.entities)


@given(FILES, LISTS, LISTS)
def test_the_text_holds_what_was_merged_and_is_stable(ours: Watchlist, theirs: Watchlist, before: Watchlist) -> None:
    text = written(ours, ["#= head"], lines(before.entities))
    found = merge(_read(text), theirs, remembered(text))
    new = rewritten(text, found.watchlist, ["#= head"], lines(found.said)).text
    assert _read(new).entities == found.watchlist.entities
    again = merge(_read(new), theirs, remembered(new))
    assert rewritten(new, again.watchlist, ["#= head"], lines(again.said)).text == new


def _read(text: str) -> Watchlist:
    path = Path("un.yaml")
    return read_list(path, parse_text(path, text)).watchlist

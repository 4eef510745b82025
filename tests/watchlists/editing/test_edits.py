"""Edits upon loaded lists: what they change, and which are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchlists import Matcher, load, shipped
from watchlists.editing.edits import ADDED, Edit, EditError, additions, applied, edited
from watchlists.files.writing import as_yaml
from watchlists.model import Document, Watchlists

LIST = """
version: 1
watchlist: groups
title: {ar: جماعات, en: Groups}
entities:
  - key: HAWK
    kind: organization
    name: {ar: كتائب الصقر, en: Hawk Brigades}
    aliases: [{text: الصقر, guard: off}, صقور الجبل]
  - {key: HAWK_EAST, kind: organization, name: {ar: صقر الشرق}, part_of: HAWK}
events:
  - {key: raid, name: {en: Raid}, phrases: [مداهمة, غارة]}
"""
NEW = {"kind": "organization", "name": {"ar": "مجلس الوادي"}, "aliases": ["حراس الوادي"]}


@pytest.fixture(name="lists")
def _lists(tmp_path: Path) -> Watchlists:
    path = tmp_path / "groups.yaml"
    path.write_text(LIST, encoding="utf-8")
    return load([path])


def found(lists: Watchlists, text: str) -> set[str]:
    return set(Matcher.compile(lists).match(Document(text)).keys())


ADD = Edit("add", "WADI", NEW)
ALIAS = Edit("alias", "HAWK", {"alias": "نسور التل"})
GUARD = Edit("unless", "HAWK", {"alias": "الصقر", "value": "الصقر الذهبي"})


@pytest.mark.parametrize(
    ("edit", "text", "before", "after"),
    [
        pytest.param(ADD, "قال حراس الوادي", set(), {"WADI"}, id="a new entity"),
        pytest.param(ALIAS, "قال نسور التل", set(), {"HAWK"}, id="a new alias"),
        pytest.param(
            Edit("alias", "raid", {"alias": "تفتيش بيوت"}), "جرى تفتيش بيوت", set(), {"raid"}, id="a new phrase"
        ),
        pytest.param(Edit("remove", "HAWK_EAST"), "قال صقر الشرق", {"HAWK_EAST"}, set(), id="an entity goes"),
        pytest.param(
            Edit("remove_alias", "HAWK", {"alias": "صقور الجبل"}), "قال صقور الجبل", {"HAWK"}, set(), id="an alias goes"
        ),
        pytest.param(Edit("remove_alias", "raid", {"alias": "غارة"}), "شنت غارة", {"raid"}, set(), id="a phrase goes"),
        pytest.param(GUARD, "قال بالصقر الذهبي", {"HAWK"}, set(), id="a guard, inflected"),
        pytest.param(GUARD, "قال الصقر إنه عاد", {"HAWK"}, {"HAWK"}, id="a guard spares the rest"),
        pytest.param(
            Edit("unless", "HAWK", {"alias": "كتائب الصقر", "value": "كتائب الصقر الورقية"}),
            "قالت كتائب الصقر الورقية",
            {"HAWK"},
            {"HAWK"},
            id="a guard of a name leaves the other aliases",
        ),
        pytest.param(
            Edit("unless", "raid", {"alias": "مداهمة", "value": "مداهمة المرفأ"}),
            "جرت مداهمة المرفأ",
            {"raid"},
            set(),
            id="a guard of a phrase",
        ),
    ],
)
def test_what_an_edit_changes(edit: Edit, text: str, before: set[str], after: set[str], lists: Watchlists) -> None:
    assert found(lists, text) == before
    assert found(applied(lists, edit), text) == after


def test_a_higher_score_is_kept_with_the_alias(lists: Watchlists) -> None:
    after = applied(lists, Edit("min_score", "HAWK", {"alias": "الصقر", "value": 90.0}))
    assert [one.min_score for one in after.entities["HAWK"].aliases] == [90.0, None]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        pytest.param(Edit("add", "hawk", NEW), "taken", id="a key in another case"),
        pytest.param(Edit("add", "RAID", NEW), "taken", id="an event's key"),
        pytest.param(Edit("add", "X", {**NEW, "part_of": "NOBODY"}), "parent", id="an unknown parent"),
        pytest.param(Edit("add", "a b", NEW), "broken", id="a key of two words"),
        pytest.param(Edit("add", "X", {**NEW, "kind": "band"}), "broken", id="an unknown kind"),
        pytest.param(Edit("add", "X", {**NEW, "name": {"ar": "..."}}), "broken", id="a name without a word"),
        pytest.param(Edit("alias", "HAWK", {"alias": "صقور الجبل"}), "has_alias", id="an alias that it has"),
        pytest.param(Edit("alias", "HAWK", {"alias": {"text": "س", "match": "odd"}}), "broken", id="a wrong level"),
        pytest.param(Edit("alias", "NOBODY", {"alias": "س"}), "unknown", id="an alias of nobody"),
        pytest.param(Edit("remove", "NOBODY"), "unknown", id="nobody goes"),
        pytest.param(Edit("remove", "raid"), "unknown", id="an event type stays"),
        pytest.param(Edit("remove", "HAWK"), "parts", id="what others are part of"),
        pytest.param(Edit("remove_alias", "HAWK", {"alias": "كتائب الصقر"}), "name", id="a name"),
        pytest.param(Edit("remove_alias", "HAWK", {"alias": "نسر"}), "no_alias", id="an alias that it has not"),
        pytest.param(Edit("unless", "HAWK", {"alias": "نسر", "value": "x"}), "no_alias", id="a guard of none"),
        pytest.param(Edit("unless", "HAWK", {"alias": "الصقر", "value": "!!"}), "broken", id="a guard without a word"),
        pytest.param(Edit("min_score", "HAWK", {"alias": "الصقر", "value": 300.0}), "broken", id="a score beyond all"),
    ],
)
def test_what_is_refused(edit: Edit, reason: str, lists: Watchlists) -> None:
    with pytest.raises(EditError) as refused:
        applied(lists, edit)
    assert refused.value.reason == reason


def test_the_last_phrase_of_an_event_stays(lists: Watchlists) -> None:
    one = applied(lists, Edit("remove_alias", "raid", {"alias": "غارة"}))
    with pytest.raises(EditError, match="last"):
        applied(one, Edit("remove_alias", "raid", {"alias": "مداهمة"}))


def test_edits_that_are_not_taken_any_more_are_left_out(lists: Watchlists) -> None:
    guard = Edit("unless", "HAWK", {"alias": "gone", "value": "x"})
    after, left = edited(lists, [ADD, guard, ALIAS, Edit("alias", "NOBODY", {"alias": "x"})])
    assert left == [1, 3]
    assert after.members(ADDED) == {"WADI"}
    assert [one.text for one in after.entities["HAWK"].aliases][-1] == "نسور التل"


def test_what_only_adds_gives_the_same_matcher_as_compiling_all(lists: Watchlists) -> None:
    edits = [ADD, ALIAS, Edit("alias", "WADI", {"alias": "جنود الوادي"})]
    new = additions(lists, edits)
    assert new is not None
    quick = Matcher.compile(lists).adding(new, ADDED)
    assert quick.watchlists.entities == edited(lists, edits)[0].entities
    for text in ("قال جنود الوادي", "قال حراس الوادي", "قال نسور التل", "قال الصقر"):
        assert quick.match(Document(text)) == Matcher.compile(edited(lists, edits)[0]).match(Document(text))


@pytest.mark.parametrize(
    "edit", [GUARD, Edit("remove", "HAWK_EAST"), Edit("alias", "raid", {"alias": "تفتيش"}), Edit("alias", "NO", {})]
)
def test_what_changes_is_no_addition(edit: Edit, lists: Watchlists) -> None:
    assert additions(lists, [ADD, edit]) is None


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    for one in load((shipped(),)).lists:
        path = tmp_path / f"{one.slug}.yaml"
        path.write_text(as_yaml(one), encoding="utf-8")
        (again,) = load([path]).lists
        assert (again.slug, again.title, again.events) == (one.slug, one.title, one.events)
        assert again.entities == one.entities

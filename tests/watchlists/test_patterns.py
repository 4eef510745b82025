"""From an alias to sequences of words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from watchlists.guards import vocabulary
from watchlists.model import Alias, Entity, EventType, Kind, Watchlist, Watchlists
from watchlists.patterns import Compiled, Compiler


def compiled(entities: Sequence[Entity] = (), events: Sequence[EventType] = ()) -> Compiled:
    compiler = Compiler(vocabulary(), Compiled())
    compiler.add(Watchlists((Watchlist("test", {}, tuple(entities), tuple(events)),)))
    return compiler.compiled


def variants(alias: Alias, kind: Kind = "organization") -> dict[str, tuple[str, ...]]:
    """The words of each pattern of an alias (optional ones in brackets), with its codes."""
    held = compiled([Entity("A", kind, {}, (alias,))])
    mine = (one for one in held.patterns if held.entries[one.entry].role == "entity")
    return {" ".join(f"[{slot.seen}]" if slot.optional else slot.seen for slot in one.slots): one.how for one in mine}


VARIANTS = [
    pytest.param(Alias("داعش"), "organization", {"داعش": ()}, id="one word"),
    pytest.param(Alias("بوكو حرام"), "organization", {"بوكو حرام": (), "بوكوحرام": ("joined",)}, id="joined"),
    pytest.param(Alias("بوكو حرام", match="exact"), "organization", {"بوكو حرام": ()}, id="exact"),
    pytest.param(
        Alias("القاعدة في خراسان"),
        "organization",
        {"القاعدة [في] خراسان": ()},
        id="a connector may be missing",
    ),
    pytest.param(
        Alias("أيمن الظواهري"),
        "person",
        {"أيمن الظواهري": (), "أيمنالظواهري": ("joined",), "الظواهري أيمن": ("order",)},
        id="a person",
    ),
    pytest.param(Alias("ISIS-K"), "organization", {"isis k": ()}, id="Latin"),
    pytest.param(Alias("بن لادن"), "organization", {"بن لادن": (), "بنلادن": ("joined",)}, id="son of"),
    pytest.param(Alias("-"), "organization", {}, id="no word"),
]


@pytest.mark.parametrize(("alias", "kind", "expected"), VARIANTS)
def test_variants(alias: Alias, kind: Kind, expected: dict[str, tuple[str, ...]]) -> None:
    found = variants(alias, kind)
    assert {words: how for words, how in found.items() if words in expected} == expected
    assert len(found) == len(expected) or "القاعدة" in alias.text


def test_what_the_alias_writes_between_its_words_is_kept() -> None:
    (pattern,) = compiled([Entity("A", "organization", {}, (Alias("ISIS - K", match="exact"),))]).patterns
    assert [slot.before for slot in pattern.slots] == ["", "-"]


def test_function_words_are_no_content() -> None:
    held = compiled(events=[EventType("arrest", {}, (Alias("القبض على لص"),))])
    content = {slot.seen: slot.content for slot in held.patterns[0].slots}
    assert content == {"القبض": True, "على": False, "لص": False}


def test_a_condition_is_one_entry_however_often_it_is_asked_for() -> None:
    aliases = (Alias("النجم", needs=("البحر",), unless=("القطب",)), Alias("الشهاب", needs=("البحر",)))
    held = compiled([Entity("A", "other", {}, aliases)])
    conditions = [one for one in held.entries if one.role == "condition"]
    assert sorted(one.key for one in conditions) == ["البحر", "القطب"]
    first, second = (one for one in held.entries if one.role == "entity")
    assert first.needs == second.needs != first.unless
    assert second.unless == ()


def test_equal_words_of_equal_kind_are_one_lexeme() -> None:
    held = compiled([Entity("A", "organization", {}, (Alias("حركة النجم"), Alias("حركة الشهاب")))])
    assert len([one for one in held.lexemes if one.seen == "حركة"]) == 1
    assert sorted(held.lexemes.values()) == list(range(len(held.lexemes)))


def test_exceptions_of_an_event_hold_for_all_of_its_phrases() -> None:
    held = compiled(
        events=[EventType("raid", {}, (Alias("دهم"), Alias("مداهمة", unless=("مداهمة النوم",))), unless=("حلم",))]
    )
    raids = [one for one in held.entries if one.role == "event"]
    assert [len(one.unless) for one in raids] == [1, 2]


def test_letters_count_the_whole_name() -> None:
    held = compiled([Entity("A", "place", {}, (Alias("أبو ظبي"),))])
    assert {one.letters for one in held.patterns} == {6}

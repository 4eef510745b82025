"""What is to be said of the aliases of whole lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from watchlists.advice.among import MANY_ALIASES, advise, of_aliases
from watchlists.files.loader import load, shipped
from watchlists.matcher import Matcher
from watchlists.model import Alias, Document, Entity, EventType, Watchlist, Watchlists

WADI = Entity("WADI", "organization", {"ar": "مجلس حراس الوادي"})
SAHL = Entity("SAHL", "organization", {"ar": "جنود السهل"})
RAID = EventType("raid", {"ar": "مداهمة"}, (Alias("مداهمة منزل"),))


def lists(*entities: Entity, events: tuple[EventType, ...] = ()) -> Watchlists:
    return Watchlists((Watchlist("x", {"en": "x"}, entities, events),))


def said(held: Watchlists) -> list[tuple[str, str, str, str]]:
    return [(one.concern, one.key, one.alias, one.about) for one in advise(held)]


def with_aliases(entity: Entity, *aliases: Alias) -> Entity:
    return replace(entity, aliases=aliases)


def test_nothing_is_said_of_what_is_sound() -> None:
    assert said(lists(WADI, SAHL, events=(RAID,))) == []


@pytest.mark.parametrize(
    "guard",
    [
        pytest.param("جنود السهل", id="the alias itself"),
        pytest.param("السهل", id="a word of it"),
        pytest.param("سهل", id="without the article"),
        pytest.param("جندي", id="its singular"),
    ],
)
def test_a_guard_that_stands_in_its_own_alias(guard: str) -> None:
    alias = Alias("جنود السهل", unless=("جنود السهل الخضر", guard))
    held = lists(with_aliases(SAHL, alias))
    assert said(held) == [("never", "SAHL", "جنود السهل", guard)]
    assert Matcher.compile(held).match(Document("عاد جنود السهل أمس")).mentions == ()


def test_a_guard_of_an_event_that_stands_in_a_phrase() -> None:
    assert said(lists(events=(replace(RAID, unless=("منزل",)),))) == [("never", "raid", "مداهمة منزل", "منزل")]


def test_an_alias_of_two_entries_is_told_at_both() -> None:
    other = with_aliases(WADI, Alias("جُنود السهـل"))
    assert said(lists(other, SAHL)) == [
        ("shared", "WADI", "جُنود السهـل", "SAHL"),
        ("shared", "SAHL", "جنود السهل", "WADI"),
    ]


@pytest.mark.parametrize(
    "alias",
    [
        pytest.param(Alias("جنود السهل", needs=("الوادي",)), id="a need"),
        pytest.param(Alias("جنود السهل", unless=("جنود السهل الخضر",)), id="a guard"),
        pytest.param(Alias("جنود السهل", valid_until=date(2020, 1, 1)), id="a date"),
    ],
)
def test_a_condition_tells_two_entries_apart(alias: Alias) -> None:
    assert said(lists(with_aliases(WADI, alias), SAHL)) == []


def test_very_many_aliases_are_told_at_the_first_that_is_too_many() -> None:
    aliases = [Alias(f"جنود السهل {number}") for number in range(MANY_ALIASES + 1)]
    (found,) = advise(lists(with_aliases(WADI, *aliases)))
    assert (found.concern, found.alias, found.count) == ("many", f"جنود السهل {MANY_ALIASES - 1}", MANY_ALIASES + 2)


def test_of_some_aliases_beside_others() -> None:
    tried = [Alias("جنود السهل"), Alias("الوزير"), Alias("نسور التل")]
    found = [(one.concern, one.about) for one in of_aliases(WADI, tried, [SAHL])]
    assert found == [("shared", "SAHL"), ("ordinary", "")]
    assert [one.concern for one in of_aliases(RAID, [Alias("منزل", unless=("منزل",))])] == ["never"]


def test_nothing_is_to_be_said_of_the_shipped_lists() -> None:
    assert said(load([shipped()])) == []

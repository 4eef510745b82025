"""What counts of all that stands in a sentence: the longest, the best, by its conditions, in order."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.watchlists.rules.watching import entity, event, watching
from watchlists.model import Alias, Document, Entity, EventType

Entries = tuple[Entity | EventType, ...]


def found(entries: Entries, text: str, day: date | None = None) -> list[str]:
    """Key and quoted text of every hit, entities first."""
    published = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    hits = watching(*entries).hits(Document(text, published=published))
    named = [f"{one.entity}: {one.text}" for one in hits.mentions]
    return named + [f"{one.event}: {one.text}" for one in hits.phrases]


STAR, RED = entity("STAR", "organization", "حركة النجم"), entity("RED", "organization", "حركة النجم الأحمر")
SHIP, TWIN = entity("SHIP", "organization", "النجم الأحمر البحري"), entity("TWIN", "organization", "حركة النجم")
RAID, NIGHT = event("raid", "مداهمة"), event("night_raid", "مداهمة ليلية")

LONGEST = [
    pytest.param((STAR, RED), "قالت حركة النجم الأحمر", ["RED: حركة النجم الأحمر"], id="the longest"),
    pytest.param((RED, STAR), "قالت حركة النجم الأحمر", ["RED: حركة النجم الأحمر"], id="whichever is listed first"),
    pytest.param(
        (STAR, RED),
        "حركة النجم وحركة النجم الأحمر",
        ["STAR: حركة النجم", "RED: وحركة النجم الأحمر"],
        id="each in its place",
    ),
    pytest.param((RED, SHIP), "حركة النجم الأحمر البحري", ["SHIP: النجم الأحمر البحري"], id="the longer of two"),
    pytest.param((STAR, TWIN), "حركة النجم", ["STAR: حركة النجم", "TWIN: حركة النجم"], id="all of the same span"),
    pytest.param((TWIN, STAR), "حركة النجم", ["STAR: حركة النجم", "TWIN: حركة النجم"], id="of the same span by key"),
    pytest.param((RAID, NIGHT), "مداهمة ليلية ومداهمة", ["night_raid: مداهمة ليلية", "raid: ومداهمة"], id="phrases"),
    pytest.param(
        (entity("M", "organization", "ليلية النجم"), NIGHT),
        "مداهمة ليلية النجم",
        ["M: ليلية النجم", "night_raid: مداهمة ليلية"],
        id="entities and events beside each other",
    ),
]


@pytest.mark.parametrize(("entries", "text", "expected"), LONGEST)
def test_the_longest_wins(entries: Entries, text: str, expected: list[str]) -> None:
    assert found(entries, text) == expected


def test_words_inside_a_phrase_do_not_make_it_longer() -> None:
    entries = (event("foiled", "أحبط هجوم"), event("attack", "الأجهزة الأمنية المختصة هجوم"))
    assert found(entries, "أحبطت الأجهزة الأمنية المختصة هجوما") == ["attack: الأجهزة الأمنية المختصة هجوما"]


def test_of_two_aliases_of_one_entity_the_better_is_told() -> None:
    one = watching(entity("A", "place", "قندهاز", "قندهار"))
    (mention,) = one.hits(Document("في قندهار")).mentions
    assert (mention.alias, mention.score) == ("قندهار", 100.0)


NEEDS, UNLESS = Alias("النجم", needs=("البحر", "السفينة")), Alias("النجم", unless=("النجم القطبي", "فلك"))
BOUND = Alias("النجم", valid_from=date(2020, 1, 1), valid_until=date(2020, 12, 31))
OLD = Entity("OLD", "organization", {}, (Alias("حركة السفينة"),), valid_until=date(2019, 6, 1))

CONDITIONS = [
    pytest.param(NEEDS, "غادر النجم البحر", None, True, id="what it needs"),
    pytest.param(NEEDS, "غادر النجم سفينته", None, False, id="not quite what it needs"),
    pytest.param(NEEDS, "غادر النجم. البحر", None, False, id="what it needs in another sentence"),
    pytest.param(UNLESS, "غادر النجم القطبي", None, False, id="an exception around it"),
    pytest.param(UNLESS, "النجم القطبي والنجم", None, True, id="an exception elsewhere"),
    pytest.param(UNLESS, "النجم في فلك", None, True, id="an exception that does not touch it"),
    pytest.param(BOUND, "غادر النجم", date(2019, 12, 31), False, id="too early"),
    pytest.param(BOUND, "غادر النجم", date(2020, 1, 1), True, id="the first day"),
    pytest.param(BOUND, "غادر النجم", date(2021, 1, 1), False, id="too late"),
    pytest.param(BOUND, "غادر النجم", None, True, id="no day known"),
    pytest.param(Alias("غوتيريس", min_score=95), "قال غوتيريش", None, False, id="below its least score"),
    pytest.param(Alias("غوتيريس", min_score=60), "قال غوتيريش", None, True, id="above its least score"),
]


@pytest.mark.parametrize(("alias", "text", "day", "stands"), CONDITIONS)
@pytest.mark.parametrize("warm", [False, True], ids=["at first", "again"])
def test_conditions(alias: Alias, text: str, day: date | None, stands: bool, warm: bool) -> None:
    one = watching(entity("A", "other", alias))
    if warm:
        one.hits_many([Document(text), Document(text, published=datetime(2020, 5, 5, tzinfo=UTC))])
    published = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    assert bool(one.hits(Document(text, published=published)).mentions) is stands


@pytest.mark.parametrize(("day", "stands"), [(date(2019, 6, 1), True), (date(2019, 6, 2), False), (None, True)])
def test_an_entity_of_a_time(day: date | None, stands: bool) -> None:
    assert bool(found((OLD,), "قالت حركة السفينة", day)) is stands


def test_what_does_not_count_hides_nothing() -> None:
    gone = entity("GONE", "organization", Alias("حركة النجم الأحمر", valid_until=date(2000, 1, 1)))
    assert found((STAR, gone), "حركة النجم الأحمر", date(2020, 1, 1)) == ["STAR: حركة النجم"]
    assert found((STAR, gone), "حركة النجم الأحمر", date(1999, 1, 1)) == ["GONE: حركة النجم الأحمر"]


def test_a_condition_is_no_finding() -> None:
    assert found((entity("A", "other", NEEDS),), "البحر والسفينة") == []

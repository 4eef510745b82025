"""Hunts as values: pieces, what is new, when progress is shown, and why a hunt ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.hunts import Sighting, changed, fresh, is_time, pieces, spans_of_time
from watchlists.model import Alias, Entity, EventType, Mention, Watchlist, Watchlists

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
WADI = Entity("WADI", "organization", {"ar": "مجلس الوادي"}, (Alias("حراس الوادي", unless=("حراس الوادي الأخضر",)),))


def lists(*entries: Entity | EventType) -> Watchlists:
    entities = tuple(one for one in entries if isinstance(one, Entity))
    events = tuple(one for one in entries if isinstance(one, EventType))
    return Watchlists((Watchlist("x", {}, entities, events),))


def mention(start: int, end: int, where: str = "text") -> Mention:
    return Mention("WADI", "a", "a", where, start, end, 100.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cursor", "last", "ranges"),
    [
        pytest.param(0, 0, [], id="nothing"),
        pytest.param(5, 5, [], id="done"),
        pytest.param(0, 2, [(0, 2)], id="one"),
        pytest.param(1, 7, [(1, 4), (4, 7)], id="even"),
        pytest.param(1, 8, [(1, 4), (4, 7), (7, 8)], id="a rest"),
    ],
)
def test_pieces_cover_every_id_once(cursor: int, last: int, ranges: list[tuple[int, int]]) -> None:
    assert list(pieces(cursor, last, 3)) == ranges


@pytest.mark.parametrize(
    ("known", "new"),
    [
        pytest.param([], True, id="nothing known"),
        pytest.param([mention(10, 20)], False, id="the same"),
        pytest.param([mention(0, 11)], False, id="touches its beginning"),
        pytest.param([mention(19, 30)], False, id="touches its end"),
        pytest.param([mention(12, 14)], False, id="inside"),
        pytest.param([mention(0, 10), mention(20, 30)], True, id="beside"),
        pytest.param([mention(10, 20, "title")], True, id="in the title"),
    ],
)
def test_what_touches_something_known_is_not_new(known: list[Mention], new: bool) -> None:
    assert bool(fresh(known, [mention(10, 20)])) is new


@pytest.mark.parametrize(
    ("told", "begun", "private", "shown"),
    [
        pytest.param(None, 0, True, True, id="never"),
        pytest.param(4, 30, True, False, id="just now"),
        pytest.param(5, 30, True, True, id="5 s"),
        pytest.param(9, 30, False, False, id="9 s in a group"),
        pytest.param(10, 30, False, True, id="10 s in a group"),
        pytest.param(19, 90, True, False, id="after a minute"),
        pytest.param(20, 90, True, True, id="20 s after a minute"),
        pytest.param(-60, 30, True, True, id="the clock was set back"),
    ],
)
def test_progress_is_shown_so_often(told: int | None, begun: int, private: bool, shown: bool) -> None:
    at = None if told is None else NOW - timedelta(seconds=told)
    assert is_time(at, NOW - timedelta(seconds=begun), NOW, private=private) is shown


@pytest.mark.parametrize(
    ("now", "problem"),
    [
        pytest.param([WADI], None, id="the same"),
        pytest.param([replace(WADI, aliases=(*WADI.aliases, Alias("جنود السهل")))], None, id="an alias more"),
        pytest.param([replace(WADI, note="…")], None, id="a note"),
        pytest.param([replace(WADI, aliases=())], "changed", id="an alias less"),
        pytest.param([replace(WADI, aliases=(Alias("حراس الوادي"),))], "changed", id="a guard less"),
        pytest.param([], "removed", id="gone"),
        pytest.param([EventType("WADI", {}, (Alias("x"),))], "removed", id="another kind of entry"),
    ],
)
def test_why_a_hunt_ends(now: list[Entity | EventType], problem: str | None) -> None:
    assert changed(WADI, lists(*now)) == problem


def test_articles_are_counted_by_the_week_then_by_the_month() -> None:
    near = [Sighting(datetime(2026, 3, day, 23, 30, tzinfo=UTC), "a") for day in (1, 2, 8, 9)]
    assert spans_of_time(near, "UTC") == (
        "week",
        [(date(2026, 2, 23), 1), (date(2026, 3, 2), 2), (date(2026, 3, 9), 1)],
    )
    assert spans_of_time(near, "Asia/Baghdad")[1] == [(date(2026, 3, 2), 2), (date(2026, 3, 9), 2)]
    far = [*near, Sighting(datetime(2025, 11, 30, 12, tzinfo=UTC), "b")]
    assert spans_of_time(far, "UTC") == ("month", [(date(2025, 11, 1), 1), (date(2026, 3, 1), 4)])
    assert spans_of_time([], "UTC")[1] == []

"""When a feed is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core import polling
from bot.core.model import Feed

NOW = datetime(2026, 3, 5, 8, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=seconds) for seconds in (1, 60, 3600, 86_400))
NEW = Feed(1, "https://a.example/rss", next_at=NOW, polled=NOW, succeeded=NOW)
KNOWN = replace(NEW, gap=3600, wait=900, fresh=NOW - HOUR)


def every(gap: timedelta, silent: timedelta = timedelta(), number: int = 30) -> list[datetime]:
    return [NOW - silent - index * gap for index in range(number)]


@pytest.mark.parametrize(
    ("feed", "dates", "news", "least", "wait"),
    [
        pytest.param(NEW, [], True, timedelta(), 300, id="nothing is known"),
        pytest.param(NEW, [], False, timedelta(), 300, id="an empty feed"),
        pytest.param(NEW, every(HOUR), True, timedelta(), 900, id="an item an hour"),
        pytest.param(NEW, every(MINUTE), True, timedelta(), 120, id="an item a minute"),
        pytest.param(NEW, every(DAY), True, timedelta(), 3600, id="an item a day"),
        pytest.param(NEW, every(HOUR, 2 * DAY), True, timedelta(), 3600, id="busy once, silent for days"),
        pytest.param(NEW, [NOW] * 30, True, timedelta(), 300, id="all dates are the same"),
        pytest.param(NEW, [NOW + day * DAY for day in range(9)], True, timedelta(), 300, id="dates that are to come"),
        pytest.param(KNOWN, [], True, timedelta(), 900, id="news as usual"),
        pytest.param(KNOWN, [], False, timedelta(), 900, id="no news"),
        pytest.param(replace(KNOWN, fresh=NOW - 4 * HOUR), [], False, timedelta(), 1800, id="no news for long"),
        pytest.param(replace(KNOWN, fresh=NOW - 9 * DAY), [], False, timedelta(), 3600, id="no news for days"),
        pytest.param(replace(KNOWN, wait=3000), [], False, timedelta(), 3000, id="what was asked for still holds"),
        pytest.param(replace(KNOWN, wait=3000), [], True, timedelta(), 900, id="until there are news"),
        pytest.param(KNOWN, [], True, 40 * MINUTE, 2400, id="as long as the outlet asks"),
        pytest.param(KNOWN, [], True, DAY, 3600, id="an hour at most"),
        pytest.param(replace(KNOWN, fresh=NOW + DAY), [], True, timedelta(), 264, id="a clock that was set back"),
    ],
)
def test_waits(feed: Feed, dates: Sequence[datetime], news: bool, least: timedelta, wait: int) -> None:
    after = polling.answered(feed, NOW, 0.5, news=news, least=least, dates=dates)
    assert after.wait == wait
    assert after.next_at is not None
    assert after.next_at >= NOW + min(least, HOUR)
    assert after.fresh == (NOW if news else feed.fresh)


def test_one_night_does_not_make_a_busy_feed_a_slow_one() -> None:
    busy = replace(KNOWN, gap=600, fresh=NOW - 8 * HOUR)
    assert polling.answered(busy, NOW, 0.5, news=True).wait < 600


@pytest.mark.parametrize(
    ("feed", "luck", "seconds"),
    [
        pytest.param(KNOWN, 0.0, 810, id="a tenth less"),
        pytest.param(KNOWN, 0.999999, 990, id="a tenth more"),
        pytest.param(NEW, 0.0, 60, id="after the first contact soon"),
        pytest.param(NEW, 0.999999, 300, id="or later"),
        pytest.param(replace(KNOWN, next_at=NOW - HOUR), 0.0, 180, id="after a time away soon"),
        pytest.param(replace(KNOWN, next_at=NOW - HOUR), 0.999999, 900, id="or later, too"),
    ],
)
def test_feeds_part(feed: Feed, luck: float, seconds: int) -> None:
    next_at = polling.answered(feed, NOW, luck, news=True).next_at
    assert next_at is not None
    assert round((next_at - NOW).total_seconds()) == seconds


def test_a_long_list_that_was_imported_is_spread_over_its_interval() -> None:
    """Two thousand feeds with an item an hour: no minute of the quarter of an hour has more than twice its share."""
    number = 2000
    minutes = [0] * 30
    for index in range(number):
        first = NOW + polling.first_turn(index)
        lucky = (index * 0.6180339887) % 1
        feed = replace(NEW, polled=first, succeeded=first, next_at=first)
        after = polling.answered(feed, first, lucky, news=True, dates=every(HOUR))
        assert after.next_at is not None
        minutes[int((after.next_at - NOW) / MINUTE)] += 1
    assert max(minutes) <= 2 * number / 15


def test_new_feeds_come_soon_but_not_all_at_once() -> None:
    turns = [polling.first_turn(waiting) for waiting in range(2000)]
    assert set(turns[:20]) == {timedelta()}
    assert turns == sorted(turns)
    assert max(sum(later <= turn < later + SECOND for turn in turns) for later in turns[21::50]) == 4
    assert turns[-1] < 10 * MINUTE


@pytest.mark.parametrize(
    ("errors", "retry_after", "seconds"),
    [
        pytest.param(0, 0, 600, id="twice"),
        pytest.param(98, 0, 86_400, id="a day at most"),
        pytest.param(0, 7200, 7200, id="as long as is asked for"),
        pytest.param(0, 1e12, 86_400, id="no longer than a day"),
    ],
)
def test_failures(errors: int, retry_after: float, seconds: int) -> None:
    after = polling.failed(replace(NEW, errors=errors), "HTTP\n 500", NOW, 0.5, retry_after=retry_after)
    assert (after.errors, after.error, after.off) == (errors + 1, "HTTP 500", False)
    assert after.next_at == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(("errors", "gone"), [(99, False), (0, True)])
def test_off(errors: int, gone: bool) -> None:
    after = polling.failed(replace(NEW, errors=errors), "HTTP 410", NOW, 0.5, gone=gone)
    assert after.off
    assert after.error == "HTTP 410; polled no more; rasid feed retry or /feeds tries it again"


def test_whoever_is_held_waits_until_then_and_counts_no_error() -> None:
    until = NOW + HOUR
    assert polling.held(NEW, until, 0.0) == replace(NEW, next_at=until)
    assert polling.held(NEW, until, 0.5) == replace(NEW, next_at=until + timedelta(seconds=150))


@pytest.mark.parametrize(
    ("waiting", "busy", "room", "troubled", "chosen"),
    [
        pytest.param("a1 b2 c3", "", 2, 9, "a1 b2", id="the longest due first"),
        pytest.param("a1 a2 b3", "", 9, 9, "a1 b3", id="one a host"),
        pytest.param("a1 a2 b3", "a", 9, 9, "b3", id="none of a host that is asked already"),
        pytest.param("a1! b2! c3", "", 9, 1, "a1! c3", id="few that failed"),
        pytest.param("a1", "", 0, 9, "", id="no room"),
    ],
)
def test_choosing(waiting: str, busy: str, room: int, troubled: int, chosen: str) -> None:
    feeds = [(word[0], replace(NEW, id=int(word[1]), errors=int("!" in word))) for word in waiting.split()]
    found = polling.choose(feeds, set(busy), room, troubled)
    assert " ".join(f"{host}{feed.id}{'!' * feed.errors}" for host, feed in found) == chosen

"""When a digest is due, and what is news of its window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.digest import (
    LATE,
    SETTLING,
    Mark,
    Seen,
    as_of,
    falls_in,
    is_held_news,
    is_news,
    next_time,
    occurrence,
    read_over,
    window_of,
)
from bot.core.model import Alert, Article, Reading, Schedule, Story
from watchlists.model import Findings, Severity

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def schedule(
    at: str = "08:00", zone: str = "UTC", weekday: str | None = None, last: datetime | None = None, due: datetime = NOW
) -> Schedule:
    return Schedule(1, 1, at, weekday, zone, due, last)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "after", "due"),
    [
        pytest.param(schedule(), "2026-03-01T07:59", "2026-03-01T08:00", id="today"),
        pytest.param(schedule(), "2026-03-01T08:00", "2026-03-02T08:00", id="strictly after"),
        pytest.param(schedule(zone="Asia/Baghdad"), "2026-03-01T06:00", "2026-03-02T05:00", id="another zone"),
        pytest.param(schedule("00:00"), "2026-02-28T23:59", "2026-03-01T00:00", id="midnight"),
        pytest.param(
            schedule("23:59", "Pacific/Kiritimati"), "2026-03-01T09:00", "2026-03-01T09:59", id="fourteen hours ahead"
        ),
        pytest.param(
            schedule("00:01", "Pacific/Pago_Pago"), "2026-03-01T11:30", "2026-03-02T11:01", id="eleven hours behind"
        ),
        pytest.param(schedule(weekday="sun"), "2026-03-01T07:00", "2026-03-01T08:00", id="this Sunday"),
        pytest.param(schedule(weekday="sun"), "2026-03-01T09:00", "2026-03-08T08:00", id="next Sunday"),
        pytest.param(schedule(weekday="mon"), "2026-03-01T09:00", "2026-03-02T08:00", id="Monday is mon"),
        pytest.param(
            schedule("01:00", "Asia/Tokyo", "sun"), "2026-02-28T15:00", "2026-02-28T16:00", id="Sunday where it is"
        ),
        pytest.param(schedule("02:30", "Europe/Berlin"), "2026-10-24T12:00", "2026-10-25T00:30", id="the first 02:30"),
        pytest.param(schedule("02:30", "Europe/Berlin"), "2026-10-25T00:30", "2026-10-26T01:30", id="no second 02:30"),
        pytest.param(schedule("02:30", "Europe/Berlin"), "2026-03-28T12:00", "2026-03-29T01:30", id="at 03:30 instead"),
        pytest.param(schedule("02:30", "Europe/Berlin"), "2026-03-29T01:30", "2026-03-30T00:30", id="and on as ever"),
        pytest.param(schedule("00:30", "Africa/Cairo"), "2026-04-23T12:00", "2026-04-23T22:30", id="at 01:30 instead"),
        pytest.param(schedule("00:30", "Africa/Cairo"), "2026-04-23T22:30", "2026-04-24T21:30", id="then 00:30 again"),
        pytest.param(
            schedule("02:15", "Australia/Lord_Howe"), "2026-10-03T15:00", "2026-10-03T15:45", id="a gap of half an hour"
        ),
    ],
)
def test_next_time(one: Schedule, after: str, due: str) -> None:
    assert next_time(one, moment(after)) == moment(due)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Africa/Cairo", "America/Santiago", "Asia/Beirut", "UTC"])
@pytest.mark.parametrize("at", ["00:00", "00:30", "01:30", "02:30", "23:30"])
def test_every_date_of_a_year_has_exactly_one(zone: str, at: str) -> None:
    now = moment("2026-01-01T12:00")
    dates: list[str] = []
    while len(dates) < 364:
        now = next_time(schedule(at, zone), now)
        dates.append(occurrence(schedule(at, zone, due=now))[:10])
    assert len(set(dates)) == 364


def test_an_occurrence_is_local_and_names_its_zone() -> None:
    one = schedule(zone="Asia/Baghdad", due=moment("2026-03-01T22:30"))
    assert occurrence(one) == "2026-03-02T01:30 Asia/Baghdad"


@pytest.mark.parametrize(
    ("one", "start"),
    [
        pytest.param(schedule(), NOW - DAY, id="the first daily"),
        pytest.param(schedule(weekday="sun"), NOW - 7 * DAY, id="the first weekly"),
        pytest.param(schedule(last=NOW - 25 * HOUR), NOW - 25 * HOUR, id="since the last"),
        pytest.param(schedule(last=NOW - 5 * DAY), NOW - 5 * DAY, id="the days that were missed too"),
        pytest.param(schedule(last=NOW - 90 * DAY), NOW - 8 * DAY, id="a week more at most"),
        pytest.param(schedule(weekday="sun", last=NOW - 90 * DAY), NOW - 14 * DAY, id="two weeks at most"),
    ],
)
def test_window(one: Schedule, start: datetime) -> None:
    assert window_of(one, NOW) == (start, NOW)


@pytest.mark.parametrize(
    ("published", "received", "inside"),
    [
        pytest.param(NOW - HOUR, NOW - HOUR, True, id="both inside"),
        pytest.param(NOW - DAY, NOW - DAY, True, id="at the start"),
        pytest.param(NOW - HOUR, NOW, False, id="received at the end"),
        pytest.param(NOW - 26 * HOUR, NOW - HOUR * 3, True, id="received late"),
        pytest.param(NOW - LATE - 3 * HOUR, NOW - HOUR, False, id="an archive"),
        pytest.param(NOW - DAY / 2, NOW + 3 * DAY, True, id="an archive of this window, read later"),
    ],
)
def test_falls_in(published: datetime, received: datetime, inside: bool) -> None:
    article = Article(1, "i", 1, "a", None, "", None, "ar", published, received)
    assert falls_in(article, NOW - DAY, NOW) is inside
    start, end = read_over(NOW - DAY, NOW)
    assert start <= published < end or not inside


def told(*alerts: Alert) -> Story:
    """Two articles before the end of a window, one after it."""
    ages = {1: 5 * HOUR, 2: 3 * HOUR, 3: -HOUR}
    articles = (
        Article(number, f"i{number}", 1, f"s{number}", None, "", None, "ar", NOW - age, NOW - age)
        for number, age in ages.items()
    )
    readings = tuple(Reading(one, Findings()) for one in articles)
    return Story(1, NOW - 5 * HOUR, NOW + HOUR, frozenset({"AQ"}), "critical", None, readings, alerts)


def alert(number: int, severity: Severity, created: datetime) -> Alert:
    return Alert(number, 1, 1, number, "first", severity, created)


@pytest.mark.parametrize(
    ("alerts", "severity", "spoken"),
    [
        pytest.param((alert(1, "high", NOW - HOUR), alert(2, "critical", NOW + HOUR)), "high", 1, id="graver later"),
        pytest.param((alert(1, "critical", NOW - HOUR),), "critical", 1, id="told before"),
        pytest.param((), "critical", 0, id="never told"),
        pytest.param((alert(1, "critical", NOW + HOUR),), "critical", 0, id="first told later"),
    ],
)
def test_a_story_as_it_stood_then(alerts: tuple[Alert, ...], severity: str, spoken: int) -> None:
    found = as_of(told(*alerts), NOW)
    assert (found.sources, found.latest) == (("s1", "s2"), NOW - 3 * HOUR)
    assert (found.severity, len(found.spoken)) == (severity, spoken)


def test_a_story_that_stands_as_it_did_is_the_same() -> None:
    one = told()
    assert as_of(one, NOW + DAY) == one
    assert as_of(one, NOW - DAY).readings == ()


SEEN = Seen(Mark(100, 10), Mark(200, 20))


@pytest.mark.parametrize(
    ("number", "received", "told"),
    [
        pytest.param(150, NOW - HOUR, True, id="in the window"),
        pytest.param(99, NOW - DAY - HOUR / 60, False, id="told the last time"),
        pytest.param(101, NOW - DAY - HOUR / 60, True, id="came in before the last digest, stored after it"),
        pytest.param(101, NOW - DAY - SETTLING - HOUR / 60, False, id="long before"),
        pytest.param(100, NOW - DAY, True, id="seen by the last digest in the moment of its end"),
        pytest.param(201, NOW - HOUR / 60, False, id="stored while this digest is made"),
        pytest.param(200, NOW, False, id="after the window"),
    ],
)
def test_each_article_is_told_by_one_digest(number: int, received: datetime, told: bool) -> None:
    article = Article(number, "i", 1, "a", None, "", None, "ar", received, received)
    assert is_news(article, NOW - DAY, NOW, SEEN) is told
    assert is_news(article, NOW - DAY, NOW) is falls_in(article, NOW - DAY, NOW)


@pytest.mark.parametrize(
    ("number", "created", "told"),
    [
        pytest.param(15, NOW - HOUR, True, id="in the window"),
        pytest.param(10, NOW - DAY - HOUR / 60, False, id="told the last time"),
        pytest.param(11, NOW - DAY - HOUR / 60, True, id="raised before the last digest, stored after it"),
        pytest.param(21, NOW - HOUR, False, id="stored while this digest is made"),
    ],
)
def test_each_held_alert_is_told_by_one_digest(number: int, created: datetime, told: bool) -> None:
    assert is_held_news(alert(number, "low", created), NOW - DAY, SEEN) is told
    assert is_held_news(alert(number, "low", created), NOW - DAY) is (created >= NOW - DAY)

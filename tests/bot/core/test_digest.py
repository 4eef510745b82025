"""What a digest says, and when the next one is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.digest import LATE, falls_in, grouped, next_time, occurrence, read_over, wanted, window_of
from bot.core.model import Article, Reading, Schedule, Story, Subscription
from watchlists.model import Entity, Event, EventType, Findings, Mention, Severity, Watchlist, Watchlists

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LISTS = Watchlists((Watchlist("g", {}, tuple(Entity(key, "organization", {}) for key in ("AQ", "ISIS", "RSF"))),))
PLACES = Watchlist("p", {}, tuple(Entity(key, "place", {}) for key in ("ADEN", "BAMAKO")))
KINDS = Watchlist("e", {}, events=(EventType("bombing", {}, (), "high"), EventType("visit", {}, (), "low")))
ALL_LISTS = Watchlists((*LISTS.lists, PLACES, KINDS))


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


def story(number: int, severity: Severity, sources: int, age: timedelta, *named: str) -> Story:
    mentions = tuple(Mention(key, key, key, "text", 0, 1, 99.0) for key in named)
    readings = tuple(
        Reading(Article(number, f"i{turn}", 1, f"s{turn}", None, "", None, "ar", NOW, NOW), Findings(mentions))
        for turn in range(sources)
    )
    return Story(number, NOW, NOW - age, frozenset({*named, "bombing"}), severity, None, readings)


def wish(key: str) -> Subscription:
    return Subscription(1, "all" if key == "*" else "entity", key, "low")


def test_the_most_serious_then_the_most_reported_then_the_newest() -> None:
    stories = [
        story(1, "low", 9, HOUR, "AQ"),
        story(2, "high", 1, 2 * HOUR, "AQ"),
        story(3, "high", 1, HOUR, "AQ"),
        story(4, "high", 2, 3 * HOUR, "AQ"),
        story(5, "critical", 1, DAY, "RSF"),
    ]
    assert [one.id for one in wanted(stories, [wish("*")], LISTS)] == [5, 4, 3, 2, 1]
    assert [one.id for one in wanted(stories, [wish("AQ")], LISTS)] == [4, 3, 2, 1]
    assert wanted(stories, [], LISTS) == []


def test_a_story_stands_under_the_subscribed_entity_else_the_one_named_most() -> None:
    both = story(1, "high", 1, HOUR, "AQ", "ISIS", "ISIS")
    assert [key for key, _ in grouped([both], [wish("AQ")], LISTS)] == ["AQ"]
    assert [key for key, _ in grouped([both], [wish("*")], LISTS)] == ["ISIS"]


def happening(key: str = "bombing", actors: tuple[str, ...] = (), targets: tuple[str, ...] = ()) -> Event:
    return Event(key, key, key, "text", 0, 1, 99.0, (0, 1), actors=actors, targets=targets)


def with_events(one: Story, *events: Event) -> Story:
    readings = (replace(each, findings=replace(each.findings, events=events)) for each in one.readings)
    return replace(one, readings=tuple(readings))


@pytest.mark.parametrize(
    ("named", "events", "wishes", "heading"),
    [
        pytest.param(
            ("ADEN", "ADEN", "RSF"), [happening(actors=("RSF",), targets=("AQ",))], ["*"], "RSF", id="who did it"
        ),
        pytest.param(("ADEN", "AQ"), [happening(targets=("AQ",))], ["*"], "AQ", id="whom it befell"),
        pytest.param(
            ("AQ", "RSF"),
            [happening("visit", actors=("AQ",)), happening(actors=("RSF",))],
            ["*"],
            "RSF",
            id="of the leading event",
        ),
        pytest.param(("BAMAKO", "BAMAKO", "RSF"), [happening()], ["*"], "RSF", id="a place after all others"),
        pytest.param(("RSF", "AQ"), [happening()], ["*"], "RSF", id="the first named, not the first by letter"),
        pytest.param(("BAMAKO", "ADEN"), [happening()], ["*"], "BAMAKO", id="a place"),
        pytest.param((), [happening("visit"), happening()], ["*"], "bombing", id="the leading event"),
        pytest.param(
            ("RSF", "ADEN"), [happening(actors=("RSF",))], ["*", "ADEN"], "ADEN", id="asked for by name beside all"
        ),
        pytest.param(("RSF",), [happening(actors=("RSF",))], ["bombing"], "bombing", id="an event asked for by name"),
    ],
)
def test_what_stands_for_a_story(named: tuple[str, ...], events: list[Event], wishes: list[str], heading: str) -> None:
    one = with_events(story(1, "high", 1, HOUR, *named), *events)
    asked = [replace(wish(key), scope="event") if key == "bombing" else wish(key) for key in wishes]
    assert [key for key, _ in grouped([one], asked, ALL_LISTS)] == [heading]


def test_groups_stand_in_the_order_of_their_first_story() -> None:
    stories = [story(1, "high", 1, HOUR, "RSF"), story(2, "low", 1, HOUR, "AQ"), story(3, "low", 1, HOUR, "RSF")]
    found = [(key, [one.id for one in each]) for key, each in grouped(stories, [wish("*")], LISTS)]
    assert found == [("RSF", [1, 3]), ("AQ", [2])]


def test_a_story_without_an_entity_stands_under_its_event() -> None:
    assert [key for key, _ in grouped([story(1, "high", 1, HOUR)], [wish("*")], LISTS)] == ["bombing"]
    assert [key for key, _ in grouped([replace(story(1, "high", 0, HOUR))], [], LISTS)] == ["bombing"]

"""Digests: once for each local time, made up once, and with everything of their window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model import Delivery, Destination, Schedule
from bot.core.preferences import Preferences
from bot.core.trends import Baseline, Count, Trend, Verdict
from bot.core.views import DigestView, UntoldTrends
from bot.ports import Window
from bot.scheduling import next_time
from bot.services.digest import Digests
from bot.services.digest_contents import compose
from bot.storage import SqlStore
from tests.bot.services.newsroom import (
    ARREST,
    BOMBING,
    DAY,
    FOLLOW_UP,
    HOUR,
    NOW,
    Newsroom,
    article,
    lists,
    matcher,
    texts,
)
from tests.fakes.stores import Crash, CrashingStore

WEEK = timedelta(days=7)
TODAY = Window(NOW - DAY, NOW)


def digests(room: Newsroom) -> Digests:
    return Digests(room.store, matcher, texts(), next_time)


def schedule(
    room: Newsroom,
    chat: Destination,
    at: str = "08:00",
    timezone: str = "UTC",
    weekday: str | None = None,
    now: datetime = NOW,
) -> Schedule:
    draft = Schedule(0, chat.id, at, weekday, timezone, now)
    first = Schedule(0, chat.id, at, weekday, timezone, next_time(draft, now))
    with room.store.begin() as unit:
        return unit.schedules.put(first, now)


def run(room: Newsroom, start: datetime, end: datetime, step: timedelta = timedelta(minutes=10)) -> list[datetime]:
    """The moments at which a digest was posted, looking every `step`."""
    posted, now = [], start
    while now < end:
        posted += [now] * digests(room).post(now)
        now += step
    return posted


def sent(room: Newsroom) -> Sequence[Delivery]:
    return [one for one, _ in room.outbox(NOW + 1000 * DAY)]


def view(room: Newsroom, chat: Destination, window: Window = TODAY, offset: int = 0) -> DigestView:
    with room.store.begin() as unit:
        return compose(unit, chat, window, lists(), offset)


def test_a_daily_digest_is_posted_each_day_once(room: Newsroom) -> None:
    schedule(room, room.chat("5"))
    posted = run(room, NOW, NOW + 3 * DAY, HOUR)
    assert [moment.isoformat() for moment in posted] == [f"2026-03-0{day}T08:00:00+00:00" for day in (2, 3, 4)]
    assert {one.kind for one in sent(room)} == {"digest"}


def test_a_weekly_digest_is_posted_on_its_day(room: Newsroom) -> None:
    schedule(room, room.chat("5"), weekday="wed")
    assert [moment.strftime("%a %H") for moment in run(room, NOW, NOW + 2 * WEEK, HOUR)] == ["Wed 08", "Wed 08"]


def test_each_chat_at_its_own_clock(room: Newsroom) -> None:
    schedule(room, room.chat("5"), timezone="Asia/Baghdad")
    schedule(room, room.chat("6"), timezone="America/New_York")
    assert [moment.hour for moment in run(room, NOW, NOW + DAY, HOUR)] == [13, 5]


def test_what_was_missed_while_the_bot_was_down_is_made_up_once(room: Newsroom) -> None:
    schedule(room, room.chat("5"))
    back = NOW + 7 * DAY
    assert [digests(room).post(back), digests(room).post(back), digests(room).post(back + HOUR)] == [1, 0, 0]
    assert digests(room).post(back + DAY) == 1


def test_a_made_up_digest_covers_the_whole_absence(room: Newsroom) -> None:
    chat = room.chat("5", "ISKP", language="en")
    schedule(room, chat)
    digests(room).post(NOW + DAY)
    room.report(article(published=NOW + 2 * DAY), now=NOW + 2 * DAY)
    digests(room).post(NOW + 7 * DAY)
    assert "1 story, 1 article" in sent(room)[-1].message.text


@pytest.mark.parametrize(
    ("at", "timezone", "evening", "moments"),
    [
        pytest.param(
            "02:30",
            "Europe/Berlin",
            datetime(2026, 10, 24, 18, tzinfo=UTC),
            ["2026-10-25T00:30", "2026-10-26T01:30"],
            id="the hour that autumn repeats",
        ),
        pytest.param(
            "02:30",
            "Europe/Berlin",
            datetime(2026, 3, 28, 18, tzinfo=UTC),
            ["2026-03-29T01:30", "2026-03-30T00:30"],
            id="the hour that spring skips",
        ),
        pytest.param(
            "00:30",
            "Africa/Cairo",
            datetime(2026, 4, 23, 12, tzinfo=UTC),
            ["2026-04-23T22:30", "2026-04-24T21:30"],
            id="the midnight that spring skips",
        ),
        pytest.param(
            "23:30",
            "Africa/Cairo",
            datetime(2026, 10, 29, 12, tzinfo=UTC),
            ["2026-10-29T20:30", "2026-10-30T21:30"],
            id="the midnight that autumn repeats",
        ),
    ],
)
def test_nights_on_which_the_clocks_change(
    room: Newsroom, at: str, timezone: str, evening: datetime, moments: list[str]
) -> None:
    schedule(room, room.chat("5"), at, timezone, now=evening)
    posted = run(room, evening, evening + timedelta(hours=36))
    assert [f"{moment:%Y-%m-%dT%H:%M}" for moment in posted] == moments


@pytest.mark.parametrize(
    ("at", "timezone", "weekday", "away", "back"),
    [
        pytest.param(
            "02:30", "Europe/Berlin", None, "2026-10-25T00:20", "2026-10-25T01:40", id="over both showings in autumn"
        ),
        pytest.param(
            "02:30", "Europe/Berlin", None, "2026-10-25T00:20", "2026-10-25T00:50", id="back between the showings"
        ),
        pytest.param("00:30", "Africa/Cairo", None, "2026-04-23T21:50", "2026-04-23T22:10", id="in the skipped hour"),
        pytest.param("00:30", "Africa/Cairo", "fri", "2026-04-23T12:00", "2026-04-25T12:00", id="over the skipped day"),
        pytest.param("00:00", "Asia/Beirut", "sun", "2026-03-28T21:50", "2026-03-28T22:10", id="a skipped midnight"),
        pytest.param(
            "23:30", "Africa/Cairo", "thu", "2026-10-29T20:20", "2026-10-29T21:40", id="a midnight shown twice"
        ),
    ],
)
def test_a_bot_that_was_away_on_such_a_night_posts_once(
    room: Newsroom, at: str, timezone: str, weekday: str | None, away: str, back: str
) -> None:
    """It looks every ten minutes until it goes and from when it is back, through the day after."""
    left, returned = (datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in (away, back))
    schedule(room, room.chat("5"), at, timezone, weekday, now=left - HOUR)
    posted = run(room, left - HOUR, left) + run(room, returned, returned + 12 * HOUR)
    assert len(posted) == 1
    assert len(sent(room)) == 1


@pytest.mark.parametrize(
    ("at", "timezone", "evening"),
    [
        pytest.param("02:30", "Europe/Berlin", datetime(2026, 10, 24, 18, tzinfo=UTC), id="autumn"),
        pytest.param("00:30", "Africa/Cairo", datetime(2026, 4, 23, 12, tzinfo=UTC), id="spring"),
    ],
)
def test_two_processes_on_such_a_night_post_once(
    open_stores: Callable[[], SqlStore], at: str, timezone: str, evening: datetime
) -> None:
    rooms = [Newsroom(open_stores()) for _ in range(2)]
    schedule(rooms[0], rooms[0].chat("5"), at, timezone, now=evening)
    posted = [digests(room).post(evening + turn * HOUR / 6) for turn in range(6 * 20) for room in rooms]
    assert sum(posted) == 1
    assert len(sent(rooms[0])) == 1


def test_a_clock_set_back_posts_nothing_twice(room: Newsroom) -> None:
    schedule(room, room.chat("5"))
    eight = NOW + timedelta(hours=20)
    assert [digests(room).post(now) for now in (eight, eight - HOUR, eight, eight + HOUR)] == [1, 0, 0, 0]


def test_the_same_hour_in_another_zone_is_another_digest(room: Newsroom) -> None:
    """Who moves from Baghdad to Cairo is told `next at 08:00`, and gets it."""
    chat = room.chat("5")
    schedule(room, chat, timezone="Asia/Baghdad", now=NOW)
    five = datetime(2026, 3, 2, 5, tzinfo=UTC)
    assert digests(room).post(five) == 1
    schedule(room, chat, timezone="Africa/Cairo", now=five + HOUR / 2)
    assert digests(room).post(five + HOUR) == 1


@pytest.mark.parametrize("access", ["asked", "refused", "gone"])
def test_a_chat_that_is_not_let_in_gets_none(room: Newsroom, access: str) -> None:
    schedule(room, room.chat("5", access=access))  # type: ignore[arg-type]
    assert digests(room).post(NOW + DAY) == 0


@pytest.mark.parametrize("step", range(4))
def test_a_crash_at_any_step_is_made_up_once(store: SqlStore, step: int) -> None:
    room = Newsroom(store)
    schedule(room, room.chat("5"))
    with pytest.raises(Crash):
        digests(Newsroom(CrashingStore(store, step))).post(NOW + DAY)
    assert digests(room).post(NOW + DAY) == 1
    assert len(sent(room)) == 1


def test_a_schedule_that_cannot_be_kept_stops_no_other(room: Newsroom) -> None:
    broken = room.chat("5")
    schedule(room, broken)
    schedule(room, room.chat("6"))

    def fussy(one: Schedule, after: datetime) -> datetime:
        if one.destination_id == broken.id:
            raise KeyError(one.timezone)
        return next_time(one, after)

    service = Digests(room.store, matcher, texts(), fussy)
    assert service.post(NOW + DAY) == 1
    assert service.post(NOW + DAY) == 0


def test_a_digest_counts_its_stories_and_those_before(room: Newsroom) -> None:
    chat = room.chat("5", "ISKP")
    room.report(article(ARREST, published=NOW - 30 * HOUR), now=NOW - 30 * HOUR)
    for hour, source in enumerate(("صدى الوادي", "راديو الجسر")):
        moment = NOW - (10 - hour) * HOUR
        room.report(article(BOMBING, source, published=moment), now=moment)
    found = view(room, chat)
    assert (found.stories, found.articles, found.before) == (1, 2, 1)
    assert [key for key, _ in found.listed] == ["ISKP"]
    assert found.tallies == {"ISKP": (1, 1)}


def test_a_story_that_goes_on_counts_only_its_new_articles(room: Newsroom) -> None:
    chat = room.chat("5", "ISKP")
    for age, text in ((26, BOMBING), (2, FOLLOW_UP)):
        room.report(article(text, f"مصدر {age}", published=NOW - age * HOUR), now=NOW - age * HOUR)
    found = view(room, chat)
    assert (found.stories, found.articles, found.before) == (1, 1, 1)


@pytest.mark.parametrize(
    ("wish", "stories"),
    [
        pytest.param("ISIS", 1, id="what it is part of"),
        pytest.param("all", 1, id="all"),
        pytest.param("TTP", 0, id="another"),
        pytest.param("event:arrest", 1, id="its event"),
    ],
)
def test_only_what_the_chat_follows(room: Newsroom, wish: str, stories: int) -> None:
    chat = room.chat("5", wish)
    room.report(article(ARREST, published=NOW - HOUR), now=NOW - HOUR)
    assert view(room, chat).stories == stories


def test_held_and_muted_alerts_are_counted(room: Newsroom) -> None:
    chat = room.chat("5", "all")
    room.report(article(ARREST, published=NOW - 2 * HOUR), now=NOW - 2 * HOUR)
    room.mute(chat, "entity", "ISKP")
    room.report(article(BOMBING, published=NOW - HOUR), now=NOW - HOUR)
    found = view(room, chat)
    assert [(one.verdict, one.alerts, list(one.listed)) for one in found.held] == [
        ("digest", 1, [1]),
        ("muted", 1, [2]),
    ]
    assert [mute.key for mute in found.mutes] == ["ISKP"]


@pytest.mark.parametrize(
    ("published", "received", "last", "this"),
    [
        pytest.param(NOW - HOUR, NOW - HOUR, 0, 1, id="this window"),
        pytest.param(NOW - 26 * HOUR, NOW - 26 * HOUR, 1, 0, id="the window before"),
        pytest.param(NOW - 25 * HOUR, NOW - 23 * HOUR, 0, 1, id="published before, received after the last digest"),
        pytest.param(NOW - 5 * DAY, NOW - HOUR, 0, 0, id="an archive that is read now"),
        pytest.param(NOW - 30 * HOUR, NOW - HOUR, 1, 0, id="an archive of the last window"),
        pytest.param(NOW, NOW, 0, 0, id="in the very moment: the next digest's"),
    ],
)
def test_no_article_falls_between_two_digests(
    room: Newsroom, published: datetime, received: datetime, last: int, this: int
) -> None:
    chat = room.chat("5", "ISKP")
    room.take(article(published=published), now=received)
    assert view(room, chat, Window(NOW - 2 * DAY, NOW - DAY)).stories == last
    assert view(room, chat).stories == this


def test_more_stories_than_fit_are_counted(room: Newsroom) -> None:
    """Twenty happenings on twenty days, which a digest of a month tells of."""
    chat = room.chat("5", "ISKP")
    for day in range(20):
        moment = NOW - (4 * day + 1) * DAY
        room.take(article(ARREST, f"مصدر {day}", published=moment), now=moment)
    month = Window(NOW - 90 * DAY, NOW)
    pages = [[story.id for _, story in view(room, chat, month, offset).listed] for offset in (0, 15, 30)]
    assert [len(page) for page in pages] == [15, 5, 0]
    assert sorted(pages[0] + pages[1]) == list(range(1, 21))
    assert view(room, chat, month).stories == 20


def test_a_page_that_is_asked_for_later_goes_on_where_the_first_ended(room: Newsroom) -> None:
    """Meanwhile the least important story got many outlets, and a new one came in."""
    chat = room.chat("5", "ISKP")
    for day in range(20):
        moment = NOW - (4 * day + 1) * DAY
        room.take(article(ARREST, f"مصدر {day}", published=moment), now=moment)
    month = Window(NOW - 90 * DAY, NOW)
    first, second = (view(room, chat, month, offset) for offset in (0, 15))
    late = [article(ARREST, f"مصدر آخر {turn}", published=NOW - 76 * DAY) for turn in range(4)]
    room.take(*late, article(BOMBING, published=NOW + HOUR), now=NOW + HOUR)
    again = view(room, chat, month, 15)
    assert [key.id for _, key in again.listed] == [key.id for _, key in second.listed]
    assert not {story.id for _, story in again.listed} & {story.id for _, story in first.listed}


def test_a_chat_that_follows_one_entity_gets_all_of_its_stories_beside_many_others(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many stories of others are newer."""
    monkeypatch.setattr("bot.services.digest_contents.MOST_STORIES", 3)
    chat, everything = room.chat("5", "TTP"), room.chat("6", "all")
    room.take(
        article("تبنى حركة طالبان باكستان هجوم انتحاري في كابول.", published=NOW - 20 * HOUR), now=NOW - 20 * HOUR
    )
    for day in range(5):
        moment = NOW - (4 * day + 1) * DAY
        room.take(article(ARREST, f"مصدر {day}", published=moment), now=moment)
    month = Window(NOW - 90 * DAY, NOW)
    assert (view(room, chat, month).stories, view(room, chat, month).capped) == (1, False)
    found = view(room, everything, month)
    assert (found.stories, found.capped, found.before, found.tallies) == (3, True, None, {})
    assert "TTP" in {key for key, _ in found.listed}  # the gravest are kept


def test_a_chat_that_follows_nothing_gets_nothing(room: Newsroom) -> None:
    chat = room.chat("5")
    room.report(article(BOMBING, published=NOW - HOUR), now=NOW - HOUR)
    assert view(room, chat).empty


def test_each_held_alert_counts_once_and_its_story_stands_once(room: Newsroom) -> None:
    chat = room.chat("5", "all")
    room.mute(chat, "all", "*")
    room.report(article(BOMBING, published=NOW - 3 * HOUR), now=NOW - 3 * HOUR)
    room.report(article(FOLLOW_UP, "راديو الجسر", published=NOW - 2 * HOUR), now=NOW - 2 * HOUR)
    (held,) = view(room, chat).held
    assert (held.verdict, held.alerts, list(held.listed), held.more) == ("muted", 2, [1], 0)


def test_the_story_of_a_held_alert_that_is_listed_nowhere_else_is_named(room: Newsroom) -> None:
    """Its article came in the window before, its alert did not."""
    chat = room.chat("5", "all")
    room.take(article(ARREST, published=NOW - 25 * HOUR), now=NOW - 25 * HOUR)
    room.alerting().speak(NOW - HOUR)
    found = view(room, chat)
    assert found.stories == 0
    assert [(one.alerts, [story.id for story in one.others]) for one in found.held] == [(1, [1])]
    assert not found.empty


def test_outlets_that_reported_before_and_not_now_are_named(room: Newsroom) -> None:
    chat = room.chat("5", "ISKP")
    for turn in range(3):
        moment = NOW - (40 - turn) * HOUR
        room.take(article(f"{ARREST} {turn}", "صوت الميناء", published=moment), now=moment)
        room.take(article(f"{ARREST} {turn}", "راديو الجسر", published=moment), now=moment)
    room.take(article(BOMBING, "راديو الجسر", published=NOW - HOUR), now=NOW - HOUR)
    assert [(one.source, one.before) for one in view(room, chat).silent] == [("صوت الميناء", 3)]
    assert view(room, room.chat("6", "TTP")).silent == []


def test_feeds_that_give_nothing_are_named(room: Newsroom) -> None:
    with room.store.begin() as unit:
        feed = unit.feeds.add("https://harbour.example/feed", "صوت الميناء", NOW - 9 * DAY)
        unit.feeds.save(replace(feed, fresh=NOW - 5 * DAY, succeeded=NOW))
    assert [(one.source, one.since) for one in view(room, room.chat("5")).silent] == [("صوت الميناء", NOW - 5 * DAY)]


SILENT = Preferences(empty="silent")


@pytest.mark.parametrize(
    ("preferences", "happening", "posted"),
    [
        pytest.param(Preferences(), "nothing", 1, id="a line"),
        pytest.param(SILENT, "nothing", 0, id="silent"),
        pytest.param(SILENT, "mute", 0, id="silent while something is muted"),
        pytest.param(SILENT, "muted", 1, id="not silent of what was muted"),
        pytest.param(SILENT, "story", 1, id="not silent of a story"),
    ],
)
def test_a_digest_of_nothing(room: Newsroom, preferences: Preferences, happening: str, posted: int) -> None:
    chat = room.chat("5", "ISKP", language="en")
    schedule(room, chat)
    if happening in ("mute", "muted"):
        room.mute(chat, "all", "*", NOW + 9 * DAY)
    if happening in ("muted", "story"):
        room.report(article(BOMBING, published=NOW + HOUR), now=NOW + HOUR)
    with room.store.begin() as unit:
        unit.chats.change(chat.id, preferences=preferences)
    before = len(sent(room))
    assert digests(room).post(NOW + DAY) == posted
    assert digests(room).post(NOW + DAY) == 0
    assert len(sent(room)) == before + posted


def test_after_a_silent_digest_the_next_one_begins_where_it_ended(room: Newsroom) -> None:
    chat = room.chat("5", "ISKP", language="en")
    schedule(room, chat)
    with room.store.begin() as unit:
        unit.chats.change(chat.id, preferences=SILENT)
    posted = []
    for day in (1, 2, 3):
        posted.append(digests(room).post(NOW + day * DAY))
        room.take(article(f"{ARREST} {day}", published=NOW + day * DAY), now=NOW + day * DAY)
    assert posted == [0, 1, 1]


def test_what_is_stored_after_a_digest_though_it_came_in_before_is_told_by_the_next_once(room: Newsroom) -> None:
    """Fetching and matching take their time: an article of 07:59 may be stored at 08:01."""
    chat = room.chat("5", "ISKP", language="en")
    schedule(room, chat)
    first = digests(room)
    eight = NOW + 20 * HOUR
    room.take(article(BOMBING, published=eight - HOUR), now=eight - HOUR)
    assert first.post(eight) == 1
    early = eight - timedelta(minutes=1)
    room.take(article(ARREST, published=early), now=early)
    assert [first.post(eight + DAY), first.post(eight + 2 * DAY)] == [1, 1]
    texts_sent = [one.message.text for one in sent(room) if one.kind == "digest"]
    assert [text.count("S1") for text in texts_sent] == [1, 0, 0]
    assert [text.count("S2") for text in texts_sent] == [0, 1, 0]


def test_what_was_unusual_in_the_window_is_told_of_what_the_chat_follows(room: Newsroom) -> None:
    chats = [room.chat("5", "ISKP"), room.chat("6", "TTP"), room.chat("7", "all")]
    past = Baseline((1,) * 84, 28, 1.3)
    with room.store.begin() as unit:
        for ago, mentions in ((2 * DAY, 30), (3 * HOUR, 9), (HOUR, 14)):
            unit.trends.add(Trend(0, "ISKP", 2 * HOUR, NOW - ago, Verdict.FIRST, Count(mentions), past))
    found = [[(one.key, one.mentions, one.usual) for one in view(room, chat).trends] for chat in chats]
    assert found == [[("ISKP", 14, 1.3)], [], [("ISKP", 14, 1.3)]]


def test_what_was_unusual_and_not_told_is_counted(room: Newsroom) -> None:
    muted, other = room.chat("5", "ISKP"), room.chat("6", "ISKP")
    trend = Trend(0, "ISKP", 2 * HOUR, NOW, Verdict.FIRST, Count(9), Baseline((1,) * 84, 28, 1.3))
    with room.store.begin() as unit:
        for ago, why in ((2 * DAY, "muted"), (3 * HOUR, "quiet"), (2 * HOUR, "muted"), (HOUR, "muted")):
            unit.trends.add(replace(trend, created=NOW - ago, untold={muted.id: why}))
    assert view(room, muted).untold == [UntoldTrends("muted", 2, ("ISKP",)), UntoldTrends("quiet", 1, ("ISKP",))]
    assert view(room, other).untold == []

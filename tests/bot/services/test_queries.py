"""What people ask back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.model import Destination
from bot.core.views import StatusView, WhyView
from bot.services import queries
from tests.bot.services.newsroom import (
    ARREST,
    BOMBING,
    DAY,
    FOLLOW_UP,
    HOUR,
    NOTHING,
    NOW,
    Newsroom,
    article,
    lists,
)

WEEK = timedelta(days=7)


def report(room: Newsroom, text: str, age: timedelta, source: str = "صدى الوادي") -> None:
    room.report(article(text, f"{source}", published=NOW - age, external_id=f"{age}"), now=NOW - age)


def status(room: Newsroom, key: str, window: timedelta = WEEK, chat: Destination | None = None) -> StatusView:
    with room.store.begin(read_only=True) as unit:
        return queries.status(unit, key, window, lists(), NOW, chat)


def why(room: Newsroom, alert: int, chat: Destination) -> WhyView | None:
    with room.store.begin(read_only=True) as unit:
        return queries.why(unit, alert, lists(), chat)


def test_the_status_of_nobody_heard_of(room: Newsroom) -> None:
    view = status(room, "TTP")
    assert (view.last_heard, view.stories, view.muted) == (None, [], 0)
    assert [pace.mentions for pace in view.paces.values()] == [0, 0, 0]


def test_mentions_stories_company_and_sources(room: Newsroom) -> None:
    report(room, BOMBING, HOUR)
    report(room, FOLLOW_UP, HOUR / 2, "راديو الجسر")
    report(room, ARREST, 3 * DAY)
    view = status(room, "ISKP")
    assert {length.days: pace.mentions for length, pace in view.paces.items()} == {1: 2, 7: 3, 30: 3}
    assert len(view.stories) == 2
    assert dict(view.named_with) == {"KANDAHAR": 2, "KABUL": 1}
    assert dict(view.sources) == {"صدى الوادي": 2, "راديو الجسر": 1}
    assert (view.first_heard, view.last_heard) == (NOW - 3 * DAY, NOW - HOUR / 2)


def test_a_group_with_its_branches(room: Newsroom) -> None:
    report(room, BOMBING, HOUR)
    view = status(room, "ISIS")
    assert view.branches == ["ISKP"]
    assert view.paces[DAY].mentions == 1
    assert "ISKP" not in dict(view.named_with)


def test_an_event_type(room: Newsroom) -> None:
    report(room, BOMBING, HOUR)
    view = status(room, "suicide_bombing")
    assert (len(view.stories), dict(view.named_with)) == (1, {"ISKP": 1, "KANDAHAR": 1})


def test_the_window_bounds_stories_but_not_the_paces(room: Newsroom) -> None:
    report(room, ARREST, 3 * DAY)
    view = status(room, "ISKP", DAY)
    assert (view.stories, view.paces[WEEK].mentions) == ([], 1)


@pytest.mark.parametrize(
    ("ages", "usual"),
    [
        pytest.param([1], None, id="nothing before the window"),
        pytest.param([1, 30], None, id="less than half a day of past"),
        pytest.param([1, 47], 1.0, id="a day of past"),
        pytest.param([1, 30, 72, 119], 0.8, id="four days of past"),
        pytest.param([1, 30, 72, 500], 0.5, id="never more than four windows"),
    ],
)
def test_the_usual(room: Newsroom, ages: list[int], usual: float | None) -> None:
    for age in ages:
        report(room, ARREST, age * HOUR, f"مصدر {age}")
    assert status(room, "ISKP").paces[DAY].usual == usual


def test_muted_alerts_are_those_of_this_chat_and_entity(room: Newsroom) -> None:
    mine, other = room.chat("5", "ISKP"), room.chat("6", "ISKP")
    room.mute(mine, "all", "*")
    report(room, BOMBING, HOUR)
    assert status(room, "ISKP", chat=mine).muted == 1
    assert status(room, "KABUL", chat=mine).muted == 0
    assert status(room, "ISKP", chat=other).muted == 0
    assert status(room, "ISKP").muted == 0


def test_what_waits_for_the_digest_is_not_muted(room: Newsroom) -> None:
    chat = room.chat("5", "all")
    report(room, ARREST, HOUR)
    assert status(room, "ISKP", chat=chat).muted == 0


def test_latest_newest_first_and_paged(room: Newsroom) -> None:
    for age in (4, 3, 2, 1):
        report(room, BOMBING if age % 2 else ARREST, age * HOUR, f"مصدر {age}")
    report(room, NOTHING, HOUR / 2)
    with room.store.begin(read_only=True) as unit:
        everything = queries.latest(unit, None, 9, lists(), None)
        attacks = queries.latest(unit, "suicide_bombing", 9, lists(), None)
        page = queries.latest(unit, "ISIS", 2, lists(), everything[0].article.id)
    assert [(NOW - one.article.published) / HOUR for one in everything] == [1, 2, 3, 4]
    assert [(NOW - one.article.published) / HOUR for one in attacks] == [1, 3]
    assert [(NOW - one.article.published) / HOUR for one in page] == [2, 3]


def test_why(room: Newsroom) -> None:
    chat, stranger = room.chat("5", "ISIS", "event:arrest", timezone="Asia/Baghdad"), room.chat("6", "TTP")
    report(room, BOMBING, HOUR)
    view = why(room, 1, chat)
    assert view is not None
    assert (view.alert.reason, [one.key for one in view.subscribed], view.timezone) == (
        "first",
        ["ISIS"],
        "Asia/Baghdad",
    )
    other = why(room, 1, stranger)
    assert other is not None
    assert other.subscribed == ()
    assert why(room, 99, chat) is None


@pytest.mark.parametrize("age", [pytest.param(HOUR / 2, id="newer"), pytest.param(3 * HOUR, id="published before")])
def test_why_speaks_of_the_story_as_it_was_told(room: Newsroom, age: timedelta) -> None:
    chat = room.chat("5", "ISKP", "event:arrest")
    report(room, BOMBING, HOUR)
    late = article(f"{FOLLOW_UP} {ARREST}", "راديو الجسر", published=NOW - age, external_id="late")
    room.report(late, now=NOW)
    first, second = why(room, 1, chat), why(room, 2, chat)
    assert first is not None
    assert second is not None
    assert ([one.article.source for one in first.story.readings], first.since) == (["صدى الوادي"], 1)
    assert [one.key for one in first.subscribed] == ["ISKP"]
    assert (len(second.story.readings), second.since) == (2, 0)
    assert {one.key for one in second.subscribed} == {"ISKP", "arrest"}

"""What people ask back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.model import Destination
from bot.core.views import WhyView
from bot.services import queries
from tests.bot.services.newsroom import (
    ARREST,
    BOMBING,
    FOLLOW_UP,
    HOUR,
    NOW,
    Newsroom,
    article,
    lists,
)


def report(room: Newsroom, text: str, age: timedelta, source: str = "صدى الوادي") -> None:
    room.report(article(text, f"{source}", published=NOW - age, external_id=f"{age}"), now=NOW - age)


def why(room: Newsroom, alert: int, chat: Destination) -> WhyView | None:
    with room.store.begin(read_only=True) as unit:
        return queries.why(unit, alert, lists(), chat)


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

"""The status of a subject, counted in a real store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.model import Destination, Mute, Subscription
from bot.core.status_view import StatusView
from bot.core.subjects import Subject
from bot.ports import Unit
from bot.services.status import Shown
from bot.services.status import status as ask
from tests.bot.services.newsroom import ARREST, BOMBING, DAY, FOLLOW_UP, HOUR, NOTHING, NOW, Newsroom, article, lists

WEEK = timedelta(days=7)
ISKP = Subject("entity", "ISKP")


def report(room: Newsroom, text: str, age: timedelta, source: str = "صدى الوادي") -> None:
    room.report(article(text, f"{source}", published=NOW - age, external_id=f"{age}"), now=NOW - age)


def status(
    room: Newsroom,
    subject: Subject = ISKP,
    window: timedelta = WEEK,
    chat: Destination | None = None,
    shown: Shown | None = None,
) -> StatusView:
    with room.store.begin(read_only=True) as unit:
        return ask(unit, subject, window, lists(), NOW, chat, shown)


def test_of_nobody_heard_of(room: Newsroom) -> None:
    view = status(room, Subject("entity", "TTP"))
    assert (view.last_heard, view.stories, view.muted, view.tally.stories) == (None, [], 0, 0)
    assert [pace.mentions for pace in view.paces.values()] == [0, 0, 0]


def test_of_a_list_that_is_empty(room: Newsroom) -> None:
    report(room, BOMBING, HOUR)
    view = status(room, Subject("list", "no such list"))
    assert (view.tally.stories, view.stories, view.last_heard) == (0, [], None)


def test_mentions_stories_company_and_sources(room: Newsroom) -> None:
    report(room, BOMBING, HOUR)
    report(room, FOLLOW_UP, HOUR / 2, "راديو الجسر")
    report(room, ARREST, 3 * DAY)
    view = status(room)
    assert {length.days: pace.mentions for length, pace in view.paces.items()} == {1: 2, 7: 3, 30: 3}
    assert {length.days: pace.mentions for length, pace in view.story_paces.items()} == {1: 1, 7: 2, 30: 2}
    assert (len(view.stories), view.tally.stories, view.tally.open) == (2, 2, 2)
    assert dict(view.named_with) == {"KANDAHAR": 2, "KABUL": 1}
    assert (dict(view.places), view.others) == ({"KANDAHAR": 2, "KABUL": 1}, [])
    assert dict(view.sources) == {"صدى الوادي": 2, "راديو الجسر": 1}
    assert view.last_heard == NOW - HOUR / 2


def test_a_group_with_its_branches_and_their_shares(room: Newsroom) -> None:
    report(room, BOMBING, HOUR)
    view = status(room, Subject("entity", "ISIS"))
    assert view.shares == [("ISKP", 1)]
    assert view.paces[DAY].mentions == 1
    assert "ISKP" not in dict(view.named_with)


@pytest.mark.parametrize(
    ("subject", "stories", "named"),
    [
        pytest.param(Subject("event", "suicide_bombing"), 1, {"ISKP": 1, "KANDAHAR": 1}, id="an event type"),
        pytest.param(Subject("entity", "KANDAHAR"), 1, {"ISKP": 1}, id="a place"),
        pytest.param(Subject("all"), 1, {}, id="everything"),
    ],
)
def test_other_subjects(subject: Subject, stories: int, named: dict[str, int], room: Newsroom) -> None:
    report(room, BOMBING, HOUR)
    view = status(room, subject)
    assert (view.tally.stories, dict(view.named_with)) == (stories, named)


def test_the_window_bounds_stories_but_not_the_paces(room: Newsroom) -> None:
    report(room, ARREST, 3 * DAY)
    view = status(room, window=DAY)
    assert (view.stories, view.tally.stories, view.paces[WEEK].mentions) == ([], 0, 1)


def test_any_window_may_be_asked_for(room: Newsroom) -> None:
    report(room, ARREST, 3 * DAY)
    view = status(room, window=4 * DAY)
    assert [length.days for length in view.paces] == [1, 4, 7, 30]
    assert (view.tally.stories, view.paces[4 * DAY].mentions, view.shares) == (1, 1, [("ISKP", 1)])


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
    assert status(room).paces[DAY].usual == usual


def test_the_usual_number_of_stories(room: Newsroom) -> None:
    """Two stories in the four days before, of three reports."""
    report(room, NOTHING, 120 * HOUR)
    report(room, ARREST, 70 * HOUR)
    report(room, BOMBING, 30 * HOUR)
    report(room, FOLLOW_UP, 29 * HOUR, "راديو الجسر")
    view = status(room)
    counts = {length.days: (pace.mentions, pace.usual) for length, pace in view.story_paces.items()}
    assert counts == {1: (0, 0.5), 7: (2, None), 30: (2, None)}


def test_of_a_list_the_past_of_stories_is_not_looked_through(room: Newsroom) -> None:
    report(room, ARREST, 40 * HOUR)
    report(room, BOMBING, HOUR)
    view = status(room, Subject("all"))
    assert view.paces[DAY].usual is not None
    assert view.story_paces[DAY].usual is None


def test_stories_are_read_a_page_at_a_time(room: Newsroom) -> None:
    report(room, BOMBING, HOUR)
    report(room, ARREST, 3 * DAY)
    first, second = (status(room, shown=Shown(1, offset)) for offset in (0, 1))
    assert [one.story.severity for one in (*first.stories, *second.stories)] == ["critical", "medium"]
    assert (second.first, second.tally.stories) == (1, 2)


def test_the_newest_may_stand_first(room: Newsroom) -> None:
    report(room, BOMBING, 3 * DAY)
    report(room, ARREST, HOUR)
    gravest, newest = (status(room, shown=Shown(newest=order)) for order in (False, True))
    assert [one.story.id for one in gravest.stories] == [1, 2]
    assert [one.story.id for one in newest.stories] == [2, 1]


def test_what_was_held_back_is_of_this_chat_and_subject(room: Newsroom) -> None:
    mine, other = room.chat("5", "ISKP"), room.chat("6", "ISKP")
    room.mute(mine, "all", "*")
    report(room, BOMBING, HOUR)
    assert status(room, chat=mine).muted == 1
    assert status(room, Subject("entity", "KABUL"), chat=mine).muted == 0
    assert status(room, chat=other).muted == 0
    assert status(room).muted == 0


def test_what_waits_for_the_digest_is_counted_apart(room: Newsroom) -> None:
    chat = room.chat("5", "all")
    report(room, ARREST, HOUR)
    view = status(room, chat=chat)
    assert (view.muted, dict(view.held)) == (0, {"digest": 1})


def test_mutes_in_force_and_what_is_watched(room: Newsroom) -> None:
    chat = room.chat("5", "ISIS")
    report(room, BOMBING, HOUR)

    def mute(unit: Unit, scope: str, key: str) -> None:
        unit.chats.mute(Mute(0, chat.id, scope, key, NOW + HOUR, "x"), NOW)  # type: ignore[arg-type]

    with room.store.begin() as unit:
        mute(unit, "entity", "ISIS")
        mute(unit, "entity", "TTP")
        mute(unit, "story", "1")
    view = status(room, chat=chat)
    assert [one.key for one in view.mutes] == ["ISIS"]
    assert view.muted_stories == {1}
    assert view.watch is not None
    assert view.watch.whole == Subscription(chat.id, "entity", "ISIS", "low")
    assert status(room).watch is None

"""What chats were told of stories, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.model import Alert, Destination, NewAlert, NewDelivery, Told
from bot.ports import Unit
from bot.storage import SqlStore
from tests.bot.storage.samples import ALWAYS, DAY, HOUR, NOW, note, put_alert, put_chat


def tell(unit: Unit, alert: Alert, chat: Destination, shown: int = 1, after: int = 0) -> None:
    new = NewDelivery(f"alert:{alert.id}:{chat.id}", chat.id, "alert", note(), alert.id, shown=shown)
    unit.outbox.add(new, NOW + after * HOUR)


def next_alert(unit: Unit, before: Alert, reason: str, after: int) -> Alert:
    story = unit.stories.get(before.story_id)
    assert story is not None
    return unit.alerts.add_all([NewAlert(story, reason)], NOW + after * HOUR)[story.id]


def heard(unit: Unit, alert: Alert) -> list[Told]:
    return list(unit.outbox.told([alert.story_id]).get(alert.story_id, ()))


def test_what_a_chat_was_told(store: SqlStore) -> None:
    with store.begin() as unit:
        here, there, gone = put_chat(unit, "1"), put_chat(unit, "2"), put_chat(unit, "3", access="gone")
        first = put_alert(unit)
        for chat in (here, there, gone):
            tell(unit, first, chat)
        toll = next_alert(unit, first, "toll", 1)
        tell(unit, toll, here, 3, after=1)
        one, other = heard(unit, first)
        given, both = (("first", NOW), ("toll", NOW + HOUR)), (first.id, toll.id)
        assert one == Told(1, here, first.id, toll.id, NOW + HOUR, 1, given, both)
        assert other == Told(2, there, first.id, first.id, NOW, 1, (("first", NOW),), (first.id,))


@pytest.mark.parametrize("sent", [False, True])
def test_an_edit_says_how_much_the_message_shows(store: SqlStore, sent: bool) -> None:
    """A message that still waits is rewritten: nobody has seen anything since it was written."""
    with store.begin() as unit:
        chat, first = put_chat(unit), put_alert(unit)
        tell(unit, first, chat)
        if sent:
            unit.outbox.sent(unit.outbox.claim("telegram", NOW, 60, 9)[0].id, "m1", NOW)
        for shown in (2, 4):
            [told] = heard(unit, first)
            unit.outbox.revise([(replace(told, shown=shown), note())], NOW + shown * HOUR)
        [told] = heard(unit, first)
        assert (told.shown, told.at) == (4, NOW + 2 * HOUR if sent else NOW)


def test_stories_are_woken_and_planned(store: SqlStore) -> None:
    with store.begin() as unit:
        chat, told, held, other = put_chat(unit), *(put_alert(unit, name) for name in "abc")
        tell(unit, told, chat)
        unit.alerts.hold(held.id, chat.id, "quiet")
        unit.stories.settle(dict.fromkeys([told.story_id, held.story_id, other.story_id], 1), None)
        unit.stories.plan({told.story_id: NOW + DAY})
        assert unit.stories.due(NOW + DAY) == [told.story_id]
        assert unit.stories.wake(chat.id, NOW + HOUR, NOW) == 0
        assert unit.stories.wake(chat.id, NOW - HOUR, NOW) == 2
        assert unit.stories.due(NOW) == sorted([told.story_id, held.story_id])
        unit.stories.plan({})


@pytest.mark.parametrize(
    ("verdict", "left"),
    [
        pytest.param("quiet", [], id="quiet"),
        pytest.param("gathered", [], id="gathered"),
        pytest.param("repeat", [], id="repeat"),
        pytest.param("muted", ["muted"], id="muted"),
        pytest.param("digest", ["digest"], id="digest"),
    ],
)
def test_what_had_only_to_wait_is_no_longer_held_once_it_is_told(
    store: SqlStore, verdict: str, left: list[str]
) -> None:
    with store.begin() as unit:
        chat, first = put_chat(unit), put_alert(unit)
        unit.alerts.hold(first.id, chat.id, verdict)
        assert [one for _, one in unit.alerts.held(chat.id, ALWAYS)] == [verdict]
        assert unit.alerts.kept_back([chat.id], verdict, ALWAYS) == {chat.id: 1}
        tell(unit, next_alert(unit, first, "toll", 1), chat)
        assert [one for _, one in unit.alerts.held(chat.id, ALWAYS)] == left
        assert unit.alerts.kept_back([chat.id], verdict, ALWAYS) == {}

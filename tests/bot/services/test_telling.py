"""Several stories told in one go: what happens to one of them happens to no other."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest
from structlog.testing import capture_logs

from bot.core.errors import StoreError
from bot.core.model import NewAlert, Story
from bot.core.preferences import GROUP_INTERVAL
from bot.ports import Summary
from bot.services.alerting import ALONE, LATER, Alerting
from bot.storage import SqlStore
from tests.bot.services.newsroom import ARREST, BOMBING, FOLLOW_UP, HOUR, NOW, Newsroom, article, matcher, texts
from tests.fakes.stores import FailingStore, InterruptedStore
from watchlists.model import Document, Findings

TALKS = "أعلنت حركة طالبان باكستان أنها لن تعود إلى طاولة المفاوضات قبل نهاية الشتاء."
OTHER = "راديو الجسر"
WRITING = 2
"""The transaction that writes, after the one that asks what is due and the one that reads the stories."""


@pytest.fixture(name="room")
def _room(store: SqlStore) -> Newsroom:
    """Three stories that are due, and for each a chat that hears of nothing else."""
    room = Newsroom(store)
    for name, wish in {"bombing": "event:suicide_bombing", "arrest": "event:arrest", "talks": "TTP"}.items():
        room.chat(name, wish)
    room.take(article(BOMBING), article(ARREST), article(TALKS))
    return room


def due(store: SqlStore) -> list[int]:
    with store.begin() as unit:
        return list(unit.stories.due(NOW))


def stories(store: SqlStore) -> Sequence[Story]:
    """The bombing, the arrest and the talks."""
    with store.begin() as unit:
        return unit.stories.some([1, 2, 3])


def test_stories_are_told_in_one_transaction(room: Newsroom, store: SqlStore) -> None:
    counting = FailingStore(store)
    assert Newsroom(counting).alerting().speak(NOW) == 3
    assert (room.told(), counting.begun, due(store)) == ({"bombing": 1, "arrest": 1, "talks": 1}, WRITING + 1, [])


def test_a_story_that_grew_meanwhile_waits_and_the_others_are_told(room: Newsroom, store: SqlStore) -> None:
    growing = InterruptedStore(store, WRITING, lambda: room.take(article(FOLLOW_UP, OTHER)))
    assert Newsroom(growing).alerting().speak(NOW) == 2
    assert (room.told(), due(store)) == ({"arrest": 1, "talks": 1}, [1])
    grown, *_ = stories(store)
    assert (len(grown.readings), grown.spoken, grown.refreshed) == (2, (), None)
    assert room.alerting().speak(NOW) == 1
    assert room.told() == {"bombing": 1, "arrest": 1, "talks": 1}


def test_a_story_that_breaks_the_writing_waits_and_the_others_are_told(room: Newsroom, store: SqlStore) -> None:
    """A chat reads a language that there are no sentences of."""
    stranger = room.chat("stranger", "event:arrest", language="fr")  # type: ignore[arg-type]
    with capture_logs() as logs:
        assert room.alerting().speak(NOW) == 3
    assert [(one["event"], one["story"]) for one in logs if one["log_level"] == "error"] == [("alert.crashed", 2)]
    assert (room.told(), due(store)) == ({"bombing": 1, "talks": 1}, [])
    with store.begin() as unit:
        unit.chats.change(stranger.id, language="en")
    assert room.alerting().speak(NOW + LATER) == 1
    assert room.told() == {"bombing": 1, "arrest": 1, "talks": 1, "stranger": 1}


def test_a_story_that_another_process_told_first_is_left_to_it(room: Newsroom, store: SqlStore) -> None:

    def told_elsewhere() -> None:
        with store.begin() as unit:
            unit.alerts.add_all([NewAlert(story, "first") for story in unit.stories.some([2])], NOW)

    assert Newsroom(InterruptedStore(store, WRITING, told_elsewhere)).alerting().speak(NOW) == 2
    assert room.told() == {"bombing": 1, "talks": 1}


def test_a_database_in_trouble_leaves_all_of_them_due(room: Newsroom, store: SqlStore) -> None:
    with pytest.raises(StoreError):
        Newsroom(FailingStore(store, WRITING)).alerting().speak(NOW)
    assert (room.told(), len(due(store))) == ({}, 3)


def test_what_is_new_what_grew_and_what_rests_are_written_together(room: Newsroom, store: SqlStore) -> None:
    """The bombing has a new toll, the arrest one more source, the talks were told just before."""
    *_, talks = stories(store)
    with store.begin() as unit:
        unit.stories.settle({talks.id: 1}, NOW + HOUR)
    room.alerting().speak(NOW)
    room.alerting().speak(NOW + HOUR)
    room.take(article(FOLLOW_UP, OTHER), article(ARREST, OTHER), article(TALKS, OTHER), now=NOW + HOUR)
    counting = FailingStore(store)
    assert Newsroom(counting).alerting().speak(NOW + HOUR) == 3
    assert (room.told(), counting.begun) == ({"bombing": 2, "arrest": 1, "talks": 1}, WRITING + 1)
    assert [(len(one.spoken), one.refreshed) for one in stories(store)] == [(n, NOW + HOUR) for n in (2, 1, 1)]
    assert [one.due for one in stories(store)] == [None, None, NOW + HOUR + GROUP_INTERVAL]
    assert {name for delivery, name in room.outbox() if OTHER in delivery.message.text} == {"bombing", "arrest"}


class Watching:
    """A summarizer that notes how many chats were told by the time it is asked."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.told: list[int] = []

    def summarize(self, document: Document, findings: Findings, interest: Collection[str] = ()) -> Summary:
        self.told.append(len(self.room.told()))
        return Summary(None)


@pytest.mark.parametrize(
    ("together", "told"),
    [
        pytest.param(ALONE, [0, 1, 2], id="one by one"),
        pytest.param(2, [0, 0, 2], id="two at a time"),
        pytest.param(3, [0, 0, 0], id="all at once"),
    ],
)
def test_no_more_stories_wait_for_each_other_than_wanted(
    room: Newsroom, store: SqlStore, together: int, told: list[int]
) -> None:
    watching = Watching(room)
    assert Alerting(store, matcher, watching, texts(), together).speak(NOW) == 3
    assert watching.told == told


def test_each_chat_may_mute_what_it_watches(store: SqlStore) -> None:
    room = Newsroom(store)
    for name, wish in {"branch": "ISKP", "event": "event:suicide_bombing", "all": "all"}.items():
        room.chat(name, wish)
    room.report(article(BOMBING))
    found = {one.destination.address.chat: one.message.buttons[-1][0].command for one in room.waiting()}
    assert found["branch"] == "/mute ISKP 4h"
    assert found["event"] == "/mute event:suicide_bombing 4h"
    assert found["all"].startswith("/mute ")

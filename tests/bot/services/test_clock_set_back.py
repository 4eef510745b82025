"""The clock of the machine is set back by an hour: nothing is lost or comes twice, and nothing waits for the hour.

The services are those of one process, which lives on; the clock is theirs to read, and the test's to move.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.core.errors import SendError, SendFailure
from bot.core.message import plain
from bot.core.model import Destination, NewDelivery, Schedule
from bot.scheduling import next_time
from bot.services.alerting import Alerting
from bot.services.delivery import LEASE_SECONDS, Deliverer
from bot.services.digest import Digests
from bot.services.heartbeat import Admins, Heartbeat
from bot.storage import SqlStore
from tests.bot.services.newsroom import ARREST, BOMBING, DAY, HOUR, NOW, Newsroom, article, matcher, texts
from tests.fakes.messenger import FakeMessenger

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
# Far less than an hour, far more than any wait that nobody asked for.
SOON = 3 * MINUTE


@dataclass
class Machine:
    """One process with a clock of its own."""

    store: SqlStore
    messenger: FakeMessenger = field(default_factory=FakeMessenger)
    now: datetime = NOW
    written: int = 0

    def __post_init__(self) -> None:
        self.room = Newsroom(self.store)
        self.deliverer = Deliverer(self.store, self.messenger, texts(), lambda: self.now, lambda: 0.5, pause=0)
        self.alerting: Alerting = self.room.alerting()
        self.digests = Digests(self.store, matcher, texts(), next_time)
        self.heartbeat = Heartbeat(self.store, matcher, texts(), Admins(frozenset(), (), "en", "UTC"))

    def queue(self, chat: Destination, *words: str) -> None:
        with self.store.begin() as unit:
            for word in words:
                self.written += 1
                unit.outbox.add(
                    NewDelivery(f"k{self.written}", chat.id, "alert", plain([word], chat.language)), self.now
                )

    async def pass_(self, span: timedelta, step: timedelta = 5 * SECOND) -> None:
        """Let time pass; the bot looks after everything at each step."""
        end = self.now + span
        while self.now < end:
            self.now += step
            self.heartbeat.beat(self.now, {})
            self.alerting.speak(self.now)
            self.digests.post(self.now)
            await self.deliverer.work()

    async def set_back(self) -> None:
        """By an hour; the bot has looked at its clock just before."""
        await self.pass_(SECOND, SECOND)
        self.now -= HOUR


@pytest.fixture
def machine(store: SqlStore) -> Machine:
    return Machine(store)


async def test_a_chat_is_written_to_at_once(machine: Machine) -> None:
    """It was written to before, so that it has a time before which it may not be written to again."""
    chat = machine.room.chat("5")
    machine.queue(chat, "1")
    await machine.set_back()
    machine.queue(chat, "2", "3")
    await machine.pass_(SOON)
    assert machine.messenger.texts() == ["1", "2", "3"]


async def test_what_waited_for_another_try_waits_no_longer(machine: Machine) -> None:
    machine.queue(machine.room.chat("5"), "1")
    machine.messenger.plan("5", SendError(SendFailure.AWAY, "502"))
    await machine.set_back()
    await machine.pass_(SOON)
    assert machine.messenger.texts() == ["1"]


async def test_what_was_under_way_is_sent_again_with_a_mark(machine: Machine) -> None:
    """Another process took it and died."""
    machine.queue(machine.room.chat("5"), "1")
    with machine.store.begin() as unit:
        assert unit.outbox.claim("telegram", machine.now, LEASE_SECONDS, 9)
    await machine.set_back()
    await machine.pass_(SOON)
    assert [("مكرر" in text, "1" in text) for text in machine.messenger.texts()] == [(True, True)]


async def test_a_wait_that_the_platform_asked_for_is_kept_and_no_longer(machine: Machine) -> None:
    machine.queue(machine.room.chat("5"), "1")
    machine.messenger.plan("5", SendError(SendFailure.BUSY, "429", retry_after=120))
    await machine.set_back()
    await machine.pass_(100 * SECOND)
    assert machine.messenger.texts() == []
    await machine.pass_(MINUTE)
    assert machine.messenger.texts() == ["1"]


async def test_a_story_that_is_due_is_told(machine: Machine) -> None:
    machine.room.chat("5", "ISKP")
    await machine.pass_(SECOND, SECOND)
    machine.room.take(article(BOMBING), now=machine.now)
    machine.now -= HOUR
    await machine.pass_(SOON)
    assert len(machine.messenger.arrived) == 1


async def test_over_a_day_everything_comes_once(machine: Machine) -> None:
    """Messages that waited, were under way or had failed, a story and a digest, before, at and after the step."""
    chats = [machine.room.chat(str(number)) for number in range(4)]
    watching = machine.room.chat("watching", "ISKP")
    daily(machine, watching, "08:00")
    for chat in chats:
        machine.queue(chat, f"before in {chat.address.chat}")
    machine.messenger.plan("1", SendError(SendFailure.AWAY, "502"))
    machine.messenger.plan("2", SendError(SendFailure.BUSY, "429", retry_after=300))
    machine.room.take(article(ARREST), now=machine.now)
    await machine.set_back()
    for chat in chats:
        machine.queue(chat, f"after in {chat.address.chat}")
    machine.room.take(article(BOMBING), now=machine.now)
    await machine.pass_(MINUTE)
    await machine.pass_(DAY + HOUR, 10 * MINUTE)
    for chat in chats:
        name = chat.address.chat
        assert machine.messenger.texts(name) == [f"before in {name}", f"after in {name}"]
    kinds = [one.kind for one in machine.messenger.arrived if one.destination.address.chat == "watching"]
    assert sorted(kinds) == ["alert", "alert", "digest"]


async def test_a_digest_that_was_posted_is_not_posted_again(machine: Machine) -> None:
    daily(machine, machine.room.chat("5"), "12:10")
    await machine.pass_(11 * MINUTE, MINUTE)
    await machine.set_back()
    await machine.pass_(2 * HOUR, MINUTE)
    assert len(machine.messenger.arrived) == 1


async def test_what_came_in_during_the_second_hour_is_in_the_next_digest(machine: Machine) -> None:
    """The last digest was posted at a time that comes again."""
    chat = machine.room.chat("5", "ISKP", language="en")
    daily(machine, chat, "12:10")
    await machine.pass_(11 * MINUTE, MINUTE)
    await machine.set_back()
    await machine.pass_(10 * MINUTE, MINUTE)
    machine.room.take(article(BOMBING, published=machine.now), now=machine.now)
    await machine.pass_(DAY + HOUR, 10 * MINUTE)
    digests = [one.message.text for one in machine.messenger.arrived if one.kind == "digest"]
    assert ["1 article" in text for text in digests] == [False, True]


def daily(machine: Machine, chat: Destination, at: str) -> None:
    draft = Schedule(0, chat.id, at, None, "UTC", machine.now)
    first = Schedule(0, chat.id, at, None, "UTC", next_time(draft, machine.now))
    with machine.store.begin() as unit:
        unit.schedules.put(first, machine.now)

"""Files on their way: filled when they are sent, and never in the way of the words that go with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from bot.core.errors import SendError, SendFailure
from bot.core.message import File, Message, plain
from bot.core.model import NewDelivery
from bot.services.delivery import Deliverer
from bot.storage import SqlStore
from tests.bot.services.newsroom import NOW, Newsroom, texts
from tests.fakes.messenger import FakeMessenger

NOTE = "The file could not be sent here."


def _bytes(file: File) -> bytes | None:
    return f"bytes of {file.name}".encode()


def _gone(_: File) -> bytes | None:
    return None


def _broken(_: File) -> bytes | None:
    raise ValueError("no font")


@dataclass
class Sending:
    """One message with a file in the outbox of a chat."""

    store: SqlStore
    messenger: FakeMessenger

    def queue(self, file: File, language: str = "en") -> None:
        chat = Newsroom(self.store).chat("5")
        message: Message = replace(plain(["Mentions"], language), file=file)
        with self.store.begin() as unit:
            unit.outbox.add(NewDelivery("k", chat.id, "reply", message), NOW)

    async def send(self, content: Callable[[File], bytes | None] = _bytes) -> None:
        await Deliverer(self.store, self.messenger, texts(), lambda: NOW, lambda: 0.5, pause=0, content=content).work()

    def counts(self) -> dict[str, int]:
        with self.store.begin() as unit:
            return {state: number for (_, state), number in unit.outbox.counts().items()}


@pytest.fixture(name="sending")
def _sending(store: SqlStore) -> Sending:
    return Sending(store, FakeMessenger())


FILE = File(7, "a.png", "image/png", unmade=True)


async def test_a_file_is_filled_when_it_is_sent(sending: Sending) -> None:
    sending.queue(FILE)
    await sending.send()
    [arrived] = sending.messenger.arrived
    assert (arrived.message.file, arrived.content) == (FILE, b"bytes of a.png")


@pytest.mark.parametrize(
    "content", [pytest.param(_gone, id="kept no longer"), pytest.param(_broken, id="cannot be made")]
)
async def test_without_its_bytes_the_words_go_alone(sending: Sending, content: Callable[[File], bytes | None]) -> None:
    sending.queue(FILE)
    await sending.send(content)
    [arrived] = sending.messenger.arrived
    assert arrived.message.file is None
    assert arrived.message.text.startswith(f"Mentions\n{NOTE}")
    assert sending.counts() == {"sent": 1}


async def test_where_it_is_refused_the_words_go_alone(sending: Sending) -> None:
    sending.messenger.plan("5", SendError(SendFailure.REFUSED, "HTTP 413"))
    sending.queue(FILE, "ar")
    await sending.send()
    [arrived] = sending.messenger.arrived
    assert arrived.message.text == "Mentions\nتعذر إرسال الملف إلى هنا. يجد المشغل السبب في السجل."
    assert (arrived.content, sending.counts()) == (None, {"sent": 1})


async def test_where_the_words_are_refused_too_it_is_dead(sending: Sending) -> None:
    refused = SendError(SendFailure.REFUSED, "no")
    sending.messenger.plan("5", refused, refused)
    sending.queue(FILE)
    await sending.send()
    assert (sending.messenger.arrived, sending.counts()) == ([], {"dead": 1})


@pytest.mark.parametrize("failure", [SendFailure.UNKNOWN, SendFailure.BUSY, SendFailure.AWAY])
async def test_any_other_failure_waits_as_for_every_message(sending: Sending, failure: SendFailure) -> None:
    sending.messenger.plan("5", SendError(failure, "not now"))
    sending.queue(FILE)
    await sending.send()
    assert sending.messenger.arrived == []
    with sending.store.begin() as unit:
        [waiting] = unit.outbox.claim("telegram", NOW.replace(year=2027), 60, 10)
    assert (waiting.message.file, waiting.doubtful) == (FILE, failure is SendFailure.UNKNOWN)

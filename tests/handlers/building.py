"""What the adapter tests send and hear."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.message import Message
from bot.core.model import Address, Delivery, DeliveryKind, Destination, Language, Update
from bot.ports import Listener, Messenger
from tests.fakes.journal import Journal

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)


def delivery(
    message: Message,
    address: Address,
    *,
    kind: DeliveryKind = "alert",
    reply_to: str | None = None,
    private: bool = True,
    key: str = "",
) -> Delivery:
    """An outbox row as the delivery service hands it to a messenger."""
    language: Language = "ar" if message.language == "ar" else "en"
    destination = Destination(1, address, "allowed", language, "UTC", private=private)
    return Delivery(1, destination, kind, message, attempts=0, created=NOW, reply_to=reply_to, key=key)


async def send_all(messenger: Messenger, given: Delivery) -> list[str]:
    """Send every part of a delivery, as the delivery service does; returns their ids."""
    parts = messenger.parts(given.message)
    first = [given.reply_to] + [None] * len(parts)
    return [
        await messenger.send(replace(given, message=part, part=number, reply_to=first[number]))
        for number, part in enumerate(parts)
    ]


class Inbox:
    """A receiver that keeps what it was given, drops what it knows, and fails as often as a test asks it to."""

    def __init__(self) -> None:
        self.updates: Journal[Update] = Journal()
        self.failures: list[Exception] = []
        self.attempts = 0

    async def __call__(self, update: Update) -> bool:
        self.attempts += 1
        if self.failures:
            raise self.failures.pop(0)
        if any(update.id == known.id for known in self.updates):
            return False
        self.updates.record(update)
        return True


class HeldInbox(Inbox):
    """Takes its time: `begun` says that it was asked, and it keeps nothing before `go`."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go = asyncio.Event(), asyncio.Event()

    async def __call__(self, update: Update) -> bool:
        self.begun.set()
        await self.go.wait()
        return await super().__call__(update)


@asynccontextmanager
async def listening(listener: Listener, inbox: Inbox) -> AsyncIterator[asyncio.Task[None]]:
    """The listener at work; it is cancelled at the end, and what else went wrong with it is raised."""
    task = asyncio.create_task(listener.listen(inbox))
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def wait_until(true: Callable[[], bool], within: float = 5.0) -> None:
    """Return as soon as it is true; TimeoutError after `within` seconds."""
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0.01)

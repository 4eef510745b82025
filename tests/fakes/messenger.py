"""A platform that keeps what it is sent, and fails as a test tells it to."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.core.message import Message
from bot.core.model import Address, Delivery
from bot.core.pace import Limits


@dataclass
class FakeMessenger:
    """Takes messages at once, unless something is planned for their chat.

    `plan("5", error)` makes the next send to chat 5 raise; an asyncio.Event makes it wait for that event.
    """

    platform: str = "telegram"
    limits: Limits = field(default_factory=lambda: Limits(spacing=1.0))
    part_size: int = 10_000
    arrived: list[Delivery] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    on_send: Callable[[Delivery], None] = lambda _: None
    _plans: defaultdict[str, list[BaseException | asyncio.Event]] = field(default_factory=lambda: defaultdict(list))

    def plan(self, chat: str, *turns: BaseException | asyncio.Event) -> None:
        """What the next sends to a chat meet, one after the other."""
        self._plans[chat] += turns

    def parts(self, message: Message, tight: int = 0) -> Sequence[Message]:
        """Groups of as many paragraphs as fit."""
        size = max(1, self.part_size >> tight)
        return [replace(message, blocks=message.blocks[at : at + size]) for at in range(0, len(message.blocks), size)]

    async def send(self, delivery: Delivery) -> str:
        """Deliver, or do what is planned; the message id is the number of the message."""
        chat = delivery.destination.address.chat
        self.tried.append(chat)
        self.on_send(delivery)
        turn = self._plans[chat].pop(0) if self._plans[chat] else None
        if isinstance(turn, BaseException):
            raise turn
        if turn is not None:
            await turn.wait()
        self.arrived.append(delivery)
        return delivery.edits or f"m{len(self.arrived)}"

    async def remove(self, address: Address, message_id: str) -> None:
        """Note what was taken out of a chat."""
        self.removed.append(message_id)

    def texts(self, chat: str | None = None) -> list[str]:
        """What arrived, in order; of one chat or of all."""
        return [one.message.text for one in self.arrived if chat in (None, one.destination.address.chat)]

"""Somebody who opens material as a test says, and services over it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.material import Material
from bot.core.model import Incoming, Taken
from bot.core.submission import Lane, Opened, text_article
from bot.ports import Store
from bot.services.listening import Listening
from bot.services.reading import Submitting
from tests.bot.services.newsroom import AMINA, NOW, Newsroom, matcher, texts


@dataclass
class FakeOpener:
    """Gives the text itself, or for a text in `plans` what is planned next; an exception is raised, an Event waited
    for."""

    plans: dict[str, list[Opened | Exception | asyncio.Event]] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)

    async def open(self, _platform: str, material: Material, _now: datetime) -> Opened:
        self.opened.append(material.text)
        turns = self.plans.get(material.text)
        turn = turns.pop(0) if turns else None
        if isinstance(turn, asyncio.Event):
            await turn.wait()
        if isinstance(turn, Exception):
            raise turn
        if isinstance(turn, Opened):
            return turn
        said = text_article(material)
        return Opened((said,) if said else ())


@dataclass
class Desk:
    """The services that read what is sent in, on a clock that a test moves."""

    store: Store
    opener: FakeOpener = field(default_factory=FakeOpener)
    now: datetime = NOW
    longest: float = 30.0
    take: Callable[[Sequence[Incoming], datetime], Sequence[Taken]] | None = None

    def reading(self, store: Store | None = None) -> Submitting:
        own = store or self.store
        take = self.take or Newsroom(own).ingest().take
        return Submitting(own, self.opener, matcher, texts(), take, lambda: self.now, self.longest)

    def listening(self, store: Store | None = None) -> Listening:
        own = store or self.store
        take = self.take or Newsroom(own).ingest().take
        return Listening(own, self.opener, take, lambda: self.now, self.longest)

    def send(self, chat: int, material: Material, key: str = "telegram:1", lane: Lane = "scan") -> int:
        with self.store.begin() as unit:
            number = unit.submissions.add(key, chat, AMINA, material, self.now, reply_to="7", lane=lane)
        assert number is not None
        return number

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

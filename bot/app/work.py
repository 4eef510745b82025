"""What a process of each role has going: its loops, and its jobs by the clock."""

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from bot.app.bells import Bells
from bot.core.pace import Share
from bot.core.processes import Role
from bot.loops import Loop
from bot.parts import Parts
from bot.platforms import Adapter
from bot.ports import Meter, Opener
from bot.services.delivery import Deliverer
from bot.services.listening import Listening
from bot.services.matching import Matching
from bot.services.reading import Submitting

# Seconds between two looks of a loop that nobody woke.
IDLE = 1.0


@dataclass(frozen=True, slots=True)
class Work:
    """Makes the loops. `take` stores articles by a way, `matching` works off those that wait: None where none can.
    Whatever is done for chats that browsers read is done where they are served, with the chat role."""

    parts: Parts
    adapters: Sequence[Adapter]
    opener: Opener
    meter: Meter
    bells: Bells
    take: Callable[..., object]
    matching: Matching | None
    at_hand: str
    """The platform that is served here."""
    hears: Callable[[Adapter], bool]
    """Whether this process is the one that hears of a platform now."""
    sender: str | None = None
    """This process's name among several."""
    _hunter: Executor = field(default_factory=lambda: ThreadPoolExecutor(1, "hunts"))

    def loops(self, role: Role) -> Iterator[Loop]:
        """Those of a role. What it polls and posts by the clock: `Jobs`."""
        match role:
            case "ingest":
                return
            case "match":
                if self.matching is not None:
                    yield Loop("arrivals", self._match, IDLE, partial(self.bells.ring, "stories"))
                yield Loop("hunts", self._hunt, IDLE, self._ring_deliverers)
            case "alert":
                yield Loop("stories", self._speak, IDLE, self._ring_deliverers)
            case "deliver":
                share: Share = "all" if self.sender is None else "rest"
                yield from (self._delivering(one, share) for one in self.adapters if one.platform != self.at_hand)
            case "chat":
                yield from self._answering()
                yield Loop("inbox", self._answer, IDLE, self._after_answers)
                yield from self._reading()

    def _answering(self) -> Iterator[Loop]:
        """What is read at this process, and among several the answers of a platform that it hears."""
        for one in self.adapters:
            if one.platform == self.at_hand:
                yield self._delivering(one, "all")
            elif self.sender is not None:
                yield self._delivering(one, "answers")

    def _delivering(self, adapter: Adapter, share: Share) -> Loop:
        parts, answers = self.parts, share == "answers"
        given = (parts.store, adapter, parts.texts, parts.clock, random.random)
        content, meter = parts.making.content, self.meter
        deliverer = Deliverer(*given, content=content, meter=meter, sender=self.sender, share=share)

        async def work() -> int:
            return await deliverer.work() if not answers or self.hears(adapter) else 0

        return Loop(f"{'answer' if answers else 'deliver'}:{adapter.platform}", work, deliverer.until_next)

    def _reading(self) -> Iterator[Loop]:
        """What was sent in, what channels post, and what they link to: none waits for another."""
        parts, take = self.parts, partial(self.take, way="chat")
        reading = Submitting(parts.store, self.opener, parts.reader, parts.texts, take, parts.clock)  # type: ignore[arg-type]
        listening = Listening(parts.store, self.opener, take, parts.clock)  # type: ignore[arg-type]
        yield Loop("reading", reading.work, IDLE, self._ring_deliverers)
        yield Loop("listening", listening.store_posts, IDLE)
        yield Loop("opening", listening.open_posts, IDLE)

    def _ring_deliverers(self) -> None:
        self.bells.ring("deliver", "answer")

    def _after_answers(self) -> None:
        self.bells.ring("deliver", "answer", "reading", "lists", "hunts")

    async def _match(self) -> int:
        assert self.matching is not None
        return await asyncio.to_thread(self.matching.work)

    async def _hunt(self) -> int:
        """In a thread of its own: one hunt may take minutes, and what else is done in threads is short."""
        return await asyncio.get_running_loop().run_in_executor(self._hunter, self.parts.hunting.work)

    async def _speak(self) -> int:
        return await asyncio.to_thread(self.parts.alerting.speak, self.parts.clock())

    async def _answer(self) -> int:
        return await asyncio.to_thread(self.parts.answering.work, self.parts.clock())

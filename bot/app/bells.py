"""Who is woken when there is something to do: the loops of this process, and those of others.

A topic is the name of a loop, or what stands in it before a colon: `deliver` wakes `deliver:slack` and all like it.
"""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Final, Literal

import structlog

from bot.core.errors import StoreError
from bot.loops import Loop, pause_after
from bot.ports import Signals

log = structlog.get_logger()

Topic = Literal[
    "arrivals",
    "stories",
    "deliver",
    "answer",
    "inbox",
    "reading",
    "listening",
    "opening",
    "hunts",
    "lists",
    "files",
    "console",
]
"""All there are: loops of `bot/app/work.py` and `lists.py`, and the pages of the console that are open."""

# Seconds between two looks for what others are to be told, where nobody rings.
_IDLE: Final = 5.0


class Bells:
    """Rings here, and by `signals` in other processes."""

    def __init__(self, signals: Signals | None = None) -> None:
        self._signals = signals
        self._loops: dict[str, Loop] = {}
        self._also: dict[str, Callable[[], None]] = {}
        self._untold: set[str] = set()
        self._lock = Lock()
        self._telling = Loop("signals", self._tell, _IDLE)
        self._ends = False

    def hang(self, loops: Iterable[Loop]) -> None:
        """These loops are to be woken."""
        self._loops |= {loop.name: loop for loop in loops}

    def also(self, topic: Topic, wake: Callable[[], None]) -> None:
        """Call this, too, when another process tells the topic."""
        self._also[topic] = wake

    @property
    def loops(self) -> list[Loop]:
        """What this needs to run."""
        return [self._telling] if self._signals else []

    def ring(self, *topics: Topic) -> None:
        """There is something to do; from any thread."""
        for topic in topics:
            self._wake(topic)
        if self._signals is not None:
            with self._lock:
                self._untold |= set(topics)
            self._telling.bell.ring()

    async def hear(self) -> None:
        """Be woken by others, until cancelled. Without it everybody looks by themselves every second."""
        if self._signals is None:
            return
        ear = ThreadPoolExecutor(1, "signals")  # it is taken for good, and the others are few
        failures = 0
        try:
            while True:
                await self._listen(self._signals, ear)
                failures += 1
                await asyncio.sleep(min(pause_after(failures), _IDLE))
        finally:
            self._ends = True
            ear.shutdown(wait=False)

    async def _listen(self, signals: Signals, ear: ThreadPoolExecutor) -> None:
        """Until the database is lost. What is woken belongs to the event loop, so it is woken there."""
        loop = asyncio.get_running_loop()

        def heard(topic: str) -> None:
            loop.call_soon_threadsafe(self._heard, topic)

        try:
            await loop.run_in_executor(ear, signals.hear, heard, lambda: not self._ends)
        except StoreError as error:
            log.debug("signals.lost", problem=str(error))
        except Exception:
            log.exception("signals.crashed")

    async def _tell(self) -> int:
        """What cannot be told now is told with what is rung next, or when the loop tries again."""
        with self._lock:
            topics, self._untold = self._untold, set()
        if topics and self._signals is not None:
            try:
                await asyncio.to_thread(self._signals.tell, topics)
            except StoreError:
                with self._lock:
                    self._untold |= topics
                raise
        return 0

    def _heard(self, topic: str) -> None:
        self._wake(topic)
        if topic in self._also:
            self._also[topic]()

    def _wake(self, topic: str) -> None:
        for name, loop in self._loops.items():
            if name.partition(":")[0] == topic or name == topic:
                loop.bell.ring()

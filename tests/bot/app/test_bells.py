"""Whoever has something to do is woken, here and in other processes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from queue import Queue

import pytest

from bot.app.bells import Bells
from bot.core.errors import StoreError
from bot.loops import Loop, looping, tasked

NEVER = 3600.0
AWAY = StoreError("The database does not answer")


@dataclass
class Wire:
    """Signals of which a test says what is heard: a topic, or a failure. Keeps what is told."""

    told: Queue[set[str] | None] = field(default_factory=Queue)
    says: Queue[str | StoreError] = field(default_factory=Queue)
    begun: int = 0
    fails: list[StoreError] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def tell(self, topics: Collection[str]) -> None:
        if self.fails:
            self.told.put(None)
            raise self.fails.pop()
        self.told.put(set(topics))

    def hear(self, heard: Callable[[str], None], go_on: Callable[[], bool]) -> None:
        self.begun += 1
        while go_on():
            while not self.says.empty():
                said = self.says.get()
                if isinstance(said, StoreError):
                    raise said
                heard(said)
            threading.Event().wait(0.02)
        self.ended.set()


class Sleeper:
    """Loops that sleep until they are rung; counts how often each was woken."""

    def __init__(self, *names: str) -> None:
        self.woken = dict.fromkeys(names, -1)  # each works once when it starts
        self.loops = [Loop(name, self._work(name), NEVER) for name in names]

    def _work(self, name: str) -> Callable[[], Awaitable[int]]:
        async def work() -> int:
            self.woken[name] += 1
            return 0

        return work

    async def until(self, **woken: int) -> None:
        async with asyncio.timeout(20):
            while {name.replace(":", "_"): times for name, times in self.woken.items()} != woken:  # noqa: ASYNC110
                await asyncio.sleep(0.01)


async def _told(wire: Wire) -> set[str] | None:
    return await asyncio.to_thread(wire.told.get, timeout=20)


@pytest.mark.parametrize(
    ("topic", "woken"),
    [
        pytest.param("stories", (1, 0, 0, 0), id="a loop"),
        pytest.param("deliver", (0, 1, 1, 0), id="all of a kind"),
        pytest.param("deliver:slack", (0, 0, 1, 0), id="one of a kind"),
        pytest.param("slack", (0, 0, 0, 0), id="what stands behind the colon is no topic"),
        pytest.param("nothing", (0, 0, 0, 0), id="none here"),
    ],
)
def test_a_topic_wakes_the_loops_of_its_name(topic: str, woken: tuple[int, ...]) -> None:
    async def wake() -> None:
        sleeper, bells = Sleeper("stories", "deliver:telegram", "deliver:slack", "inbox"), Bells()
        bells.hang(sleeper.loops)
        names = [name.replace(":", "_") for name in sleeper.woken]
        async with looping(sleeper.loops):
            await sleeper.until(**dict.fromkeys(names, 0))
            bells.ring(topic)  # type: ignore[arg-type]
            await sleeper.until(**dict(zip(names, woken, strict=True)))
            await asyncio.to_thread(bells.ring, "inbox")
            await sleeper.until(**dict(zip(names, (*woken[:3], 1), strict=True)))
        assert bells.loops == []
        await bells.hear()

    asyncio.run(wake())


def test_what_is_rung_is_told_to_others_together() -> None:
    async def tell() -> None:
        wire = Wire()
        bells = Bells(wire)
        bells.ring("stories", "inbox")
        bells.ring("stories")
        (telling,) = bells.loops
        async with looping([telling]):
            assert await _told(wire) == {"stories", "inbox"}
            await asyncio.to_thread(bells.ring, "deliver")
            assert await _told(wire) == {"deliver"}
        assert wire.told.empty()

    asyncio.run(tell())


def test_what_cannot_be_told_is_a_trouble_until_it_is_told() -> None:
    async def tell() -> None:
        wire = Wire(fails=[AWAY, AWAY])
        bells = Bells(wire)
        (telling,) = bells.loops
        async with looping([telling]):
            bells.ring("stories")
            assert [await _told(wire), await _told(wire)] == [None, None]
            await _until(lambda: telling.trouble == str(AWAY))
            assert await _told(wire) == {"stories"}
            await _until(lambda: telling.trouble is None)

    asyncio.run(tell())


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def test_what_others_tell_wakes_and_is_not_told_on() -> None:
    async def hear() -> None:
        wire, sleeper, also = Wire(), Sleeper("stories"), Queue[str]()
        bells = Bells(wire)
        bells.hang(sleeper.loops)
        bells.also("console", lambda: also.put("woken"))
        async with looping([*sleeper.loops, *bells.loops]), tasked(bells.hear(), "signals"):
            await sleeper.until(stories=0)
            bells.ring("console")
            assert await _told(wire) == {"console"}
            assert also.empty(), "this process knows itself"
            for topic in ("nothing", "stories", "console"):
                wire.says.put(topic)
            await sleeper.until(stories=1)
            assert await asyncio.to_thread(also.get, timeout=20) == "woken"
        assert wire.told.empty()
        assert wire.ended.wait(20), "the thread ends with whoever heard"

    asyncio.run(hear())


def test_who_lost_the_database_hears_again() -> None:
    async def hear() -> None:
        wire, sleeper = Wire(), Sleeper("stories")
        bells = Bells(wire)
        bells.hang(sleeper.loops)
        wire.says.put(AWAY)
        async with looping(sleeper.loops), tasked(bells.hear(), "signals"):
            await sleeper.until(stories=0)
            await _until(lambda: wire.begun == 2)
            wire.says.put("stories")
            await sleeper.until(stories=1)

    asyncio.run(hear())

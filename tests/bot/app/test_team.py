"""A process among those that share a database."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from bot.app.team import Team
from bot.clocks import SharedClock
from bot.core.errors import StoreError
from bot.core.processes import Process
from bot.storage import SqlStore
from tests.fakes.stores import FailingStore

AWAY = StoreError("The database does not answer")


@dataclass
class Place:
    """A claim that has what a test gives it."""

    held: Collection[str] = ()
    alone: bool = False
    looks: list[StoreError | None] = field(default_factory=list)
    looked: int = 0
    name: str | None = field(default_factory=lambda: uuid.uuid4().hex)

    def holds(self, duty: str) -> bool:
        return duty in self.held

    def share(self) -> None: ...

    def look(self, wanted: Collection[str]) -> None:
        self.looked += 1
        if self.looks and (error := self.looks.pop(0)):
            self.held = ()
            raise error
        self.held = frozenset(wanted)


def member(store: object, place: Place, *, embedded: bool = False) -> Team:
    return Team(store, place, ("alert",), SharedClock(), embedded)  # type: ignore[arg-type]


def processes(store: SqlStore) -> list[Process]:
    with store.begin(read_only=True) as unit:
        return list(unit.processes.all())


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def test_what_it_does_for_all_is_looked_after_and_told_once(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    async def keep() -> list[tuple[object, object]]:
        place = Place(looks=[None, None, AWAY, AWAY, None])
        with capture_logs() as lines:
            task = asyncio.create_task(member(store, place).keep(["sources"]))
            await _until(lambda: place.looked >= 6)
            await _end(task)
        return [(line["event"], line.get("duties")) for line in lines]

    monkeypatch.setattr("bot.app.team.LOOK_EVERY", 0.01)
    told = asyncio.run(keep())
    assert told == [("duties.taken", ["sources"]), ("duties.lost", None), ("duties.taken", ["sources"])]


def test_work_goes_on_as_long_as_the_duty_is_its_own(store: SqlStore) -> None:
    async def work_on() -> None:
        place, states = Place(), list[str]()

        async def work() -> None:
            states.append("begun")
            try:
                await asyncio.sleep(3600)
            finally:
                states.append("ended")

        task = asyncio.create_task(member(store, place).on_duty("telegram", work))
        await asyncio.sleep(0.3)
        assert states == []
        place.held = ("telegram",)
        await _until(lambda: states == ["begun"])
        place.held = ("slack",)
        await _until(lambda: states == ["begun", "ended"])
        place.held = ("telegram",)
        await _until(lambda: states == ["begun", "ended", "begun"])
        await _end(task)
        assert states == ["begun", "ended"] * 2

    asyncio.run(work_on())


def test_work_that_crashes_is_told_and_begun_again(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work_on() -> None:
        begun = 0

        async def work() -> None:
            nonlocal begun
            begun += 1
            raise KeyError("x")

        task = asyncio.create_task(member(store, Place(("telegram",))).on_duty("telegram", work))
        with capture_logs() as lines:
            await _until(lambda: begun == 2)
            await _end(task)
        assert [(line["event"], line["duty"]) for line in lines] == [("duty.crashed", "telegram")]

    monkeypatch.setattr("bot.app.team.AFTER_CRASH", 0.01)
    asyncio.run(work_on())


def test_each_knows_the_others_and_their_troubles(store: SqlStore) -> None:
    one, other = member(store, Place(("sources",))), member(store, Place())
    one.sign({"telegram": "refused"})
    other.sign({})
    one.sign({"telegram": "refused"})
    assert [len(one.others), len(other.others)] == [1, 1]
    (seen,) = other.others
    assert (seen.duties, seen.roles, seen.troubles) == (("sources",), ("alert",), {"telegram": "refused"})
    assert other.troubles({"slack": "off"}) == {f"telegram@{seen.host}": "refused", "slack": "off"}
    one.leave()
    other.sign({})
    assert (other.others, len(processes(store))) == ([], 1)


def test_the_clock_is_compared_before_anything_is_written(store: SqlStore) -> None:
    one = member(store, Place())
    one.set_clock()
    assert (one.clock.trouble, processes(store)) == (None, [])


def test_a_database_that_is_away_does_not_hinder_the_end(store: SqlStore) -> None:
    member(FailingStore(store, 0), Place()).leave()


def test_alone_on_an_embedded_database_it_signs_nothing(store: SqlStore) -> None:
    one = member(FailingStore(store, 0), Place(), embedded=True)
    one.set_clock()
    one.sign({"telegram": "refused"})
    one.leave()
    assert (one.others, processes(store)) == ((), [])

"""A process among others: it keeps its duties while it is busy, and what it does on duty does not end in silence."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from bot.app import team
from bot.app.team import Team
from bot.clocks import SharedClock
from bot.core.errors import StoreError
from bot.loops import tasked
from bot.storage import SqlStore


@dataclass
class Post:
    """A place at a database that gives every duty; looks fail by turns."""

    fails: list[Exception] = field(default_factory=list)
    looks: int = 0
    name: str | None = "one"
    alone: bool = False
    held: Collection[str] = ("telegram",)

    def holds(self, duty: str) -> bool:
        return duty in self.held

    def share(self) -> None: ...

    def look(self, wanted: Collection[str]) -> None:
        self.looks += 1
        if self.fails:
            raise self.fails.pop(0)


def of(post: Post, store: SqlStore, *, embedded: bool = False) -> Team:
    return Team(store, post, ("chat",), SharedClock(), embedded)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_signs_go_on_while_every_thread_is_busy(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team, "LOOK_EVERY", 0.01)
    post, free = Post(), threading.Event()
    many = min(32, (os.cpu_count() or 1) + 4)
    busy = [asyncio.create_task(asyncio.to_thread(free.wait, 20)) for _ in range(many)]
    try:
        async with tasked(of(post, store).keep(["telegram"]), "duties"):
            await until(lambda: post.looks >= 3)
            assert not any(one.done() for one in busy)
    finally:
        free.set()
        await asyncio.gather(*busy)


async def test_looking_goes_on_whatever_breaks_and_says_so_once(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team, "LOOK_EVERY", 0.01)
    post = Post([ValueError("odd"), StoreError("away")])
    with capture_logs() as logs:
        async with tasked(of(post, store).keep(["telegram"]), "duties"):
            await until(lambda: post.looks >= 4)
    assert [(one["event"], one["problem"]) for one in logs] == [("duties.lost", "ValueError")]


async def test_who_is_alone_on_an_embedded_database_does_not_look(store: SqlStore) -> None:
    post = Post()
    await asyncio.wait_for(of(post, store, embedded=True).keep(["telegram"]), 20)
    assert post.looks == 0


async def test_what_breaks_on_duty_is_said_and_begun_again(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team, "AFTER_CRASH", 0.01)
    begun = 0

    async def listen() -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            raise ValueError("odd")
        await asyncio.Event().wait()

    with capture_logs() as logs:
        async with tasked(of(Post(), store).on_duty("telegram", listen), "listen"):
            await until(lambda: begun == 2)
    assert [one["event"] for one in logs] == ["duty.crashed"]


async def test_on_duty_ends_with_the_duty(store: SqlStore) -> None:
    post, ended = Post(), asyncio.Event()

    async def listen() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with tasked(of(post, store).on_duty("telegram", listen), "listen"):
        await asyncio.sleep(0)
        post.held = ()
        await asyncio.wait_for(ended.wait(), 20)

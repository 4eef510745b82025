"""What is told of the parts of a process, by what it does."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.app.probing import MILD, Probing
from bot.clocks import SharedClock
from bot.loops import Loop
from handlers.web import Probe

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Part:
    """Something that has a trouble: a platform, a stream, a clock."""

    platform: str = "telegram"
    trouble: str | None = None


@dataclass
class Scene:
    """The parts of a process, all of them well."""

    adapter: Part = field(default_factory=Part)
    stream: Part | None = None
    scheduler: Part = field(default_factory=Part)
    clock: SharedClock = field(default_factory=SharedClock)
    off: dict[str, str] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    heard: bool = True

    def probing(self, roles: Collection[str] = ("ingest", "match", "alert", "deliver", "chat")) -> Probing:
        parts = SimpleNamespace(heartbeat=SimpleNamespace(stopped=self.stopped))
        team = SimpleNamespace(clock=self.clock, stopped=self.seen)
        given: tuple[Any, ...] = (parts, [self.adapter], team, self.scheduler, self.stream, self.off, roles)
        return Probing(*(*given, lambda _: self.heard))


def test_where_all_is_well_nothing_is_told() -> None:
    probing = Scene(stream=Part()).probing()
    assert probing.troubles() == {}
    assert set(probing.probes()) == {"telegram", "send:telegram", "scheduler", "clock", "nats"}


@pytest.mark.parametrize(
    ("roles", "parts"),
    [
        pytest.param(("match",), {"telegram", "send:telegram", "clock"}, id="nothing by the clock"),
        pytest.param(("ingest",), {"telegram", "send:telegram", "clock", "scheduler"}, id="polls"),
        pytest.param(("alert", "match"), {"telegram", "send:telegram", "clock", "scheduler"}, id="posts"),
    ],
)
def test_what_is_looked_at_is_what_the_process_does(roles: Collection[str], parts: set[str]) -> None:
    assert set(Scene().probing(roles).probes()) == parts


def test_each_trouble_is_told_by_its_part() -> None:
    scene = Scene(Part(trouble="cut off"), Part(trouble="away"), Part(trouble="stands"))
    scene.clock.compare(NOW, NOW - timedelta(minutes=2), NOW)
    scene.stopped["telegram"] = "refuses the token"
    told = scene.probing().troubles()
    assert "120 s ahead" in told.pop("clock")
    assert told == {
        "telegram": "cut off",
        "send:telegram": "refuses the token",
        "scheduler": "stands",
        "nats": "away",
    }
    assert MILD & set(scene.probing().troubles()) == {"clock", "nats"}


def test_a_loop_is_a_part_and_its_trouble_is_as_of_now() -> None:
    async def watch() -> None:
        loops = [Loop(name, _nothing, 1.0) for name in ("stories", "inbox")]
        probing = Scene().probing()
        probing.watch(loops)
        probes: dict[str, Probe] = probing.probes()
        loops[0].trouble = "The database is locked"
        assert (probes["stories"](), probes["inbox"]()) == ("The database is locked", None)
        assert probing.troubles() == {"stories": "The database is locked"}

    asyncio.run(watch())


async def _nothing() -> int:
    return 0


def test_who_is_not_to_hear_a_platform_misses_nothing() -> None:
    scene = Scene(Part(trouble="not connected"), off={"telegram": "refuses the token"})
    assert scene.probing().troubles() == {"telegram": "refuses the token"}
    scene.heard = False
    assert scene.probing().troubles() == {}


@pytest.mark.parametrize("known_by", ["stopped", "seen"])
def test_only_who_sends_is_troubled_by_a_token_that_is_refused_for_it(known_by: str) -> None:
    scene = Scene()
    getattr(scene, known_by)["telegram"] = "refuses the token"
    assert scene.probing(("deliver",)).troubles() == {"send:telegram": "refuses the token"}
    assert scene.probing(("match", "alert")).troubles() == {}

"""What /readyz and administrators are told of the parts of a process."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.app.team import Team
from bot.core.processes import Role
from bot.loops import Loop
from bot.parts import Parts
from bot.platforms import Adapter
from bot.ports import Stream
from bot.scheduling import Clock
from handlers.web import Probe

MILD: Final = frozenset({"nats", "clock", "signals"})
"""Parts without which everything is done, if later: who asks /readyz is told, and sent nowhere else."""


@dataclass(slots=True)
class Probing:
    """Knows the probes. `off` are platforms that refused the token, with the reason; `hears` says whether a platform
    is to be heard by this process now."""

    parts: Parts
    adapters: Sequence[Adapter]
    team: Team
    clock: Clock
    stream: Stream | None
    off: Mapping[str, str]
    roles: Collection[Role]
    hears: Callable[[Adapter], bool]
    _loops: Sequence[Loop] = field(default=())

    def watch(self, loops: Sequence[Loop]) -> None:
        """These are the loops of the process."""
        self._loops = loops

    def probes(self) -> dict[str, Probe]:
        """One for each part, by its name."""
        probes: dict[str, Probe] = {loop.name: lambda loop=loop: loop.trouble for loop in self._loops}  # type: ignore[misc]
        for adapter in self.adapters:
            probes[adapter.platform] = lambda one=adapter: self._deaf(one)  # type: ignore[misc]
            probes[f"send:{adapter.platform}"] = lambda one=adapter: self._stopped(one)  # type: ignore[misc]
        if {"ingest", "alert"} & set(self.roles):
            probes["scheduler"] = lambda: self.clock.trouble
        probes["clock"] = lambda: self.team.clock.trouble
        if (stream := self.stream) is not None:
            probes["nats"] = lambda: stream.trouble
        return probes

    def troubles(self) -> dict[str, str]:
        """What is wrong now, by the part."""
        return {name: problem for name, probe in self.probes().items() if (problem := probe())}

    def _deaf(self, adapter: Adapter) -> str | None:
        return (self.off.get(adapter.platform) or adapter.trouble) if self.hears(adapter) else None

    def _stopped(self, adapter: Adapter) -> str | None:
        """Who has no duty to look reads it off with each sign of life."""
        if not {"deliver", "chat"} & set(self.roles):
            return None
        return self.team.stopped.get(adapter.platform) or self.parts.heartbeat.stopped.get(adapter.platform)

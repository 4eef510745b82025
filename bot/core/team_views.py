"""The processes that share a database, and the articles that wait between them, as they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.core.processes import ROLES, SCHEDULES, SOURCES, Process


@dataclass(frozen=True, slots=True)
class TeamView:
    """Those `processes` that run; how many articles wait by lane and how many are `aside`, and when the one that waits
    longest came in."""

    processes: Sequence[Process] = ()
    depths: Mapping[str, int] = field(default_factory=dict)
    oldest: datetime | None = None
    now: datetime | None = None

    @property
    def shares(self) -> bool:
        """Whether the work is shared: one process that does all of it is no news."""
        return len(self.processes) > 1 or any(set(one.roles) != set(ROLES) for one in self.processes)

    def roles(self) -> Mapping[str, int]:
        """How many have each role, none included."""
        return {role: sum(role in one.roles for one in self.processes) for role in ROLES}

    def duties(self) -> Mapping[str, Process | None]:
        """Who does alone what one does for all; None where nobody does at the moment."""
        held: dict[str, Process | None] = {SOURCES: None, SCHEDULES: None}
        held.update({duty: one for one in self.processes for duty in sorted(one.duties)})
        return held


NOBODY: Final = TeamView()
"""Nobody shares the work, and nothing waits."""

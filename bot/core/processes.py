"""The processes that share one database: their roles, what each of them does alone, and what is wrong among them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

Role = Literal["ingest", "match", "alert", "deliver", "chat"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""What a process may do; one that is not told does all of it."""
SOURCES: Final = "sources"
SCHEDULES: Final = "schedules"
"""Duties: what one process does for all of them. Another one is each platform of which only one may hear."""
SEEN_WITHIN: Final = timedelta(seconds=45)
"""A process that gave no sign for so long is gone: it gives one every ten seconds."""
FORGOTTEN_AFTER: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Process:
    """One that runs: its `name` is its own for as long as it does. `duties` are what it does for all of them,
    `troubles` what is wrong in it, by the part."""

    name: str
    host: str
    pid: int
    roles: Collection[str]
    version: str
    started: datetime
    seen: datetime
    duties: Collection[str] = ()
    troubles: Mapping[str, str] = field(default_factory=dict)

    def runs(self, now: datetime) -> bool:
        """Whether it gave a sign of life lately."""
        return self.seen > now - SEEN_WITHIN


def missing(processes: Iterable[Process], now: datetime) -> Sequence[Role]:
    """The roles that nobody has who runs."""
    held = {role for one in processes if one.runs(now) for role in one.roles}
    return [role for role in ROLES if role not in held]


def versions(processes: Iterable[Process], now: datetime) -> Sequence[str]:
    """The versions of the program that run."""
    return sorted({one.version for one in processes if one.runs(now)})

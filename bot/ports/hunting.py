"""Hunts in the stored articles, as they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.hunts import Hunt, HuntState, Looked, NewHunt, Problem, Sighting
from bot.core.model import Reading
from watchlists.model import Document


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored article as a hunt reads it."""

    id: int
    document: Document
    source: str
    url: str | None = None


class Hunts(Protocol):
    """Hunts, and which articles they found."""

    def add(self, new: NewHunt, now: datetime) -> Hunt:
        """Have it done after those that wait; `total` is how many articles there are for it now."""
        ...

    def get(self, hunt_id: int) -> Hunt | None: ...

    def of(self, destination_id: int, limit: int) -> Sequence[Hunt]:
        """Those of a chat, the newest first."""
        ...

    def open(self, limit: int) -> Sequence[Hunt]:
        """Those that wait or run, of all chats, the oldest first."""
        ...

    def waits(self) -> bool:
        """Whether any waits or runs."""
        ...

    def silence(self, hunt_id: int) -> None:
        """Nothing is said of it in its chat by itself."""
        ...

    def claim(self, now: datetime, lease: timedelta) -> Hunt | None:
        """The hunt to work on, which is this process's until the lease ends; None while there is none or another one
        works. What was left by a process that is gone comes first."""
        ...

    def begin(self, hunt_id: int, now: datetime) -> Hunt | None:
        """It begins, with all articles that are stored now; None where it is not running. One that had begun goes on
        where it was."""
        ...

    def extend(self, hunt_id: int) -> Hunt | None:
        """What was stored meanwhile belongs to it, too; None where it is not running."""
        ...

    def articles(self, hunt: Hunt, after: int, upto: int) -> Sequence[Stored]:
        """The articles of a hunt with ids in (after, upto], by id."""
        ...

    def keep(self, hunt: Hunt, looked: Looked, now: datetime, lease: timedelta) -> Hunt | None:
        """Store what a piece brought, and that everything up to its end is done; the hunt after that. None, and nothing
        is stored, where it does not run any more or another process went on with it."""
        ...

    def release(self, hunt_id: int | None = None) -> None:
        """Let another process go on with it; without an id with all, when whoever held them is known to be gone."""
        ...

    def end(self, hunt_id: int, state: HuntState, now: datetime, problem: Problem | None = None) -> Hunt | None:
        """It is over; None where it was already."""
        ...

    def told(self, hunt_id: int, now: datetime) -> None:
        """How far it is was shown."""
        ...

    def sightings(self, hunt_id: int) -> Sequence[Sighting]:
        """The articles that it found and that are kept, oldest first."""
        ...

    def newest(self, hunt_id: int, limit: int) -> Sequence[Reading]:
        """The newest of these."""
        ...

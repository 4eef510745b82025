"""Articles on their way to whoever matches them: kept in the database, or carried by a stream."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from bot.core.arrivals import Arrival, Lane

Put = Literal["taken", "known", "refused"]
"""What a stream did with an arrival: it will be matched; it carries it already; it did not take it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An arrival in the database, taken so many times, this one included. What cannot be read any more is None, and
    `error` says why, or what the last try said."""

    id: int
    arrival: Arrival | None
    tries: int
    error: str | None = None
    came: datetime | None = None
    newer: bool = False
    """Whether a later version of the program wrote it, which is to take it."""


@dataclass(frozen=True, slots=True)
class Carried:
    """An arrival as a stream delivers it: `again` where an earlier delivery of it was not acknowledged. Where it cannot
    be read, `arrival` is None, `raw` what came and `problem` why."""

    arrival: Arrival | None
    again: bool = False
    raw: bytes = b""
    problem: str | None = None


Handle = Callable[[Sequence[Carried]], Awaitable[None]]
"""Takes what was delivered; when it returns all of it is done with, when it raises nothing is."""


class Arrivals(Protocol):
    """Those in the database. One that is taken is nobody else's for a while; one that is done with is gone."""

    def put(self, arrivals: Sequence[Arrival], tries: int = 0) -> Sequence[bool]:
        """Keep those that do not wait there already (by `Arrival.key`); whether each was new. `tries` is how often they
        were taken in vain elsewhere."""
        ...

    def claim(self, now: datetime, lease: timedelta, limit: int) -> Sequence[Waiting]:
        """Take what nobody took yet, for so long: the fresh ones first, and always some of the backfill. Counted as a
        try when this transaction commits."""
        ...

    def claim_again(self, now: datetime, lease: timedelta) -> Waiting | None:
        """Take one that was taken in vain: alone, as it may be what ended the process that took it."""
        ...

    def done(self, ids: Collection[int]) -> None:
        """They are stored."""
        ...

    def postpone(self, ids: Collection[int], until: datetime, error: str | None, *, counted: bool = True) -> None:
        """Have them taken again then; not `counted` as a try where that says nothing of them. Without an `error` what
        the last try said stays."""
        ...

    def put_aside(self, ids: Collection[int], error: str) -> None:
        """Nobody takes them any more, until `retry`."""
        ...

    def keep_spoilt(self, raw: bytes, error: str, now: datetime) -> None:
        """Keep something aside that came as an arrival and is none; once, however often it comes."""
        ...

    def aside(self, limit: int) -> Sequence[Waiting]:
        """Those put aside, the newest first."""
        ...

    def retry(self, ids: Collection[int] | None, now: datetime) -> int:
        """Have those that were put aside taken again (None: all), with their tries counted anew; how many there were.
        What is no arrival stays."""
        ...

    def drop(self, ids: Collection[int]) -> int:
        """Forget those of these that were put aside; how many there were."""
        ...

    def lately_aside(self, since: datetime) -> tuple[int, datetime | None]:
        """How many of those aside were last tried at `since` or later, and when the newest of them was."""
        ...

    def depths(self) -> Mapping[str, int]:
        """How many wait by lane, and how many were put `aside`; of each at most MOST_COUNTED (core) are counted."""
        ...

    def oldest(self, lane: Lane | None = None) -> datetime | None:
        """When the one that waits longest came in, of a lane or of all."""
        ...


class Stream(Protocol):
    """Carries arrivals between processes. Loses nothing that it has taken, and delivers it until it is acknowledged."""

    @property
    def trouble(self) -> str | None:
        """Why it carries nothing now, None while it does."""
        ...

    def put(self, arrivals: Sequence[Arrival]) -> Sequence[Put]:
        """Hand over; from any thread but that of the event loop. Returns when what is `taken` is kept. Never fails:
        what it cannot take (it is away, full, the article too large) is `refused`, after a few seconds at most."""
        ...

    async def serve(self) -> None:
        """Connect, and again whenever the connection is lost, until cancelled."""
        ...

    async def carry(self, handle: Handle) -> None:
        """Deliver to `handle` until cancelled, a batch at a time; the fresh lane goes first, and does not stop the
        other."""
        ...

    async def depths(self) -> Mapping[Lane, int]:
        """How many it holds by lane; empty while it is away."""
        ...

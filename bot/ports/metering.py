"""What is counted while the bot works, and how much waits in the database."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Final, Literal, Protocol

Way = Literal["api", "feed", "folder", "chat", "file"]
"""How an article came in. A mailbox and a sitemap count as feeds; `file` is what a command of the terminal reads."""
Outcome = Literal["accepted", "edition", "duplicate", "rejected"]
"""What became of it: new, another edition of a stored one, known already, or not usable."""
Queue = Literal[
    "inbox", "submissions", "stories", "hunts", "outbox", "arrivals_fresh", "arrivals_backfill", "arrivals_aside"
]


class Meter(Protocol):
    """Counts what services did. Called after a transaction has committed, from any thread; never fails, never waits."""

    def matching(self, articles: int) -> AbstractContextManager[None]:
        """Around the matching of so many articles: takes the time."""
        ...

    def took(self, way: Way, outcome: Outcome, number: int = 1) -> None:
        """So many articles came in."""
        ...

    def matched(self, way: Way, mentions: int, events: int) -> None:
        """Something was found in an article that was not known: so many mentions, so many events."""
        ...

    def alerted(self, reason: str, severity: str, seconds: float) -> None:
        """An alert was raised, so long after the article that caused it came in."""
        ...

    def sent(self, platform: str, kind: str, seconds: float) -> None:
        """A delivery is complete, so long after it was written."""
        ...

    def failed(self, platform: str, failure: str) -> None:
        """One call for a delivery failed; it may be tried again."""
        ...

    def gave_up(self, platform: str) -> None:
        """A delivery will never be sent."""
        ...

    def streaming(self) -> AbstractContextManager[None]:
        """Around one stream to a browser that stays open."""
        ...


class _Silent:
    """See the port `Meter`: counts nothing."""

    def matching(self, articles: int) -> AbstractContextManager[None]:
        return nullcontext()

    def took(self, way: Way, outcome: Outcome, number: int = 1) -> None: ...

    def matched(self, way: Way, mentions: int, events: int) -> None: ...

    def alerted(self, reason: str, severity: str, seconds: float) -> None: ...

    def sent(self, platform: str, kind: str, seconds: float) -> None: ...

    def failed(self, platform: str, failure: str) -> None: ...

    def gave_up(self, platform: str) -> None: ...

    def streaming(self) -> AbstractContextManager[None]:
        return nullcontext()


SILENT: Final[Meter] = _Silent()
"""For whoever is not metered."""


class Queues(Protocol):
    """How much waits."""

    def depths(self, now: datetime) -> Mapping[Queue, int]:
        """Updates and submissions not yet worked off, stories that are due, hunts that wait or run, deliveries not yet
        sent, articles that wait to be matched by lane, and those put aside: of these at most MOST_COUNTED (core)."""
        ...

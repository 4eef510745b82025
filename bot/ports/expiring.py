"""What is older than it is kept, as it is removed: a page at a time, each in a short transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Page:
    """How many rows were removed, and the id from which to go on; None at the end."""

    removed: int
    last: int | None


class Expiry(Protocol):
    """Removes what is old. `after` is where the page before ended, `limit` how many rows are looked at."""

    def articles(self, before: datetime, stirred: datetime, after: int, limit: int) -> Page:
        """Articles that came in before that time, with what was found in them; stories only whole: those of which
        nothing came in later or was published since `stirred`, that need not be looked at and of whose alerts nothing
        is on its way. With a story go its alerts, and what was said of them."""
        ...

    def deliveries(self, before: datetime, after: int, limit: int) -> Page:
        """Messages that were sent or given up and are about no alert that is still stored, with their calls."""
        ...

    def rows(self, light: datetime, before: datetime | None, limit: int) -> int:
        """Of everything else: what ended before `light`, and lines of the log and trends of `before` that; returns how
        many rows went, `limit` of a kind at most."""
        ...

    def oldest(self) -> datetime | None:
        """When the article came in that is stored longest."""
        ...

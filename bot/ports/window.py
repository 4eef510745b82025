"""The span of time that a question is about."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, start inclusive, end exclusive."""

    start: datetime
    end: datetime

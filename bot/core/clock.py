"""The clock of a reader."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def local_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A local time in UTC: of one that is shown twice the first, in a gap by the offset from before it."""
    return datetime.combine(day, at, zone).replace(fold=0).astimezone(UTC)

"""What time it is: on one machine its own clock, on several the database's, so that all of them mean the same moment.

Leases, planned times and limits are times that one process writes and another compares with its own.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

log = structlog.get_logger()

TOLD: Final = timedelta(seconds=30)
"""A clock that is off by more is told of: logs of several machines are read side by side."""
_NOTICED: Final = timedelta(milliseconds=250)
"""Less than this is the way to the database and back, and corrects nothing."""
_SLOWEST: Final = timedelta(seconds=1)


def utc_now() -> datetime:
    """The time of this machine, aware UTC."""
    return datetime.now(UTC)


class SharedClock:
    """The time of the database, as far as it was compared with this machine's; before that, this machine's."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        """Aware UTC."""
        return utc_now() - self._ahead

    def ask(self, shown: Callable[[], datetime]) -> None:
        """Compare with what the database shows now."""
        asked = utc_now()
        self.compare(asked, shown(), utc_now())

    def compare(self, asked: datetime, shown: datetime, answered: datetime) -> None:
        """The database was asked when this machine's clock showed `asked`, and answered when it showed `answered`. An
        answer that was long on its way says little and changes nothing."""
        if not timedelta(0) <= answered - asked <= _SLOWEST:
            return
        ahead = asked + (answered - asked) / 2 - shown
        ahead = ahead if abs(ahead) > _NOTICED else timedelta(0)
        if abs(ahead) > TOLD >= abs(self._ahead):
            log.warning("clock.differs", seconds=round(ahead.total_seconds()), hint="have it set by NTP")
        self._ahead = ahead

    @property
    def trouble(self) -> str | None:
        """What is wrong with this machine's clock, None where nothing is."""
        if abs(self._ahead) <= TOLD:
            return None
        seconds, side = round(abs(self._ahead).total_seconds()), "ahead of" if self._ahead > timedelta(0) else "behind"
        return f"the clock of this machine is {seconds} s {side} the database's, which is gone by; set it by NTP"

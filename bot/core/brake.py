"""How often somebody may try a login: the more often it was wrong, the longer until the next try."""

from datetime import datetime, timedelta

# So many may be wrong before anybody waits.
FREE = 3
LONGEST = timedelta(seconds=30)
# Without a wrong one for so long, somebody starts anew; so many are remembered, the latest.
_FORGOTTEN = timedelta(minutes=15)
_MOST = 1024


class Brake:
    """Remembers who was wrong, by address. The wait is short at most, so that nobody is locked out by others who share
    their address, as all do behind a proxy; it makes guessing hopeless, not attempts."""

    def __init__(self) -> None:
        self._failures: dict[str, tuple[int, datetime]] = {}

    def wait(self, who: str, now: datetime) -> timedelta:
        """Until they may try; nothing where that is now."""
        failed, last = self._failures.get(who, (0, now))
        if failed < FREE or now - last >= _FORGOTTEN:
            return timedelta()
        pause = min(timedelta(seconds=2 ** min(failed - FREE, 16)), LONGEST)
        return max(last + pause - now, timedelta())

    def failed(self, who: str, now: datetime) -> int:
        """Note a wrong try; returns how many in a row."""
        failed, last = self._failures.pop(who, (0, now))
        failed = 1 if now - last >= _FORGOTTEN else failed + 1
        self._failures[who] = failed, now
        if len(self._failures) > _MOST:
            del self._failures[next(iter(self._failures))]
        return failed

    def passed(self, who: str) -> None:
        """Forget what was wrong."""
        self._failures.pop(who, None)

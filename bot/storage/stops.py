"""Platforms that refuse the token: nothing is sent there for a while."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.storage.state import SqlState

STOPPED = "stopped:"
"""What the names of platforms that refuse the token begin with in the state."""
# A stop that ends later than this was noted before the clock was set back.
LONGEST_STOP = timedelta(hours=1)
_JUST_OVER = timedelta(seconds=30)


class Stops:
    """The stops that are noted in a database."""

    def __init__(self, connection: Connection) -> None:
        self._state = SqlState(connection)

    def stop(self, platform: str, until: datetime, reason: str) -> None:
        """Note one."""
        self._state.put(STOPPED + platform, json.dumps({"until": until.isoformat(), "reason": reason}))

    def go_on(self, platform: str) -> None:
        """End one."""
        self._state.drop(STOPPED + platform)

    def stopped(self, now: datetime) -> Mapping[str, str]:
        """The reasons, by platform. One whose time has just come counts until it was tried again."""
        found = {name.removeprefix(STOPPED): json.loads(value) for name, value in self._state.all(STOPPED).items()}
        return {name: one["reason"] for name, one in found.items() if _ends(one) > now - _JUST_OVER}

    def holds(self, platform: str, now: datetime) -> bool:
        """Whether nothing may be sent there now."""
        value = self._state.get(STOPPED + platform)
        return value is not None and now < _ends(json.loads(value)) <= now + LONGEST_STOP


def _ends(stop: Mapping[str, str]) -> datetime:
    return datetime.fromisoformat(stop["until"])

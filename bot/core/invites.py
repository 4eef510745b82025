"""How somebody comes in: what is kept of who asks, and codes that are good once and for a time."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.model import Role

LASTS = timedelta(hours=24)
LONGEST = timedelta(days=30)
"""How long a code is good that does not say so, and how long at most."""

ASKS, REFUSAL = "asks:", "refusal:"
"""What is kept of who asked last in which chat (day and label), and of who was refused until when, by the beginning of
its name in the state. Both values begin with a date."""

INVITE_BYTES = 12
"""Bytes of chance in a code; written in hexadecimal it fits behind `?start=`."""


@dataclass(frozen=True, slots=True)
class Invite:
    """As what somebody is let in, by whom (a label), until when, and when the code was used."""

    role: Role
    author: str
    expires: datetime
    used: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        """Whether it still lets somebody in."""
        return self.used is None and now < self.expires


def digest_of(code: str) -> str:
    """What is stored of a one-time code instead of itself; it is read in any case."""
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()


def link(bot_name: str, code: str) -> str:
    """The address that opens Telegram at the bot and says the code."""
    return f"https://t.me/{bot_name}?start={code}"

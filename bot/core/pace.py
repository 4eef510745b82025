"""How much a platform takes, and whose turn it is when more waits than may go."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)

# So many messages in a row may go past an older one of their chat; then the older one has its turn. Own choice.
OVERTAKEN_AT_MOST = 4
# What waits longer than this counts as urgent among the chats, whatever it is. Own choice.
LONG_WAIT = timedelta(hours=1)
# A delivery that failed so often steps aside: until it is tried again, others of its kind go before it.
TRIES_IN_PLACE = 3


Share = Literal["all", "answers", "rest"]
"""Which of a platform's deliveries a process sends. Answers are sent by whoever heard the question: platforms give with
it what serves only the process that holds it (a pressed button that waits, an address to answer to)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many calls a platform takes, edits included. `spacing` is in seconds between two calls for one chat; None
    stands for as many as there are."""

    spacing: float = 0.0
    group_a_minute: int | None = None
    all_a_second: int | None = None

    @property
    def pause(self) -> timedelta:
        """The spacing as a length of time."""
        return timedelta(seconds=self.spacing)


UNLIMITED = Limits()

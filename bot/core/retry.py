"""What follows a failed delivery."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.errors import SendError, SendFailure

# Waits of 5 s, 10 s, 20 s … up to an hour between tries.
_FIRST_WAIT = 5.0
_LONGEST_WAIT = 3600.0
# What a platform did not take in three days is given up, but not before so many tries: the bot itself may have been
# away for days.
_PATIENCE = timedelta(days=3)
_LEAST_TRIES = 20
# After so many tries a message of unknown outcome is given up, about half an hour after the first: it may have
# arrived each time.
_UNKNOWN_TRIES = 6
# A platform with a revoked token waits for an operator; its messages are tried this often.
_REVOKED_WAIT = timedelta(minutes=10)
# A chat that moves more often than this moves in a circle; then each move waits like any other failure.
_MOVES = 3
# The longest that a platform may ask to wait; a wait of weeks is an error of the platform's.
_LONGEST_HOLD = timedelta(days=7).total_seconds()


@dataclass(frozen=True, slots=True)
class Again:
    """Send again at a time; `hold` keeps every other message of the chat back until then."""

    at: datetime
    counted: bool = True
    doubtful: bool = False
    hold: bool = False


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Never send this one; `chat` means that the whole chat is gone."""

    reason: str
    chat: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """The chat has a new id: rewrite it, then send again at that time."""

    chat: str
    at: datetime


def after(
    error: SendError, attempts: int, created: datetime, now: datetime, luck: float, *, doubtful: bool = False
) -> Again | GiveUp | Move:
    """Decide from the failure. `attempts` made before this one; `luck` in [0, 1) spreads the waits.

    `doubtful`: an earlier try had an unknown outcome too.
    """
    match error.failure:
        case SendFailure.BUSY:
            seconds = min(error.retry_after or _FIRST_WAIT, _LONGEST_HOLD)
            return Again(now + timedelta(seconds=seconds), counted=False, hold=True)
        case SendFailure.GONE:
            return GiveUp(error.reason, chat=True)
        case SendFailure.MOVED if error.moved_to:
            return Move(error.moved_to, now if attempts < _MOVES else now + wait(attempts, luck))
        case SendFailure.REFUSED | SendFailure.MOVED:
            return GiveUp(error.reason)
        case SendFailure.UNKNOWN if doubtful and attempts + 1 >= _UNKNOWN_TRIES:
            return GiveUp(error.reason)
        case SendFailure.UNKNOWN:
            return Again(now + wait(2 * attempts, luck), doubtful=True)
        case SendFailure.REVOKED:
            return Again(now + _REVOKED_WAIT, counted=False)
    if now - created > _PATIENCE and attempts >= _LEAST_TRIES:
        return GiveUp(error.reason)
    return Again(now + wait(attempts, luck))


def wait(attempts: int, luck: float) -> timedelta:
    """The wait after so many attempts: doubling, at most an hour, spread by up to a fifth."""
    seconds = min(_FIRST_WAIT * 2.0 ** min(attempts, 20), _LONGEST_WAIT)
    return timedelta(seconds=seconds * (0.9 + 0.2 * luck))

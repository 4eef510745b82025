"""What follows a failed delivery."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.errors import SendError, SendFailure

# Waits of 5 s, 10 s, 20 s … up to an hour between tries; a platform that is away for three days is given up.
_FIRST_WAIT = 5.0
_LONGEST_WAIT = 3600.0
_PATIENCE = timedelta(days=3)
_UNKNOWN_TRIES = 5
# A platform with a revoked token waits for an operator; its messages are tried this often.
_REVOKED_WAIT = timedelta(minutes=10)


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
    """The chat has a new id: rewrite it, then send again at once."""

    chat: str


def after(error: SendError, attempts: int, created: datetime, now: datetime, luck: float) -> Again | GiveUp | Move:
    """Decide from the failure. `attempts` made before this one; `luck` in [0, 1) spreads the waits."""
    match error.failure:
        case SendFailure.BUSY:
            return Again(now + timedelta(seconds=error.retry_after or _FIRST_WAIT), counted=False, hold=True)
        case SendFailure.GONE:
            return GiveUp(error.reason, chat=True)
        case SendFailure.MOVED if error.moved_to:
            return Move(error.moved_to)
        case SendFailure.REFUSED | SendFailure.MOVED:
            return GiveUp(error.reason)
        case SendFailure.UNKNOWN if attempts + 1 >= _UNKNOWN_TRIES:
            return GiveUp(error.reason)
        case SendFailure.UNKNOWN:
            return Again(now + wait(attempts, luck), doubtful=True)
        case SendFailure.REVOKED:
            return Again(now + _REVOKED_WAIT, counted=False)
    if now - created > _PATIENCE:
        return GiveUp(error.reason)
    return Again(now + wait(attempts, luck))


def wait(attempts: int, luck: float) -> timedelta:
    """The wait after so many attempts: doubling, at most an hour, spread by up to a fifth."""
    seconds = min(_FIRST_WAIT * 2.0 ** min(attempts, 20), _LONGEST_WAIT)
    return timedelta(seconds=seconds * (0.9 + 0.2 * luck))

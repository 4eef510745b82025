"""What follows a failed delivery."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.core.errors import SendError, SendFailure
from bot.core.model import Delivery

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


# How often the room for a part is halved before a message that stays too long is given up.
_TIGHTEST = 4


class Scope(StrEnum):
    """What else must not be sent meanwhile."""

    MESSAGE = "message"
    CHAT = "chat"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Again:
    """Send again at a time; `holds` says what is kept back until then. `plain` sends without markup, `tighter` in
    smaller parts, `alone` without the message that it answers, `afresh` as a message of its own instead of an edit."""

    at: datetime
    counted: bool = True
    doubtful: bool = False
    holds: Scope = Scope.MESSAGE
    plain: bool = False
    tighter: bool = False
    alone: bool = False
    afresh: bool = False


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Never send this one; `gone` says whether its thread or its whole chat is gone, too."""

    reason: str
    gone: Literal["thread", "chat"] | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """The chat has a new id: rewrite it, then send again at that time."""

    chat: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Leave:
    """There is nothing to change any more: done."""


Decision = Again | GiveUp | Move | Leave


def after(error: SendError, delivery: Delivery, now: datetime, luck: float) -> Decision:
    """Decide from the failure of a delivery; `luck` in [0, 1) spreads the waits.

    A delivery that is doubtful already had a try of unknown outcome before.
    """
    match error.failure:
        case SendFailure.GONE:
            return GiveUp(error.reason, "chat")
        case SendFailure.CLOSED:
            return GiveUp(error.reason, "thread")
        case SendFailure.VANISHED | SendFailure.REFUSED if delivery.edits and delivery.asked:
            return Again(now, counted=False, afresh=True)
        case SendFailure.VANISHED:
            return Leave()
        case SendFailure.MOVED if error.moved_to:
            at = now if delivery.attempts < _MOVES else now + wait(delivery.attempts, luck)
            return Move(error.moved_to, at)
    again = _later(error, delivery, now, luck) or _otherwise(error, delivery, now)
    return again or GiveUp(error.reason)


def _later(error: SendError, delivery: Delivery, now: datetime, luck: float) -> Again | None:
    """The same once more after a while; None where that is no use, or was tried long enough."""
    attempts = delivery.attempts
    match error.failure:
        case SendFailure.BUSY:
            seconds = min(error.retry_after or _FIRST_WAIT, _LONGEST_HOLD)
            return Again(now + timedelta(seconds=seconds), counted=False, holds=Scope.CHAT)
        case SendFailure.REVOKED:
            return Again(now + _REVOKED_WAIT, counted=False, holds=Scope.PLATFORM)
        case SendFailure.UNKNOWN if not (delivery.doubtful and attempts + 1 >= _UNKNOWN_TRIES):
            return Again(now + wait(2 * attempts, luck), doubtful=True)
        case SendFailure.AWAY if now - delivery.created <= _PATIENCE or attempts < _LEAST_TRIES:
            return Again(now + wait(attempts, luck))
    return None


def _otherwise(error: SendError, delivery: Delivery, now: datetime) -> Again | None:
    """At once in another form; None where every form was tried."""
    match error.failure:
        case SendFailure.TOO_LONG if delivery.tight < _TIGHTEST:
            return Again(now, counted=False, tighter=True)
        case SendFailure.MARKUP | SendFailure.TOO_LONG if not delivery.plain:
            return Again(now, counted=False, plain=True)
        case SendFailure.ALONE if delivery.reply_to is not None:
            return Again(now, counted=False, alone=True)
    return None


def wait(attempts: int, luck: float) -> timedelta:
    """The wait after so many attempts: doubling, at most an hour, spread by up to a fifth."""
    seconds = min(_FIRST_WAIT * 2.0 ** min(attempts, 20), _LONGEST_WAIT)
    return timedelta(seconds=seconds * (0.9 + 0.2 * luck))

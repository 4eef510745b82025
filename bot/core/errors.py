"""What can go wrong, with whom it happened and whether trying again can help."""

from enum import StrEnum


class RasidError(Exception):
    """An expected failure: one sentence that says what is wrong and how to mend it."""

    permanent = True
    exit_code = 1
    """What the command line ends with: 1 something was wrong with the work, 2 wrong usage or settings."""


class WireError(RasidError):
    """An article that cannot be used, as given by a source, a file or the API."""


class SourceError(RasidError):
    """A source that could not be read. `permanent` when trying again cannot help."""

    def __init__(self, source: str, reason: str, *, permanent: bool = False) -> None:
        super().__init__(f"{source}: {reason}")
        self.source, self.reason, self.permanent = source, reason, permanent


class StoreError(RasidError):
    """The database cannot be used: locked, away, older or newer than the program."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class SendFailure(StrEnum):
    """Why a message was not delivered, and so what follows."""

    BUSY = "busy"
    """The platform asks to wait `retry_after` seconds: hold this chat, count no failure."""
    AWAY = "away"
    """The platform did not take the message (connection refused, 5xx before receipt): try again later."""
    UNKNOWN = "unknown"
    """Nobody knows whether it arrived (time-out, cut after sending): send again, marked as a possible repeat."""
    GONE = "gone"
    """The chat blocked or removed the bot, or does not exist: stop all deliveries to it."""
    CLOSED = "closed"
    """This thread or topic is closed or deleted, its chat goes on: stop the deliveries to the thread alone."""
    MOVED = "moved"
    """The chat has the new id `moved_to`: rewrite it and send once more."""
    MARKUP = "markup"
    """The platform cannot read the markup: once more as plain text."""
    TOO_LONG = "too_long"
    """Longer than the platform takes, whatever we thought: cut it into smaller parts."""
    ALONE = "alone"
    """The message that it answers is gone: send it without."""
    VANISHED = "vanished"
    """The message that it would change was deleted: people want it no more."""
    REFUSED = "refused"
    """This message will never be accepted: dead."""
    REVOKED = "revoked"
    """The token is wrong or revoked: nothing can be sent on this platform until an operator acts."""


class SendError(RasidError):
    """A message that a platform did not (surely) deliver. `retry_after` is in seconds."""

    def __init__(
        self,
        failure: SendFailure,
        reason: str,
        *,
        retry_after: float | None = None,
        moved_to: str | None = None,
    ) -> None:
        super().__init__(f"{failure}: {reason}")
        self.failure, self.reason, self.retry_after, self.moved_to = failure, reason, retry_after, moved_to
        self.permanent = failure in {SendFailure.GONE, SendFailure.CLOSED, SendFailure.REFUSED, SendFailure.REVOKED}

"""The chats of the web console, and who is logged in there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.core.message import Message
from bot.core.transcript import Line


class Transcript(Protocol):
    """The lines of the console's chats. Changes of one chat take turns, so that whoever has seen a revision of it has
    seen every one before it."""

    def say(self, chat: str, key: str, text: str, now: datetime, reply_to: int | None = None) -> Line:
        """Keep what a person said. The same key again is the same line, unchanged."""
        ...

    def put(
        self,
        chat: str,
        key: str,
        message: Message,
        now: datetime,
        *,
        reply_to: int | None = None,
        alert_id: int | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> Line:
        """Keep a message of the bot. The same key again is the same line, unchanged: nothing is said twice."""
        ...

    def change(self, chat: str, line_id: int, message: Message) -> bool:
        """Put a message in the place of a line's; False where there is no such line, or it is gone."""
        ...

    def take_back(self, chat: str, line_id: int) -> None:
        """Mark a line as gone; what it said is not kept."""
        ...

    def line(self, chat: str, line_id: int) -> Line | None:
        """A line; None where there is none, or it is gone."""
        ...

    def latest(self, chat: str, limit: int, before: int | None = None) -> Sequence[Line]:
        """The last lines that are not gone, of those before the line with that id where one is given; oldest first."""
        ...

    def since(self, chat: str, revision: int, limit: int) -> Sequence[Line]:
        """What changed after a revision, by revision; also lines that are gone."""
        ...

    def revision(self, chat: str) -> int:
        """The newest revision of a chat; 0 where nothing was said yet."""
        ...


class Sessions(Protocol):
    """Who is logged in to the console: the digest of what their browser holds, never that itself."""

    def open(self, digest: str, now: datetime, expires: datetime) -> None:
        """Remember a session."""
        ...

    def is_open(self, digest: str, now: datetime) -> bool:
        """Whether it was opened, not closed, and has not ended."""
        ...

    def close(self, digest: str) -> None:
        """Forget a session."""
        ...

    def close_all(self) -> int:
        """Forget every session; returns how many there were."""
        ...

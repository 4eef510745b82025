"""What came from people and is still to be answered or read."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.material import Material
from bot.core.model import Incoming, Person, Update
from bot.core.submission import Lane, Submission


class Inbox(Protocol):
    """Updates that arrived and are not yet handled."""

    def put(self, update: Update, now: datetime) -> bool:
        """False when this update was put before."""
        ...

    def waiting(self, limit: int = 20) -> Sequence[tuple[int, Update]]:
        """Unhandled updates with their row ids, oldest first."""
        ...

    def done(self, row: int, now: datetime, error: str | None = None) -> bool:
        """Mark as handled; False when it was handled already (then nothing may be answered again)."""
        ...


class Submissions(Protocol):
    """What people and channels sent in to be read."""

    def add(
        self,
        key: str,
        destination_id: int,
        person: Person,
        material: Material,
        now: datetime,
        *,
        reply_to: str | None = None,
        lane: Lane = "scan",
    ) -> int | None:
        """Have it read; its id, None when the key was there already."""
        ...

    def waiting(self, lane: Lane, now: datetime, limit: int, but: Collection[int] = ()) -> Sequence[Submission]:
        """What is to be read or stored now, in the order in which it was due, except those with the ids in `but`."""
        ...

    def unread(self, destination_id: int) -> int:
        """How much of what a chat sent in is still to be read."""
        ...

    def get(self, submission_id: int) -> Submission | None: ...

    def finish(self, submission_id: int, articles: Sequence[Incoming], now: datetime) -> bool:
        """All that could be read was; False when that was known already (then nothing may be answered again)."""
        ...

    def postpone(self, submission_id: int, at: datetime, error: str) -> None:
        """It failed: try once more at that time."""
        ...

    def fail(self, submission_id: int, error: str, now: datetime) -> bool:
        """It cannot be read; False when it was over already."""
        ...

    def keep(self, submission_id: int, reply_to: str | None, now: datetime) -> bool:
        """Have what was read in it stored, once more where that failed; False when it is or will be, or is not read."""
        ...

    def kept(self, submission_id: int, now: datetime) -> bool:
        """It is stored now; False when it was already."""
        ...

    def drop(self, ids: Collection[int]) -> None:
        """Forget what was heard and is stored."""
        ...

    def forget(self, before: datetime) -> None:
        """Forget what is over and was received before that time."""
        ...

"""What is still to be done: repositories of deliveries, updates, schedules and feeds; people and small facts."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.core.audit import AuditFilter, AuditLine
from bot.core.material import Material
from bot.core.message import Message
from bot.core.model import (
    Address,
    Delivery,
    DeliveryState,
    Destination,
    Feed,
    FeedKind,
    Incoming,
    NewDelivery,
    Pages,
    Person,
    Role,
    Schedule,
    Told,
    Update,
)
from bot.core.pace import UNLIMITED, Limits
from bot.core.submission import Lane, Submission


class Outbox(Protocol):
    """Deliveries: pending, sending (leased), sent, dead."""

    def add(self, delivery: NewDelivery, now: datetime) -> bool:
        """False when its key was there already."""
        ...

    def add_all(self, new: Sequence[NewDelivery], now: datetime) -> None:
        """Add many at once; those whose key was there already change nothing."""
        ...

    def claim(
        self, platform: str, now: datetime, lease: float, limit: int, limits: Limits = UNLIMITED
    ) -> Sequence[Delivery]:
        """Take due deliveries of a platform, at most one a chat and no more than its limits leave room for; replies
        before alerts before digests. Mark them as sending for `lease` seconds and note that they are about to be sent.

        One whose lease ran out is taken again, as doubtful, and that counts as an attempt. Of one thread and priority
        a later one never overtakes an earlier one, unless that failed several times; nothing is overtaken for ever.
        """
        ...

    def release(self, platform: str, now: datetime) -> int:
        """End the leases of a platform at once, when whoever held them is known to be gone; returns how many."""
        ...

    def called(self, delivery_id: int, now: datetime, message_id: str | None = None) -> None:
        """Note that the call for a delivery is over, however it ended."""
        ...

    def part_sent(self, delivery_id: int, message_id: str, now: datetime) -> None:
        """One of several parts was sent: the next may go."""
        ...

    def sent(self, delivery_id: int, message_id: str, now: datetime) -> None:
        """All of it was sent."""
        ...

    def vanished(self, delivery_id: int, now: datetime) -> None:
        """People deleted the message that this edit would have changed: it is over, and nothing refers to it again."""
        ...

    def removed(self, delivery_id: int, message_ids: Collection[str]) -> None:
        """These messages, below one that a delivery changed, stand in its chat no more."""
        ...

    def retry(
        self,
        delivery_id: int,
        at: datetime,
        error: str,
        *,
        doubtful: bool,
        counted: bool,
        plain: bool = False,
        tighter: bool = False,
        alone: bool = False,
        afresh: bool = False,
    ) -> None:
        """Back to pending until `at`; `counted` adds an attempt. From then on without markup (`plain`), in smaller
        parts from the first on (`tighter`), without the message that it answers (`alone`), as a reply of its own
        instead of an edit (`afresh`)."""
        ...

    def dead(self, delivery_id: int, error: str, now: datetime) -> None: ...

    def hold(self, destination_id: int, until: datetime) -> None:
        """Send nothing to a chat, in none of its threads, before that time."""
        ...

    def hold_all(self, platform: str, until: datetime) -> None:
        """Send nothing to the chats of a platform that are known before that time."""
        ...

    def stop(self, platform: str, until: datetime, reason: str) -> None:
        """The platform refuses the token: send nothing there, to nobody, before that time."""
        ...

    def go_on(self, platform: str) -> None:
        """End such a stop."""
        ...

    def stopped(self, now: datetime) -> Mapping[str, str]:
        """The platforms that are stopped, with the reason."""
        ...

    def soonest(self, platform: str, now: datetime, until: datetime) -> datetime | None:
        """The first time after `now` and up to `until` at which something that waits may become due."""
        ...

    def told(self, story_ids: Collection[int]) -> Mapping[int, Sequence[Told]]:
        """What each chat that is let in was told of these stories, by story id; none where nobody was."""
        ...

    def revise(self, changes: Sequence[tuple[Told, Message]], now: datetime) -> None:
        """Have these messages read as given, except what is gone; each tells of as many articles as is `shown`."""
        ...

    def held(self, until: datetime) -> Sequence[tuple[Destination, datetime]]:
        """Chats that take nothing before a time later than `until`, with that time."""
        ...

    def died(self, since: datetime) -> tuple[int, datetime | None]:
        """How many deliveries failed since then to chats that are still there, and when the last of them did."""
        ...

    def failed(self, limit: int = 100) -> Sequence[Delivery]:
        """Dead deliveries, newest first."""
        ...

    def revive(self, delivery_ids: Collection[int] | None, now: datetime) -> int:
        """Make dead deliveries (None: all) pending again, except those to chats that are gone; returns how many."""
        ...

    def counts(self, states: Collection[DeliveryState] | None = None) -> dict[tuple[str, str], int]:
        """Rows by (platform, state), of these states or of all. Those that were sent are many."""
        ...

    def oldest(self, now: datetime) -> datetime | None:
        """When the longest waiting delivery was written, of chats that need not be left alone."""
        ...

    def alert_of(self, address: Address, message_id: str) -> int | None:
        """The alert that a sent message was about."""
        ...

    def delivery_of(self, address: Address, message_id: str) -> int | None:
        """The delivery that a message in a chat was sent by; where it was edited, the first one."""
        ...

    def answered(self, key: str) -> tuple[int, str | None] | None:
        """The delivery that stands for the answer with this key, and to whom alone it was shown; None where it is kept
        no longer."""
        ...

    def rewrite(self, delivery_id: int, message: Message, now: datetime) -> None:
        """Have a message that is about no alert read as given: it is changed before it goes, else by an edit, of which
        one waits at most."""
        ...

    def offered(self, delivery_id: int) -> Collection[str]:
        """The commands of all buttons that stand below a delivery's message, or did before it was edited."""
        ...


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


class Schedules(Protocol):
    """When chats get digests."""

    def put(self, schedule: Schedule, now: datetime) -> Schedule:
        """Store (id ignored); a chat has one daily and one weekly schedule at most, replaced by a new one."""
        ...

    def drop(self, destination_id: int) -> int: ...

    def of(self, destination_id: int) -> Sequence[Schedule]: ...

    def due(self, now: datetime) -> Sequence[Schedule]:
        """Those whose time has come, of chats that are allowed in."""
        ...

    def last_run(self) -> datetime | None:
        """When a chat that still has digests got its last one, whichever it was."""
        ...

    def ran(self, schedule_id: int, occurrence: str, now: datetime, next_at: datetime) -> bool:
        """Note a local occurrence (`2026-03-29T08:00`); False when it was run before (next_at is set all the same)."""
        ...


class Feeds(Protocol):
    """Polled sources."""

    def add(self, url: str, title: str, now: datetime, *, kind: FeedKind = "feed") -> Feed:
        """A feed that is due at once, or soon where many are new; the stored one when its URL is known."""
        ...

    def remove(self, url: str) -> bool: ...

    def all(self) -> Sequence[Feed]: ...

    def get(self, feed_id: int) -> Feed | None: ...

    def revive(self, ids: Collection[int] | None, now: datetime) -> int:
        """Make feeds due with no error counted, whether they are off or not; None: all that are off or fail. Returns
        how many."""
        ...

    def due(self, now: datetime, limit: int = 50) -> Sequence[Feed]: ...

    def unseen(self, feed_id: int, digests: Collection[str]) -> Collection[str]:
        """Those of the digests that `mark` was never told of, or that the feed has not held for a month."""
        ...

    def mark(self, feed_id: int, digests: Collection[str], now: datetime) -> None:
        """These are what the feed holds now, and they were taken; those that it has not held for a month go."""
        ...

    def save(self, feed: Feed) -> bool:
        """Keep what a poll found, except that it takes back no decision made meanwhile: a feed that is off stays off
        (`revive` turns it on), and `pages` is set only where it is 'auto'. False when there is no such feed."""
        ...

    def choose(self, feed_id: int, pages: Pages) -> None:
        """Decide whether the full text behind a feed's items is fetched."""
        ...


class People(Protocol):
    """Who may do what, and who did what."""

    def role(self, person: Person) -> Role | None: ...

    def grant(self, person: Person, role: Role | None, now: datetime) -> None: ...

    def all(self) -> Sequence[tuple[Person, Role]]: ...

    def held(self) -> Sequence[tuple[Person, Role]]:
        """The same; whoever else asks so waits until this transaction ends, so what is found here holds."""
        ...

    def record(self, person: Person, action: str, details: dict[str, Any], now: datetime) -> None:
        """Add a line to the audit log."""
        ...

    def audit(self, limit: int = 50) -> Sequence[tuple[datetime, Person, str, dict[str, Any]]]: ...

    def lines(self, wanted: AuditFilter, limit: int, before: int | None = None) -> list[AuditLine]:
        """Lines of the audit log, newest first; `before` is a line's id to page from."""
        ...


class State(Protocol):
    """Small facts that outlive a restart, by name."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, value: str) -> None: ...

    def all(self, prefix: str) -> Mapping[str, str]:
        """Those whose name begins so, by name."""
        ...

    def drop(self, name: str) -> None: ...

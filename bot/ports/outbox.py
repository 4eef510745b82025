"""What is to be sent."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.message import Message
from bot.core.model import Address, Delivery, DeliveryState, Destination, NewDelivery, Told
from bot.core.pace import UNLIMITED, Limits, Share


class Outbox(Protocol):
    """Deliveries: pending, sending (leased), sent, dead."""

    def add(self, delivery: NewDelivery, now: datetime) -> bool:
        """False when its key was there already."""
        ...

    def add_all(self, new: Sequence[NewDelivery], now: datetime) -> None:
        """Add many at once; those whose key was there already change nothing."""
        ...

    def claim(
        self,
        platform: str,
        now: datetime,
        lease: float,
        limit: int,
        limits: Limits = UNLIMITED,
        sender: str | None = None,
        share: Share = "all",
    ) -> Sequence[Delivery]:
        """Take due deliveries of a platform, or a `share` of them, at most one a chat and no more than its limits leave
        room for; replies before alerts before digests. Mark them as sending for `lease` seconds and note that they are
        about to be sent.

        One whose lease ran out, or whose `sender` is gone (see `Claim.name`), is taken again, as doubtful, and that
        counts as an attempt. Of one thread and priority
        a later one never overtakes an earlier one, unless that failed several times; nothing is overtaken for ever.
        """
        ...

    def release(self, platform: str, now: datetime) -> int:
        """End the leases of a platform at once, when whoever held them is known to be gone; returns how many."""
        ...

    def called(self, delivery_id: int, now: datetime, message_id: str | None = None) -> None:
        """Note that the call for a delivery is over, however it ended."""
        ...

    def holds(self, delivery: Delivery, sender: str | None) -> bool:
        """Whether it is still in flight as this sender claimed it: one that hung may come too late, when another sends
        it. Nobody takes it until the transaction ends."""
        ...

    def part_sent(self, delivery_id: int, part: int, message_id: str, now: datetime) -> None:
        """This one of several parts was sent: the next may go, unless it went already."""
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

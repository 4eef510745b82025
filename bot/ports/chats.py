"""What is known of the chats, and when they get digests."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.core.model import Access, Address, Destination, Language, Mute, Person, Schedule, Scope, Subscription


class Chats(Protocol):
    """Destinations, and what each wants and does not want to hear."""

    def meet(
        self, address: Address, *, private: bool, title: str, language: Language, timezone: str, access: Access
    ) -> tuple[Destination, bool]:
        """The destination of an address, made with these defaults when new (then True)."""
        ...

    def get(self, destination_id: int) -> Destination | None: ...

    def find(self, address: Address) -> Destination | None:
        """The destination of an address, if it is known."""
        ...

    def all(self, ids: Collection[int] | None = None) -> Sequence[Destination]:
        """Every destination, or those with these ids, by id."""
        ...

    def change(self, destination_id: int, **settings: Any) -> Destination:
        """Set any of access, language, timezone, title, private, listens, preferences. Topics that have the language,
        time zone and preferences of this chat get what is changed of these, too."""
        ...

    def heirs(self, destination_id: int) -> Sequence[Destination]:
        """The topics and threads of a chat that have its settings; none of what is a topic itself."""
        ...

    def lose(self, destination_id: int, *, whole: bool) -> None:
        """A thread, or its whole chat with all threads, cannot be written to any more: those let in become "gone"."""
        ...

    def decide(self, destination_id: int, access: Access) -> Destination:
        """Let in or refuse: a thread alone is let in, and a chat with all its threads; a thread is refused with its
        whole chat. Of what is refused nothing that waits is sent."""
        ...

    def regain(self, destination_id: int) -> None:
        """The chat of a destination is back: all its threads that were gone are let in again."""
        ...

    def move(self, destination_id: int, chat: str) -> Destination:
        """Rewrite a chat's id; when the new one is known already, its rows join that one."""
        ...

    def subscribe(self, subscription: Subscription, author: Person, now: datetime) -> bool:
        """True when new or changed."""
        ...

    def unsubscribe(self, destination_id: int, scope: Scope, key: str) -> bool:
        """True when there was one."""
        ...

    def subscriptions(
        self, destination_id: int | None = None, keys: Collection[str] | None = None
    ) -> Sequence[Subscription]:
        """Of one chat; or, of all chats that are allowed in. With `keys` only those that have one of them."""
        ...

    def mute(self, mute: Mute, now: datetime) -> Mute:
        """Store a mute (its id is ignored); one of the same chat, scope and key is replaced. Given back as `mutes`
        gives it."""
        ...

    def unmute(self, destination_id: int, scope: str, key: str, now: datetime) -> bool:
        """End a mute; of a story also those of stories that were merged into it. True when one was in force."""
        ...

    def mutes(self, now: datetime, destination_id: int | None = None) -> Sequence[Mute]:
        """Those in force, of one chat or of all. The mute of a story that was merged is about the one it went into; of
        two that are about one story by now only the longer one is given."""
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

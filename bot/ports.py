"""What the services need from the outside, as protocols; storage, sources and platforms fill them.

A `Unit` is one transaction: it commits when its `with` block ends and rolls back on an exception. Its methods
block, so the loops call services in a thread. All times are aware UTC.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.core.features import Candidate, Features
from bot.core.model import (
    Access,
    Address,
    Alert,
    Delivery,
    Destination,
    Feed,
    Incoming,
    Language,
    Mute,
    NewDelivery,
    Person,
    Reading,
    Role,
    Schedule,
    Scope,
    Story,
    Subscription,
    Update,
)
from watchlists.model import Document, Entity, EventType, Findings, Severity, Watchlists


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, start inclusive, end exclusive."""

    start: datetime
    end: datetime


class Articles(Protocol):
    """Articles and the matches found in them. In every question, no keys stand for any entry."""

    def add(
        self, incoming: Incoming, identity: str, fingerprint: str, findings: Findings, received: datetime
    ) -> Reading | None:
        """Store an article with its matches; None when this identity and fingerprint are stored already.

        The same identity with another fingerprint is stored as the next edition.
        """
        ...

    def get(self, article_id: int) -> Reading | None:
        """One article with what was found in it."""
        ...

    def latest(
        self, keys: Collection[str], limit: int, window: Window | None = None, before: int | None = None
    ) -> Sequence[Reading]:
        """Articles in which any of the keys was found (no keys: any match), newest first by publication, then
        id; `before` is an article id to page from."""
        ...

    def search(self, words: str, limit: int, before: int | None = None) -> Sequence[Reading]:
        """Articles whose normalised title or text holds all the words, newest first."""
        ...

    def mentions(self, keys: Collection[str], window: Window) -> int:
        """How many spans of these keys stand in articles published in the window."""
        ...

    def named_with(self, keys: Collection[str], window: Window, limit: int) -> Sequence[tuple[str, int]]:
        """Other entity keys found in the same articles, with the number of articles, most first."""
        ...

    def by_source(self, keys: Collection[str], window: Window, limit: int) -> Sequence[tuple[str, int]]:
        """Sources of the articles in which a key was found, with the number of articles, most first."""
        ...

    def heard(self, keys: Collection[str]) -> tuple[datetime, datetime] | None:
        """When the first and the last article with one of the keys was published."""
        ...

    def since(self) -> datetime | None:
        """When the oldest stored article was published."""
        ...

    def all(self, window: Window, chunk: int = 500) -> Iterator[Reading]:
        """Every stored article of the window, oldest first, fetched in chunks as it is iterated."""
        ...


class Stories(Protocol):
    """Articles about one happening."""

    def candidates(self, keys: Collection[str], since: datetime, limit: int = 200) -> Sequence[Candidate]:
        """Stories that share a key and got an article since then, newest first."""
        ...

    def create(self, features: Features, severity: Severity, now: datetime, due: datetime | None) -> int:
        """A new story; returns its id (S5 is 5)."""
        ...

    def attach(
        self, story_id: int, article_id: int, features: Features, reason: str, severity: Severity, due: datetime | None
    ) -> None:
        """Put an article, of which features, severity and due time are given, into a story.

        The story's features and the article's are joined; the higher severity and the earlier due time stay. An
        article is in one story at most: attached again, it changes nothing. `latest` is the newest publication.
        """
        ...

    def due(self, now: datetime, limit: int = 50) -> Sequence[int]:
        """Ids of stories that have to be looked at, the longest due first."""
        ...

    def get(self, story_id: int) -> Story | None:
        """A story with its readings (oldest first) and the alerts it led to."""
        ...

    def settle(self, story_id: int, articles: int, due: datetime | None) -> bool:
        """Mark a story as looked at; False, changing nothing, when it no longer holds just `articles` articles."""
        ...

    def recent(self, keys: Collection[str], window: Window, limit: int) -> Sequence[Story]:
        """Stories with an article in the window (no keys: all), newest first."""
        ...


class Alerts(Protocol):
    """Decisions to speak."""

    def add(self, story: Story, reason: str, severity: Severity, known: dict[str, Any], now: datetime) -> Alert | None:
        """The next alert of a story, about its newest article; None when another process has just added one."""
        ...

    def get(self, alert_id: int) -> Alert | None: ...

    def hold(self, alert_id: int, destination_id: int, verdict: str) -> None:
        """Note that a chat was not sent this alert, and why; its next digest tells."""
        ...

    def held(self, destination_id: int, window: Window) -> Sequence[tuple[Alert, str]]:
        """Alerts held back from a chat in the window, with the verdict."""
        ...

    def sent(self, destination_id: int, window: Window) -> Sequence[Alert]:
        """Alerts that were written to the outbox for a chat in the window."""
        ...

    def verdicts(self, alert_id: int) -> Sequence[tuple[int, str]]:
        """(destination id, 'sent' or the verdict) of everybody the alert concerned."""
        ...

    def feedback(self, alert_id: int, person: Person, verdict: str, now: datetime) -> None:
        """Keep one verdict a person and alert; a later one replaces it."""
        ...


class Chats(Protocol):
    """Destinations, and what each wants and does not want to hear."""

    def meet(
        self, address: Address, *, private: bool, title: str, language: Language, timezone: str, access: Access
    ) -> tuple[Destination, bool]:
        """The destination of an address, made with these defaults when new (then True)."""
        ...

    def get(self, destination_id: int) -> Destination | None: ...

    def all(self) -> Sequence[Destination]: ...

    def change(self, destination_id: int, **settings: Any) -> Destination:
        """Set any of access, language, timezone, title, private."""
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

    def subscriptions(self, destination_id: int | None = None) -> Sequence[Subscription]:
        """Of one chat; or, of all chats that are allowed in."""
        ...

    def mute(self, mute: Mute, now: datetime) -> Mute:
        """Store a mute (its id is ignored); one of the same chat, scope and key is replaced."""
        ...

    def unmute(self, destination_id: int, scope: str, key: str, now: datetime) -> bool: ...

    def mutes(self, now: datetime, destination_id: int | None = None) -> Sequence[Mute]:
        """Those in force, of one chat or of all."""
        ...


class Outbox(Protocol):
    """Deliveries: pending, sending (leased), sent, dead."""

    def add(self, delivery: NewDelivery, now: datetime) -> bool:
        """False when its key was there already."""
        ...

    def claim(self, platform: str, now: datetime, lease: float, limit: int) -> Sequence[Delivery]:
        """Take due deliveries of a platform, at most one a destination, replies before alerts before digests,
        and mark them as sending for `lease` seconds. One whose lease ran out is taken again, as doubtful, and that
        counts as an attempt. Of one chat and priority a later one never overtakes an earlier one."""
        ...

    def release(self, platform: str, now: datetime) -> int:
        """End the leases of a platform at once, when whoever held them is known to be gone; returns how many."""
        ...

    def sent(self, delivery_id: int, message_id: str, now: datetime) -> None: ...

    def retry(self, delivery_id: int, at: datetime, error: str, *, doubtful: bool, counted: bool) -> None:
        """Back to pending until `at`; `counted` adds an attempt."""
        ...

    def dead(self, delivery_id: int, error: str, now: datetime) -> None: ...

    def hold(self, destination_id: int, until: datetime) -> None:
        """Send nothing to a chat before that time."""
        ...

    def failed(self, limit: int = 100) -> Sequence[Delivery]:
        """Dead deliveries, newest first."""
        ...

    def revive(self, delivery_ids: Collection[int] | None, now: datetime) -> int:
        """Make dead deliveries (None: all) pending again; returns how many."""
        ...

    def counts(self) -> dict[tuple[str, str], int]:
        """Rows by (platform, state)."""
        ...

    def oldest(self, now: datetime) -> datetime | None:
        """When the longest waiting delivery that may go now was written."""
        ...

    def alert_of(self, address: Address, message_id: str) -> int | None:
        """The alert that a sent message was about."""
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

    def ran(self, schedule_id: int, occurrence: str, now: datetime, next_at: datetime) -> bool:
        """Note a local occurrence (`2026-03-29T08:00`); False when it was run before (next_at is set all the same)."""
        ...


class Feeds(Protocol):
    """Polled sources."""

    def add(self, url: str, title: str, now: datetime) -> Feed:
        """A feed that is due at once; the stored one when its URL is known."""
        ...

    def remove(self, url: str) -> bool: ...

    def all(self) -> Sequence[Feed]: ...

    def due(self, now: datetime, limit: int = 50) -> Sequence[Feed]: ...

    def save(self, feed: Feed) -> None: ...


class People(Protocol):
    """Who may do what, and who did what."""

    def role(self, person: Person) -> Role | None: ...

    def grant(self, person: Person, role: Role | None, now: datetime) -> None: ...

    def all(self) -> Sequence[tuple[Person, Role]]: ...

    def record(self, person: Person, action: str, details: dict[str, Any], now: datetime) -> None:
        """Add a line to the audit log."""
        ...

    def audit(self, limit: int = 50) -> Sequence[tuple[datetime, Person, str, dict[str, Any]]]: ...


class State(Protocol):
    """Small facts that outlive a restart, by name."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, value: str) -> None: ...


class Unit(Protocol):
    """One transaction over everything."""

    @property
    def articles(self) -> Articles: ...
    @property
    def stories(self) -> Stories: ...
    @property
    def alerts(self) -> Alerts: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def schedules(self) -> Schedules: ...
    @property
    def feeds(self) -> Feeds: ...
    @property
    def people(self) -> People: ...
    @property
    def state(self) -> State: ...


class Store(Protocol):
    """The database."""

    def begin(self, *, read_only: bool = False) -> AbstractContextManager[Unit]:
        """Open a transaction. Raises StoreError when the database is locked, away or of another version.

        One that only reads sees one state of the database and waits for no writer; a write in it is refused.
        """
        ...

    def check(self) -> None:
        """Raise StoreError when the database does not answer."""
        ...


class Reader(Protocol):
    """The compiled matcher as the services see it: an immutable value."""

    @property
    def watchlists(self) -> Watchlists:
        """What it was compiled from."""
        ...

    def match(self, document: Document) -> Findings: ...

    def match_many(self, documents: Sequence[Document]) -> Sequence[Findings]: ...

    def resolve(self, typed: str) -> tuple[Entity | EventType | None, tuple[str, ...]]:
        """The entry with this key or alias, else the keys of entries that are spelled like it, nearest first."""
        ...


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences of an article, unaltered and in order, with their spans in its text."""

    text: str | None
    spans: tuple[tuple[int, int], ...] = ()


class Summarizer(Protocol):
    """Chooses what of an article to show."""

    def summarize(self, document: Document, findings: Findings, interest: Collection[str] = ()) -> Summary:
        """At most 400 characters; `interest` are the keys a reader follows. Text is None where nothing matched."""
        ...


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll of a feed gave: its items and what is now known of the feed (an error is part of that)."""

    items: tuple[Incoming, ...]
    feed: Feed


class Poller(Protocol):
    """Fetches a feed. Never raises for what the feed did wrong."""

    async def poll(self, feed: Feed, now: datetime) -> Polled: ...


class Messenger(Protocol):
    """A platform that messages can be sent on."""

    @property
    def platform(self) -> str: ...

    async def send(self, delivery: Delivery) -> str:
        """Send one delivery and return the platform's message id. Raises SendError."""
        ...


class Receiver(Protocol):
    """Takes what a platform reports; when it returns, the update is committed and may be confirmed."""

    async def __call__(self, update: Update) -> bool:
        """False when the update was known already."""
        ...


class Listener(Protocol):
    """A platform that can be listened to."""

    async def listen(self, receive: Receiver) -> None:
        """Listen until cancelled; confirms an update to the platform only after `receive` returned."""
        ...

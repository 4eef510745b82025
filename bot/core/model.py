"""The nouns of the bot, as immutable values. All times are aware UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from bot.core.material import Material
from bot.core.message import Message
from bot.core.preferences import Preferences
from bot.core.score import Score
from watchlists.model import Document, Findings, Severity

Language = Literal["ar", "en"]
Access = Literal["asked", "allowed", "refused", "gone"]
Scope = Literal["entity", "event", "list", "all"]
MuteScope = Literal["entity", "event", "story", "all"]
Role = Literal["viewer", "analyst", "chat_admin", "admin"]
"""`chat_admin` may change how a chat is served, `admin` everything."""
DeliveryKind = Literal["alert", "digest", "reply", "notice", "edit"]
DeliveryState = Literal["pending", "sending", "sent", "dead"]
FeedKind = Literal["feed", "sitemap", "mail"]
Pages = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article as a source gave it. `published` is None where the source does not say."""

    source: str
    text: str
    external_id: str | None = None
    title: str | None = None
    url: str | None = None
    published: datetime | None = None
    sample: bool = False
    silent: bool = False
    """Stored and matched, but no alert speaks of it (what a feed already held at first contact)."""
    author: str | None = None
    polled: bool = False
    """From a feed, which may give the same again under another address."""


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article to be stored: under which name, what its edition is known by, and what was found in it."""

    incoming: Incoming
    identity: str
    fingerprint: str
    findings: Findings


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an article; `story_id` is None where nothing was found in it."""

    outcome: Literal["accepted", "duplicate"]
    article_id: int | None = None
    story_id: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A stored edition of an article."""

    id: int
    identity: str
    edition: int
    source: str
    title: str | None
    text: str
    url: str | None
    language: str
    published: datetime
    received: datetime
    sample: bool = False
    external_id: str | None = None
    """The source's own id."""
    author: str | None = None
    silent: bool = False
    """Whether no alert speaks of it, as it was old when it came in."""

    @property
    def document(self) -> Document:
        """The part that the matcher and the summarizer read."""
        return Document(self.text, self.title, self.published)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and what the matcher found in it."""

    article: Article
    findings: Findings


@dataclass(frozen=True)
class Story:
    """Articles about one happening, with all their editions. `due` is when it has to be looked at next, None when it
    rests; `refreshed` is when its messages were last written or brought up to date. `score` is what all its reports
    make of it now, None where nobody asked; `lifted` says that they make it more serious than it was stored."""

    id: int
    opened: datetime
    latest: datetime
    keys: frozenset[str]
    severity: Severity
    due: datetime | None
    readings: tuple[Reading, ...] = ()
    spoken: tuple["Alert", ...] = ()
    refreshed: datetime | None = None
    score: Score | None = None
    lifted: bool = False
    grounds: Mapping[int, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    """Why each article stands in it, by article id: the reason and what was in common (see `Placing.grounds`)."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The distinct sources of its reports in the order in which they first reported."""
        standing = {report.article.source for report in self.reports}
        return tuple(
            one for one in dict.fromkeys(reading.article.source for reading in self.readings) if one in standing
        )

    @cached_property
    def reports(self) -> tuple[Reading, ...]:
        """The newest edition of each of its articles, and once what a source says twice: what counts and is listed."""
        newest: dict[str, Reading] = {}
        for reading in self.readings:
            held = newest.get(reading.article.identity)
            if held is None or held.article.edition < reading.article.edition:
                newest[reading.article.identity] = reading
        kept = [one for one in self.readings if newest[one.article.identity] is one]
        last = {_words(one.article): one for one in kept}
        return tuple(one for one in kept if not one.article.text or last[_words(one.article)] is one)


def _words(article: Article) -> tuple[str, str | None, str]:
    return article.source, article.title, article.text


@dataclass(frozen=True, slots=True)
class Alert:
    """The decision to speak about a story. `figures` and `sources` are what was known when it was taken."""

    id: int
    story_id: int
    article_id: int
    number: int
    reason: str
    severity: Severity
    created: datetime
    known: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewAlert:
    """An alert to be written, of the severity of its story; `known` is what a later one is held against. `after` is
    how many of the story were written before it in the same transaction."""

    story: Story
    reason: str
    known: Mapping[str, Any] = field(default_factory=dict)
    after: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: a platform's chat, and the thread or topic in it ('' for none)."""

    platform: str
    chat: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Destination:
    """A known chat and its settings. `timezone` is an IANA name."""

    id: int
    address: Address
    access: Access
    language: Language
    timezone: str
    title: str = ""
    private: bool = True
    listens: bool = False
    """Whether what is said there is taken in as articles."""
    preferences: Preferences = field(default_factory=Preferences)


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks: a platform's user."""

    platform: str
    user: str
    name: str = ""

    @property
    def label(self) -> str:
        """As written in RASID_ADMINS and in the audit log: `telegram:1001`."""
        return f"{self.platform}:{self.user}"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A chat's wish. `key` is an entity, event or list; '*' for all. Below `least` it goes to the digest."""

    destination_id: int
    scope: Scope
    key: str
    least: Severity


@dataclass(frozen=True, slots=True)
class Mute:
    """Silence in one chat until a time. `key` is an entity key, an event type, a story id, or '*'."""

    id: int
    destination_id: int
    scope: MuteScope
    key: str
    until: datetime
    author: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outbox row: one message to one chat, sent in as many parts as the platform needs.

    `doubtful` marks a second try after an unknown outcome. `part` is the next part to send, `plain` says without
    markup, `tight` how often the room for a part was halved. `edits` is the platform's id of the message to change.
    """

    id: int
    destination: Destination
    kind: DeliveryKind
    message: Message
    attempts: int
    created: datetime
    doubtful: bool = False
    alert_id: int | None = None
    reply_to: str | None = None
    error: str | None = None
    state: DeliveryState = "pending"
    part: int = 0
    plain: bool = False
    tight: int = 0
    edits: str | None = None
    silent: bool = False
    """Without a sound, where the platform can."""
    asked: bool = False
    """Somebody waits for it."""
    left: tuple[str, ...] = ()
    """Of an edit: the platform's ids of what stands below this part, and goes when it is the last."""
    content: bytes | None = None
    """The bytes of the message's file, when it is sent."""
    key: str = ""
    """That of the `NewDelivery`."""
    trace: str | None = None
    """What set it off, see `bot/core/tracing.py`; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A delivery to be written. `key` is unique: the same key is written once, however often it is asked for.

    `target_id` is an earlier delivery to the same chat: of an edit the one to change, else the one to answer. `shown`
    is how many articles of its story it tells of. `asked` is what somebody waits for: an edit goes as soon as a reply.
    """

    key: str
    destination_id: int
    kind: DeliveryKind
    message: Message
    alert_id: int | None = None
    reply_to: str | None = None
    target_id: int | None = None
    silent: bool = False
    shown: int = 0
    asked: bool = False
    trace: str | None = None
    """What set it off, see `bot/core/tracing.py`."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a chat was told of a story: the first delivery and the alert that it carries, which is what edits change;
    the alert that it was told `last`, and when anything was written to it `at` last.

    `shown` is how many articles of the story the first message tells of. `given` are the reasons with the time at which
    each was last given, `alerts` the ids of all the alerts that it was sent.
    """

    delivery_id: int
    destination: Destination
    alert_id: int
    last: int
    at: datetime
    shown: int = 0
    given: tuple[tuple[str, datetime], ...] = ()
    alerts: tuple[int, ...] = ()
    trace: str | None = None
    """What has the message changed now, see `bot/core/tracing.py`."""


@dataclass(frozen=True, slots=True)
class Update:
    """What a platform reported: somebody said something or pressed a button. `id` is unique on its platform."""

    platform: str
    id: str
    address: Address
    person: Person
    text: str
    private: bool = True
    replied_to: str | None = None
    """The platform's id of the message that was replied to."""
    message_id: str | None = None
    """The platform's id of this message, to answer to."""
    addressed: bool = True
    """False for group talk that was not meant for the bot."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Facts only the platform's own adapter needs, such as a response URL."""
    pressed: bool = False
    """A button was pressed, on the message `replied_to`."""
    whisper: str | None = None
    """What a message needs so that this person alone reads it: the platform's name of the press, or of the person."""
    hushed: bool = False
    """It was asked where nobody else sees it, so the answer is for this person alone."""
    material: Material | None = None
    """What was sent in to be read: a forwarded or a channel's post, a file, what a shortcut was used on."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a chat gets its digest. `weekday` is None for daily, else mon..sun; `at` is local HH:MM."""

    id: int
    destination_id: int
    at: str
    weekday: str | None
    timezone: str
    next_at: datetime
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A source that is polled, with what is known of its last polls. `wait` is in seconds."""

    id: int
    url: str
    title: str = ""
    etag: str | None = None
    last_modified: str | None = None
    wait: int = 300
    next_at: datetime | None = None
    polled: datetime | None = None
    succeeded: datetime | None = None
    errors: int = 0
    error: str | None = None
    off: bool = False
    fresh: datetime | None = None
    """When it last held an item that was new."""
    kind: FeedKind = "feed"
    pages: Pages = "auto"
    """Whether the full text behind its items is fetched: where they only tease, always, or never."""
    digest: str | None = None
    """What the last body hashed to."""
    gap: int | None = None
    """Seconds that usually pass between two of its news."""

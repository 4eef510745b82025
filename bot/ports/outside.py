"""The matcher, the sources and the platforms as services see them."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, runtime_checkable

from bot.core.chart import Chart
from bot.core.material import Attachment, Material
from bot.core.message import Message
from bot.core.model import Address, Delivery, Feed, Incoming, Update
from bot.core.pace import Limits
from bot.core.submission import Opened
from watchlists.model import Document, Entity, EventType, Findings, Watchlists


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

    def holding(self, typed: str) -> Sequence[str]:
        """The keys of all entries in whose key or names these words stand, in the order of the lists."""
        ...


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of an article: its own sentences, unaltered and in order, with their spans in its text; or words
    that a model wrote, which have no spans."""

    text: str | None
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def written(self) -> bool:
        """Whether the text is no quotation."""
        return self.text is not None and not self.spans


class Summarizer(Protocol):
    """Chooses what of an article to show. May take its time: loops call it in a thread."""

    def summarize(self, document: Document, findings: Findings, interest: Collection[str] = ()) -> Summary:
        """At most 400 characters; `interest` are the keys a reader follows. Text is None where nothing matched."""
        ...


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll of a feed gave: its items and what is now known of the feed (an error is part of that).

    `feed.succeeded` is the time of the poll exactly when the feed could be read. Then `next_at` is still the old one:
    who polls decides it from what was new.
    """

    items: tuple[Incoming, ...]
    feed: Feed
    digests: tuple[str, ...] = ()
    """What each item is known again by, in their order; where there are none, its words and its address serve."""
    least: timedelta = timedelta()
    """How long the outlet wants not to be asked again."""


class Poller(Protocol):
    """Fetches a feed. Never raises for what the feed did wrong."""

    async def poll(self, feed: Feed, now: datetime) -> Polled: ...

    async def complete(self, feed: Feed, items: Sequence[Incoming], now: datetime) -> Sequence[Incoming]:
        """The same articles in the same order, with the full text, author and date of their pages where the feed wants
        that and the pages give it; the rest as they are."""
        ...


class Opener(Protocol):
    """Gets the articles out of material: its own words, the pages behind its links, its files."""

    async def open(self, platform: str, material: Material, now: datetime) -> Opened:
        """Never raises for what a page or a file did wrong: that is among the problems."""
        ...


@runtime_checkable
class Downloader(Protocol):
    """A platform that holds files people sent."""

    @property
    def platform(self) -> str: ...

    async def download(self, attachment: Attachment, largest: int) -> bytes:
        """The file. Raises SourceError, also when it is larger than so many bytes."""
        ...


class Artist(Protocol):
    """Draws charts."""

    def draw(self, chart: Chart) -> bytes:
        """A PNG. Takes a while, also in several threads at once."""
        ...


class Messenger(Protocol):
    """A platform that messages can be sent on."""

    @property
    def platform(self) -> str: ...

    @property
    def limits(self) -> Limits:
        """How much the platform takes."""
        ...

    def parts(self, message: Message, tight: int = 0) -> Sequence[Message]:
        """The message in parts of which each fits into one call; `tight` halves the room for a part so often.

        The same message always has the same parts. Each leaves room for a line that says that it may be a repeat.
        """
        ...

    async def send(self, delivery: Delivery) -> str:
        """Make one call for one delivery, whose message is a single part now: send it or, where `edits` is set, put it
        in that message's place. Returns the platform's message id, '' where it gives none. Raises SendError."""
        ...

    async def remove(self, address: Address, message_id: str) -> None:
        """Take a message of the bot's out of a chat, where the platform lets it. Never raises."""
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


@dataclass(frozen=True, slots=True)
class HookReply:
    """The answer to what a platform posted: an HTTP status, and a JSON object where the platform wants one."""

    status: int
    body: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Hook:
    """A path of the bot's own HTTP server that a platform posts to.

    `answer` gets the headers, whose names are read in any case, and the body as it came. It decides whether the request
    is the platform's, and answers 200 only after what was reported is committed. A RasidError that it raises says that
    it cannot be kept now, and that the platform may post it again.
    """

    path: str
    answer: Callable[[Mapping[str, str], bytes], Awaitable[HookReply]]

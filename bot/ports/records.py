"""What is known of the news and of the chats: repositories of articles, stories, alerts and destinations."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.core.exporting import ArticleSize
from bot.core.features import Candidate
from bot.core.model import (
    Access,
    Address,
    Alert,
    Article,
    Destination,
    Language,
    Mute,
    NewAlert,
    NewArticle,
    Person,
    Reading,
    Scope,
    Story,
    Subscription,
)
from bot.core.open_stories import MOST, Placed, Wanted
from bot.core.trends import Report, Trend
from watchlists.model import Findings, Severity


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, start inclusive, end exclusive."""

    start: datetime
    end: datetime


class Articles(Protocol):
    """Articles and the matches found in them. In every question, no keys stand for any entry."""

    def add(self, new: Sequence[NewArticle], received: datetime) -> Sequence[Reading | None]:
        """Store articles with their matches, in this order; None for one that is stored.

        The same identity with another fingerprint is stored as the next edition, and so is one under another headline,
        and what an earlier edition said, where it alone comes from the page that said something else since (`States`);
        lists and counts pass over the editions before it. Who adds waits until nobody else
        has added articles without having committed.
        """
        ...

    def follow(self, new: Sequence[tuple[Article, str]]) -> Mapping[int, int]:
        """Make articles that this transaction added the next editions of these identities, in this order; returns
        their numbers by article id. One that says what an edition said already is taken back, and is not among them.
        """
        ...

    def get(self, article_id: int) -> Reading | None:
        """One article with what was found in it."""
        ...

    def hunted(self, identities: Collection[str]) -> Mapping[str, Findings]:
        """What was found in the newest stored edition of an article, by identity, where a hunt found an entry in it."""
        ...

    def fingerprints(self, identities: Collection[str]) -> Mapping[str, Collection[str]]:
        """Those of the stored editions, by identity; identities that are not stored lack."""
        ...

    def latest(
        self,
        keys: Collection[str],
        limit: int,
        window: Window | None = None,
        before: int | None = None,
        beside: Collection[str] = (),
    ) -> Sequence[Reading]:
        """Articles in which any of the keys was found (no keys: any match), newest first by publication, then
        id; `before` is an article id to page from. Where there are keys, and others `beside`, one of those was found in
        it, too."""
        ...

    def newest(self, limit: int, window: Window) -> Sequence[Reading]:
        """Articles of the window, whether anything was found in them or not, newest first."""
        ...

    def search(self, words: str, limit: int, before: int | None = None) -> Sequence[Reading]:
        """Articles whose normalised title or text holds all the words, and the phrases in quotation marks (the first
        twelve of them), newest first."""
        ...

    def some(self, article_ids: Sequence[int]) -> Sequence[Reading]:
        """Those of these articles that there are, in the order of the ids."""
        ...

    def number(self, keys: Collection[str], window: Window) -> int:
        """How many articles published in the window hold one of these keys."""
        ...

    def sizes(self, keys: Collection[str], window: Window, limit: int) -> Sequence[ArticleSize]:
        """How much there is of the articles that `latest` would give, in its order."""
        ...

    def mentions(self, keys: Collection[str], window: Window) -> int:
        """How many spans of these keys stand in articles published in the window."""
        ...

    def amounts(self, keys: Collection[str], edges: Sequence[datetime]) -> Mapping[str, Sequence[int]]:
        """How many spans of each of these keys (at least one) stand in articles published from each of the rising
        `edges` to the next."""
        ...

    def stories(self, keys: Collection[str], edges: Sequence[datetime]) -> Sequence[int]:
        """How many stories have an article in which one of these keys (at least one) stands, published from each of the
        rising `edges` to the next."""
        ...

    def named_with(self, keys: Collection[str], window: Window, limit: int) -> Sequence[tuple[str, int]]:
        """Other entity keys found in the same articles, with the number of articles, most first."""
        ...

    def by_source(self, keys: Collection[str], window: Window, limit: int) -> Sequence[tuple[str, int]]:
        """Sources of the articles in which a key was found, with the number of articles, most first."""
        ...

    def from_source(self, source: str, window: Window, most: int = 100_000) -> int | None:
        """How many articles of a source of this name were published in the window.

        None where the window holds over `most` articles of all sources: counting would keep others waiting.
        """
        ...

    def per_source(self, edges: Sequence[datetime], most: int = 100_000) -> Mapping[str, Sequence[int]] | None:
        """How many articles each source published from each of the rising `edges` to the next.

        None where they hold over `most` articles of all sources: counting would keep others waiting.
        """
        ...

    def of_source(self, source: str, window: Window, limit: int, most: int = 20_000) -> Sequence[Reading]:
        """Articles of a source of this name, newest first, among the `most` newest of the window."""
        ...

    def by_alias(self, key: str, window: Window, most: int = 2_000) -> Mapping[str, int]:
        """How many spans of an entry stand by each of its aliases or phrases, in the `most` newest articles of the
        window that hold it; those by which nothing was found lack."""
        ...

    def heard(self, keys: Collection[str]) -> tuple[datetime, datetime] | None:
        """When the first and the last article with one of the keys was published."""
        ...

    def since(self) -> datetime | None:
        """When the oldest stored article was published."""
        ...

    def last_received(self) -> datetime | None:
        """When the newest stored article came in."""
        ...

    def last_id(self) -> int:
        """The id of the article that was stored last, 0 where there is none. What is committed later has a greater
        one."""
        ...

    def all(self, window: Window, chunk: int = 500) -> Iterator[Reading]:
        """Every stored article of the window, oldest first, fetched in chunks as it is iterated."""
        ...


class Stories(Protocol):
    """Articles about one happening."""

    def candidates(self, wanted: Sequence[Wanted], ids: Collection[int] = (), limit: int = MOST) -> Sequence[Candidate]:
        """For each wanted at least the `limit` stories that share most with it, of the newest by each of its keys and
        marks, with the marks by which they were found; and the stories with these ids. Each once, in no order; some
        may be older than it says."""
        ...

    def of_identities(self, identities: Collection[str]) -> Mapping[str, int]:
        """The story that the newest edition with a story stands in; identities of which no edition has one lack."""
        ...

    def of_articles(self, article_ids: Collection[int]) -> Mapping[int, int]:
        """The story that each of these articles stands in, by article id; those that are in none lack."""
        ...

    def roots(self, story_ids: Collection[int]) -> Mapping[int, str]:
        """The identity of the article that each of these stories was opened with, by story id."""
        ...

    def told_by(self, outlets: Collection[tuple[int, str]], since: datetime) -> Sequence[tuple[int, Reading]]:
        """What these sources reported in these stories (story id, source), published since then: story id and reading,
        oldest first; of much the newest."""
        ...

    def put(self, placed: Sequence[Placed]) -> Sequence[int]:
        """Put articles that are in no story yet into stories, and make the new ones; returns the ids of their stories.

        The story's features and the article's are joined, and the story is found by the article's marks from now on;
        the higher severity and the earlier due time stay. A story was opened when its first article was published, and
        `latest` is the newest publication. Raises LookupError for an unknown story.
        """
        ...

    def due(self, now: datetime, limit: int = 50) -> Sequence[int]:
        """Ids of stories that have to be looked at, the longest due first."""
        ...

    def get(self, story_id: int) -> Story | None:
        """A story with its readings (oldest first) and the alerts it led to."""
        ...

    def some(self, story_ids: Sequence[int]) -> Sequence[Story]:
        """Those of these stories that there are, in the order of the ids."""
        ...

    def settle(
        self, articles: Mapping[int, int], due: datetime | None, *, refreshed: datetime | None = None
    ) -> Collection[int]:
        """Mark stories, given with how many articles each held, as looked at, and with `refreshed` as told by then.

        Returns the ids of those that were marked: one that holds another number by now is left as it is, and so is one
        that somebody is writing at the moment.
        """
        ...

    def lift(self, severities: Mapping[int, Severity]) -> None:
        """Make stories as serious as this, by their ids."""
        ...

    def plan(self, dues: Mapping[int, datetime]) -> None:
        """Have stories that this transaction settled looked at again at these times."""
        ...

    def wake(self, destination_id: int, since: datetime, now: datetime) -> int:
        """Have the stories looked at now of which something was sent to a chat or held back from it since then; returns
        how many."""
        ...

    def recent(self, keys: Collection[str], window: Window, limit: int) -> Sequence[Story]:
        """Stories with an article in the window (no keys: all), newest first."""
        ...

    def stirred(self, keys: Collection[str], window: Window, around: Window, limit: int) -> Sequence[Story]:
        """Stories (no keys: all) with an article that came in or was published in the window, if it was published
        `around` it: the gravest first, then the newest."""
        ...


class Alerts(Protocol):
    """Decisions to speak."""

    def add_all(self, new: Sequence[NewAlert], now: datetime) -> Mapping[int, Alert]:
        """The next alert of each of these stories, about its newest article, by story id; none where another process
        has just added one. One of a story at a time."""
        ...

    def get(self, alert_id: int) -> Alert | None: ...

    def addressed(self, alert_ids: Collection[int]) -> Collection[int]:
        """Those of these alerts that were sent to a chat, or kept from one that wanted them."""
        ...

    def last_id(self) -> int:
        """The id of the newest alert, 0 where there is none."""
        ...

    def hold(self, alert_id: int, destination_id: int, verdict: str) -> None:
        """Note that a chat was not sent this alert, and why; its next digest tells."""
        ...

    def hold_all(self, held: Sequence[tuple[Alert, int, str]]) -> None:
        """The same for many alerts and destination ids at once."""
        ...

    def held(self, destination_id: int, window: Window) -> Sequence[tuple[Alert, str]]:
        """Alerts held back from a chat in the window, with the verdict; without those that had only to wait (`quiet`,
        `gathered`, `repeat`) where the chat was told of the story since."""
        ...

    def held_by_verdict(self, destination_id: int, keys: Collection[str], window: Window) -> Mapping[str, int]:
        """How many of the alerts that `held` gives are of stories that hold one of the keys, by verdict."""
        ...

    def kept_back(self, destination_ids: Collection[int], verdict: str, window: Window) -> Mapping[int, int]:
        """How many stories were held back from each of these chats in the window with this verdict, and not told since;
        a chat of none lacks."""
        ...

    def sent(self, destination_id: int, window: Window) -> Sequence[Alert]:
        """Alerts that were written to the outbox for a chat in the window."""
        ...

    def reached(self, alert_id: int, destination_id: int) -> Sequence[int]:
        """The topics and threads (the chat itself among them) of a destination's chat that were sent an alert."""
        ...

    def verdicts(self, alert_id: int) -> Sequence[tuple[int, str]]:
        """(destination id, 'sent' or the verdict) of everybody the alert concerned."""
        ...


class Trends(Protocol):
    """Unusual numbers of mentions of entities that chats were told of."""

    def reports(self, keys: Collection[str], window: Window, *, fresh: bool = False) -> Sequence[Report]:
        """The reports in which one of the entities is named, published in the window, oldest first: of each article
        the newest edition. `fresh` leaves out what no alert speaks of, as a feed held it when it was first read."""
        ...

    def add(self, trend: Trend) -> Trend:
        """Store one (its id is ignored)."""
        ...

    def change(self, trend: Trend) -> None:
        """Replace what is kept of one: that it is over, who was not told."""
        ...

    def get(self, trend_id: int) -> Trend | None: ...

    def since(self, since: datetime, keys: Collection[str] | None = None) -> Sequence[Trend]:
        """Those found since then, oldest first; of these entities, or of all."""
        ...


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

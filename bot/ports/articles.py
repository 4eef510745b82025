"""The stored articles."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.exporting import ArticleSize
from bot.core.model import Article, NewArticle, Reading
from bot.ports.window import Window
from watchlists.model import Findings


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

    def known(self, new: Sequence[NewArticle], received: datetime) -> Sequence[bool]:
        """Of each whether `add` would store nothing of it, as it stands there already, or earlier among these."""
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
        twelve of them), newest first. Where there is no word or phrase of three letters or more, it is looked for
        among the newest 50,000."""
        ...

    def searched(self, words: str) -> datetime | None:
        """When the oldest article was published in which a search for these words that found nothing looked."""
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

"""Articles and the matches found in them."""

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, Connection, exists, func, select, tuple_

from bot.core.exporting import ArticleSize
from bot.core.model import Article, NewArticle, Reading
from bot.core.searched import MOST, wanted
from bot.ports import Window
from bot.storage import adding, findings
from bot.storage.columns import indexed
from bot.storage.counting import COUNTS, SqlCounts, within
from bot.storage.paging import ARTICLE, MATCH, Place, newest, place_of, places
from bot.storage.readings import load
from bot.storage.searching import holding, reached
from bot.storage.sizes import sizes
from bot.storage.statements import among
from bot.storage.tables import articles, matches
from watchlists.model import Findings

# So many keys are looked up one by one.
_KEYS = 300


class SqlArticles(SqlCounts):
    """See the port `Articles`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._connection = connection

    def add(self, new: Sequence[NewArticle], received: datetime) -> Sequence[Reading | None]:
        return adding.add(self._connection, new, received)

    def known(self, new: Sequence[NewArticle], received: datetime) -> Sequence[bool]:
        return adding.known(self._connection, new, received)

    def follow(self, new: Sequence[tuple[Article, str]]) -> Mapping[int, int]:
        return adding.follow(self._connection, new)

    def get(self, article_id: int) -> Reading | None:
        return load(self._connection, [article_id]).get(article_id)

    def hunted(self, identities: Collection[str]) -> Mapping[str, Findings]:
        return findings.hunted(self._connection, identities)

    def fingerprints(self, identities: Collection[str]) -> Mapping[str, Collection[str]]:
        return adding.fingerprints(self._connection, identities)

    def some(self, article_ids: Sequence[int]) -> Sequence[Reading]:
        return list(load(self._connection, article_ids).values())

    def latest(
        self,
        keys: Collection[str],
        limit: int,
        window: Window | None = None,
        before: int | None = None,
        beside: Collection[str] = (),
    ) -> Sequence[Reading]:
        return self._load(self._newest(keys, limit, window, before, beside))

    def sizes(self, keys: Collection[str], window: Window, limit: int) -> Sequence[ArticleSize]:
        found = self._newest(keys, limit, window)
        return sizes(self._connection, [article_id for _, article_id in found], keys)

    def _newest(
        self,
        keys: Collection[str],
        limit: int,
        window: Window | None = None,
        before: int | None = None,
        beside: Collection[str] = (),
    ) -> Sequence[Place]:
        """One short index scan a key: for all keys at once the databases would sort everything they stand in. Of very
        many keys the articles are looked through from the newest on."""
        last = place_of(self._connection, before) if before else None
        if before and last is None:
            return []
        if 0 < len(keys) <= _KEYS:
            near = self._holding(matches.c.article_id, beside)
            scans = [newest(MATCH, [matches.c.key == key, COUNTS, *near], limit, last, window) for key in keys]
        else:
            near = [*self._holding(articles.c.id, keys), *self._holding(articles.c.id, beside)]
            scans = [newest(ARTICLE, [articles.c.matched.is_(True), *near], limit, last, window)]
        merged = heapq.merge(*(places(self._connection, scan) for scan in scans), reverse=True)
        return list(islice(dict.fromkeys(merged), limit))

    def newest(self, limit: int, window: Window) -> Sequence[Reading]:
        return self._load(places(self._connection, newest(ARTICLE, [], limit, None, window)))

    def of_source(self, source: str, window: Window, limit: int, most: int = 20_000) -> Sequence[Reading]:
        """No index names the source: so many of all articles are looked through."""
        near = select(*ARTICLE, articles.c.source).where(*within(articles.c.published, window))
        some = near.order_by(*(one.desc() for one in ARTICLE)).limit(most).subquery()
        own = select(some.c.published, some.c.id).where(some.c.source == indexed(source))
        newest_first = own.order_by(some.c.published.desc(), some.c.id.desc()).limit(limit)
        return self._load(places(self._connection, newest_first))

    def search(self, words: str, limit: int, before: int | None = None) -> Sequence[Reading]:
        asked = wanted(words)[:MOST]
        last = place_of(self._connection, before) if before else None
        if not asked or (before and last is None):
            return []
        return self._load(holding(self._connection, asked, limit, last))

    def searched(self, words: str) -> datetime | None:
        return reached(self._connection, wanted(words)[:MOST]) or self.since()

    def since(self) -> datetime | None:
        oldest: datetime | None = self._connection.scalar(select(func.min(articles.c.published)))
        return oldest

    def last_received(self) -> datetime | None:
        newest = select(articles.c.received).order_by(articles.c.id.desc()).limit(1)
        received: datetime | None = self._connection.scalar(newest)
        return received

    def last_id(self) -> int:
        """Batches are stored in turn, so their ids rise in the order of their commits."""
        return self._connection.scalar(select(func.max(articles.c.id))) or 0

    def all(self, window: Window, chunk: int = 500) -> Iterator[Reading]:
        inside = select(*ARTICLE).where(*within(articles.c.published, window)).order_by(*ARTICLE).limit(chunk)
        next_ones = places(self._connection, inside)
        while next_ones:
            yield from self._load(next_ones)
            next_ones = places(self._connection, inside.where(tuple_(*ARTICLE) > next_ones[-1]))

    def _holding(self, article_id: ColumnElement[int], keys: Collection[str]) -> list[ColumnElement[bool]]:
        """That one of these keys was found in the article; nothing for no keys."""
        if not keys:
            return []
        other = matches.alias("beside")
        named = among(self._connection.dialect.name, other.c.key, keys)
        return [exists(select(1).where(other.c.article_id == article_id, named))]

    def _load(self, found: Iterable[Place]) -> list[Reading]:
        return list(load(self._connection, [article_id for _, article_id in found]).values())

"""Articles and the matches found in them."""

import heapq
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from bot.core.model import Incoming, Reading
from bot.ports import Window
from bot.storage.counting import SqlCounts, within
from bot.storage.readings import load, match_rows
from bot.storage.searching import holds_all, normal, search_words
from bot.storage.statements import insert
from bot.storage.tables import articles, matches
from watchlists.model import Findings

Place = tuple[datetime, int]
"""Where an article stands in the order of all: its publication, then its id."""

_PLACE = (articles.c.published, articles.c.id)
_MATCH_PLACE = (matches.c.published, matches.c.article_id)


class SqlArticles(SqlCounts):
    """See the port `Articles`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._connection = connection

    def add(
        self, incoming: Incoming, identity: str, fingerprint: str, findings: Findings, received: datetime
    ) -> Reading | None:
        published = incoming.published or received
        values = _values(incoming, findings) | {"published": published, "received": received}
        article_id = self._insert(identity, fingerprint, values)
        if article_id is None:
            return None
        shared = {"article_id": article_id, "published": published, "source": incoming.source}
        if found := [row | shared for row in match_rows(findings)]:
            self._connection.execute(matches.insert(), found)
        return self.get(article_id)

    def get(self, article_id: int) -> Reading | None:
        return load(self._connection, [article_id]).get(article_id)

    def latest(
        self, keys: Collection[str], limit: int, window: Window | None = None, before: int | None = None
    ) -> Sequence[Reading]:
        """One short index scan a key: for all keys at once the databases would sort everything they stand in."""
        last = self._place(before)
        if before is not None and last is None:
            return []
        if not keys:
            return self._load(self._newest(_PLACE, [articles.c.matched.is_(True)], limit, last, window))
        scans = [self._newest(_MATCH_PLACE, [matches.c.key == key], limit, last, window) for key in keys]
        newest = dict.fromkeys(heapq.merge(*scans, reverse=True))
        return self._load(islice(newest, limit))

    def search(self, words: str, limit: int, before: int | None = None) -> Sequence[Reading]:
        wanted, last = search_words(words), self._place(before)
        if not wanted or (before is not None and last is None):
            return []
        return self._load(self._newest(_PLACE, holds_all(self._connection, wanted), limit, last))

    def since(self) -> datetime | None:
        oldest: datetime | None = self._connection.scalar(select(func.min(articles.c.published)))
        return oldest

    def all(self, window: Window, chunk: int = 500) -> Iterator[Reading]:
        inside = select(*_PLACE).where(*within(articles.c.published, window)).order_by(*_PLACE).limit(chunk)
        places = self._places(inside)
        while places:
            yield from self._load(places)
            places = self._places(inside.where(tuple_(*_PLACE) > places[-1]))

    def _insert(self, identity: str, fingerprint: str, values: dict[str, Any]) -> int | None:
        """The id of the next edition; None when it is stored. Another writer may take an edition: then the next."""
        own = articles.c.identity == identity
        edition = select(func.coalesce(func.max(articles.c.edition), 0) + 1).where(own).scalar_subquery()
        new = insert(self._connection, articles).on_conflict_do_nothing().returning(articles.c.id)
        new = new.values(identity=identity, fingerprint=fingerprint, edition=edition, **values)
        same = select(articles.c.id).where(own, articles.c.fingerprint == fingerprint)
        while self._connection.scalar(same) is None:
            if (article_id := self._connection.scalar(new)) is not None:
                return int(article_id)
        return None

    def _newest(
        self,
        place: tuple[ColumnElement[datetime], ColumnElement[int]],
        conditions: list[ColumnElement[bool]],
        limit: int,
        last: Place | None,
        window: Window | None = None,
    ) -> list[Place]:
        published, article_id = place
        older = [] if last is None else [tuple_(*place) < last]
        chosen = select(*place).where(*conditions, *within(published, window), *older)
        return self._places(chosen.order_by(published.desc(), article_id.desc()).limit(limit))

    def _place(self, article_id: int | None) -> Place | None:
        if article_id is None:
            return None
        found = self._places(select(*_PLACE).where(articles.c.id == article_id))
        return found[0] if found else None

    def _places(self, chosen: Any) -> list[Place]:
        return [(published, article_id) for published, article_id in self._connection.execute(chosen)]

    def _load(self, places: Iterable[Place]) -> list[Reading]:
        return list(load(self._connection, [article_id for _, article_id in places]).values())


def _values(incoming: Incoming, findings: Findings) -> dict[str, Any]:
    return {
        "source": incoming.source,
        "external_id": incoming.external_id,
        "title": incoming.title,
        "text": incoming.text,
        "normal": normal(incoming.title, incoming.text),
        "url": incoming.url,
        "language": findings.language,
        "matched": bool(findings),
        "sample": incoming.sample,
        "silent": incoming.silent,
    }

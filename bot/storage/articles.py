"""Articles and the matches found in them."""

import heapq
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, select, tuple_
from sqlalchemy.sql.dml import ReturningInsert

from bot.core.model import Incoming, Reading
from bot.ports import Window
from bot.storage.counting import SqlCounts, within
from bot.storage.paging import ARTICLE, MATCH, Place, newest, place_of, places
from bot.storage.readings import COLUMNS, load, match_rows, readings_of
from bot.storage.searching import holding, normal, search_words
from bot.storage.statements import insert_into
from bot.storage.tables import articles, matches
from watchlists.model import Findings

_SAME = select(articles.c.id).where(
    articles.c.identity == bindparam("of_identity"), articles.c.fingerprint == bindparam("of_fingerprint")
)
_NEW_MATCHES = matches.insert()


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
        row = self._insert(values | {"identity": identity, "fingerprint": fingerprint})
        if row is None:
            return None
        shared = {"article_id": row["id"], "published": published, "source": incoming.source}
        if found := [one | shared for one in match_rows(findings)]:
            self._connection.execute(_NEW_MATCHES, found)
        return readings_of(self._connection, [row])[row["id"]]

    def get(self, article_id: int) -> Reading | None:
        return load(self._connection, [article_id]).get(article_id)

    def latest(
        self, keys: Collection[str], limit: int, window: Window | None = None, before: int | None = None
    ) -> Sequence[Reading]:
        """One short index scan a key: for all keys at once the databases would sort everything they stand in."""
        last = place_of(self._connection, before) if before else None
        if before and last is None:
            return []
        scans = [newest(MATCH, [matches.c.key == key], limit, last, window) for key in keys]
        if not keys:
            scans = [newest(ARTICLE, [articles.c.matched.is_(True)], limit, last, window)]
        merged = heapq.merge(*(places(self._connection, scan) for scan in scans), reverse=True)
        return self._load(islice(dict.fromkeys(merged), limit))

    def search(self, words: str, limit: int, before: int | None = None) -> Sequence[Reading]:
        wanted = search_words(words)
        last = place_of(self._connection, before) if before else None
        if not wanted or (before and last is None):
            return []
        return self._load(holding(self._connection, wanted, limit, last))

    def since(self) -> datetime | None:
        oldest: datetime | None = self._connection.scalar(select(func.min(articles.c.published)))
        return oldest

    def last_received(self) -> datetime | None:
        newest = select(articles.c.received).order_by(articles.c.id.desc()).limit(1)
        received: datetime | None = self._connection.scalar(newest)
        return received

    def all(self, window: Window, chunk: int = 500) -> Iterator[Reading]:
        inside = select(*ARTICLE).where(*within(articles.c.published, window)).order_by(*ARTICLE).limit(chunk)
        next_ones = places(self._connection, inside)
        while next_ones:
            yield from self._load(next_ones)
            next_ones = places(self._connection, inside.where(tuple_(*ARTICLE) > next_ones[-1]))

    def _insert(self, values: dict[str, Any]) -> RowMapping | None:
        """The next edition as it is stored; None when it was. Another writer may take an edition: then the next."""
        named = {"of_identity": values["identity"], "of_fingerprint": values["fingerprint"]}
        new = _next_edition(self._connection.dialect.name)
        while self._connection.scalar(_SAME, named) is None:
            if row := self._connection.execute(new, values | named).mappings().first():
                return row
        return None

    def _load(self, found: Iterable[Place]) -> list[Reading]:
        return list(load(self._connection, [article_id for _, article_id in found]).values())


@cache
def _next_edition(dialect: str) -> ReturningInsert[Any]:
    own = articles.c.identity == bindparam("of_identity")
    edition = select(func.coalesce(func.max(articles.c.edition), 0) + 1).where(own).scalar_subquery()
    new = insert_into(dialect, articles).values(edition=edition).on_conflict_do_nothing()
    return new.returning(*COLUMNS)


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

"""New articles are stored with their matches, a batch at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, select, text, update

from bot.core.identity import fingerprint, headline_fingerprint, headlines_alike
from bot.core.model import Article, NewArticle, Reading
from bot.storage.columns import indexed, storable, utc
from bot.storage.readings import match_rows, reading
from bot.storage.searching import normal
from bot.storage.statements import chunks
from bot.storage.tables import articles, matches

_IN_TURN = text("SELECT pg_advisory_xact_lock(hashtext('rasid.ingest'))")
_IDENTITIES: BindParameter[str] = bindparam("identities", expanding=True)
_EDITIONS = select(articles.c.identity, articles.c.fingerprint, articles.c.edition, articles.c.title).where(
    articles.c.identity.in_(_IDENTITIES)
)
_LATER = articles.alias("later")
_OLD = (
    select(articles.c.id)
    .join(_LATER, (_LATER.c.identity == articles.c.identity) & (_LATER.c.edition > articles.c.edition))
    .where(articles.c.identity.in_(_IDENTITIES), articles.c.matched.is_(True))
)
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_UNLISTED = update(articles).where(articles.c.id.in_(_IDS)).values(matched=False)
_UNCOUNTED = update(matches).where(matches.c.article_id.in_(_IDS)).values(amount=0)
_WITHDRAWN = delete(articles).where(articles.c.id.in_(_IDS))
_FOLLOWING = update(articles).where(articles.c.id == bindparam("article"))
# In whatever order the rows come back: to ask for one would make it a statement an article, and SQLite's search index
# costs half as much where many articles are one statement.
_NEW = articles.insert().returning(articles.c.identity, articles.c.edition, articles.c.id)
_NEW_MATCHES = matches.insert()


def add(connection: Connection, new: Sequence[NewArticle], received: datetime) -> list[Reading | None]:
    """See the port `Articles`. One transaction at a time adds, so what is found here holds."""
    take_turn(connection)
    known = _editions(connection, {indexed(one.identity) for one in new})
    editions = [_edition(known, one) for one in new]
    fresh = [(one, edition) for one, edition in zip(new, editions, strict=True) if edition]
    stored = iter(_insert(connection, fresh, received) if fresh else ())
    _supersede(connection, {indexed(one.identity) for one, edition in fresh if edition.number > 1})
    return [next(stored) if edition else None for edition in editions]


def take_turn(connection: Connection) -> None:
    """Until the transaction ends nobody else adds articles or puts them into stories. (SQLite has one writer.)"""
    if connection.dialect.name != "sqlite":
        connection.execute(_IN_TURN)


def follow(connection: Connection, new: Sequence[tuple[Article, str]]) -> dict[int, int]:
    """See the port `Articles`. In the transaction that added them, so nobody else adds."""
    identities = {indexed(identity) for _, identity in new}
    known, taken, rows, withdrawn = _editions(connection, identities), dict[int, int](), [], []
    for article, identity in new:
        edition = known[indexed(identity)].next(fingerprint(article.title, article.text), article.title, article.text)
        if edition is None:
            withdrawn.append(article.id)
            continue
        taken[article.id] = edition.number
        held = {"identity": indexed(identity), "edition": edition.number, "fingerprint": edition.fingerprint}
        rows.append(held | {"article": article.id})
    if rows:
        connection.execute(_FOLLOWING, rows)
    for some in chunks(withdrawn):
        connection.execute(_WITHDRAWN, {"ids": some})
    _supersede(connection, identities)
    return taken


def fingerprints(connection: Connection, identities: Collection[str]) -> dict[str, Collection[str]]:
    """See the port `Articles`."""
    stored = _editions(connection, {indexed(one) for one in identities})
    return {one: stored[indexed(one)].headlines.keys() for one in identities if indexed(one) in stored}


@dataclass(frozen=True, slots=True)
class _Edition:
    number: int
    fingerprint: str


@dataclass(slots=True)
class _Known:
    """The editions of an article: their headlines by fingerprint, and the highest number."""

    headlines: dict[str, str | None] = field(default_factory=dict)
    highest: int = 0

    def next(self, told: str, title: str | None, text: str) -> _Edition | None:
        """The edition of this fingerprint, which is known from now on; None when it is known already. The same text
        under a headline that says something else is another."""
        if told in self.headlines and not headlines_alike(self.headlines[told], title):
            told = headline_fingerprint(title or "", text)
        if told in self.headlines:
            return None
        self.highest += 1
        self.headlines[told] = title
        return _Edition(self.highest, told)


def _editions(connection: Connection, identities: Collection[str]) -> defaultdict[str, _Known]:
    """The stored editions by identity."""
    found: defaultdict[str, _Known] = defaultdict(_Known)
    for some in chunks(sorted(identities)):
        for identity, told, number, title in connection.execute(_EDITIONS, {"identities": some}):
            known = found[identity]
            known.headlines[told], known.highest = title, max(known.highest, number)
    return found


def _edition(known: defaultdict[str, _Known], new: NewArticle) -> _Edition | None:
    title, body = new.incoming.title, new.incoming.text
    return known[indexed(new.identity)].next(indexed(new.fingerprint), title, body)


def _supersede(connection: Connection, identities: Iterable[str]) -> None:
    """Only the newest edition of an article is listed and counted."""
    for some in chunks(sorted(identities)):
        old = connection.execute(_OLD, {"identities": some}).scalars().unique().all()
        for ids in chunks(old):
            connection.execute(_UNLISTED, {"ids": ids})
            connection.execute(_UNCOUNTED, {"ids": ids})


def _insert(connection: Connection, fresh: Sequence[tuple[NewArticle, _Edition]], received: datetime) -> list[Reading]:
    """The readings, as they would come back from the database."""
    values = [_values(one, edition, received) for one, edition in fresh]
    ids = {(identity, edition): article_id for identity, edition, article_id in connection.execute(_NEW, values)}
    stored = [one | {"id": ids[one["identity"], one["edition"]]} for one in values]
    found = [_matches(one, row) for (one, _), row in zip(fresh, stored, strict=True)]
    if together := [row for some in found for row in some]:
        connection.execute(_NEW_MATCHES, together)
    return [
        reading(row, [(one["kind"], one["spans"]) for one in some]) for row, some in zip(stored, found, strict=True)
    ]


def _matches(new: NewArticle, row: dict[str, Any]) -> list[dict[str, Any]]:
    shared = {"article_id": row["id"], "published": row["published"], "source": row["source"]}
    return [one | shared for one in match_rows(new.findings)]


def _values(new: NewArticle, edition: _Edition, received: datetime) -> dict[str, Any]:
    """A row of `articles` as it comes back."""
    incoming = new.incoming
    return {
        "identity": indexed(new.identity),
        "edition": edition.number,
        "fingerprint": edition.fingerprint,
        "published": utc(incoming.published or received),
        "received": utc(received),
        "source": indexed(incoming.source),
        "external_id": incoming.external_id and storable(incoming.external_id),
        "title": incoming.title and storable(incoming.title),
        "author": incoming.author and storable(incoming.author),
        "text": storable(incoming.text),
        "normal": normal(incoming.title, incoming.text),
        "url": incoming.url and storable(incoming.url),
        "language": indexed(new.findings.language),
        "matched": bool(new.findings),
        "sample": incoming.sample,
        "silent": incoming.silent,
    }

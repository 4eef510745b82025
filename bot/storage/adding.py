"""New articles are stored with their matches, a batch at a time."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from bot.core.model import NewArticle, Reading
from bot.storage.columns import indexed, storable, utc
from bot.storage.readings import match_rows, reading
from bot.storage.searching import normal
from bot.storage.statements import chunks
from bot.storage.tables import articles, matches

_IN_TURN = text("SELECT pg_advisory_xact_lock(hashtext('rasid.ingest'))")
_EDITIONS = select(articles.c.identity, articles.c.fingerprint, articles.c.edition).where(
    articles.c.identity.in_(bindparam("identities", expanding=True))
)
# In whatever order the rows come back: to ask for one would make it a statement an article, and SQLite's search index
# costs half as much where many articles are one statement.
_NEW = articles.insert().returning(articles.c.identity, articles.c.edition, articles.c.id)
_NEW_MATCHES = matches.insert()


def add(connection: Connection, new: Sequence[NewArticle], received: datetime) -> list[Reading | None]:
    """See the port `Articles`. One transaction at a time adds (SQLite has one writer), so what is found here holds."""
    if connection.dialect.name != "sqlite":
        connection.execute(_IN_TURN)
    known = _editions(connection, {indexed(one.identity) for one in new})
    editions = [_next_edition(known[indexed(one.identity)], indexed(one.fingerprint)) for one in new]
    fresh = [(one, edition) for one, edition in zip(new, editions, strict=True) if edition]
    stored = iter(_insert(connection, fresh, received) if fresh else ())
    return [next(stored) if edition else None for edition in editions]


def fingerprints(connection: Connection, identities: Collection[str]) -> dict[str, Collection[str]]:
    """See the port `Articles`."""
    stored = _editions(connection, {indexed(one) for one in identities})
    return {one: stored[indexed(one)].keys() for one in identities if indexed(one) in stored}


def _editions(connection: Connection, identities: Collection[str]) -> defaultdict[str, dict[str, int]]:
    """The numbers of the stored editions by fingerprint, by identity."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for some in chunks(sorted(identities)):
        for identity, fingerprint, edition in connection.execute(_EDITIONS, {"identities": some}):
            found[identity][fingerprint] = edition
    return found


def _next_edition(known: dict[str, int], fingerprint: str) -> int | None:
    """The number of the edition, which is noted among the known; None when it is among them."""
    if fingerprint in known:
        return None
    known[fingerprint] = max(known.values(), default=0) + 1
    return known[fingerprint]


def _insert(connection: Connection, fresh: Sequence[tuple[NewArticle, int]], received: datetime) -> list[Reading]:
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


def _values(new: NewArticle, edition: int, received: datetime) -> dict[str, Any]:
    """A row of `articles` as it comes back."""
    incoming = new.incoming
    return {
        "identity": indexed(new.identity),
        "edition": edition,
        "fingerprint": indexed(new.fingerprint),
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

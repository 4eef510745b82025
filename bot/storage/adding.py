"""New articles are stored with their matches, a batch at a time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, select, text, update

from bot.core.model import Article, NewArticle, Reading
from bot.core.states import State, States
from bot.storage.columns import indexed, storable, utc
from bot.storage.readings import match_rows, reading
from bot.storage.searching import normal
from bot.storage.statements import chunks
from bot.storage.tables import articles, matches

_IN_TURN = text("SELECT pg_advisory_xact_lock(hashtext('rasid.ingest'))")
_IDENTITIES: BindParameter[str] = bindparam("identities", expanding=True)
_STATE = [articles.c[name] for name in "fingerprint title source url external_id received edition".split()]
_EDITIONS = select(articles.c.identity, *_STATE).where(articles.c.identity.in_(_IDENTITIES))
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
    given = Counter(one.identity for one in new)
    editions = [_edition(known, one, received, back=given[one.identity] == 1) for one in new]
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
        edition = known[indexed(identity)].next(State.of(article, article.received), article.text)
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
    return {one: stored[indexed(one)].fingerprints for one in identities if indexed(one) in stored}


def known(connection: Connection, new: Sequence[NewArticle], received: datetime) -> list[bool]:
    """See the port `Articles`."""
    stored = _editions(connection, {indexed(one.identity) for one in new})
    given = Counter(one.identity for one in new)
    return [_edition(stored, one, received, back=given[one.identity] == 1) is None for one in new]


def _editions(connection: Connection, identities: Collection[str]) -> defaultdict[str, States]:
    """The stored editions by identity."""
    found: defaultdict[str, States] = defaultdict(States)
    for some in chunks(sorted(identities)):
        for identity, *state in connection.execute(_EDITIONS, {"identities": some}):
            found[identity].add(State(*state))
    return found


def _edition(known: defaultdict[str, States], new: NewArticle, received: datetime, *, back: bool) -> State | None:
    """A page goes back to an earlier state only where its batch holds nothing else of it: in a file that is read again
    the order of states says little."""
    one = new.incoming
    named = (indexed(one.source), one.url and storable(one.url), one.external_id and storable(one.external_id))
    state = State(indexed(new.fingerprint), one.title and storable(one.title), *named, utc(received))
    return known[indexed(new.identity)].next(state, one.text, back=back)


def _supersede(connection: Connection, identities: Iterable[str]) -> None:
    """Only the newest edition of an article is listed and counted."""
    for some in chunks(sorted(identities)):
        old = connection.execute(_OLD, {"identities": some}).scalars().unique().all()
        for ids in chunks(old):
            connection.execute(_UNLISTED, {"ids": ids})
            connection.execute(_UNCOUNTED, {"ids": ids})


def _insert(connection: Connection, fresh: Sequence[tuple[NewArticle, State]], received: datetime) -> list[Reading]:
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


def _values(new: NewArticle, edition: State, received: datetime) -> dict[str, Any]:
    """A row of `articles` as it comes back."""
    incoming = new.incoming
    return {
        "identity": indexed(new.identity),
        "edition": edition.number,
        "fingerprint": edition.fingerprint,
        "published": utc(incoming.published or incoming.came or received),
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

"""Search in normalised text: trigrams on both databases, so that a word is found inside a longer one.

What a search reads is bounded by what it finds, not by what is stored: articles are walked from the newest on where
what is looked for stands in many of them, and the index is asked where it stands in few.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CTE, ColumnElement, Connection, column, select, table

from bot.storage.paging import ARTICLE, Place, after, newest, places
from bot.storage.tables import articles
from watchlists.normalize import key, words

TRIGRAM = 3
SEARCH = table("articles_search", column("rowid"), column("articles_search"))
"""SQLite's FTS5 index over `articles.normal`, kept by triggers; its column of the same name takes queries."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Articles that are walked before the index is asked (`newest`), after it told of more than a `few`, which are
    sorted (`further`), and where it cannot be asked (`short`). Own choices."""

    newest: int = 1_000
    few: int = 2_000
    further: int = 20_000
    short: int = 50_000


BOUNDS = Bounds()


def normal(title: str | None, text: str) -> str:
    """What `articles.normal` holds: the safe keys of all words, the title's first."""
    return " ".join(map(key, words(f"{title or ''}\n{text}")))


def holding(
    connection: Connection, wanted: list[str], limit: int, last: Place | None, bounds: Bounds = BOUNDS
) -> list[Place]:
    """The newest articles that hold all the words and phrases, as `wanted` made them.

    Only where more than a few hold them, but hardly one of the newest, are all sorted: a word of a past that is over.
    No index serves words that are shorter than a trigram: where there are no others, no more than `short` are walked.
    """
    found = _walked(connection, wanted, limit, last, bounds.newest)
    if len(found) == limit:
        return found
    if _are_short(wanted):
        return _walked(connection, wanted, limit, last, bounds.short)
    hits = _hits(connection, wanted, last)
    some = places(connection, select(hits.c.published, hits.c.id).limit(bounds.few + 1))
    if len(some) <= bounds.few:
        return sorted(some, reverse=True)[:limit]
    found = _walked(connection, wanted, limit, last, bounds.further)
    return found if len(found) == limit else places(connection, newest((hits.c.published, hits.c.id), [], limit))


def reached(connection: Connection, wanted: list[str], bounds: Bounds = BOUNDS) -> datetime | None:
    """When the oldest article was published at which a search that finds nothing looks; None for the oldest of all."""
    if not _are_short(wanted):
        return None
    farthest = select(articles.c.published).order_by(*(one.desc() for one in ARTICLE)).offset(bounds.short - 1).limit(1)
    published: datetime | None = connection.scalar(farthest)
    return published


def _are_short(wanted: list[str]) -> bool:
    return all(len(word) < TRIGRAM for word in wanted)


def _walked(connection: Connection, wanted: list[str], limit: int, last: Place | None, most: int) -> list[Place]:
    """Those among the newest so many; no more are read than it takes to find enough."""
    among = newest((*ARTICLE, articles.c.normal), [], most, last).subquery()
    return places(
        connection, newest((among.c.published, among.c.id), [_holds(among.c.normal, one) for one in wanted], limit)
    )


def _hits(connection: Connection, wanted: list[str], last: Place | None) -> CTE:
    """All that the index finds, in its order. Materialised, since PostgreSQL would rather walk all articles from the
    newest on than sort a few hits; it makes no more rows of it than are asked for."""
    every = select(*ARTICLE).where(*_indexed(connection, wanted), *after(ARTICLE, last)).cte("hits")
    return every if connection.dialect.name == "sqlite" else every.prefix_with("MATERIALIZED")


def _indexed(connection: Connection, wanted: list[str]) -> list[ColumnElement[bool]]:
    if connection.dialect.name != "sqlite":
        return [_holds(articles.c.normal, word) for word in wanted]
    short = [_holds(articles.c.normal, word) for word in wanted if len(word) < TRIGRAM]
    phrases = " AND ".join(f'"{word}"' for word in wanted if len(word) >= TRIGRAM)
    return [SEARCH.c.articles_search.op("MATCH")(phrases), SEARCH.c.rowid == articles.c.id, *short]


def _holds(normalised: ColumnElement[str], word: str) -> ColumnElement[bool]:
    return normalised.contains(word, autoescape=True)

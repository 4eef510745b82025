"""Search in normalised text: trigrams on both databases, so that a word is found inside a longer one."""

from sqlalchemy import ColumnElement, Connection, column, select, table

from bot.storage.paging import ARTICLE, Place, after, newest, places
from bot.storage.tables import articles
from watchlists.normalize import key, words

TRIGRAM = 3
NEWEST = 1_000
SEARCH = table("articles_search", column("rowid"), column("articles_search"))
"""SQLite's FTS5 index over `articles.normal`, kept by triggers; its column of the same name takes queries."""


def normal(title: str | None, text: str) -> str:
    """What `articles.normal` holds: the safe keys of all words, the title's first."""
    return " ".join(map(key, words(f"{title or ''}\n{text}")))


def holding(connection: Connection, wanted: list[str], limit: int, last: Place | None) -> list[Place]:
    """The newest articles that hold all the words and phrases, as `wanted` made them.

    The newest NEWEST are read first: what is frequent stands there. What is not is looked up in the index, which
    for a frequent word would bring most of the articles. Only words shorter than a trigram read them all.
    """
    among = newest((*ARTICLE, articles.c.normal), [], NEWEST, last).subquery()
    read = newest((among.c.published, among.c.id), [_holds(among.c.normal, word) for word in wanted], limit)
    found = places(connection, read)
    return found if len(found) == limit else _looked_up(connection, wanted, limit, last)


def _looked_up(connection: Connection, wanted: list[str], limit: int, last: Place | None) -> list[Place]:
    """Materialised, since PostgreSQL would rather walk all articles from the newest on than sort a few hits."""
    every = select(*ARTICLE).where(*_indexed(connection, wanted), *after(ARTICLE, last))
    hits = every.cte("hits").prefix_with("MATERIALIZED")
    return places(connection, newest((hits.c.published, hits.c.id), [], limit))


def _indexed(connection: Connection, wanted: list[str]) -> list[ColumnElement[bool]]:
    if connection.dialect.name != "sqlite":
        return [_holds(articles.c.normal, word) for word in wanted]
    short = [_holds(articles.c.normal, word) for word in wanted if len(word) < TRIGRAM]
    phrases = [f'"{word}"' for word in wanted if len(word) >= TRIGRAM]
    found = select(SEARCH.c.rowid).where(SEARCH.c.articles_search.op("MATCH")(" AND ".join(phrases)))
    return [*short, articles.c.id.in_(found)] if phrases else short


def _holds(normalised: ColumnElement[str], word: str) -> ColumnElement[bool]:
    return normalised.contains(word, autoescape=True)

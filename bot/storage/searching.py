"""Search in normalised text: trigrams on both databases, so that a word is found inside a longer one."""

from sqlalchemy import ColumnElement, Connection, column, select, table

from bot.storage.tables import articles
from watchlists.normalize import key, words

TRIGRAM = 3
SEARCH = table("articles_search", column("rowid"), column("articles_search"))
"""SQLite's FTS5 index over `articles.normal`, kept by triggers; its column of the same name takes queries."""


def normal(title: str | None, text: str) -> str:
    """What `articles.normal` holds: the safe keys of all words, the title's first."""
    return " ".join(search_words(f"{title or ''}\n{text}"))


def search_words(typed: str) -> list[str]:
    """The words to look for, folded as the articles are."""
    return [key(word) for word in words(typed)]


def holds_all(connection: Connection, wanted: list[str]) -> list[ColumnElement[bool]]:
    """Conditions on `articles` that hold where every word stands in the title or the text."""
    if connection.dialect.name != "sqlite":
        return [_holds(word) for word in wanted]
    short = [_holds(word) for word in wanted if len(word) < TRIGRAM]
    phrases = [f'"{word}"' for word in wanted if len(word) >= TRIGRAM]
    return [*short, _indexed(" AND ".join(phrases))] if phrases else short


def _holds(word: str) -> ColumnElement[bool]:
    return articles.c.normal.contains(word, autoescape=True)


def _indexed(query: str) -> ColumnElement[bool]:
    found = select(SEARCH.c.rowid).where(SEARCH.c.articles_search.op("MATCH")(query))
    return articles.c.id.in_(found)

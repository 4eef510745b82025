"""The order of all articles, newest first, and pages of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select, tuple_

from bot.ports import Window
from bot.storage.counting import within
from bot.storage.tables import articles, matches

Place = tuple[datetime, int]
"""Where an article stands: its publication, then its id."""

Columns = tuple[ColumnElement[datetime], ColumnElement[int], *tuple[ColumnElement[Any], ...]]
"""Columns of publication and id, and of what else is wanted."""

ARTICLE: Columns = (articles.c.published, articles.c.id)
MATCH: Columns = (matches.c.published, matches.c.article_id)


def newest(
    place: Columns,
    conditions: list[ColumnElement[bool]],
    limit: int,
    last: Place | None = None,
    window: Window | None = None,
) -> Select[*tuple[Any, ...]]:
    """The newest places in a window, or those that follow `last`."""
    published, article_id = place[:2]
    chosen = select(*place).where(*conditions, *within(published, window), *after(place, last))
    return chosen.order_by(published.desc(), article_id.desc()).limit(limit)


def after(place: Columns, last: Place | None) -> list[ColumnElement[bool]]:
    """Conditions that hold for what follows `last`; none for no last one."""
    return [] if last is None else [tuple_(*place[:2]) < last]


def place_of(connection: Connection, article_id: int) -> Place | None:
    """The place of a stored article."""
    found = places(connection, select(*ARTICLE).where(articles.c.id == article_id))
    return found[0] if found else None


def places(connection: Connection, chosen: Select[*tuple[Any, ...]]) -> list[Place]:
    """Run a selection of places."""
    return [(published, article_id) for published, article_id in connection.execute(chosen)]

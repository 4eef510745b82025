"""Counts over matches. With keys they are read off one index; without keys they cover every match."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from bot.ports import Window
from bot.storage.columns import indexed
from bot.storage.readings import ENTITY
from bot.storage.tables import articles, matches

COUNTS = matches.c.amount > 0
"""What an earlier edition said does not count."""


class SqlCounts:
    """The counting half of the port `Articles`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mentions(self, keys: Collection[str], window: Window) -> int:
        total = func.coalesce(func.sum(matches.c.amount), 0)
        return int(self._connection.execute(select(total).where(*found(keys, window))).scalar_one())

    def number(self, keys: Collection[str], window: Window) -> int:
        if not keys:
            counted = select(func.count()).where(articles.c.matched.is_(True), *within(articles.c.published, window))
        else:
            counted = select(func.count(matches.c.article_id.distinct())).where(*found(keys, window))
        return int(self._connection.execute(counted).scalar_one())

    def named_with(self, keys: Collection[str], window: Window, limit: int) -> Sequence[tuple[str, int]]:
        together = select(matches.c.article_id).where(*found(keys, window))
        others = [matches.c.kind == ENTITY, matches.c.key.not_in(keys), matches.c.article_id.in_(together)]
        number = func.count()
        counted = select(matches.c.key, number).where(*others).group_by(matches.c.key)
        rows = self._connection.execute(counted.order_by(number.desc(), matches.c.key).limit(limit))
        return [(key, count) for key, count in rows]

    def by_source(self, keys: Collection[str], window: Window, limit: int) -> Sequence[tuple[str, int]]:
        number = func.count(matches.c.article_id.distinct())
        counted = select(matches.c.source, number).where(*found(keys, window)).group_by(matches.c.source)
        rows = self._connection.execute(counted.order_by(number.desc(), matches.c.source).limit(limit))
        return [(source, count) for source, count in rows]

    def from_source(self, source: str, window: Window, most: int = 100_000) -> int | None:
        """No index names the source: all articles of the window are read, 100,000 in a third of a second on SQLite."""
        inside = select(articles.c.id).where(*within(articles.c.published, window)).limit(most + 1).subquery()
        if int(self._connection.execute(select(func.count()).select_from(inside)).scalar_one()) > most:
            return None
        chosen = [articles.c.source == indexed(source), *within(articles.c.published, window)]
        return int(self._connection.execute(select(func.count()).where(*chosen)).scalar_one())

    def heard(self, keys: Collection[str]) -> tuple[datetime, datetime] | None:
        spans = [self._heard(matches.c.key == key, matches.c.published) for key in keys]
        if not keys:
            spans = [self._heard(articles.c.matched.is_(True), articles.c.published)]
        times = [one for first, last in spans for one in (first, last) if one is not None]
        return (min(times), max(times)) if times else None

    def _heard(
        self, condition: ColumnElement[bool], published: ColumnElement[datetime]
    ) -> tuple[datetime | None, datetime | None]:
        """Two statements: together the databases would read everything in between."""
        first, last = (select(one).where(condition) for one in (func.min(published), func.max(published)))
        return self._connection.scalar(first), self._connection.scalar(last)


def found(keys: Collection[str], window: Window) -> list[ColumnElement[bool]]:
    """Conditions on `matches`: of these keys (none: of any), published in the window, in the newest edition."""
    if keys:
        return [matches.c.key.in_(keys), *within(matches.c.published, window), COUNTS]
    inside = select(articles.c.id).where(articles.c.matched.is_(True), *within(articles.c.published, window))
    return [matches.c.article_id.in_(inside)]


def within(time: ColumnElement[datetime], window: Window | None) -> list[ColumnElement[bool]]:
    """Conditions that hold for times in the window; none for no window."""
    return [] if window is None else [time >= window.start, time < window.end]

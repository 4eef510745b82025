"""Counts over matches. With keys they are read off one index; without keys they cover every match."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Integer, case, func, literal_column, select

from bot.ports import Window
from bot.storage.columns import indexed
from bot.storage.readings import ENTITY
from bot.storage.statements import among, listed
from bot.storage.tables import articles, matches, story_articles

COUNTS = matches.c.amount > 0
"""What an earlier edition said does not count."""


class SqlCounts:
    """The counting half of the port `Articles`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def mentions(self, keys: Collection[str], window: Window) -> int:
        total = func.coalesce(func.sum(matches.c.amount), 0)
        return int(self._connection.execute(select(total).where(*self._found(keys, window))).scalar_one())

    def amounts(self, keys: Collection[str], edges: Sequence[datetime]) -> Mapping[str, Sequence[int]]:
        """All spans of time in one scan."""
        span, total = _span(edges), func.sum(matches.c.amount)
        asked = select(matches.c.key, span, total).where(*self._found(keys, Window(edges[0], edges[-1])))
        counts = {key: [0] * (len(edges) - 1) for key in keys}
        for key, at, number in self._connection.execute(asked.group_by(matches.c.key, span)):
            counts.setdefault(key, [0] * (len(edges) - 1))[at] = int(number)
        return counts

    def stories(self, keys: Collection[str], edges: Sequence[datetime]) -> Sequence[int]:
        span, number = _span(edges), func.count(story_articles.c.story_id.distinct())
        inside = Window(edges[0], edges[-1])
        told = select(span, number).join(story_articles, story_articles.c.article_id == matches.c.article_id)
        # Both have the article's publication: where many are joined, no more is read than stands in the window.
        told = told.where(*self._found(keys, inside), *within(story_articles.c.published, inside))
        rows = self._connection.execute(told.group_by(span))
        counts = {row[0]: row[1] for row in rows}
        return [counts.get(at, 0) for at in range(len(edges) - 1)]

    def number(self, keys: Collection[str], window: Window) -> int:
        if not keys:
            counted = select(func.count()).where(articles.c.matched.is_(True), *within(articles.c.published, window))
        else:
            counted = select(func.count(matches.c.article_id.distinct())).where(*self._found(keys, window))
        return int(self._connection.execute(counted).scalar_one())

    def named_with(self, keys: Collection[str], window: Window, limit: int) -> Sequence[tuple[str, int]]:
        together = select(matches.c.article_id).where(*self._found(keys, window))
        others = [matches.c.kind == ENTITY, ~self._among(matches.c.key, keys), matches.c.article_id.in_(together)]
        number = func.count()
        counted = select(matches.c.key, number).where(*others).group_by(matches.c.key)
        rows = self._connection.execute(counted.order_by(number.desc(), matches.c.key).limit(limit))
        return [(key, count) for key, count in rows]

    def by_source(self, keys: Collection[str], window: Window, limit: int) -> Sequence[tuple[str, int]]:
        number = func.count(matches.c.article_id.distinct())
        counted = select(matches.c.source, number).where(*self._found(keys, window)).group_by(matches.c.source)
        rows = self._connection.execute(counted.order_by(number.desc(), matches.c.source).limit(limit))
        return [(source, count) for source, count in rows]

    def from_source(self, source: str, window: Window, most: int = 100_000) -> int | None:
        """No index names the source: all articles of the window are read, 100,000 in a third of a second on SQLite."""
        if self._more_than(most, within(articles.c.published, window)):
            return None
        chosen = [articles.c.source == indexed(source), *within(articles.c.published, window)]
        return int(self._connection.execute(select(func.count()).where(*chosen)).scalar_one())

    def per_source(self, edges: Sequence[datetime], most: int = 100_000) -> Mapping[str, Sequence[int]] | None:
        """One look at every article of the window, as `from_source` does for one source."""
        inside = within(articles.c.published, Window(edges[0], edges[-1]))
        if self._more_than(most, inside):
            return None
        span = _span(edges, articles.c.published)
        asked = select(articles.c.source, span, func.count()).where(*inside).group_by(articles.c.source, span)
        counts: dict[str, list[int]] = {}
        for source, at, number in self._connection.execute(asked):
            counts.setdefault(source, [0] * (len(edges) - 1))[at] = int(number)
        return counts

    def by_alias(self, key: str, window: Window, most: int = 2_000) -> Mapping[str, int]:
        """The newest rows are found in the index; their spans are read from the table."""
        rows = select(matches.c.spans).where(*self._found([key], window))
        counted: Counter[str] = Counter()
        for spans in self._connection.scalars(rows.order_by(matches.c.published.desc()).limit(most)):
            counted.update(one.get("alias") or one["phrase"] for one in spans)
        return counted

    def heard(self, keys: Collection[str]) -> tuple[datetime, datetime] | None:
        spans = self._heard_each(keys) if keys else [self._heard(articles.c.matched.is_(True), articles.c.published)]
        times = [one for first, last in spans for one in (first, last) if one is not None]
        return (min(times), max(times)) if times else None

    def _more_than(self, most: int, conditions: Sequence[ColumnElement[bool]]) -> bool:
        inside = select(articles.c.id).where(*conditions).limit(most + 1).subquery()
        return int(self._connection.execute(select(func.count()).select_from(inside)).scalar_one()) > most

    def _found(self, keys: Collection[str], window: Window) -> list[ColumnElement[bool]]:
        return found(self._connection.dialect.name, keys, window)

    def _among(self, column: ColumnElement[str], keys: Collection[str]) -> ColumnElement[bool]:
        return among(self._connection.dialect.name, column, keys)

    def _heard_each(self, keys: Collection[str]) -> Sequence[tuple[datetime | None, datetime | None]]:
        """Each key is looked up by itself: for all together the databases would read everything in between."""
        asked = listed(self._connection.dialect.name, "names")
        times = (
            select(one).where(matches.c.key == asked.c.value).correlate(asked).scalar_subquery()
            for one in (func.min(matches.c.published), func.max(matches.c.published))
        )
        each = select(*times).select_from(asked)  # named here, or either would read the matches of all of them
        names = json.dumps([indexed(key) for key in keys])
        return [(first, last) for first, last in self._connection.execute(each, {"names": names})]

    def _heard(
        self, condition: ColumnElement[bool], published: ColumnElement[datetime]
    ) -> tuple[datetime | None, datetime | None]:
        """Two statements: together the databases would read everything in between."""
        first, last = (select(one).where(condition) for one in (func.min(published), func.max(published)))
        return self._connection.scalar(first), self._connection.scalar(last)


def found(dialect: str, keys: Collection[str], window: Window) -> list[ColumnElement[bool]]:
    """Conditions on `matches`: of these keys (none: of any), published in the window, in the newest edition."""
    if keys:
        return [among(dialect, matches.c.key, keys), *within(matches.c.published, window), COUNTS]
    inside = select(articles.c.id).where(articles.c.matched.is_(True), *within(articles.c.published, window))
    return [matches.c.article_id.in_(inside)]


def _span(edges: Sequence[datetime], published: ColumnElement[datetime] = matches.c.published) -> ColumnElement[int]:
    """Between which two of the rising `edges` something was published, from 0 on; what the statement leaves in lies
    between the first and the last."""
    spans = [(published < end, literal_column(str(at), Integer)) for at, end in enumerate(edges[1:])]
    return case(*spans, else_=spans[-1][1])


def within(time: ColumnElement[datetime], window: Window | None) -> list[ColumnElement[bool]]:
    """Conditions that hold for times in the window; none for no window."""
    return [] if window is None else [time >= window.start, time < window.end]

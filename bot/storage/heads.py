"""Heads of stories. Which there are is read off the indexes of `story_keys` and of what hunts found; long columns are
left alone."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Subquery,
    bindparam,
    case,
    func,
    literal,
    select,
    union,
)

from bot.core.heads import Head, Tally
from bot.core.model import Reading, Story
from bot.ports import Asked
from bot.storage.alerts import ADDRESSED
from bot.storage.counting import COUNTS
from bot.storage.readings import heads_of
from bot.storage.statements import among
from bot.storage.tables import alerts, articles, matches, stories, story_articles, story_keys
from watchlists.model import SEVERITIES

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_ROWS = select(
    stories.c.id, stories.c.opened, stories.c.latest, stories.c.severity, stories.c.due, stories.c.refreshed
).where(stories.c.id.in_(_IDS))
_KEYS = select(story_keys.c.story_id, story_keys.c.key).where(story_keys.c.story_id.in_(_IDS))
_SOURCES = (
    select(story_articles.c.story_id, articles.c.source, func.count(articles.c.identity.distinct()).label("number"))
    .join(articles, articles.c.id == story_articles.c.article_id)
    .where(story_articles.c.story_id.in_(_IDS))
    .group_by(story_articles.c.story_id, articles.c.source)
    .order_by(func.min(story_articles.c.published), articles.c.source)
)
_TURN = func.row_number().over(
    partition_by=story_articles.c.story_id,
    order_by=(story_articles.c.published.desc(), story_articles.c.article_id.desc()),
)
_TURNS = (
    select(story_articles.c.story_id, story_articles.c.article_id, story_articles.c.published, _TURN.label("turn"))
    .where(story_articles.c.story_id.in_(_IDS))
    .subquery("turns")
)
_NEWEST = (
    select(_TURNS.c.story_id, _TURNS.c.article_id)
    .where(_TURNS.c.turn <= bindparam("most"))
    .order_by(_TURNS.c.published, _TURNS.c.article_id)
)
_LAST_ALERTS = (
    select(alerts.c.story_id, func.max(alerts.c.id).label("last"))
    .where(alerts.c.story_id.in_(_IDS), ADDRESSED)
    .group_by(alerts.c.story_id)
)
_LATE = (
    select(story_articles.c.story_id, matches.c.key, stories.c.latest)
    .select_from(matches)
    .join(story_articles, story_articles.c.article_id == matches.c.article_id)
    .join(stories, stories.c.id == story_articles.c.story_id)
    .where(matches.c.late, COUNTS)
)
_GRAVITY = case({severity: number for number, severity in enumerate(SEVERITIES)}, value=stories.c.severity, else_=0)


class SqlHeads:
    """See the port `Heads`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tally(self, asked: Asked) -> Tally:
        found = self._chosen(asked).distinct().subquery()
        still = func.coalesce(func.sum(case((found.c.latest >= asked.open_since, 1), else_=0)), 0)
        number, are_open = self._connection.execute(select(func.count(), still).select_from(found)).one()
        return Tally(number, int(are_open))

    def gravest(self, asked: Asked, limit: int, offset: int = 0, readings: int = 0) -> Sequence[Head]:
        is_open = case((stories.c.latest >= asked.open_since, 1), else_=0)
        order = (is_open.desc(), _GRAVITY.desc(), stories.c.latest.desc(), stories.c.id.desc())
        inside = select(self._chosen(asked).subquery().c.story_id)
        chosen = select(stories.c.id).where(stories.c.id.in_(inside)).order_by(*order)
        return self._read(asked, chosen.limit(limit).offset(offset), readings)

    def newest(self, asked: Asked, limit: int, offset: int = 0, readings: int = 0) -> Sequence[Head]:
        found = self._chosen(asked).distinct().subquery()
        chosen = select(found.c.story_id).order_by(found.c.latest.desc(), found.c.story_id.desc())
        return self._read(asked, chosen.limit(limit).offset(offset), readings)

    def by_key(self, asked: Asked) -> Sequence[tuple[str, int]]:
        number, found = func.count().label("number"), self._holding(asked)
        chosen = select(found.c.key, number).group_by(found.c.key)
        rows = self._connection.execute(chosen.order_by(number.desc(), found.c.key))
        return [(key, count) for key, count in rows]

    def last_alerts(self, story_ids: Collection[int]) -> Mapping[int, int]:
        rows = self._connection.execute(_LAST_ALERTS, {"ids": list(story_ids)}) if story_ids else ()
        return {row.story_id: row.last for row in rows}

    def _read(self, asked: Asked, chosen: Select[Any], readings: int) -> list[Head]:
        ids = list(self._connection.execute(chosen).scalars())
        if not ids:
            return []
        told, told_by = self._readings(ids, readings), self._sources(ids)
        keys, last = self._keys(ids), self.last_alerts(ids)
        by_id = {row.id: row for row in self._connection.execute(_ROWS, {"ids": ids})}
        return [_head(by_id[one], keys[one], told[one], told_by[one], last.get(one), asked) for one in ids]

    def _chosen(self, asked: Asked) -> Select[Any]:
        found = self._holding(asked)
        return select(found.c.story_id, found.c.latest)

    def _holding(self, asked: Asked) -> Subquery:
        """Story, key and newest report, once each: what its reports came in with, and what hunts found in them since.
        A story that people emptied has neither."""
        own = select(story_keys.c.story_id, story_keys.c.key, story_keys.c.latest)
        own = own.where(*self._conditions(asked, story_keys.c.story_id, story_keys.c.key, story_keys.c.latest))
        late = _LATE.where(*self._conditions(asked, story_articles.c.story_id, matches.c.key, stories.c.latest))
        return union(own, late).subquery("holding")

    def _conditions(
        self, asked: Asked, story: ColumnElement[int], key: ColumnElement[str], latest: ColumnElement[datetime]
    ) -> list[ColumnElement[bool]]:
        dialect, other = self._connection.dialect.name, story_keys.alias("beside")
        conditions = [among(dialect, key, asked.keys or [""]), latest >= asked.since]
        if asked.severities:
            as_grave = stories.alias("as_grave")
            graver = select(literal(1)).where(as_grave.c.id == story, as_grave.c.severity.in_(asked.severities))
            conditions.append(graver.exists())
        if not asked.beside:
            return conditions
        held = among(dialect, other.c.key, asked.beside)
        return [*conditions, select(literal(1)).where(other.c.story_id == story, held).exists()]

    def _readings(self, ids: list[int], most: int) -> defaultdict[int, list[Reading]]:
        found: defaultdict[int, list[Reading]] = defaultdict(list)
        placed = self._connection.execute(_NEWEST, {"ids": ids, "most": most}).all() if most else []
        read = heads_of(self._connection, [article_id for _, article_id in placed])
        for story_id, article_id in placed:
            found[story_id].append(read[article_id])
        return found

    def _sources(self, ids: list[int]) -> defaultdict[int, list[tuple[str, int]]]:
        found: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for story_id, source, number in self._connection.execute(_SOURCES, {"ids": ids}):
            found[story_id].append((source, number))
        return found

    def _keys(self, ids: list[int]) -> defaultdict[int, set[str]]:
        found: defaultdict[int, set[str]] = defaultdict(set)
        for story_id, key in self._connection.execute(_KEYS, {"ids": ids}):
            found[story_id].add(key)
        return found


def _head(
    row: Any, keys: set[str], told: list[Reading], told_by: list[tuple[str, int]], alert: int | None, asked: Asked
) -> Head:
    facts = {name: getattr(row, name) for name in ("id", "opened", "latest", "severity", "due", "refreshed")}
    story = Story(keys=frozenset(keys), readings=tuple(told), **facts)
    sources = tuple(source for source, _ in told_by)
    return Head(story, sum(number for _, number in told_by), sources, alert, row.latest >= asked.open_since)

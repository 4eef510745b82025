"""Articles about one happening."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)

from bot.core.editions import MOST_READ
from bot.core.features import Candidate
from bot.core.model import Alert, Reading, Story
from bot.core.open_stories import MOST, Placed, Wanted
from bot.ports import Window
from bot.storage import alerts, finding, hearing, placing
from bot.storage.columns import indexed
from bot.storage.counting import within
from bot.storage.finding import COLUMNS, features_from
from bot.storage.readings import load_as_taken
from bot.storage.tables import articles, stories, story_articles, story_keys
from watchlists.model import SEVERITIES, Severity

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_STORIES = select(*COLUMNS).where(stories.c.id.in_(_IDS))
_ARTICLES = (
    select(story_articles.c.story_id, story_articles.c.article_id, story_articles.c.reason, story_articles.c.grounds)
    .where(story_articles.c.story_id.in_(_IDS))
    .order_by(story_articles.c.published, story_articles.c.article_id)
)
_OF_ARTICLES = select(story_articles.c.article_id, story_articles.c.story_id).where(
    story_articles.c.article_id.in_(_IDS)
)
_FIRST = select(func.min(story_articles.c.article_id)).where(story_articles.c.story_id.in_(_IDS))
_ROOTS = (
    select(story_articles.c.story_id, articles.c.identity)
    .join(articles, articles.c.id == story_articles.c.article_id)
    .where(articles.c.id.in_(_FIRST.group_by(story_articles.c.story_id)))
)
_TOLD_BY = (
    select(story_articles.c.story_id, story_articles.c.article_id, articles.c.source)
    .join(articles, articles.c.id == story_articles.c.article_id)
    .where(
        story_articles.c.story_id.in_(bindparam("stories", expanding=True)),
        story_articles.c.published >= bindparam("since"),
        articles.c.source.in_(bindparam("sources", expanding=True)),
    )
    .order_by(story_articles.c.published.desc(), story_articles.c.article_id.desc())
    .limit(bindparam("most"))
)
_GRAVITY = case({severity: number for number, severity in enumerate(SEVERITIES)}, value=stories.c.severity, else_=0)
_HELD = tuple_(stories.c.id, stories.c.articles).in_(bindparam("held", expanding=True))
# On PostgreSQL a story is passed over that somebody is just writing, so that no two wait for each other.
_FREE = select(stories.c.id).where(stories.c.id.in_(_IDS), _HELD).with_for_update(skip_locked=True, key_share=True)
# The same words as in the index of urgent stories, which SQLite would not take otherwise.
_URGENT = (stories.c.due.is_not(None), stories.c.severity == literal_column("'critical'"))
_LIFTED = update(stories).where(stories.c.id == bindparam("story"))
_TAKEN = (
    update(stories)
    .where(stories.c.id.in_(_IDS))
    .values(taken_until=bindparam("until", type_=stories.c.taken_until.type))
)
# By rising ids, as whoever puts articles into stories locks them: in another order two would wait for each other.
_IN_ORDER = select(stories.c.id).where(stories.c.id.in_(_IDS)).order_by(stories.c.id).with_for_update(key_share=True)
_SETTLED = update(stories).where(stories.c.id.in_(_FREE)).returning(stories.c.id)


class SqlStories:
    """See the port `Stories`. A story's `latest` is the newest publication of its articles."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def candidates(self, wanted: Sequence[Wanted], ids: Collection[int] = (), limit: int = MOST) -> Sequence[Candidate]:
        return finding.candidates(self._connection, wanted, ids, limit)

    def of_identities(self, identities: Collection[str]) -> Mapping[str, int]:
        return placing.of_identities(self._connection, identities)

    def of_articles(self, article_ids: Collection[int]) -> Mapping[int, int]:
        found = self._connection.execute(_OF_ARTICLES, {"ids": list(article_ids)}) if article_ids else ()
        return {row.article_id: row.story_id for row in found}

    def roots(self, story_ids: Collection[int]) -> Mapping[int, str]:
        found = self._connection.execute(_ROOTS, {"ids": list(story_ids)}) if story_ids else ()
        return {row.story_id: row.identity for row in found}

    def told_by(self, outlets: Collection[tuple[int, str]], since: datetime) -> Sequence[tuple[int, Reading]]:
        asked = {(story_id, indexed(source)) for story_id, source in outlets}
        pairs: dict[str, Any] = {"stories": [one for one, _ in asked], "sources": [source for _, source in asked]}
        bounds = {"since": since, "most": MOST_READ * len(asked)}
        found = self._connection.execute(_TOLD_BY, pairs | bounds).all()
        chosen = [row for row in reversed(found) if (row.story_id, row.source) in asked]
        readings = load_as_taken(self._connection, [row.article_id for row in chosen])
        return [(row.story_id, readings[row.article_id]) for row in chosen]

    def put(self, placed: Sequence[Placed]) -> Sequence[int]:
        return placing.put(self._connection, placed)

    def due(self, now: datetime, limit: int = 50) -> Sequence[int]:
        late, half = self._late(now, limit), limit // 2
        urgent = select(stories.c.id).where(*_URGENT, *_is_free(now)).order_by(stories.c.latest.desc(), stories.c.id)
        first = self._connection.execute(urgent.limit(half)).scalars().all() if len(late) > half else []
        return list(dict.fromkeys([*first, *late]))[:limit]

    def take(self, story_ids: Sequence[int], now: datetime, until: datetime) -> Sequence[int]:
        free = select(stories.c.id).where(stories.c.id.in_(story_ids), *_is_free(now))
        locked = list(self._connection.execute(free.with_for_update(skip_locked=True, key_share=True)).scalars())
        if locked:
            self._connection.execute(_TAKEN, {"ids": locked, "until": until})
        return [one for one in story_ids if one in set(locked)]

    def let_go(self, story_ids: Collection[int]) -> None:
        """Locked by rising ids, as they are by who puts articles into them: so no two wait for each other."""
        self._connection.execute(_IN_ORDER, {"ids": list(story_ids)})
        self._connection.execute(_TAKEN, {"ids": list(story_ids), "until": None})

    def get(self, story_id: int) -> Story | None:
        found = self.some([story_id])
        return found[0] if found else None

    def some(self, story_ids: Sequence[int]) -> Sequence[Story]:
        return self._load(story_ids)

    def settle(
        self, articles: Mapping[int, int], due: datetime | None, *, refreshed: datetime | None = None
    ) -> Collection[int]:
        asked: dict[str, Any] = {"ids": list(articles), "held": list(articles.items()), "due": due}
        if refreshed is not None:
            asked["refreshed"] = refreshed
        return set(self._connection.execute(_SETTLED, asked).scalars())

    def lift(self, severities: Mapping[int, Severity]) -> None:
        if severities:
            new = [{"story": story_id, "severity": severity} for story_id, severity in severities.items()]
            self._connection.execute(_LIFTED, new)

    def plan(self, dues: Mapping[int, datetime]) -> None:
        hearing.plan(self._connection, dues)

    def wake(self, destination_id: int, since: datetime, now: datetime) -> int:
        return hearing.wake(self._connection, destination_id, since, now)

    def recent(self, keys: Collection[str], window: Window, limit: int) -> Sequence[Story]:
        inside = select(story_articles.c.story_id).where(*within(story_articles.c.published, window))
        chosen = select(stories.c.id).where(stories.c.id.in_(inside), stories.c.latest >= window.start)
        if keys:
            with_key = select(story_keys.c.story_id).where(story_keys.c.key.in_(keys))
            chosen = chosen.where(stories.c.id.in_(with_key.where(story_keys.c.latest >= window.start)))
        newest = chosen.order_by(stories.c.latest.desc(), stories.c.id.desc()).limit(limit)
        return self._load(self._connection.execute(newest).scalars().all())

    def stirred(self, keys: Collection[str], window: Window, around: Window, limit: int) -> Sequence[Story]:
        """Without arithmetic on times, which the two databases do in their own ways."""
        inside = or_(and_(*within(articles.c.received, window)), and_(*within(articles.c.published, window)))
        of_articles = articles.c.id == story_articles.c.article_id
        told = select(story_articles.c.story_id).join(articles, of_articles)
        told = told.where(*within(story_articles.c.published, around), inside)
        if keys:
            with_key = select(story_keys.c.story_id).where(story_keys.c.key.in_(keys))
            told = told.where(story_articles.c.story_id.in_(with_key.where(story_keys.c.latest >= around.start)))
        chosen = select(stories.c.id).where(stories.c.id.in_(told)).order_by(_GRAVITY.desc())
        gravest = chosen.order_by(stories.c.latest.desc(), stories.c.id.desc()).limit(limit)
        return self._load(self._connection.execute(gravest).scalars().all())

    def _late(self, now: datetime, limit: int) -> Sequence[int]:
        late = select(stories.c.id).where(*_is_free(now)).order_by(stories.c.due, stories.c.id)
        return self._connection.execute(late.limit(limit)).scalars().all()

    def _load(self, ids: Sequence[int]) -> Sequence[Story]:
        by_id = {row["id"]: row for row in self._connection.execute(_STORIES, {"ids": list(ids)}).mappings()}
        standing, spoken = self._standing(ids), defaultdict(list)
        readings = load_as_taken(self._connection, [row.article_id for rows in standing.values() for row in rows])
        for alert in alerts.of_stories(self._connection, ids):
            spoken[alert.story_id].append(alert)
        return [_story(by_id[one], standing[one], readings, spoken[one]) for one in ids if one in by_id]

    def _standing(self, story_ids: Collection[int]) -> defaultdict[int, list[Any]]:
        """Which articles stand in each, and why, oldest first."""
        found: defaultdict[int, list[Any]] = defaultdict(list)
        for row in self._connection.execute(_ARTICLES, {"ids": list(story_ids)}):
            found[row.story_id].append(row)
        return found


def _is_free(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Due, and nobody's to look at."""
    return stories.c.due <= now, or_(stories.c.taken_until.is_(None), stories.c.taken_until <= now)


def _story(row: RowMapping, standing: Sequence[Any], readings: Mapping[int, Reading], spoken: Sequence[Alert]) -> Story:
    keys = features_from(row["features"]).index
    facts = {name: row[name] for name in ("opened", "latest", "severity", "due", "refreshed")}
    told = tuple(readings[one.article_id] for one in standing)
    grounds = {one.article_id: (one.reason, one.grounds) for one in standing}
    return Story(id=row["id"], keys=keys, readings=told, spoken=tuple(spoken), grounds=grounds, **facts)

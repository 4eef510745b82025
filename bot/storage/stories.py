"""Articles about one happening."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Text, bindparam, cast, delete, select, tuple_, update

from bot.core.features import Candidate, Features
from bot.core.model import Alert, Reading, Story
from bot.ports import Window
from bot.storage import alerts
from bot.storage.counting import within
from bot.storage.readings import load
from bot.storage.statements import add
from bot.storage.tables import articles, stories, story_articles, story_keys
from watchlists.model import SEVERITIES, Severity

# Some 40 kB each.
_REMEMBERED = 1_000

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_WRITTEN = cast(stories.c.features, Text).label("features")
_STORY = stories.c.id == bindparam("story")
_SHARED = select(story_keys.c.story_id).where(
    story_keys.c.key.in_(bindparam("keys", expanding=True)), story_keys.c.latest >= bindparam("since")
)
_CANDIDATES = (
    select(stories.c.id, stories.c.latest, _WRITTEN)
    .where(stories.c.id.in_(_SHARED))
    .order_by(stories.c.latest.desc(), stories.c.id.desc())
    .limit(bindparam("most"))
)
_OF_IDENTITY = (
    select(story_articles.c.story_id)
    .join(articles, articles.c.id == story_articles.c.article_id)
    .where(articles.c.identity == bindparam("identity"))
    .order_by(articles.c.edition.desc())
    .limit(1)
)
_PUBLISHED = select(articles.c.published).where(articles.c.id == bindparam("article"))
_STORIES = select(*(one for one in stories.c if one.name != "features"), _WRITTEN).where(stories.c.id.in_(_IDS))
_ARTICLES = (
    select(story_articles.c.story_id, story_articles.c.article_id)
    .where(story_articles.c.story_id.in_(_IDS))
    .order_by(story_articles.c.published, story_articles.c.article_id)
)
_GROWING = _STORIES.with_for_update()
_NEW = stories.insert().returning(stories.c.id)
_GROWN = update(stories).where(_STORY)
_HELD = tuple_(stories.c.id, stories.c.articles).in_(bindparam("held", expanding=True))
# On PostgreSQL a story is passed over that somebody is just writing, so that no two wait for each other.
_FREE = select(stories.c.id).where(stories.c.id.in_(_IDS), _HELD).with_for_update(skip_locked=True, key_share=True)
_SETTLED = update(stories).where(stories.c.id.in_(_FREE)).returning(stories.c.id)
_NEW_KEYS = story_keys.insert()
_NO_KEYS = delete(story_keys).where(story_keys.c.story_id == bindparam("story"))
_LATER = update(story_keys).where(story_keys.c.story_id == bindparam("story"))


class SqlStories:
    """See the port `Stories`. A story's `latest` is the newest publication of its articles."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def candidates(self, keys: Collection[str], since: datetime, limit: int = 200) -> Sequence[Candidate]:
        found = self._connection.execute(_CANDIDATES, {"keys": list(keys), "since": since, "most": limit})
        return [Candidate(story_id, latest, _features(written)) for story_id, latest, written in found]

    def of_identity(self, identity: str) -> int | None:
        return self._connection.scalar(_OF_IDENTITY, {"identity": identity})

    def create(self, features: Features, severity: Severity, now: datetime, due: datetime | None) -> int:
        values = {"features": features.as_dict(), "severity": severity, "due": due, "opened": now, "latest": now}
        story_id = int(self._connection.execute(_NEW, values).scalar_one())
        self._index(story_id, features, now)
        return story_id

    def attach(
        self, story_id: int, article_id: int, features: Features, reason: str, severity: Severity, due: datetime | None
    ) -> None:
        """Features are joined, the higher severity stays. Attaching an article again changes nothing.

        Raises LookupError for an unknown story or article.
        """
        published = self._connection.scalar(_PUBLISHED, {"article": article_id})
        row = self._connection.execute(_GROWING, {"ids": [story_id]}).mappings().first()
        if row is None or published is None:
            raise LookupError(f"no story {story_id} or no article {article_id}")
        keys = {"article_id": article_id, "story_id": story_id}
        if not add(self._connection, story_articles, **keys, published=published, reason=reason):
            return
        before = _features(row["features"])
        joined, grown = before.merged(features), _grown(row, severity, due, published)
        changed = grown if joined == before else grown | {"features": joined.as_dict()}
        self._connection.execute(_GROWN, changed | {"story": story_id})
        self._index_anew(story_id, before, joined, row["latest"], grown["latest"])

    def due(self, now: datetime, limit: int = 50) -> Sequence[int]:
        late = select(stories.c.id).where(stories.c.due <= now).order_by(stories.c.due, stories.c.id)
        return self._connection.execute(late.limit(limit)).scalars().all()

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

    def recent(self, keys: Collection[str], window: Window, limit: int) -> Sequence[Story]:
        inside = select(story_articles.c.story_id).where(*within(story_articles.c.published, window))
        chosen = select(stories.c.id).where(stories.c.id.in_(inside), stories.c.latest >= window.start)
        if keys:
            with_key = select(story_keys.c.story_id).where(story_keys.c.key.in_(keys))
            chosen = chosen.where(stories.c.id.in_(with_key.where(story_keys.c.latest >= window.start)))
        newest = chosen.order_by(stories.c.latest.desc(), stories.c.id.desc()).limit(limit)
        return self._load(self._connection.execute(newest).scalars().all())

    def _index(self, story_id: int, features: Features, latest: datetime) -> None:
        """Write the rows that a new story is found by."""
        found = [{"story_id": story_id, "key": key, "latest": latest} for key in sorted(_keys(features))]
        if found:
            self._connection.execute(_NEW_KEYS, found)

    def _index_anew(self, story_id: int, before: Features, now: Features, was: datetime, latest: datetime) -> None:
        """Bring the rows that the story is found by up to date."""
        if _keys(before) != _keys(now):
            self._connection.execute(_NO_KEYS, {"story": story_id})
            self._index(story_id, now, latest)
        elif was != latest:
            self._connection.execute(_LATER, {"story": story_id, "latest": latest})

    def _load(self, ids: Sequence[int]) -> Sequence[Story]:
        by_id = {row["id"]: row for row in self._connection.execute(_STORIES, {"ids": list(ids)}).mappings()}
        readings, spoken = self._readings(ids), defaultdict(list)
        for alert in alerts.of_stories(self._connection, ids):
            spoken[alert.story_id].append(alert)
        return [_story(by_id[one], readings[one], spoken[one]) for one in ids if one in by_id]

    def _readings(self, story_ids: Collection[int]) -> defaultdict[int, list[Reading]]:
        places = self._connection.execute(_ARTICLES, {"ids": list(story_ids)}).all()
        readings = load(self._connection, [row.article_id for row in places])
        found: defaultdict[int, list[Reading]] = defaultdict(list)
        for row in places:
            found[row.story_id].append(readings[row.article_id])
        return found


@lru_cache(_REMEMBERED)
def _features(written: str) -> Features:
    """From the JSON in which they are stored. The open stories are asked for again and again."""
    return Features.from_dict(json.loads(written))


def _grown(row: RowMapping, severity: Severity, due: datetime | None, published: datetime) -> dict[str, Any]:
    """What a story is with one more article. The first one says when it happened."""
    latest = max(row["latest"], published) if row["articles"] else published
    return {
        "severity": max(row["severity"], severity, key=SEVERITIES.index),
        "articles": row["articles"] + 1,
        "latest": latest,
        "due": min(filter(None, (row["due"], due)), default=None),
    }


def _story(row: RowMapping, readings: Sequence[Reading], spoken: Sequence[Alert]) -> Story:
    keys = _keys(_features(row["features"]))
    facts = {name: row[name] for name in ("opened", "latest", "severity", "due", "refreshed")}
    return Story(id=row["id"], keys=keys, readings=tuple(readings), spoken=tuple(spoken), **facts)


def _keys(features: Features) -> frozenset[str]:
    return features.keys | features.events

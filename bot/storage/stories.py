"""Articles about one happening."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, select, update

from bot.core.features import Candidate, Features
from bot.core.model import Alert, Reading, Story
from bot.ports import Window
from bot.storage import alerts
from bot.storage.counting import within
from bot.storage.readings import load
from bot.storage.statements import add
from bot.storage.tables import articles, stories, story_articles, story_keys
from watchlists.model import SEVERITIES, Severity


class SqlStories:
    """See the port `Stories`. A story's `latest` is the newest publication of its articles."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def candidates(self, keys: Collection[str], since: datetime, limit: int = 200) -> Sequence[Candidate]:
        shared = select(story_keys.c.story_id).where(story_keys.c.key.in_(keys), story_keys.c.latest >= since)
        chosen = select(stories.c.id, stories.c.latest, stories.c.features).where(stories.c.id.in_(shared))
        found = self._connection.execute(chosen.order_by(stories.c.latest.desc(), stories.c.id.desc()).limit(limit))
        return [Candidate(row.id, row.latest, Features.from_dict(row.features)) for row in found]

    def of_identity(self, identity: str) -> int | None:
        joined = story_articles.join(articles, articles.c.id == story_articles.c.article_id)
        chosen = select(story_articles.c.story_id).select_from(joined).where(articles.c.identity == identity)
        return self._connection.scalar(chosen.order_by(articles.c.edition.desc()).limit(1))

    def create(self, features: Features, severity: Severity, now: datetime, due: datetime | None) -> int:
        values = {"features": features.as_dict(), "severity": severity, "due": due, "opened": now, "latest": now}
        story_id = int(self._connection.execute(stories.insert().values(**values).returning(stories.c.id)).scalar_one())
        self._index(story_id, features, now)
        return story_id

    def attach(
        self, story_id: int, article_id: int, features: Features, reason: str, severity: Severity, due: datetime | None
    ) -> None:
        """Features are joined, the higher severity stays. Attaching an article again changes nothing.

        Raises LookupError for an unknown story or article.
        """
        published = self._connection.scalar(select(articles.c.published).where(articles.c.id == article_id))
        chosen = select(stories).where(stories.c.id == story_id).with_for_update()
        row = self._connection.execute(chosen).mappings().first()
        if row is None or published is None:
            raise LookupError(f"no story {story_id} or no article {article_id}")
        keys = {"article_id": article_id, "story_id": story_id}
        if not add(self._connection, story_articles, **keys, published=published, reason=reason):
            return
        grown = _grown(row, features, severity, due, published)
        changed = grown | {"features": grown["features"].as_dict()}
        self._connection.execute(update(stories).where(stories.c.id == story_id).values(**changed))
        self._index(story_id, grown["features"], grown["latest"])

    def due(self, now: datetime, limit: int = 50) -> Sequence[int]:
        late = select(stories.c.id).where(stories.c.due <= now).order_by(stories.c.due, stories.c.id)
        return self._connection.execute(late.limit(limit)).scalars().all()

    def get(self, story_id: int) -> Story | None:
        found = self._load([story_id])
        return found[0] if found else None

    def settle(self, story_id: int, articles: int, due: datetime | None, *, refreshed: datetime | None = None) -> bool:
        same = update(stories).where(stories.c.id == story_id, stories.c.articles == articles)
        changed = {"due": due} if refreshed is None else {"due": due, "refreshed": refreshed}
        return self._connection.execute(same.values(**changed)).rowcount == 1

    def recent(self, keys: Collection[str], window: Window, limit: int) -> Sequence[Story]:
        inside = select(story_articles.c.story_id).where(*within(story_articles.c.published, window))
        chosen = select(stories.c.id).where(stories.c.id.in_(inside), stories.c.latest >= window.start)
        if keys:
            with_key = select(story_keys.c.story_id).where(story_keys.c.key.in_(keys))
            chosen = chosen.where(stories.c.id.in_(with_key.where(story_keys.c.latest >= window.start)))
        newest = chosen.order_by(stories.c.latest.desc(), stories.c.id.desc()).limit(limit)
        return self._load(self._connection.execute(newest).scalars().all())

    def _index(self, story_id: int, features: Features, latest: datetime) -> None:
        """Write the rows that the story is found by."""
        self._connection.execute(delete(story_keys).where(story_keys.c.story_id == story_id))
        found = [{"story_id": story_id, "key": key, "latest": latest} for key in sorted(_keys(features))]
        if found:
            self._connection.execute(story_keys.insert(), found)

    def _load(self, ids: Sequence[int]) -> Sequence[Story]:
        chosen = select(stories).where(stories.c.id.in_(ids))
        by_id = {row["id"]: row for row in self._connection.execute(chosen).mappings()}
        readings, spoken = self._readings(ids), defaultdict(list)
        for alert in alerts.of_stories(self._connection, ids):
            spoken[alert.story_id].append(alert)
        return [_story(by_id[one], readings[one], spoken[one]) for one in ids if one in by_id]

    def _readings(self, story_ids: Collection[int]) -> defaultdict[int, list[Reading]]:
        order = (story_articles.c.published, story_articles.c.article_id)
        chosen = select(story_articles.c.story_id, story_articles.c.article_id).order_by(*order)
        places = self._connection.execute(chosen.where(story_articles.c.story_id.in_(story_ids))).all()
        readings = load(self._connection, [row.article_id for row in places])
        found: defaultdict[int, list[Reading]] = defaultdict(list)
        for row in places:
            found[row.story_id].append(readings[row.article_id])
        return found


def _grown(
    row: RowMapping, features: Features, severity: Severity, due: datetime | None, published: datetime
) -> dict[str, Any]:
    """What a story is with one more article. The first one says when it happened."""
    latest = max(row["latest"], published) if row["articles"] else published
    return {
        "features": Features.from_dict(row["features"]).merged(features),
        "severity": max(row["severity"], severity, key=SEVERITIES.index),
        "articles": row["articles"] + 1,
        "latest": latest,
        "due": min(filter(None, (row["due"], due)), default=None),
    }


def _story(row: RowMapping, readings: Sequence[Reading], spoken: Sequence[Alert]) -> Story:
    keys = frozenset(_keys(Features.from_dict(row["features"])))
    facts = {name: row[name] for name in ("opened", "latest", "severity", "due", "refreshed")}
    return Story(id=row["id"], keys=keys, readings=tuple(readings), spoken=tuple(spoken), **facts)


def _keys(features: Features) -> frozenset[str]:
    return features.keys | features.events

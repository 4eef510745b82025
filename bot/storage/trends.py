"""Unusual numbers of mentions, and the reports that they are counted from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, bindparam, select, update

from bot.core.grouping import Grouping
from bot.core.trends import Baseline, Count, Report, Trend, Verdict
from bot.ports import Window
from bot.storage.columns import indexed
from bot.storage.counting import COUNTS
from bot.storage.statements import chunks
from bot.storage.tables import articles, matches, story_articles, trends

_COPIES = frozenset({Grouping.SAME_TEXT, Grouping.NEAR_TEXT})
_KEYS: BindParameter[Sequence[str]] = bindparam("keys", expanding=True)
# Read off the index of matches; of the articles themselves nothing is read.
# Matches and places in stories both have the article's publication: where many are joined, no more is read than that.
_REPORTS = (
    select(matches.c.published, matches.c.source, story_articles.c.story_id, story_articles.c.reason)
    .join(story_articles, story_articles.c.article_id == matches.c.article_id)
    .where(
        matches.c.key.in_(_KEYS),
        matches.c.published >= bindparam("start"),
        matches.c.published < bindparam("end"),
        story_articles.c.published >= bindparam("start"),
        story_articles.c.published < bindparam("end"),
        COUNTS,
    )
)
# What a hunt found is no news; but it was said, and is usual.
_FRESH = _REPORTS.join(articles, articles.c.id == matches.c.article_id).where(
    articles.c.silent.is_(False), matches.c.late.is_(False)
)
_WITHOUT_STORY = (
    select(matches.c.published, matches.c.source, matches.c.article_id)
    .outerjoin(story_articles, story_articles.c.article_id == matches.c.article_id)
    .where(
        matches.c.late,
        matches.c.key.in_(_KEYS),
        matches.c.published >= bindparam("start"),
        matches.c.published < bindparam("end"),
        story_articles.c.article_id.is_(None),
        COUNTS,
    )
)
_SINCE = select(trends).where(trends.c.created >= bindparam("since")).order_by(trends.c.created, trends.c.id)
_OF_KEYS = _SINCE.where(trends.c.key.in_(_KEYS))
_NEW = trends.insert().returning(trends.c.id)


class SqlTrends:
    """See the port `Trends`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reports(self, keys: Collection[str], window: Window, *, fresh: bool = False) -> Sequence[Report]:
        asked = {"keys": sorted(map(indexed, keys)), "start": window.start, "end": window.end}
        rows = self._connection.execute(_FRESH if fresh else _REPORTS, asked)
        found = [Report(published, story, source, why in _COPIES) for published, source, story, why in rows]
        if not fresh:  # each stands for a story of its own, which no stored one is numbered like
            found += [
                Report(at, -article, source) for at, source, article in self._connection.execute(_WITHOUT_STORY, asked)
            ]
        return sorted(found, key=lambda one: one.published)

    def add(self, trend: Trend) -> Trend:
        facts = {"key": trend.key, "span": int(trend.span.total_seconds()), "created": trend.created}
        number = self._connection.scalar(_NEW, facts | {"details": _details(trend)})
        found = self.get(int(number or 0))
        assert found is not None
        return found

    def change(self, trend: Trend) -> None:
        own = update(trends).where(trends.c.id == trend.id)
        self._connection.execute(own.values(details=_details(trend)))

    def get(self, trend_id: int) -> Trend | None:
        row = self._connection.execute(select(trends).where(trends.c.id == trend_id)).mappings().first()
        return _trend(row) if row else None

    def since(self, since: datetime, keys: Collection[str] | None = None) -> Sequence[Trend]:
        if keys is None:
            return [_trend(row) for row in self._connection.execute(_SINCE, {"since": since}).mappings()]
        found = [
            _trend(row)
            for some in chunks(sorted(map(indexed, keys)))
            for row in self._connection.execute(_OF_KEYS, {"since": since, "keys": some}).mappings()
        ]
        return sorted(found, key=lambda one: (one.created, one.id))


def _details(trend: Trend) -> dict[str, Any]:
    return {
        "verdict": trend.verdict,
        "count": asdict(trend.count),
        "baseline": asdict(trend.baseline),
        "over": trend.over.isoformat() if trend.over else None,
        "untold": {str(chat): why for chat, why in trend.untold.items()},
    }


def _trend(row: RowMapping) -> Trend:
    details: Mapping[str, Any] = row["details"]
    counted, past, over = details["count"], details["baseline"], details["over"]
    return Trend(
        row["id"],
        row["key"],
        timedelta(seconds=row["span"]),
        row["created"],
        Verdict(details["verdict"]),
        Count(**counted | {"stories": tuple((story, number) for story, number in counted["stories"])}),
        Baseline(**past | {"counts": tuple(past["counts"])}),
        datetime.fromisoformat(over) if over else None,
        {int(chat): why for chat, why in details["untold"].items()},
    )

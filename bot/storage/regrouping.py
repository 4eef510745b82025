"""Articles and alerts go from one story to another."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, case, delete, func, literal, or_, select, update

from bot.core.regrouping import Whole
from bot.storage.adding import take_turn
from bot.storage.retelling import VANISHED
from bot.storage.statements import add_all, insert
from bot.storage.tables import alerts, deliveries, stories, story_articles, story_keys, story_marks
from watchlists.model import SEVERITIES


class SqlRegrouping:
    """See the port `Regrouping`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self) -> None:
        take_turn(self._connection)

    def hold(self, story_ids: Collection[int]) -> None:
        """By rising ids, as everybody locks stories who writes several."""
        rows = select(stories.c.id).where(stories.c.id.in_(story_ids)).order_by(stories.c.id).with_for_update()
        self._connection.execute(rows).all()

    def open(self, whole: Whole, due: datetime, refreshed: datetime | None) -> int:
        new = stories.insert().values(**_columns(whole, due), refreshed=refreshed).returning(stories.c.id)
        story_id: int = self._connection.execute(new).scalar_one()
        self._index(story_id, whole)
        return story_id

    def become(self, story_id: int, whole: Whole, due: datetime, refreshed: datetime | None) -> None:
        values = {**_columns(whole, due), "refreshed": refreshed, "merged_into": None}
        self._connection.execute(update(stories).where(stories.c.id == story_id).values(**values))
        self._index(story_id, whole)

    def close(self, story_id: int, into: int) -> None:
        values = {"articles": 0, "features": {}, "due": None, "merged_into": into}
        self._connection.execute(update(stories).where(stories.c.id == story_id).values(**values))
        self._forget(story_id)

    def move(self, articles: Mapping[int, str], story_id: int) -> None:
        own = update(story_articles)
        for reason in sorted(set(articles.values())):
            ids = [one for one, why in articles.items() if why == reason]
            self._connection.execute(
                own.where(story_articles.c.article_id.in_(ids)).values(story_id=story_id, reason=reason)
            )

    def move_alerts(self, alerts_: Collection[int], story_id: int) -> None:
        """Numbers are unique in a story: all are out of the way before they are given anew."""
        from_ = select(alerts.c.story_id).where(alerts.c.id.in_(alerts_)).distinct()
        touched = {story_id, *self._connection.execute(from_).scalars()}
        own = update(alerts).where(alerts.c.id.in_(alerts_))
        self._connection.execute(own.values(story_id=story_id, number=-alerts.c.id))
        for one in sorted(touched):
            self._number(one)

    def remember(self, known: Mapping[int, Mapping[str, Any]]) -> None:
        for alert_id, facts in known.items():
            self._connection.execute(update(alerts).where(alerts.c.id == alert_id).values(known=dict(facts)))

    def heard(self, story_ids: Collection[int]) -> bool:
        return self._connection.execute(_first(story_ids)).first() is not None

    def count_as_told(self, alert_id: int, story_ids: Collection[int]) -> None:
        """The first delivery of each chat once more, with the new alert, as one that was sent and is not there to be
        changed or answered."""
        found = self._connection.execute(select(deliveries).where(deliveries.c.id.in_(_first(story_ids)))).mappings()
        add_all(self._connection, deliveries, [_told(alert_id, dict(row)) for row in found])

    def find_by(self, story_id: int, as_well: int) -> None:
        marks = select(literal(story_id), story_marks.c.mark, story_marks.c.seen).where(
            story_marks.c.story_id == as_well
        )
        new = insert(self._connection, story_marks).from_select(["story_id", "mark", "seen"], marks)
        self._connection.execute(new.on_conflict_do_nothing())

    def _index(self, story_id: int, whole: Whole) -> None:
        self._connection.execute(delete(story_keys).where(story_keys.c.story_id == story_id))
        keys = sorted(whole.features.index)
        rows = [{"story_id": story_id, "key": key, "latest": whole.latest} for key in keys]
        add_all(self._connection, story_keys, rows)

    def _forget(self, story_id: int) -> None:
        for table in (story_keys, story_marks):
            self._connection.execute(delete(table).where(table.c.story_id == story_id))

    def _number(self, story_id: int) -> None:
        graver = case(*((alerts.c.severity == one, rank) for rank, one in enumerate(SEVERITIES)), else_=0)
        own = select(alerts.c.id).where(alerts.c.story_id == story_id).order_by(graver, alerts.c.created, alerts.c.id)
        ids = self._connection.execute(own).scalars().all()
        away = update(alerts).where(alerts.c.story_id == story_id)
        self._connection.execute(away.values(number=-alerts.c.id))
        for number, alert_id in enumerate(ids, start=1):
            self._connection.execute(update(alerts).where(alerts.c.id == alert_id).values(number=number))


def _first(story_ids: Collection[int]) -> Select[int]:
    """The first delivery to each chat that has gone out."""
    gone = or_(deliveries.c.state.in_(("sending", "sent")), deliveries.c.part > 0)
    return (
        select(func.min(deliveries.c.id))
        .join(alerts, alerts.c.id == deliveries.c.alert_id)
        .where(alerts.c.story_id.in_(story_ids), deliveries.c.kind == "alert", gone)
        .group_by(deliveries.c.destination_id)
    )


def _columns(whole: Whole, due: datetime) -> dict[str, Any]:
    return {
        "opened": whole.opened,
        "latest": whole.latest,
        "severity": whole.severity,
        "articles": whole.articles,
        "features": whole.features.as_dict(),
        "due": due,
    }


def _told(alert_id: int, row: dict[str, Any]) -> dict[str, Any]:
    chat = row["destination_id"]
    kept = {name: row[name] for name in ("destination_id", "kind", "priority", "created", "ready_at", "message")}
    over = {"state": "sent", "finished": row["finished"] or row["created"], "error": VANISHED}
    return {**kept, **over, "key": f"alert:{alert_id}:{chat}", "alert_id": alert_id}

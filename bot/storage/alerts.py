"""Decisions to speak."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, func, literal, or_, select
from sqlalchemy.sql.dml import ReturningInsert

from bot.core.model import Alert, NewAlert
from bot.ports import Window
from bot.storage import rows
from bot.storage.chats import same_chat
from bot.storage.counting import within
from bot.storage.statements import among, insert_into, put, put_all
from bot.storage.tables import alerts, deliveries, destinations, holdings, story_keys

_CREATED = select(alerts.c.created).where(alerts.c.id == bindparam("alert"))
_OF_STORIES = (
    select(alerts)
    .where(alerts.c.story_id.in_(bindparam("ids", expanding=True)))
    .order_by(alerts.c.story_id, alerts.c.number)
)


_LATER = alerts.alias("later")
_TOLD_SINCE = exists(
    select(1)
    .join_from(deliveries, _LATER, _LATER.c.id == deliveries.c.alert_id)
    .where(
        deliveries.c.destination_id == holdings.c.destination_id,
        deliveries.c.kind == "alert",
        _LATER.c.story_id == alerts.c.story_id,
        _LATER.c.id >= alerts.c.id,
    )
)
_WAITS = holdings.c.verdict.in_(("quiet", "gathered", "repeat"))


ADDRESSED = or_(
    exists().where(deliveries.c.alert_id == alerts.c.id),
    exists().where(holdings.c.alert_id == alerts.c.id),
)
"""That an alert was sent to somebody, or kept from somebody who wanted it. Others are no more than notes of what a
story had to say when nobody asked for it."""


class SqlAlerts:
    """See the port `Alerts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_all(self, new: Sequence[NewAlert], now: datetime) -> Mapping[int, Alert]:
        """Each is about the newest article of its story. A story without articles raises ValueError."""
        if not new:
            return {}
        written = self._connection.execute(_next(self._connection.dialect.name), [_row(one, now) for one in new])
        return {row["story_id"]: rows.alert(row) for row in written.mappings()}

    def get(self, alert_id: int) -> Alert | None:
        row = self._connection.execute(select(alerts).where(alerts.c.id == alert_id)).mappings().first()
        return rows.alert(row) if row else None

    def addressed(self, alert_ids: Collection[int]) -> Collection[int]:
        asked = select(alerts.c.id).where(alerts.c.id.in_(alert_ids), ADDRESSED)
        return frozenset(self._connection.scalars(asked))

    def last_id(self) -> int:
        return self._connection.scalar(select(func.max(alerts.c.id))) or 0

    def hold(self, alert_id: int, destination_id: int, verdict: str) -> None:
        """A later verdict replaces an earlier one. Raises LookupError for an unknown alert."""
        created = self._connection.scalar(_CREATED, {"alert": alert_id})
        if created is None:
            raise LookupError(f"no alert {alert_id}")
        keys = {"alert_id": alert_id, "destination_id": destination_id}
        put(self._connection, holdings, keys, **keys, created=created, verdict=verdict)

    def hold_all(self, held: Sequence[tuple[Alert, int, str]]) -> None:
        found = [
            {"alert_id": alert.id, "created": alert.created, "destination_id": chat, "verdict": verdict}
            for alert, chat, verdict in held
        ]
        put_all(self._connection, holdings, ("alert_id", "destination_id"), found)

    def held(self, destination_id: int, window: Window) -> Sequence[tuple[Alert, str]]:
        own = [holdings.c.destination_id == destination_id, *within(holdings.c.created, window)]
        chosen = select(alerts, holdings.c.verdict).join(holdings, holdings.c.alert_id == alerts.c.id)
        chosen = chosen.where(*own, ~and_(_WAITS, _TOLD_SINCE))
        found = self._connection.execute(chosen.order_by(alerts.c.id)).mappings()
        return [(rows.alert(row), row["verdict"]) for row in found]

    def held_by_verdict(self, destination_id: int, keys: Collection[str], window: Window) -> Mapping[str, int]:
        own = [holdings.c.destination_id == destination_id, *within(holdings.c.created, window)]
        named = among(self._connection.dialect.name, story_keys.c.key, keys)
        about = select(literal(1)).where(story_keys.c.story_id == alerts.c.story_id, named)
        number = func.count().label("number")
        counted = select(holdings.c.verdict, number).join(alerts, alerts.c.id == holdings.c.alert_id)
        counted = counted.where(*own, ~and_(_WAITS, _TOLD_SINCE), about.exists()).group_by(holdings.c.verdict)
        return {one.verdict: one.number for one in self._connection.execute(counted)}

    def kept_back(self, destination_ids: Collection[int], verdict: str, window: Window) -> Mapping[int, int]:
        theirs = [holdings.c.destination_id.in_(destination_ids), holdings.c.verdict == verdict, ~_TOLD_SINCE]
        number = func.count(alerts.c.story_id.distinct())
        counted = select(holdings.c.destination_id, number).join(alerts, alerts.c.id == holdings.c.alert_id)
        counted = counted.where(*theirs, *within(holdings.c.created, window)).group_by(holdings.c.destination_id)
        return {chat: int(stories) for chat, stories in self._connection.execute(counted)}

    def sent(self, destination_id: int, window: Window) -> Sequence[Alert]:
        own = [deliveries.c.destination_id == destination_id, deliveries.c.kind == "alert"]
        written = select(deliveries.c.alert_id).where(*own, *within(deliveries.c.created, window))
        chosen = select(alerts).where(alerts.c.id.in_(written)).order_by(alerts.c.id)
        return [rows.alert(row) for row in self._connection.execute(chosen).mappings()]

    def reached(self, alert_id: int, destination_id: int) -> Sequence[int]:
        own = [deliveries.c.alert_id == alert_id, deliveries.c.kind == "alert", same_chat(destination_id)]
        chosen = select(destinations.c.id).join(deliveries, deliveries.c.destination_id == destinations.c.id)
        return list(self._connection.scalars(chosen.where(*own).distinct().order_by(destinations.c.id)))

    def verdicts(self, alert_id: int) -> Sequence[tuple[int, str]]:
        own = [deliveries.c.alert_id == alert_id, deliveries.c.kind == "alert"]
        sent = self._connection.execute(select(deliveries.c.destination_id).where(*own)).scalars()
        chosen = select(holdings.c.destination_id, holdings.c.verdict).where(holdings.c.alert_id == alert_id)
        held = {row.destination_id: row.verdict for row in self._connection.execute(chosen)}
        return sorted((held | dict.fromkeys(sent, "sent")).items())


def of_stories(connection: Connection, story_ids: Collection[int]) -> Sequence[Alert]:
    """The alerts of these stories, by story and number."""
    return [rows.alert(row) for row in connection.execute(_OF_STORIES, {"ids": list(story_ids)}).mappings()]


def _row(new: NewAlert, now: datetime) -> dict[str, Any]:
    story = new.story
    if not story.readings:
        raise ValueError(f"story {story.id} holds no article to alert of")
    return {
        "story_id": story.id,
        "article_id": story.readings[-1].article.id,
        "number": max((alert.number for alert in story.spoken), default=0) + new.after + 1,
        "reason": new.reason,
        "severity": story.severity,
        "known": new.known,
        "created": now,
    }


@cache
def _next(dialect: str) -> ReturningInsert[Any]:
    return insert_into(dialect, alerts).on_conflict_do_nothing().returning(*alerts.c)

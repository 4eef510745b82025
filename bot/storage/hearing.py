"""What chats were told of stories, and which stories a chat may have to hear of again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select, union, update

from bot.core.model import Destination, Told
from bot.storage import rows
from bot.storage.columns import Id, UtcTime
from bot.storage.tables import alerts, deliveries, destinations, holdings, stories

# Of each alert that a chat was sent, the first row and the newest; edits carry the alert that they change.
_BY = (alerts.c.story_id, deliveries.c.destination_id, deliveries.c.alert_id, deliveries.c.kind, alerts.c.reason)
_GROUPED = (
    select(
        *_BY,
        func.min(deliveries.c.id).label("first"),
        func.max(deliveries.c.id).label("newest"),
        func.max(deliveries.c.created).label("at"),
    )
    .join(alerts, alerts.c.id == deliveries.c.alert_id)
    .where(alerts.c.story_id.in_(bindparam("stories", expanding=True)), deliveries.c.kind.in_(("alert", "edit")))
    .group_by(*_BY)
    .subquery()
)
_SAID = (
    select(_GROUPED, deliveries.c.shown)
    .join(deliveries, deliveries.c.id == _GROUPED.c.newest)
    .order_by(_GROUPED.c.destination_id, _GROUPED.c.first)
)
_CHATS = select(destinations).where(
    destinations.c.id.in_(bindparam("ids", expanding=True)), destinations.c.access == "allowed"
)
_NOW = bindparam("now", type_=UtcTime)
_CHAT, _SINCE = bindparam("destination", type_=Id), bindparam("since", type_=UtcTime)
_SENT_OF = (
    select(alerts.c.story_id)
    .join(deliveries, deliveries.c.alert_id == alerts.c.id)
    .where(deliveries.c.destination_id == _CHAT, deliveries.c.created >= _SINCE)
)
_HELD_OF = (
    select(alerts.c.story_id)
    .join(holdings, holdings.c.alert_id == alerts.c.id)
    .where(holdings.c.destination_id == _CHAT, holdings.c.created >= _SINCE)
)
_RESTS = or_(stories.c.due.is_(None), stories.c.due > _NOW)
_WOKEN = update(stories).where(stories.c.id.in_(union(_SENT_OF, _HELD_OF)), _RESTS).values(due=_NOW)
_PLANNED = update(stories).where(stories.c.id == bindparam("story"))


def told(connection: Connection, story_ids: Collection[int]) -> Mapping[int, Sequence[Told]]:
    """What each chat that is still let in was told of each story: by story, then by chat."""
    said = connection.execute(_SAID, {"stories": list(story_ids)}).all() if story_ids else []
    chats = _chats(connection, {row.destination_id for row in said})
    by_pair: defaultdict[tuple[int, int], _Heard] = defaultdict(_Heard)
    for row in said:
        by_pair[row.story_id, row.destination_id].add(row)
    found: defaultdict[int, list[Told]] = defaultdict(list)
    for (story_id, chat), heard in by_pair.items():
        if chat in chats and heard.alerts:
            found[story_id].append(heard.told(chats[chat]))
    return found


def wake(connection: Connection, destination_id: int, since: datetime, now: datetime) -> int:
    """Have the stories looked at of which something was sent to a chat or held back from it since then."""
    asked = {"destination": destination_id, "since": since, "now": now}
    return connection.execute(_WOKEN, asked).rowcount


def plan(connection: Connection, dues: Mapping[int, datetime]) -> None:
    """Have these stories looked at at these times."""
    if dues:
        connection.execute(_PLANNED, [{"story": story_id, "due": due} for story_id, due in dues.items()])


def _chats(connection: Connection, ids: Iterable[int]) -> Mapping[int, Destination]:
    found = connection.execute(_CHATS, {"ids": list(ids)}).mappings()
    return {row["id"]: rows.destination(row) for row in found}


@dataclass(slots=True)
class _Heard:
    """The rows of one chat and story, the oldest first."""

    alerts: list[Any] = field(default_factory=list)
    edits: list[Any] = field(default_factory=list)

    def add(self, row: Any) -> None:
        (self.edits if row.kind == "edit" else self.alerts).append(row)

    def told(self, chat: Destination) -> Told:
        first, every = self.alerts[0], [*self.alerts, *self.edits]
        shown = max(self.edits, key=lambda row: row.newest, default=first).shown
        given = {row.reason: row.at for row in self.alerts}
        at = max(row.at for row in every)
        sent = tuple(row.alert_id for row in self.alerts)
        return Told(first.first, chat, first.alert_id, sent[-1], at, shown, tuple(given.items()), sent)

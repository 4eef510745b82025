"""Join the rows of a chat to those of the chat that it became."""

from sqlalchemy import Connection, Table, delete, exists, select, update

from bot.core.model import Destination
from bot.storage.tables import (
    buttons,
    deliveries,
    destinations,
    holdings,
    hunts,
    mutes,
    roles,
    schedules,
    submissions,
    subscriptions,
)

_JOINED: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (subscriptions, ("scope", "key")),
    (mutes, ("scope", "key")),
    (schedules, ("rhythm",)),
    (holdings, ("alert_id",)),
    (submissions, ("key",)),
    (roles, ("platform", "person")),
    (buttons, ("token",)),
    (hunts, ("id",)),
)
"""Tables with a row per chat and these columns."""


def merge(connection: Connection, old: Destination, new: Destination) -> None:
    """Give `new` the rows and settings of `old`, and remove `old`. Where both have a row, that of `new` stays."""
    for table, names in _JOINED:
        _join(connection, table, names, old.id, new.id)
    _join_deliveries(connection, old.id, new.id)
    connection.execute(delete(destinations).where(destinations.c.id == old.id))
    decided = new.access in {"allowed", "refused"}
    settings = {
        "access": new.access if decided else old.access,
        "language": old.language,
        "timezone": old.timezone,
        "listens": old.listens or new.listens,
        "preferences": old.preferences.as_dict(),
    }
    connection.execute(update(destinations).where(destinations.c.id == new.id).values(**settings))


def _join(connection: Connection, table: Table, names: tuple[str, ...], old: int, new: int) -> None:
    twin = table.alias()
    same = [twin.c[name] == table.c[name] for name in names]
    taken = exists(select(1).where(twin.c.destination_id == new, *same))
    moved = update(table).where(table.c.destination_id == old, ~taken)
    connection.execute(moved.values(destination_id=new))


def _join_deliveries(connection: Connection, old: int, new: int) -> None:
    """One message may be in flight per chat: where both have one, that of `old` goes again, as doubtful."""
    twin = deliveries.alias()
    busy = exists(select(1).where(twin.c.destination_id == new, twin.c.state == "sending"))
    told = select(twin.c.alert_id).where(twin.c.destination_id == new, twin.c.alert_id.is_not(None))
    again = [deliveries.c.destination_id == old, deliveries.c.state == "pending", deliveries.c.alert_id.in_(told)]
    connection.execute(delete(deliveries).where(*again))  # the new chat hears of it by its own row
    own = update(deliveries).where(deliveries.c.destination_id == old)
    waits = own.where(deliveries.c.state == "sending", busy)
    connection.execute(waits.values(state="pending", lease_until=None, doubtful=True))
    connection.execute(own.values(destination_id=new))

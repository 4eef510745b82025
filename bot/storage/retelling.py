"""Messages that stand in a chat already: which one an edit changes or an answer follows; bringing one up to date."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, and_, bindparam, or_, select, update

from bot.core.message import Message
from bot.core.model import Delivery, Told
from bot.storage import calls
from bot.storage.claiming import PRIORITIES
from bot.storage.columns import Written
from bot.storage.posting import all_written
from bot.storage.statements import add_all
from bot.storage.tables import deliveries

VANISHED = "the message to change is gone"
_FOLDED = "told with the message itself"
_STATE = ("state", "part", "error")
# A statement takes 32,766 values at most on SQLite.
_AT_ONCE = 5_000

_ASKED: BindParameter[Sequence[int]] = bindparam("targets", expanding=True)
_STANDING = (
    select(deliveries.c.id, deliveries.c.target_id, deliveries.c.kind, *map(deliveries.c.get, _STATE))
    .where(or_(deliveries.c.id.in_(_ASKED), and_(deliveries.c.kind == "edit", deliveries.c.target_id.in_(_ASKED))))
    .order_by(deliveries.c.id)
)
_OWN = update(deliveries).where(deliveries.c.id == bindparam("own"))


def revise(connection: Connection, changes: Sequence[tuple[Told, Message]], now: datetime) -> None:
    """Have the messages of chats read as given, and tell of as many articles as is `shown`: as long as one waits, in
    its own row, else by an edit, of which one a message waits at most. What people deleted stays deleted."""
    said = all_written(message for _, message in changes)
    standing = [
        (_Standing(one.delivery_id, one.destination.id, one.alert_id, one.shown, one.trace), it) for one, it in changes
    ]
    for at in range(0, len(standing), _AT_ONCE):
        _revise(connection, standing[at : at + _AT_ONCE], said, now)


def rewrite(connection: Connection, delivery_id: int, message: Message, now: datetime) -> None:
    """Have a message that is about no alert read as given, in the same way."""
    own = select(deliveries.c.destination_id, deliveries.c.trace).where(deliveries.c.id == delivery_id)
    row = connection.execute(own).first()
    if row is not None:
        standing = _Standing(delivery_id, row.destination_id, trace=row.trace)
        _revise(connection, [(standing, message)], all_written([message]), now)


class _Standing(NamedTuple):
    """A message of a chat that is to be changed."""

    delivery_id: int
    destination_id: int
    alert_id: int | None = None
    shown: int = 0
    trace: str | None = None


def _revise(
    connection: Connection, changes: Sequence[tuple[_Standing, Message]], said: Mapping[int, Written], now: datetime
) -> None:
    newest = _newest(connection, [one.delivery_id for one, _ in changes])
    rewritten, revived, new = [], [], []
    for one, message in changes:
        row = newest.get(one.delivery_id)
        words = {"message": said[id(message)], "shown": one.shown}
        if row is None or row.error == VANISHED:
            continue
        if row.state == "pending" and not row.part:
            rewritten.append({"own": row.id, **words})
        elif row.state == "dead" and row.kind != "edit":
            revived.append({"own": row.id, **words, **_waiting(now)})
        else:
            new.append(_edit(one, row.id, now) | words)
    for changed in (rewritten, revived):
        if changed:
            connection.execute(_OWN, changed)
    add_all(connection, deliveries, new)


def aimed(connection: Connection, taken: Sequence[Delivery], now: datetime) -> list[Delivery]:
    """Deliveries that were just claimed, with the platform's ids of the messages that they change or answer.

    An edit of what was never sent becomes that message itself; one of what people deleted is over. Both are left out.
    """
    targets = _targets(connection, [one.id for one in taken])
    messages = calls.messages_of(connection, [row.id for row in targets.values()])
    found = []
    for one in taken:
        target = targets.get(one.id)
        if one.kind == "edit" and (target is None or target.message_id is None):
            _fold(connection, one, target, now)
        else:
            found.append(one if target is None else _aim(one, target, messages.get(target.id, {})))
    return found


def _aim(one: Delivery, target: Any, messages: Mapping[int, str]) -> Delivery:
    """A part more than the message had is an answer to it; the parts that follow are left over, should this be the
    last."""
    if one.kind != "edit":
        return replace(one, reply_to=target.message_id)
    edits = messages.get(one.part) or (target.message_id if one.part == 0 else None)
    left = tuple(messages[part] for part in sorted(messages) if part > one.part)
    return replace(one, edits=edits, reply_to=one.reply_to if edits else target.message_id, left=left)


def _fold(connection: Connection, edit: Delivery, target: Any, now: datetime) -> None:
    sent = target is None or target.state == "sent"
    if target is not None and not sent:
        waiting = _waiting(now) if target.state == "dead" else {}
        _set(connection, target.id, message=edit.message.as_dict(), **waiting)
    over = {"state": "sent", "finished": now, "lease_until": None, "error": VANISHED if sent else _FOLDED}
    _set(connection, edit.id, **over)


def _newest(connection: Connection, targets: Sequence[int]) -> Mapping[int, Any]:
    """Of each of these deliveries the newest edit or, where there is none, itself."""
    found = connection.execute(_STANDING, {"targets": list(targets)})
    return {row.target_id if row.kind == "edit" else row.id: row for row in found}


def _edit(told: _Standing, after: int, now: datetime) -> dict[str, Any]:
    return {
        "key": f"edit:{told.delivery_id}:{after}",
        "destination_id": told.destination_id,
        "kind": "edit",
        "priority": PRIORITIES["edit"],
        "created": now,
        "ready_at": now,
        "state": "pending",
        "alert_id": told.alert_id,
        "target_id": told.delivery_id,
        "trace": told.trace,
    }


def _waiting(now: datetime) -> dict[str, Any]:
    """What makes a delivery that had failed wait anew."""
    return {"state": "pending", "ready_at": now, "finished": None, "attempts": 0}


def _targets(connection: Connection, ids: Sequence[int]) -> Mapping[int, Any]:
    """What deliveries change or answer, by their ids."""
    target = deliveries.alias()
    chosen = select(deliveries.c.id.label("own"), target.c.id, target.c.state, target.c.message_id, target.c.part)
    joined = chosen.join(target, target.c.id == deliveries.c.target_id).where(deliveries.c.id.in_(ids))
    return {row.own: row for row in connection.execute(joined)}


def _set(connection: Connection, delivery_id: int, **changed: Any) -> None:
    connection.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(**changed))

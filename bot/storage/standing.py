"""The messages that stand in the chats: which delivery sent them, and what it was about."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select, true

from bot.core.message import Message
from bot.core.model import Address
from bot.storage.tables import calls, deliveries, destinations

_TO_CHAT = destinations.c.id == deliveries.c.destination_id


def alert_of(connection: Connection, address: Address, message_id: str) -> int | None:
    """The alert that a message was about, in whichever thread of the chat: an answer to a message may open
    one. Any part of the alert will do."""
    is_alert = deliveries.c.alert_id.is_not(None)
    return _of_message(connection, address, message_id, select(deliveries.c.alert_id), is_alert)


def delivery_of(connection: Connection, address: Address, message_id: str) -> int | None:
    """The delivery that a message was sent by; where it was edited, the first one."""
    own = func.coalesce(deliveries.c.target_id, deliveries.c.id)
    standing = select(case((deliveries.c.kind == "edit", own), else_=deliveries.c.id))
    return _of_message(connection, address, message_id, standing, true())


def answered(connection: Connection, key: str) -> tuple[int, str | None] | None:
    """The delivery that stands for the answer with this key, and to whom alone it was shown."""
    own = func.coalesce(deliveries.c.target_id, deliveries.c.id)
    standing = select(case((deliveries.c.kind == "edit", own), else_=deliveries.c.id), deliveries.c.message)
    row = connection.execute(standing.where(deliveries.c.key == key)).first()
    return (row[0], row[1].get("whisper")) if row else None


def offered(connection: Connection, delivery_id: int) -> Collection[str]:
    """The commands of all buttons that stand below a delivery's message, or did."""
    edits = and_(deliveries.c.kind == "edit", deliveries.c.target_id == delivery_id)
    shown = select(deliveries.c.message).where(or_(deliveries.c.id == delivery_id, edits))
    messages = map(Message.from_dict, connection.scalars(shown))
    return {button.command for message in messages for row in message.buttons for button in row}


def _of_message(
    connection: Connection, address: Address, message_id: str, chosen: Select[Any], condition: ColumnElement[bool]
) -> int | None:
    chat = [destinations.c.platform == address.platform, destinations.c.chat == address.chat]
    parts = select(calls.c.delivery_id).where(calls.c.message_id == message_id)
    found = chosen.join_from(deliveries, destinations, _TO_CHAT).where(*chat, condition).order_by(deliveries.c.id)
    for own in (deliveries.c.message_id == message_id, deliveries.c.id.in_(parts)):
        number: int | None = connection.scalar(found.where(own).limit(1))
        if number is not None:
            return number
    return None

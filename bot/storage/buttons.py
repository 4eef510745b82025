"""Buttons that are more than their command."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from bot.core.pressing import Special
from bot.storage.tables import buttons

# Bytes of chance in a token: nobody guesses one, and it fits into a button of any platform.
_CHANCE = 9


class SqlButtons:
    """See the port `Buttons`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, destination_id: int, new: Sequence[Special], now: datetime) -> Sequence[str]:
        rows = [
            {
                "token": secrets.token_urlsafe(_CHANCE),
                "destination_id": destination_id,
                "command": one.command,
                "person": one.person,
                "once": one.once,
                "created": now,
                "expires": one.expires,
            }
            for one in new
        ]
        if rows:
            self._connection.execute(insert(buttons), rows)
        return [str(row["token"]) for row in rows]

    def get(self, destination_id: int, token: str) -> Special | None:
        own = select(buttons).where(buttons.c.token == token, buttons.c.destination_id == destination_id)
        row = self._connection.execute(own).one_or_none()
        return None if row is None else Special(row.command, row.person, row.once, row.expires, row.pressed)

    def press(self, token: str, now: datetime) -> bool:
        first = update(buttons).where(buttons.c.token == token, buttons.c.pressed.is_(None)).values(pressed=now)
        return self._connection.execute(first.returning(buttons.c.token)).one_or_none() is not None

    def forget(self, before: datetime) -> int:
        gone = self._connection.execute(delete(buttons).where(buttons.c.expires < before).returning(buttons.c.token))
        return len(gone.all())

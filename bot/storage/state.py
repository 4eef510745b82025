"""Small facts that outlive a restart."""

from sqlalchemy import Connection, select

from bot.storage.statements import put
from bot.storage.tables import state


class SqlState:
    """See the port `State`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str | None:
        return self._connection.scalar(select(state.c.value).where(state.c.name == name))

    def put(self, name: str, value: str) -> None:
        put(self._connection, state, ["name"], name=name, value=value)

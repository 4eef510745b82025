"""Small facts that outlive a restart."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from bot.storage.statements import put
from bot.storage.tables import state


class SqlState:
    """See the port `State`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str | None:
        return self._connection.scalar(select(state.c.value).where(state.c.name == name))

    def all(self, prefix: str) -> Mapping[str, str]:
        chosen = select(state).where(state.c.name.startswith(prefix, autoescape=True)).order_by(state.c.name)
        return {row.name: row.value for row in self._connection.execute(chosen)}

    def drop(self, name: str) -> None:
        self._connection.execute(delete(state).where(state.c.name == name))

    def put(self, name: str, value: str) -> None:
        put(self._connection, state, ["name"], name=name, value=value)

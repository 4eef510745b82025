"""Who works on this database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from bot.core.processes import FORGOTTEN_AFTER, Process
from bot.storage.statements import put
from bot.storage.tables import processes


class SqlProcesses:
    """See the port `Processes`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sign(self, process: Process) -> None:
        facts = {name: getattr(process, name) for name in "name host pid version started seen troubles".split()}
        words = {"roles": " ".join(process.roles), "duties": " ".join(sorted(process.duties))}
        put(self._connection, processes, ["name"], **facts, **words)
        self._connection.execute(delete(processes).where(processes.c.seen < process.seen - FORGOTTEN_AFTER))

    def leave(self, name: str) -> None:
        self._connection.execute(delete(processes).where(processes.c.name == name))

    def all(self) -> Sequence[Process]:
        found = self._connection.execute(select(processes).order_by(processes.c.started, processes.c.name))
        return [_process(row) for row in found]


def _process(row: Row[Any]) -> Process:
    facts = {name: getattr(row, name) for name in "name host pid version started seen troubles".split()}
    return Process(**facts, roles=tuple(row.roles.split()), duties=tuple(row.duties.split()))

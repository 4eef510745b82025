"""What SQLAlchemy has compiled serves every store of a process: each test opens its own, and asks much the same.

An engine keeps its statements under its own dialect. Those of one kind compile alike, so here they are kept under the
kind's name.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.util import LRUCache

_MOST = 5_000


class _Statements(LRUCache[Any, Any]):
    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_known(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_known(key), value)


def share_statements() -> None:
    """From now on, in this process."""
    shared = _Statements(_MOST)

    def connected(connection: Connection) -> None:
        connection.engine._compiled_cache = shared

    event.listen(Engine, "engine_connect", connected)


def _known(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return (dialect.name, *rest)

"""Statements that SQLAlchemy spells differently for each database."""

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> postgresql.Insert:
    """An INSERT with `on_conflict_…`, which both databases have in the same words."""
    if connection.dialect.name == "sqlite":
        return cast(postgresql.Insert, sqlite.insert(table))
    return postgresql.insert(table)


def add(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row; False when a unique key was taken (then nothing changes)."""
    done = connection.execute(insert(connection, table).values(**values).on_conflict_do_nothing())
    return done.rowcount == 1


def put(connection: Connection, table: Table, keys: Iterable[str], **values: Any) -> None:
    """Insert a row, or replace all but the keys of the one that is there."""
    new = insert(connection, table).values(**values)
    names = set(keys)
    changed = {name: new.excluded[name] for name in values if name not in names}
    connection.execute(new.on_conflict_do_update(index_elements=sorted(names), set_=changed))

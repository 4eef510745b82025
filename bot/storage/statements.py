"""Statements that SQLAlchemy spells differently for each database."""

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Connection, Table, literal_column
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> postgresql.Insert:
    """An INSERT with `on_conflict_…`, which both databases have in the same words."""
    if connection.dialect.name == "sqlite":
        return cast(postgresql.Insert, sqlite.insert(table))
    return postgresql.insert(table)


def add(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row; False when a unique key was taken (then nothing changes)."""
    return writes(connection, insert(connection, table).values(**values).on_conflict_do_nothing())


def writes(connection: Connection, new: postgresql.Insert) -> bool:
    """Run an INSERT and say whether it wrote a row. (The row count of an INSERT is unknown on PostgreSQL.)"""
    return connection.scalar(new.returning(literal_column("1"))) is not None


def put(connection: Connection, table: Table, keys: Iterable[str], **values: Any) -> None:
    """Insert a row, or replace all but the keys of the one that is there."""
    new = insert(connection, table).values(**values)
    names = set(keys)
    changed = {name: new.excluded[name] for name in values if name not in names}
    connection.execute(new.on_conflict_do_update(index_elements=sorted(names), set_=changed))

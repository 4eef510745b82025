"""Statements that SQLAlchemy spells differently for each database.

Those that are run all day are built once: building one takes longer than SQLite takes to run it.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Table,
    TableValuedAlias,
    Text,
    bindparam,
    column,
    func,
    literal_column,
    select,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from bot.storage.columns import indexed

T = TypeVar("T")

# So many values are named one by one: the databases plan better with them.
_NAMED = 1_000


def chunks(values: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """In parts that a statement can name one by one."""
    return (values[at : at + size] for at in range(0, len(values), size))


def insert(connection: Connection, table: Table) -> postgresql.Insert:
    """An INSERT with `on_conflict_…`, which both databases have in the same words."""
    return insert_into(connection.dialect.name, table)


@cache
def insert_into(dialect: str, table: Table) -> postgresql.Insert:
    """The same, for a dialect by its name."""
    return cast(postgresql.Insert, sqlite.insert(table)) if dialect == "sqlite" else postgresql.insert(table)


def add(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row; False when a unique key was taken (then nothing changes)."""
    return connection.scalar(_added(connection.dialect.name, table), values) is not None


def writes(connection: Connection, new: postgresql.Insert) -> bool:
    """Run an INSERT and say whether it wrote a row. (The row count of an INSERT is unknown on PostgreSQL.)"""
    return connection.scalar(new.returning(literal_column("1"))) is not None


def put(connection: Connection, table: Table, keys: Iterable[str], **values: Any) -> None:
    """Insert a row, or replace all but the keys of the one that is there."""
    names = frozenset(keys)
    connection.execute(_put(connection.dialect.name, table, names, frozenset(values) - names), values)


def add_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows in one go; those whose unique key is taken change nothing."""
    if rows:
        connection.execute(_ignored(connection.dialect.name, table), rows)


def put_all(connection: Connection, table: Table, keys: Iterable[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """`put` for rows of the same columns in one go."""
    names = frozenset(keys)
    if rows:
        connection.execute(_put(connection.dialect.name, table, names, frozenset(rows[0]) - names), rows)


def listed(dialect: str, name: str) -> TableValuedAlias:
    """The texts of a JSON list, given as the parameter `name`, as rows of `at` (their order) and `value`: one parameter
    however many they are."""
    return _listed(dialect, bindparam(name, type_=Text))


def _listed(dialect: str, given: BindParameter[str]) -> TableValuedAlias:
    if dialect == "sqlite":
        return func.json_each(given).table_valued(column("key", Integer), column("value", Text))
    values = func.jsonb_array_elements_text(sql_cast(given, postgresql.JSONB))
    return values.table_valued(column("value", Text), with_ordinality="key", name="listed").render_derived()


def among(dialect: str, column: ColumnElement[Any], values: Collection[str]) -> ColumnElement[bool]:
    """That a column of indexed texts holds one of the values. A statement takes no more than some ten thousand
    parameters: many values are given as one."""
    if len(values) <= _NAMED:
        return column.in_(values)
    given = bindparam("among", json.dumps(sorted(map(indexed, values))), type_=Text, unique=True)
    return column.in_(select(_listed(dialect, given).c.value))


def gathered(dialect: str, values: ColumnElement[Any]) -> ColumnElement[str]:
    """The values of all rows, in their order, as a JSON list."""
    return func.json_group_array(values) if dialect == "sqlite" else sql_cast(func.json_agg(values), Text)


@cache
def _ignored(dialect: str, table: Table) -> postgresql.Insert:
    return insert_into(dialect, table).on_conflict_do_nothing()


@cache
def _added(dialect: str, table: Table) -> ReturningInsert[Any]:
    return insert_into(dialect, table).on_conflict_do_nothing().returning(literal_column("1"))


@cache
def _put(dialect: str, table: Table, keys: frozenset[str], others: frozenset[str]) -> postgresql.Insert:
    new = insert_into(dialect, table)
    changed = {name: new.excluded[name] for name in sorted(others)}
    return new.on_conflict_do_update(index_elements=sorted(keys), set_=changed)

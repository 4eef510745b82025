"""Databases that tests borrow from a PostgreSQL one after another: emptied between two tests, not made anew.

Making one copies some 300 files, which takes longer than most tests. A database that comes back with another schema,
with statistics of its planner or with very many rows is dropped, and so is one that has served often: what is deleted
stays in its files.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from tests.fakes.postgres import PostgresServer

TIMES = 60
"""How many tests one database serves."""
ROWS = 5_000
"""How many rows may have been in it."""

_CUT = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_TABLES = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
"""
_RENUMBER = """
SELECT setval(seqrelid, seqstart, false) FROM pg_sequence JOIN pg_class ON oid = seqrelid
WHERE relnamespace = 'public'::regnamespace
"""
# Whatever a test could change of a schema shows in one of these; what it set for the whole database, in the last.
_SCHEMA = """
SELECT md5(concat(
  (SELECT string_agg(concat(relname, relkind, relnatts, relhastriggers), ' ' ORDER BY relname)
   FROM pg_class WHERE relnamespace = 'public'::regnamespace),
  (SELECT string_agg(concat(attrelid, attname, atttypid, attnotnull, atthasdef), ' ' ORDER BY attrelid, attnum)
   FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace),
  (SELECT string_agg(conname, ' ' ORDER BY conname) FROM pg_constraint),
  (SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension),
  (SELECT count(*) FROM pg_statistic WHERE starelid >= 16384),
  (SELECT count(*) FROM pg_proc WHERE oid >= 16384), (SELECT count(*) FROM pg_db_role_setting)))
"""


@dataclass
class _Kept:
    """A database, by whom it is emptied, how its schema is meant to be, and how often it has served."""

    name: str
    connection: psycopg.Connection[TupleRow]
    schema: list[TupleRow]
    served: int = 0


@dataclass
class Borrowed:
    """Copies of `template`, an empty database with a schema. Not for threads."""

    server: PostgresServer
    template: str
    _idle: list[_Kept] = field(default_factory=list)
    _lent: dict[str, _Kept] = field(default_factory=dict)

    def lend(self) -> str:
        """Name of a database as empty as the template, with nobody in it."""
        kept = self._idle.pop() if self._idle else self._made()
        self._lent[kept.name] = kept
        kept.served += 1
        return kept.name

    def take_back(self, name: str) -> None:
        """Cut whoever is still connected; empty the database for the next, or drop it."""
        kept = self._lent.pop(name)
        try:
            again = kept.served < TIMES and _emptied(kept)
        except psycopg.Error:  # such as after a restart of the server
            again = False
        if again:
            self._idle.append(kept)
            return
        kept.connection.close()
        self.server.drop_database(name)

    def _made(self) -> _Kept:
        name = self.server.create_database(self.template)
        connection = psycopg.connect(self.server.dsn(name), autocommit=True)
        return _Kept(name, connection, _schema(connection))


def _emptied(kept: _Kept) -> bool:
    """Whether it is as it was made."""
    connection = kept.connection
    connection.execute(_CUT)
    if _schema(connection) != kept.schema:
        return False
    tables = [sql.Identifier(name) for (name,) in connection.execute(_TABLES)]
    with connection.transaction():
        # Rows go in any order: no key is looked after, no trigger runs.
        connection.execute("SET LOCAL session_replication_role = replica")
        deleted = sum(connection.execute(sql.SQL("DELETE FROM {}").format(one)).rowcount for one in tables)
        connection.execute(_RENUMBER)
    return deleted <= ROWS


def _schema(connection: psycopg.Connection[TupleRow]) -> list[TupleRow]:
    """What must be as it was, with the revision that the database says it has."""
    found = connection.execute(_SCHEMA).fetchall()
    if connection.execute("SELECT to_regclass('alembic_version')").fetchone() != (None,):
        found += connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return found

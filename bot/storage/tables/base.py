"""What all tables are made of: the metadata that knows them, and their usual columns."""

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, false, text

from bot.storage.columns import Id, IndexedText, StoredJson, StoredText, UtcTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def id_column() -> Column[Any]:
    """The number of a row."""
    return Column("id", Id, primary_key=True)


def text_column(name: str, *, null: bool = False, default: str | None = None) -> Column[Any]:
    """Text of any length."""
    return Column(name, StoredText, nullable=null, server_default=default)


def key_column(name: str, *, null: bool = False) -> Column[Any]:
    """Text that an index holds."""
    return Column(name, IndexedText, nullable=null)


def time_column(name: str, *, null: bool = False) -> Column[Any]:
    """An aware time."""
    return Column(name, UtcTime, nullable=null)


def number_column(name: str) -> Column[Any]:
    """A number, 0 where nothing is said."""
    return Column(name, Integer, nullable=False, server_default=text("0"))


def flag_column(name: str) -> Column[Any]:
    """Whether something is so; it is not where nothing is said."""
    return Column(name, Boolean, nullable=False, server_default=false())


def json_column(name: str, *, default: str | None = None) -> Column[Any]:
    """Plain data."""
    return Column(name, StoredJson, nullable=False, server_default=default)


def reference(table: str, name: str, *, null: bool = False, ondelete: str = "CASCADE") -> Column[Any]:
    """A row of another table."""
    return Column(name, Id, ForeignKey(f"{table}.id", ondelete=ondelete), nullable=null)

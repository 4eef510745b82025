"""Small facts that outlive a restart."""

from sqlalchemy import PrimaryKeyConstraint, Table

from bot.storage.tables.base import key_column, metadata, text_column

state = Table(
    "state",
    metadata,
    key_column("name"),
    text_column("value"),
    PrimaryKeyConstraint("name"),
)

"""What people said and sent in."""

from sqlalchemy import Column, Index, Table, UniqueConstraint

from bot.storage.columns import StoredJson
from bot.storage.tables.base import (
    id_column,
    json_column,
    key_column,
    metadata,
    number_column,
    reference,
    text_column,
    time_column,
)

inbox = Table(
    "inbox",
    metadata,
    id_column(),
    key_column("platform"),
    key_column("update_id"),
    time_column("received"),
    time_column("done", null=True),
    text_column("error", null=True),
    json_column("payload"),
    UniqueConstraint("platform", "update_id"),
    Index(None, "done", "id"),
    sqlite_autoincrement=True,
)

submissions = Table(
    "submissions",
    metadata,
    id_column(),
    key_column("key"),
    reference("destinations", "destination_id"),
    key_column("platform"),
    key_column("person"),
    text_column("name"),
    text_column("purpose"),
    key_column("state"),
    time_column("received"),
    time_column("next_at"),
    time_column("finished", null=True),
    number_column("attempts"),
    text_column("error", null=True),
    text_column("reply_to", null=True),
    json_column("material"),
    Column("articles", StoredJson, nullable=True),
    time_column("kept", null=True),
    UniqueConstraint("key"),
    Index(None, "state", "next_at"),
    Index(None, "destination_id", "received"),
    sqlite_autoincrement=True,
)
"""What people sent in to be read: `state` is 'waiting', 'done', 'keeping' (to be stored) or 'failed'; `purpose` is
'scan' (answer what is found), 'listen' (store it) or 'open' (fetch something first, then store it). `articles` is what
was read in it, `kept` when that was stored."""

"""The web console: its chats, what was said in them, and who is logged in."""

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, Table, UniqueConstraint, false

from bot.storage.columns import Id, StoredJson
from bot.storage.tables.base import id_column, json_column, key_column, metadata, text_column, time_column

console_chats = Table(
    "console_chats",
    metadata,
    key_column("chat"),
    Column("revision", Id, nullable=False, server_default="0"),
    PrimaryKeyConstraint("chat"),
)
"""The newest revision of each chat. Whoever changes a chat changes this row first, and so waits for others."""

console_lines = Table(
    "console_lines",
    metadata,
    id_column(),
    key_column("chat"),
    key_column("key"),
    Column("revision", Id, nullable=False),
    time_column("at"),
    text_column("said", null=True),
    Column("message", StoredJson, nullable=True),
    Column("reply_to", Id, nullable=True),
    Column("alert_id", Id, nullable=True),
    Column("gone", Boolean, nullable=False, server_default=false()),
    json_column("facts", default="{}"),
    UniqueConstraint("chat", "key"),
    Index(None, "chat", "revision"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)
"""What a person said, or a message of the bot. `alert_id` is no foreign key: a line stays when its alert goes."""

console_sessions = Table(
    "console_sessions",
    metadata,
    key_column("digest"),
    time_column("created"),
    time_column("expires"),
    PrimaryKeyConstraint("digest"),
    Index(None, "expires"),
)
"""Who is logged in, by the digest of what the browser holds."""

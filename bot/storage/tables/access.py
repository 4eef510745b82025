"""Who may do what, here and everywhere, and who did what."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from bot.storage.tables.base import id_column, json_column, key_column, metadata, reference, text_column, time_column

people = Table(
    "people",
    metadata,
    key_column("platform"),
    key_column("person"),
    text_column("name"),
    text_column("role"),
    time_column("granted"),
    PrimaryKeyConstraint("platform", "person"),
)

roles = Table(
    "roles",
    metadata,
    reference("destinations", "destination_id"),
    key_column("platform"),
    key_column("person"),
    text_column("name"),
    text_column("role"),
    text_column("author"),
    time_column("granted"),
    PrimaryKeyConstraint("destination_id", "platform", "person"),
)
"""What somebody is in one chat; `people` says what they are everywhere."""

invites = Table(
    "invites",
    metadata,
    key_column("digest"),
    text_column("role"),
    text_column("author"),
    time_column("created"),
    time_column("expires"),
    time_column("used", null=True),
    text_column("used_by", null=True),
    PrimaryKeyConstraint("digest"),
)
"""Codes that let one chat in, by their digest: the code itself is not kept."""

audit = Table(
    "audit",
    metadata,
    id_column(),
    time_column("at"),
    key_column("platform"),
    key_column("person"),
    text_column("name"),
    text_column("action"),
    json_column("details"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

"""Polled sources, and what was taken from them."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, UniqueConstraint

from bot.storage.tables.base import (
    flag_column,
    id_column,
    key_column,
    metadata,
    number_column,
    reference,
    text_column,
    time_column,
)

feeds = Table(
    "feeds",
    metadata,
    id_column(),
    text_column("url"),
    text_column("title"),
    text_column("etag", null=True),
    text_column("last_modified", null=True),
    number_column("wait"),
    time_column("next_at", null=True),
    time_column("polled", null=True),
    time_column("succeeded", null=True),
    number_column("errors"),
    text_column("error", null=True),
    flag_column("off"),
    time_column("added"),
    time_column("fresh", null=True),
    text_column("kind", default="feed"),
    text_column("pages", default="auto"),
    text_column("digest", null=True),
    Column("gap", Integer, nullable=True),
    UniqueConstraint("url"),
    Index(None, "off", "next_at"),
    sqlite_autoincrement=True,
)

feed_items = Table(
    "feed_items",
    metadata,
    reference("feeds", "feed_id"),
    key_column("item"),
    time_column("seen"),
    PrimaryKeyConstraint("feed_id", "item"),
)
"""What was taken from a feed already, by the digest of what it said."""

"""Decisions to speak, to whom nothing was said, and unusual numbers of mentions."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, UniqueConstraint

from bot.storage.tables.base import id_column, json_column, key_column, metadata, reference, text_column, time_column

alerts = Table(
    "alerts",
    metadata,
    id_column(),
    reference("stories", "story_id"),
    reference("articles", "article_id"),
    Column("number", Integer, nullable=False),
    time_column("created"),
    text_column("reason"),
    text_column("severity"),
    json_column("known"),
    UniqueConstraint("story_id", "number"),
    Index(None, "article_id"),
    sqlite_autoincrement=True,
)

holdings = Table(
    "holdings",
    metadata,
    reference("alerts", "alert_id"),
    reference("destinations", "destination_id"),
    time_column("created"),
    text_column("verdict"),
    PrimaryKeyConstraint("alert_id", "destination_id"),
    Index(None, "destination_id", "created"),
)
"""Alerts that a chat was not sent. `created` is the alert's."""

trends = Table(
    "trends",
    metadata,
    id_column(),
    key_column("key"),
    Column("span", Integer, nullable=False),
    time_column("created"),
    json_column("details"),
    Index(None, "key", "created"),
    sqlite_autoincrement=True,
)
"""Unusual numbers of mentions that were told of; `span` is in seconds."""

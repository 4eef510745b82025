"""Chats, what they want and do not want to hear, and when they get digests."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint

from bot.storage.tables.base import (
    flag_column,
    id_column,
    json_column,
    key_column,
    metadata,
    number_column,
    reference,
    text_column,
    time_column,
)

destinations = Table(
    "destinations",
    metadata,
    id_column(),
    key_column("platform"),
    key_column("chat"),
    key_column("thread"),
    text_column("access"),
    text_column("language"),
    text_column("timezone"),
    text_column("title"),
    flag_column("private"),
    time_column("ready_at", null=True),
    number_column("overtaking"),
    flag_column("listens"),
    json_column("preferences", default="{}"),
    UniqueConstraint("platform", "chat", "thread"),
    sqlite_autoincrement=True,
)
"""Nothing is sent before `ready_at`. `overtaking` messages in a row went past an older one of the chat. Both are
the same for all threads of a chat. What is said in a chat that `listens` is taken in as articles."""

subscriptions = Table(
    "subscriptions",
    metadata,
    reference("destinations", "destination_id"),
    key_column("scope"),
    key_column("key"),
    text_column("least"),
    text_column("author"),
    time_column("created"),
    PrimaryKeyConstraint("destination_id", "scope", "key"),
)

mutes = Table(
    "mutes",
    metadata,
    id_column(),
    reference("destinations", "destination_id"),
    key_column("scope"),
    key_column("key"),
    time_column("until"),
    text_column("author"),
    text_column("reason"),
    time_column("created"),
    UniqueConstraint("destination_id", "scope", "key"),
    Index(None, "until"),
    sqlite_autoincrement=True,
)

schedules = Table(
    "schedules",
    metadata,
    id_column(),
    reference("destinations", "destination_id"),
    key_column("rhythm"),
    text_column("at"),
    text_column("weekday", null=True),
    text_column("timezone"),
    time_column("next_at"),
    time_column("last_at", null=True),
    time_column("created"),
    UniqueConstraint("destination_id", "rhythm"),
    Index(None, "next_at"),
    sqlite_autoincrement=True,
)
"""`rhythm` is 'daily' or 'weekly'."""

schedule_runs = Table(
    "schedule_runs",
    metadata,
    reference("schedules", "schedule_id"),
    key_column("occurrence"),
    time_column("ran"),
    PrimaryKeyConstraint("schedule_id", "occurrence"),
)

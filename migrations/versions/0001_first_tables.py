"""The first tables, as they were when Rasid began. Frozen: what changes later is a revision of its own."""

from typing import Any

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

Id = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _id() -> Column[Any]:
    return Column("id", Id, primary_key=True)


def _text(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=null)


def _time(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=null)


def _number(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


def _flag(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False, server_default=false())


def _json(name: str) -> Column[Any]:
    return Column(name, JSON().with_variant(JSONB, "postgresql"), nullable=False)


def _of(table: str, name: str, *, null: bool = False, ondelete: str = "CASCADE") -> Column[Any]:
    return Column(name, Id, ForeignKey(f"{table}.id", ondelete=ondelete), nullable=null)


Table(
    "articles",
    metadata,
    _id(),
    _text("identity"),
    Column("edition", Integer, nullable=False),
    _text("fingerprint"),
    _time("published"),
    _time("received"),
    _flag("matched"),
    _flag("sample"),
    _flag("silent"),
    _text("source"),
    _text("language"),
    _text("external_id", null=True),
    _text("url", null=True),
    _text("title", null=True),
    _text("text"),
    _text("normal"),
    UniqueConstraint("identity", "edition"),
    UniqueConstraint("identity", "fingerprint"),
    Index(None, "published", "id"),
    Index(None, "matched", "published", "id"),
    sqlite_autoincrement=True,
)

Table(
    "matches",
    metadata,
    _of("articles", "article_id"),
    _text("kind"),
    _text("key"),
    _time("published"),
    _text("source"),
    _number("amount"),
    _json("spans"),
    PrimaryKeyConstraint("article_id", "kind", "key"),
    Index("ix_matches_reach", "key", "published", "article_id", "kind", "source", "amount"),
)

Table(
    "stories",
    metadata,
    _id(),
    _time("opened"),
    _time("latest"),
    _time("due", null=True),
    _text("severity"),
    _number("articles"),
    _json("features"),
    Index(None, "due", "id"),
    Index(None, "latest", "id"),
    sqlite_autoincrement=True,
)

Table(
    "story_keys",
    metadata,
    _of("stories", "story_id"),
    _text("key"),
    _time("latest"),
    PrimaryKeyConstraint("story_id", "key"),
    Index(None, "key", "latest", "story_id"),
)

Table(
    "story_articles",
    metadata,
    _of("articles", "article_id"),
    _of("stories", "story_id"),
    _time("published"),
    _text("reason"),
    PrimaryKeyConstraint("article_id"),
    Index(None, "story_id", "published"),
    Index(None, "published", "story_id"),
)

Table(
    "alerts",
    metadata,
    _id(),
    _of("stories", "story_id"),
    _of("articles", "article_id"),
    Column("number", Integer, nullable=False),
    _time("created"),
    _text("reason"),
    _text("severity"),
    _json("known"),
    UniqueConstraint("story_id", "number"),
    Index(None, "article_id"),
    sqlite_autoincrement=True,
)

Table(
    "destinations",
    metadata,
    _id(),
    _text("platform"),
    _text("chat"),
    _text("thread"),
    _text("access"),
    _text("language"),
    _text("timezone"),
    _text("title"),
    _flag("private"),
    _time("ready_at", null=True),
    UniqueConstraint("platform", "chat", "thread"),
    sqlite_autoincrement=True,
)

Table(
    "holdings",
    metadata,
    _of("alerts", "alert_id"),
    _of("destinations", "destination_id"),
    _time("created"),
    _text("verdict"),
    PrimaryKeyConstraint("alert_id", "destination_id"),
    Index(None, "destination_id", "created"),
)

Table(
    "feedback",
    metadata,
    _of("alerts", "alert_id"),
    _text("platform"),
    _text("person"),
    _text("name"),
    _text("verdict"),
    _time("given"),
    PrimaryKeyConstraint("alert_id", "platform", "person"),
)

Table(
    "deliveries",
    metadata,
    _id(),
    _text("key"),
    _of("destinations", "destination_id"),
    _text("state"),
    Column("priority", Integer, nullable=False),
    _time("created"),
    _time("ready_at"),
    _time("lease_until", null=True),
    _time("finished", null=True),
    _number("attempts"),
    _flag("doubtful"),
    _text("kind"),
    _of("alerts", "alert_id", null=True, ondelete="SET NULL"),
    _text("message_id", null=True),
    _text("reply_to", null=True),
    _text("error", null=True),
    _json("message"),
    UniqueConstraint("key"),
    Index(None, "state", "destination_id", "priority", "id"),
    Index(None, "destination_id", "created"),
    Index(None, "destination_id", "message_id"),
    Index(None, "alert_id"),
    Index(
        "ix_deliveries_in_flight",
        "destination_id",
        unique=True,
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
    sqlite_autoincrement=True,
)

Table(
    "subscriptions",
    metadata,
    _of("destinations", "destination_id"),
    _text("scope"),
    _text("key"),
    _text("least"),
    _text("author"),
    _time("created"),
    PrimaryKeyConstraint("destination_id", "scope", "key"),
)

Table(
    "mutes",
    metadata,
    _id(),
    _of("destinations", "destination_id"),
    _text("scope"),
    _text("key"),
    _time("until"),
    _text("author"),
    _text("reason"),
    _time("created"),
    UniqueConstraint("destination_id", "scope", "key"),
    Index(None, "until"),
    sqlite_autoincrement=True,
)

Table(
    "schedules",
    metadata,
    _id(),
    _of("destinations", "destination_id"),
    _text("rhythm"),
    _text("at"),
    _text("weekday", null=True),
    _text("timezone"),
    _time("next_at"),
    _time("last_at", null=True),
    _time("created"),
    UniqueConstraint("destination_id", "rhythm"),
    Index(None, "next_at"),
    sqlite_autoincrement=True,
)

Table(
    "schedule_runs",
    metadata,
    _of("schedules", "schedule_id"),
    _text("occurrence"),
    _time("ran"),
    PrimaryKeyConstraint("schedule_id", "occurrence"),
)

Table(
    "inbox",
    metadata,
    _id(),
    _text("platform"),
    _text("update_id"),
    _time("received"),
    _time("done", null=True),
    _text("error", null=True),
    _json("payload"),
    UniqueConstraint("platform", "update_id"),
    Index(None, "done", "id"),
    sqlite_autoincrement=True,
)

Table(
    "feeds",
    metadata,
    _id(),
    _text("url"),
    _text("title"),
    _text("etag", null=True),
    _text("last_modified", null=True),
    _number("wait"),
    _time("next_at", null=True),
    _time("polled", null=True),
    _time("succeeded", null=True),
    _number("errors"),
    _text("error", null=True),
    _flag("off"),
    _time("added"),
    UniqueConstraint("url"),
    Index(None, "off", "next_at"),
    sqlite_autoincrement=True,
)

Table(
    "people",
    metadata,
    _text("platform"),
    _text("person"),
    _text("name"),
    _text("role"),
    _time("granted"),
    PrimaryKeyConstraint("platform", "person"),
)

Table(
    "audit",
    metadata,
    _id(),
    _time("at"),
    _text("platform"),
    _text("person"),
    _text("name"),
    _text("action"),
    _json("details"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

Table(
    "state",
    metadata,
    _text("name"),
    _text("value"),
    PrimaryKeyConstraint("name"),
)


def upgrade() -> None:
    """Make all tables."""
    metadata.create_all(op.get_bind())


def downgrade() -> None:
    """Drop them, with everything that is stored."""
    metadata.drop_all(op.get_bind())

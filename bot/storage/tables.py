"""The tables. What changes here needs a migration; a test compares the two."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    false,
    text,
)

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


def _id() -> Column[Any]:
    return Column("id", Id, primary_key=True)


def _text(name: str, *, null: bool = False, default: str | None = None) -> Column[Any]:
    return Column(name, StoredText, nullable=null, server_default=default)


def _key(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, IndexedText, nullable=null)


def _time(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, UtcTime, nullable=null)


def _number(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


def _flag(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False, server_default=false())


def _json(name: str, *, default: str | None = None) -> Column[Any]:
    return Column(name, StoredJson, nullable=False, server_default=default)


def _of(table: str, name: str, *, null: bool = False, ondelete: str = "CASCADE") -> Column[Any]:
    return Column(name, Id, ForeignKey(f"{table}.id", ondelete=ondelete), nullable=null)


# The small columns stand first, so that a scan need not read past long texts.
articles = Table(
    "articles",
    metadata,
    _id(),
    _key("identity"),
    Column("edition", Integer, nullable=False),
    _key("fingerprint"),
    _time("published"),
    _time("received"),
    _flag("matched"),
    _flag("sample"),
    _flag("silent"),
    _key("source"),
    _key("language"),
    _text("external_id", null=True),
    _text("author", null=True),
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
"""`normal` is what a search reads; `matched` says whether there are matches that count: not in an earlier edition."""

matches = Table(
    "matches",
    metadata,
    _of("articles", "article_id"),
    _key("kind"),
    _key("key"),
    _time("published"),
    _key("source"),
    _number("amount"),
    _json("spans"),
    PrimaryKeyConstraint("article_id", "kind", "key"),
    Index("ix_matches_reach", "key", "published", "article_id", "kind", "source", "amount"),
)
"""An article × an entry. Publication, source and amount are repeated here: counts are read off the index alone. The
amount is 0 in an edition that a later one followed."""

stories = Table(
    "stories",
    metadata,
    _id(),
    _time("opened"),
    _time("latest"),
    _time("due", null=True),
    _text("severity"),
    _number("articles"),
    _json("features"),
    _time("refreshed", null=True),
    Column("merged_into", Id, nullable=True),
    Index(None, "due", "id"),
    Index(None, "latest", "id"),
    sqlite_autoincrement=True,
)
"""A story that people merged into another one is empty and says which (no foreign key: that one may be dropped)."""

story_keys = Table(
    "story_keys",
    metadata,
    _of("stories", "story_id"),
    _key("key"),
    _time("latest"),
    PrimaryKeyConstraint("story_id", "key"),
    Index(None, "key", "latest", "story_id"),
)
"""What a story is found by; `latest` is repeated so that old stories are never read."""

story_marks = Table(
    "story_marks",
    metadata,
    _of("stories", "story_id"),
    _key("mark"),
    _time("seen"),
    PrimaryKeyConstraint("story_id", "mark"),
    Index(None, "mark", "seen", "story_id"),
)
"""What a story is found by beside its keys: parts of what its texts hash to, and its rarest words. `seen` is when the
first article that has the mark was published."""

story_articles = Table(
    "story_articles",
    metadata,
    _of("articles", "article_id"),
    _of("stories", "story_id"),
    _time("published"),
    _text("reason"),
    _json("grounds", default="{}"),
    PrimaryKeyConstraint("article_id"),
    Index(None, "story_id", "published"),
    Index(None, "published", "story_id"),
)
"""An article is in one story at most. `grounds` are the words and facts in common for which it stands there."""

rulings = Table(
    "rulings",
    metadata,
    _id(),
    _time("at"),
    _key("kind"),
    _text("author"),
    Column("story_id", Id, nullable=False),
    Column("other_id", Id, nullable=False),
    _json("articles"),
    _json("examples"),
    _time("undone", null=True),
    Index(None, "story_id"),
    Index(None, "other_id"),
    sqlite_autoincrement=True,
)
"""What people decided: 'merge' (`other_id` went into `story_id`) or 'split' (these `articles` of `story_id` became
`other_id`). `articles` are those that were moved, by id, each with the reason for which it had stood where it was.
`examples` are what later decisions are learned from."""

trends = Table(
    "trends",
    metadata,
    _id(),
    _key("key"),
    Column("span", Integer, nullable=False),
    _time("created"),
    _json("details"),
    Index(None, "key", "created"),
    sqlite_autoincrement=True,
)
"""Unusual numbers of mentions that were told of; `span` is in seconds."""

alerts = Table(
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

destinations = Table(
    "destinations",
    metadata,
    _id(),
    _key("platform"),
    _key("chat"),
    _key("thread"),
    _text("access"),
    _text("language"),
    _text("timezone"),
    _text("title"),
    _flag("private"),
    _time("ready_at", null=True),
    _number("overtaking"),
    _flag("listens"),
    _json("preferences", default="{}"),
    UniqueConstraint("platform", "chat", "thread"),
    sqlite_autoincrement=True,
)
"""Nothing is sent before `ready_at`. `overtaking` messages in a row went past an older one of the chat. Both are
the same for all threads of a chat. What is said in a chat that `listens` is taken in as articles."""

holdings = Table(
    "holdings",
    metadata,
    _of("alerts", "alert_id"),
    _of("destinations", "destination_id"),
    _time("created"),
    _text("verdict"),
    PrimaryKeyConstraint("alert_id", "destination_id"),
    Index(None, "destination_id", "created"),
)
"""Alerts that a chat was not sent. `created` is the alert's."""

feedback = Table(
    "feedback",
    metadata,
    _of("alerts", "alert_id"),
    _key("platform"),
    _key("person"),
    _text("name"),
    _text("verdict"),
    _time("given"),
    PrimaryKeyConstraint("alert_id", "platform", "person"),
)

deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    _key("key"),
    _of("destinations", "destination_id"),
    _key("state"),
    Column("priority", Integer, nullable=False),
    _time("created"),
    _time("ready_at"),
    _time("lease_until", null=True),
    _time("finished", null=True),
    _number("attempts"),
    _flag("doubtful"),
    _key("kind"),
    _of("alerts", "alert_id", null=True, ondelete="SET NULL"),
    _key("message_id", null=True),
    _text("reply_to", null=True),
    _text("error", null=True),
    _json("message"),
    _number("part"),
    _flag("plain"),
    _number("tight"),
    Column("target_id", Id, nullable=True),
    _flag("silent"),
    _number("shown"),
    UniqueConstraint("key"),
    Index(None, "state", "destination_id", "priority", "id"),
    Index(None, "destination_id", "created"),
    Index(None, "destination_id", "message_id"),
    Index(None, "alert_id"),
    Index(None, "target_id"),
    Index(
        "ix_deliveries_in_flight",
        "destination_id",
        unique=True,
        sqlite_where=text("state = 'sending'"),
        postgresql_where=text("state = 'sending'"),
    ),
    sqlite_autoincrement=True,
)
"""The outbox. The database itself allows one message in flight per chat and thread. `target_id` is another
delivery (no foreign key: that one may be dropped first). `shown` is how many articles of its story a message tells
of."""

calls = Table(
    "calls",
    metadata,
    _id(),
    _of("deliveries", "delivery_id"),
    Column("part", Integer, nullable=False),
    _key("platform"),
    _key("chat"),
    _time("started"),
    _time("finished", null=True),
    _key("message_id", null=True),
    Index(None, "delivery_id", "part"),
    Index(None, "platform", "finished"),
    Index(None, "message_id"),
    sqlite_autoincrement=True,
)
"""Every call to a platform that sends or edits: written before it is made, finished after it. What a platform's limits
allow is counted here."""

subscriptions = Table(
    "subscriptions",
    metadata,
    _of("destinations", "destination_id"),
    _key("scope"),
    _key("key"),
    _text("least"),
    _text("author"),
    _time("created"),
    PrimaryKeyConstraint("destination_id", "scope", "key"),
)

mutes = Table(
    "mutes",
    metadata,
    _id(),
    _of("destinations", "destination_id"),
    _key("scope"),
    _key("key"),
    _time("until"),
    _text("author"),
    _text("reason"),
    _time("created"),
    UniqueConstraint("destination_id", "scope", "key"),
    Index(None, "until"),
    sqlite_autoincrement=True,
)

schedules = Table(
    "schedules",
    metadata,
    _id(),
    _of("destinations", "destination_id"),
    _key("rhythm"),
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
"""`rhythm` is 'daily' or 'weekly'."""

schedule_runs = Table(
    "schedule_runs",
    metadata,
    _of("schedules", "schedule_id"),
    _key("occurrence"),
    _time("ran"),
    PrimaryKeyConstraint("schedule_id", "occurrence"),
)

inbox = Table(
    "inbox",
    metadata,
    _id(),
    _key("platform"),
    _key("update_id"),
    _time("received"),
    _time("done", null=True),
    _text("error", null=True),
    _json("payload"),
    UniqueConstraint("platform", "update_id"),
    Index(None, "done", "id"),
    sqlite_autoincrement=True,
)

feeds = Table(
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
    _time("fresh", null=True),
    _text("kind", default="feed"),
    _text("pages", default="auto"),
    _text("digest", null=True),
    Column("gap", Integer, nullable=True),
    UniqueConstraint("url"),
    Index(None, "off", "next_at"),
    sqlite_autoincrement=True,
)

feed_items = Table(
    "feed_items",
    metadata,
    _of("feeds", "feed_id"),
    _key("item"),
    _time("seen"),
    PrimaryKeyConstraint("feed_id", "item"),
)
"""What was taken from a feed already, by the digest of what it said."""

submissions = Table(
    "submissions",
    metadata,
    _id(),
    _key("key"),
    _of("destinations", "destination_id"),
    _key("platform"),
    _key("person"),
    _text("name"),
    _text("purpose"),
    _key("state"),
    _time("received"),
    _time("next_at"),
    _time("finished", null=True),
    _number("attempts"),
    _text("error", null=True),
    _text("reply_to", null=True),
    _json("material"),
    Column("articles", StoredJson, nullable=True),
    _time("kept", null=True),
    UniqueConstraint("key"),
    Index(None, "state", "next_at"),
    Index(None, "destination_id", "received"),
    sqlite_autoincrement=True,
)
"""What people sent in to be read: `state` is 'waiting', 'done', 'keeping' (to be stored) or 'failed'; `purpose` is
'scan' (answer what is found), 'listen' (store it) or 'open' (fetch something first, then store it). `articles` is what
was read in it, `kept` when that was stored."""

people = Table(
    "people",
    metadata,
    _key("platform"),
    _key("person"),
    _text("name"),
    _text("role"),
    _time("granted"),
    PrimaryKeyConstraint("platform", "person"),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    _time("at"),
    _key("platform"),
    _key("person"),
    _text("name"),
    _text("action"),
    _json("details"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

state = Table(
    "state",
    metadata,
    _key("name"),
    _text("value"),
    PrimaryKeyConstraint("name"),
)

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


def _number(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


def _flag(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False, server_default=false())


def json_column(name: str, *, default: str | None = None) -> Column[Any]:
    """Plain data."""
    return Column(name, StoredJson, nullable=False, server_default=default)


def reference(table: str, name: str, *, null: bool = False, ondelete: str = "CASCADE") -> Column[Any]:
    """A row of another table."""
    return Column(name, Id, ForeignKey(f"{table}.id", ondelete=ondelete), nullable=null)


# The small columns stand first, so that a scan need not read past long texts.
articles = Table(
    "articles",
    metadata,
    id_column(),
    key_column("identity"),
    Column("edition", Integer, nullable=False),
    key_column("fingerprint"),
    time_column("published"),
    time_column("received"),
    _flag("matched"),
    _flag("sample"),
    _flag("silent"),
    key_column("source"),
    key_column("language"),
    text_column("external_id", null=True),
    text_column("author", null=True),
    text_column("url", null=True),
    text_column("title", null=True),
    text_column("text"),
    text_column("normal"),
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
    reference("articles", "article_id"),
    key_column("kind"),
    key_column("key"),
    time_column("published"),
    key_column("source"),
    _number("amount"),
    json_column("spans"),
    _flag("late"),
    PrimaryKeyConstraint("article_id", "kind", "key"),
    Index("ix_matches_reach", "key", "published", "article_id", "kind", "source", "amount"),
    Index(
        "ix_matches_late",
        "key",
        "published",
        "article_id",
        sqlite_where=text("late"),
        postgresql_where=text("late"),
    ),
)
"""An article × an entry. Publication, source and amount are repeated here: counts are read off the index alone. The
amount is 0 in an edition that a later one followed. `late` is what only a hunt found, after the article was stored: no
story was made by it and nobody was alerted."""

stories = Table(
    "stories",
    metadata,
    id_column(),
    time_column("opened"),
    time_column("latest"),
    time_column("due", null=True),
    text_column("severity"),
    _number("articles"),
    json_column("features"),
    time_column("refreshed", null=True),
    Column("merged_into", Id, nullable=True),
    Index(None, "due", "id"),
    Index(None, "latest", "id"),
    sqlite_autoincrement=True,
)
"""A story that people merged into another one is empty and says which (no foreign key: that one may be dropped)."""

story_keys = Table(
    "story_keys",
    metadata,
    reference("stories", "story_id"),
    key_column("key"),
    time_column("latest"),
    PrimaryKeyConstraint("story_id", "key"),
    Index(None, "key", "latest", "story_id"),
)
"""What a story is found by; `latest` is repeated so that old stories are never read."""

story_marks = Table(
    "story_marks",
    metadata,
    reference("stories", "story_id"),
    key_column("mark"),
    time_column("seen"),
    PrimaryKeyConstraint("story_id", "mark"),
    Index(None, "mark", "seen", "story_id"),
)
"""What a story is found by beside its keys: parts of what its texts hash to, and its rarest words. `seen` is when the
first article that has the mark was published."""

story_articles = Table(
    "story_articles",
    metadata,
    reference("articles", "article_id"),
    reference("stories", "story_id"),
    time_column("published"),
    text_column("reason"),
    json_column("grounds", default="{}"),
    PrimaryKeyConstraint("article_id"),
    Index(None, "story_id", "published"),
    Index(None, "published", "story_id"),
)
"""An article is in one story at most. `grounds` are the words and facts in common for which it stands there."""

rulings = Table(
    "rulings",
    metadata,
    id_column(),
    time_column("at"),
    key_column("kind"),
    text_column("author"),
    Column("story_id", Id, nullable=False),
    Column("other_id", Id, nullable=False),
    json_column("articles"),
    json_column("examples"),
    time_column("undone", null=True),
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
    id_column(),
    key_column("key"),
    Column("span", Integer, nullable=False),
    time_column("created"),
    json_column("details"),
    Index(None, "key", "created"),
    sqlite_autoincrement=True,
)
"""Unusual numbers of mentions that were told of; `span` is in seconds."""

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
    _flag("private"),
    time_column("ready_at", null=True),
    _number("overtaking"),
    _flag("listens"),
    json_column("preferences", default="{}"),
    UniqueConstraint("platform", "chat", "thread"),
    sqlite_autoincrement=True,
)
"""Nothing is sent before `ready_at`. `overtaking` messages in a row went past an older one of the chat. Both are
the same for all threads of a chat. What is said in a chat that `listens` is taken in as articles."""

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

feedback = Table(
    "feedback",
    metadata,
    reference("alerts", "alert_id"),
    key_column("platform"),
    key_column("person"),
    text_column("name"),
    text_column("verdict"),
    time_column("given"),
    PrimaryKeyConstraint("alert_id", "platform", "person"),
)

deliveries = Table(
    "deliveries",
    metadata,
    id_column(),
    key_column("key"),
    reference("destinations", "destination_id"),
    key_column("state"),
    Column("priority", Integer, nullable=False),
    time_column("created"),
    time_column("ready_at"),
    time_column("lease_until", null=True),
    time_column("finished", null=True),
    _number("attempts"),
    _flag("doubtful"),
    key_column("kind"),
    reference("alerts", "alert_id", null=True, ondelete="SET NULL"),
    key_column("message_id", null=True),
    text_column("reply_to", null=True),
    text_column("error", null=True),
    json_column("message"),
    _number("part"),
    _flag("plain"),
    _number("tight"),
    Column("target_id", Id, nullable=True),
    _flag("silent"),
    _number("shown"),
    key_column("trace", null=True),
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
    id_column(),
    reference("deliveries", "delivery_id"),
    Column("part", Integer, nullable=False),
    key_column("platform"),
    key_column("chat"),
    time_column("started"),
    time_column("finished", null=True),
    key_column("message_id", null=True),
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

feeds = Table(
    "feeds",
    metadata,
    id_column(),
    text_column("url"),
    text_column("title"),
    text_column("etag", null=True),
    text_column("last_modified", null=True),
    _number("wait"),
    time_column("next_at", null=True),
    time_column("polled", null=True),
    time_column("succeeded", null=True),
    _number("errors"),
    text_column("error", null=True),
    _flag("off"),
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
    _number("attempts"),
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

state = Table(
    "state",
    metadata,
    key_column("name"),
    text_column("value"),
    PrimaryKeyConstraint("name"),
)

"""Articles about one happening, what they are found by, and what people ruled of them."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, text

from bot.storage.columns import Id
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

stories = Table(
    "stories",
    metadata,
    id_column(),
    time_column("opened"),
    time_column("latest"),
    time_column("due", null=True),
    text_column("severity"),
    number_column("articles"),
    json_column("features"),
    time_column("refreshed", null=True),
    Column("merged_into", Id, nullable=True),
    time_column("taken_until", null=True),
    Index(None, "due", "id"),
    Index(None, "latest", "id"),
    Index(
        "ix_stories_urgent",
        "latest",
        "id",
        sqlite_where=text("due IS NOT NULL AND severity = 'critical'"),
        postgresql_where=text("due IS NOT NULL AND severity = 'critical'"),
    ),
    Index(
        "ix_stories_merged_into",
        "merged_into",
        sqlite_where=text("merged_into IS NOT NULL"),
        postgresql_where=text("merged_into IS NOT NULL"),
    ),
    sqlite_autoincrement=True,
)
"""A story that people merged into another one is empty and says which (no foreign key: that one may be dropped).
`taken_until` is until when a process that shares the work has it, to look at it."""

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

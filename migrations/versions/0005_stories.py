"""Stories: what they are found by beside keys, why an article stands in one, what people decided; preferences of chats
and unusual numbers of mentions."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UtcTime = sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(JSONB(), "postgresql")
TABLES = ("story_marks", "rulings", "trends")


def columns() -> list[tuple[str, sa.Column[Any]]]:
    """The new columns with their tables."""
    return [
        ("stories", sa.Column("merged_into", Id, nullable=True)),
        ("story_articles", sa.Column("grounds", Json, nullable=False, server_default="{}")),
        ("destinations", sa.Column("preferences", Json, nullable=False, server_default="{}")),
        ("deliveries", sa.Column("silent", sa.Boolean, nullable=False, server_default=sa.false())),
        ("deliveries", sa.Column("shown", sa.Integer, nullable=False, server_default=sa.text("0"))),
    ]


def upgrade() -> None:
    """Add the columns and the tables."""
    for table, column in columns():
        op.add_column(table, column)
    op.create_table(
        "story_marks",
        sa.Column("story_id", Id, nullable=False),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("seen", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("story_id", "mark", name="pk_story_marks"),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name="fk_story_marks_story_id_stories", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_story_marks_mark_seen_story_id", "story_marks", ["mark", "seen", "story_id"])
    _create_rulings()
    _create_trends()


def _create_rulings() -> None:
    op.create_table(
        "rulings",
        sa.Column("id", Id, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "author")),
        sa.Column("story_id", Id, nullable=False),
        sa.Column("other_id", Id, nullable=False),
        *(sa.Column(name, Json, nullable=False) for name in ("articles", "examples")),
        sa.Column("undone", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_rulings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rulings_story_id", "rulings", ["story_id"])
    op.create_index("ix_rulings_other_id", "rulings", ["other_id"])


def _create_trends() -> None:
    op.create_table(
        "trends",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("span", sa.Integer, nullable=False),
        sa.Column("created", UtcTime, nullable=False),
        sa.Column("details", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trends"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_trends_key_created", "trends", ["key", "created"])


def downgrade() -> None:
    """Drop them."""
    for table in reversed(TABLES):
        op.drop_table(table)
    for table, column in reversed(columns()):
        op.drop_column(table, column.name)

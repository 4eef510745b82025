"""Sources as they are: kinds of feeds and how often they change, what was seen of them, what people send in."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UtcTime = sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(JSONB(), "postgresql")


def columns() -> list[tuple[str, sa.Column[Any]]]:
    """The new columns with their tables."""
    return [
        ("articles", sa.Column("author", sa.Text, nullable=True)),
        ("destinations", sa.Column("listens", sa.Boolean, nullable=False, server_default=sa.false())),
        ("feeds", sa.Column("kind", sa.Text, nullable=False, server_default="feed")),
        ("feeds", sa.Column("pages", sa.Text, nullable=False, server_default="auto")),
        ("feeds", sa.Column("digest", sa.Text, nullable=True)),
        ("feeds", sa.Column("gap", sa.Integer, nullable=True)),
    ]


def upgrade() -> None:
    """Add the columns and the two tables."""
    for table, column in columns():
        op.add_column(table, column)
    op.create_table(
        "feed_items",
        sa.Column("feed_id", Id, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("seen", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "item", name="pk_feed_items"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_feed_items_feed_id_feeds", ondelete="CASCADE"),
    )
    _create_submissions()


def _create_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", Id, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("key", "platform", "person", "name")),
        sa.Column("destination_id", Id, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("purpose", "state")),
        *(sa.Column(name, UtcTime, nullable=False) for name in ("received", "next_at")),
        sa.Column("finished", UtcTime, nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        *(sa.Column(name, sa.Text, nullable=True) for name in ("error", "reply_to")),
        sa.Column("material", Json, nullable=False),
        sa.Column("articles", Json, nullable=True),
        sa.Column("kept", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint("key", name="uq_submissions_key"),
        sa.ForeignKeyConstraint(
            ["destination_id"],
            ["destinations.id"],
            name="fk_submissions_destination_id_destinations",
            ondelete="CASCADE",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_submissions_state_next_at", "submissions", ["state", "next_at"])
    op.create_index("ix_submissions_destination_id_received", "submissions", ["destination_id", "received"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("submissions")
    op.drop_table("feed_items")
    for table, column in reversed(columns()):
        op.drop_column(table, column.name)

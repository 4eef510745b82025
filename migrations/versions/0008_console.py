"""The web console: its chats with what was said in them, and who is logged in; what a message goes back to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UtcTime = sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Add the tables of the console, and to deliveries the trace by which their lines in the log are found."""
    op.add_column("deliveries", sa.Column("trace", sa.Text, nullable=True))
    op.create_table(
        "console_chats",
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("revision", Id, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("chat", name="pk_console_chats"),
    )
    op.create_table(
        "console_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("revision", Id, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.Column("said", sa.Text, nullable=True),
        sa.Column("message", Json, nullable=True),
        sa.Column("reply_to", Id, nullable=True),
        sa.Column("alert_id", Id, nullable=True),
        sa.Column("gone", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("facts", Json, nullable=False, server_default="{}"),
        sa.PrimaryKeyConstraint("id", name="pk_console_lines"),
        sa.UniqueConstraint("chat", "key", name="uq_console_lines_chat_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_console_lines_chat_revision", "console_lines", ["chat", "revision"])
    op.create_index("ix_console_lines_at", "console_lines", ["at"])
    op.create_table(
        "console_sessions",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("created", UtcTime, nullable=False),
        sa.Column("expires", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_console_sessions"),
    )
    op.create_index("ix_console_sessions_expires", "console_sessions", ["expires"])


def downgrade() -> None:
    """Drop them."""
    for table in ("console_sessions", "console_lines", "console_chats"):
        op.drop_table(table)
    op.drop_column("deliveries", "trace")

"""Several machines: articles that wait to be matched, who works, and whose a story is while it is looked at."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UtcTime = sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Add the two tables, and to stories until when a process has one."""
    op.add_column("stories", sa.Column("taken_until", UtcTime, nullable=True))
    pending = sa.text("due IS NOT NULL AND severity = 'critical'")
    op.create_index("ix_stories_urgent", "stories", ["latest", "id"], sqlite_where=pending, postgresql_where=pending)
    op.create_table(
        "arrivals",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("lane", sa.Integer, nullable=False),
        sa.Column("came", UtcTime, nullable=False),
        sa.Column("ready_at", UtcTime, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("error", sa.Text, nullable=True),
        sa.Column("article", Json, nullable=True),
        sa.Column("raw", sa.LargeBinary, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_arrivals"),
        sa.UniqueConstraint("key", name="uq_arrivals_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_arrivals_state_lane_id", "arrivals", ["state", "lane", "id"])
    op.create_index("ix_arrivals_state_ready_at", "arrivals", ["state", "ready_at"])
    op.create_table(
        "processes",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("pid", sa.Integer, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("duties", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("started", UtcTime, nullable=False),
        sa.Column("seen", UtcTime, nullable=False),
        sa.Column("troubles", Json, nullable=False, server_default="{}"),
        sa.PrimaryKeyConstraint("name", name="pk_processes"),
    )
    op.create_index("ix_processes_seen", "processes", ["seen"])


def downgrade() -> None:
    """Drop them. What waits to be matched is lost: have it matched first."""
    for table in ("processes", "arrivals"):
        op.drop_table(table)
    op.drop_index("ix_stories_urgent", "stories")
    op.drop_column("stories", "taken_until")

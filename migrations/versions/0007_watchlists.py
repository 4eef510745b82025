"""Watchlists as reviewed data: retro hunts with what they found, and near misses of names."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UtcTime = sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(JSONB(), "postgresql")
TABLES = ("hunts", "hunt_findings", "near_misses")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, Id, nullable=False, server_default="0") for name in names]


def _of(table: str, name: str) -> sa.ForeignKeyConstraint:
    parent = name.removesuffix("_id") + "s"
    return sa.ForeignKeyConstraint([name], [f"{parent}.id"], name=f"fk_{table}_{name}_{parent}", ondelete="CASCADE")


def upgrade() -> None:
    """Add the tables; to matches whether only a hunt found them, to edits of the lists when a file held them."""
    op.add_column("list_edits", sa.Column("settled", UtcTime, nullable=True))
    op.add_column("matches", sa.Column("late", sa.Boolean, nullable=False, server_default=sa.false()))
    late = sa.text("late")
    op.create_index(
        "ix_matches_late", "matches", ["key", "published", "article_id"], sqlite_where=late, postgresql_where=late
    )
    op.create_table(
        "hunts",
        sa.Column("id", Id, nullable=False),
        sa.Column("destination_id", Id, nullable=False),
        *_texts("key", "state", "author"),
        sa.Column("wanted", Json, nullable=False),
        sa.Column("since", UtcTime, nullable=False),
        *_numbers("cursor", "last", "total", "looked", "found", "known"),
        sa.Column("created", UtcTime, nullable=False),
        *(sa.Column(name, UtcTime, nullable=True) for name in ("begun", "ended", "lease_until", "told")),
        sa.Column("answer", sa.Text, nullable=True),
        sa.Column("aliases", Json, nullable=False, server_default="{}"),
        sa.Column("problem", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_hunts"),
        _of("hunts", "destination_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hunts_state_id", "hunts", ["state", "id"])
    op.create_index("ix_hunts_destination_id", "hunts", ["destination_id"])
    op.create_table(
        "hunt_findings",
        sa.Column("hunt_id", Id, nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.PrimaryKeyConstraint("hunt_id", "article_id", name="pk_hunt_findings"),
        _of("hunt_findings", "hunt_id"),
        _of("hunt_findings", "article_id"),
    )
    op.create_index("ix_hunt_findings_article_id", "hunt_findings", ["article_id"])
    op.create_table(
        "near_misses",
        *_texts("key", "form"),
        sa.Column("article_id", Id, nullable=False),
        *_texts("alias", "text", "sentence"),
        sa.Column("beside", Json, nullable=False),
        sa.Column("seen", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("key", "form", "article_id", name="pk_near_misses"),
        _of("near_misses", "article_id"),
    )
    op.create_index("ix_near_misses_article_id", "near_misses", ["article_id"])
    op.create_index("ix_near_misses_seen", "near_misses", ["seen"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_matches_late", "matches")
    op.drop_column("matches", "late")
    op.drop_column("list_edits", "settled")
    for table in reversed(TABLES):
        op.drop_table(table)

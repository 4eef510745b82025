"""The ledger of calls to platforms; parts, edits and answers of deliveries; when stories and feeds were last fresh."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UtcTime = sa.DateTime(timezone=True)


def columns() -> list[tuple[str, sa.Column[Any]]]:
    """The new columns with their tables."""
    none = sa.text("0")
    return [
        ("stories", sa.Column("refreshed", UtcTime, nullable=True)),
        ("feeds", sa.Column("fresh", UtcTime, nullable=True)),
        ("destinations", sa.Column("overtaking", sa.Integer, nullable=False, server_default=none)),
        ("deliveries", sa.Column("part", sa.Integer, nullable=False, server_default=none)),
        ("deliveries", sa.Column("plain", sa.Boolean, nullable=False, server_default=sa.false())),
        ("deliveries", sa.Column("tight", sa.Integer, nullable=False, server_default=none)),
        ("deliveries", sa.Column("target_id", Id, nullable=True)),
    ]


def upgrade() -> None:
    """Add the columns, and the table of calls."""
    for table, column in columns():
        op.add_column(table, column)
    op.create_index("ix_deliveries_target_id", "deliveries", ["target_id"])
    op.create_table(
        "calls",
        sa.Column("id", Id, nullable=False),
        sa.Column("delivery_id", Id, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("started", UtcTime, nullable=False),
        sa.Column("finished", UtcTime, nullable=True),
        sa.Column("message_id", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name="fk_calls_delivery_id_deliveries", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_calls_delivery_id_part", "calls", ["delivery_id", "part"])
    op.create_index("ix_calls_platform_finished", "calls", ["platform", "finished"])
    op.create_index("ix_calls_message_id", "calls", ["message_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("calls")
    op.drop_index("ix_deliveries_target_id", "deliveries")
    for table, column in reversed(columns()):
        op.drop_column(table, column.name)

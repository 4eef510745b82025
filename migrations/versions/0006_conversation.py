"""The conversation: what buttons stand for, files that are sent, roles in a chat and invitations, what people said of
alerts by alias, guards that are proposed, and edits of watchlists."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
UtcTime = sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(JSONB(), "postgresql")
TABLES = ("files", "buttons", "roles", "invites", "feedback_aliases", "proposals", "list_edits")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _of(table: str, name: str) -> sa.ForeignKeyConstraint:
    parent = name.removesuffix("_id") + "s"
    return sa.ForeignKeyConstraint([name], [f"{parent}.id"], name=f"fk_{table}_{name}_{parent}", ondelete="CASCADE")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "files",
        sa.Column("id", Id, nullable=False),
        sa.Column("created", UtcTime, nullable=False),
        *_texts("name", "media_type"),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_files_created", "files", ["created"])
    op.create_table(
        "buttons",
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("destination_id", Id, nullable=False),
        *_texts("command", "person"),
        sa.Column("once", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("created", UtcTime, nullable=False),
        sa.Column("expires", UtcTime, nullable=False),
        sa.Column("pressed", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("token", name="pk_buttons"),
        _of("buttons", "destination_id"),
    )
    op.create_index("ix_buttons_expires", "buttons", ["expires"])
    _create_people()
    _create_learning()


def _create_people() -> None:
    op.create_table(
        "roles",
        sa.Column("destination_id", Id, nullable=False),
        *_texts("platform", "person", "name", "role", "author"),
        sa.Column("granted", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("destination_id", "platform", "person", name="pk_roles"),
        _of("roles", "destination_id"),
    )
    op.create_table(
        "invites",
        *_texts("digest", "role", "author"),
        sa.Column("created", UtcTime, nullable=False),
        sa.Column("expires", UtcTime, nullable=False),
        sa.Column("used", UtcTime, nullable=True),
        sa.Column("used_by", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_invites"),
    )


def _create_learning() -> None:
    op.create_table(
        "feedback_aliases",
        sa.Column("alert_id", Id, nullable=False),
        *_texts("platform", "person", "key", "alias", "verdict"),
        sa.Column("given", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "platform", "person", "key", "alias", name="pk_feedback_aliases"),
        _of("feedback_aliases", "alert_id"),
    )
    op.create_index("ix_feedback_aliases_key_alias", "feedback_aliases", ["key", "alias"])
    op.create_table(
        "proposals",
        sa.Column("id", Id, nullable=False),
        *_texts("kind", "key", "alias", "value", "state"),
        sa.Column("effect", Json, nullable=False),
        sa.Column("created", UtcTime, nullable=False),
        sa.Column("decided", UtcTime, nullable=True),
        sa.Column("decided_by", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
        sa.UniqueConstraint("kind", "key", "alias", "value", name="uq_proposals_kind_key_alias_value"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "list_edits",
        sa.Column("id", Id, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        *_texts("platform", "person", "name", "action", "key"),
        sa.Column("details", Json, nullable=False),
        sa.Column("undone", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_list_edits"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in reversed(TABLES):
        op.drop_table(table)

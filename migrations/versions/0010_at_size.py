"""Stories that were merged into another one are found by an index: whoever removes old stories asks for them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the index, which holds merged stories alone."""
    merged = sa.text("merged_into IS NOT NULL")
    op.create_index("ix_stories_merged_into", "stories", ["merged_into"], sqlite_where=merged, postgresql_where=merged)


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_stories_merged_into", "stories")

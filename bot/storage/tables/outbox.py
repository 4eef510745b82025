"""What is sent to chats: deliveries, the calls they took, the files and buttons of messages."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    false,
    text,
)

from bot.storage.columns import Id
from bot.storage.tables.base import (
    flag_column,
    id_column,
    json_column,
    key_column,
    metadata,
    number_column,
    reference,
    text_column,
    time_column,
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
    text_column("sender", null=True),
    time_column("finished", null=True),
    number_column("attempts"),
    flag_column("doubtful"),
    key_column("kind"),
    reference("alerts", "alert_id", null=True, ondelete="SET NULL"),
    key_column("message_id", null=True),
    text_column("reply_to", null=True),
    text_column("error", null=True),
    json_column("message"),
    number_column("part"),
    flag_column("plain"),
    number_column("tight"),
    Column("target_id", Id, nullable=True),
    flag_column("silent"),
    number_column("shown"),
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
of. `sender` is the process that took it last, where there are several."""

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

files = Table(
    "files",
    metadata,
    id_column(),
    time_column("created"),
    text_column("name"),
    text_column("media_type"),
    Column("content", LargeBinary, nullable=False),
    Index(None, "created"),
    sqlite_autoincrement=True,
)
"""What messages carry: a message names its file by its number."""

buttons = Table(
    "buttons",
    metadata,
    key_column("token"),
    reference("destinations", "destination_id"),
    text_column("command"),
    key_column("person"),
    Column("once", Boolean, nullable=False, server_default=false()),
    time_column("created"),
    time_column("expires"),
    time_column("pressed", null=True),
    PrimaryKeyConstraint("token"),
    Index(None, "expires"),
)
"""What a button stands for where it is more than its command: whose it is (a label, '' for everybody's) and until when;
what serves `once` is over when it was `pressed`."""

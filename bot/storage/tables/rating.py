"""What people said of alerts, and what the bot proposes for it."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint

from bot.storage.tables.base import id_column, json_column, key_column, metadata, reference, text_column, time_column

feedback = Table(
    "feedback",
    metadata,
    reference("alerts", "alert_id"),
    key_column("platform"),
    key_column("person"),
    text_column("name"),
    text_column("verdict"),
    time_column("given"),
    PrimaryKeyConstraint("alert_id", "platform", "person"),
)

feedback_aliases = Table(
    "feedback_aliases",
    metadata,
    reference("alerts", "alert_id"),
    key_column("platform"),
    key_column("person"),
    key_column("key"),
    key_column("alias"),
    text_column("verdict"),
    time_column("given"),
    PrimaryKeyConstraint("alert_id", "platform", "person", "key", "alias"),
    Index(None, "key", "alias"),
)
"""What somebody said of an alert, for each alias that was found in it."""

proposals = Table(
    "proposals",
    metadata,
    id_column(),
    key_column("kind"),
    key_column("key"),
    key_column("alias"),
    key_column("value"),
    text_column("state"),
    json_column("effect"),
    time_column("created"),
    time_column("decided", null=True),
    text_column("decided_by", null=True),
    UniqueConstraint("kind", "key", "alias", "value"),
    sqlite_autoincrement=True,
)
"""What the bot proposes to change: at an alias after repeated feedback, where `kind` is 'unless' or 'min_score'; or a
further alias, 'alias', of which `value` is the new spelling. `state` is 'open', 'accepted' or 'declined'; `effect` is
what it would have changed in the stored articles."""

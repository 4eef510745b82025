"""The tables of the conversation: buttons, files, roles and invitations, feedback, proposals, edits of watchlists."""

from sqlalchemy import Boolean, Column, Index, LargeBinary, PrimaryKeyConstraint, Table, UniqueConstraint, false

from bot.storage.tables import id_column, json_column, key_column, metadata, reference, text_column, time_column

__all__ = ["buttons", "feedback_aliases", "files", "invites", "list_edits", "metadata", "proposals", "roles"]

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

roles = Table(
    "roles",
    metadata,
    reference("destinations", "destination_id"),
    key_column("platform"),
    key_column("person"),
    text_column("name"),
    text_column("role"),
    text_column("author"),
    time_column("granted"),
    PrimaryKeyConstraint("destination_id", "platform", "person"),
)
"""What somebody is in one chat; `people` says what they are everywhere."""

invites = Table(
    "invites",
    metadata,
    key_column("digest"),
    text_column("role"),
    text_column("author"),
    time_column("created"),
    time_column("expires"),
    time_column("used", null=True),
    text_column("used_by", null=True),
    PrimaryKeyConstraint("digest"),
)
"""Codes that let one chat in, by their digest: the code itself is not kept."""

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

list_edits = Table(
    "list_edits",
    metadata,
    id_column(),
    time_column("at"),
    key_column("platform"),
    key_column("person"),
    text_column("name"),
    text_column("action"),
    key_column("key"),
    json_column("details"),
    time_column("undone", null=True),
    time_column("settled", null=True),
    sqlite_autoincrement=True,
)
"""What was changed of the watchlists in chat, in order: the lists in force are the files with these edits upon them,
but for those that older files hold: `settled` is when such a file was written."""

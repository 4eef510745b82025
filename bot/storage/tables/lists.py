"""What goes on around the watchlists: edits in chat, hunts in the stored articles, near misses of names."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table

from bot.storage.columns import Id
from bot.storage.tables.base import id_column, json_column, key_column, metadata, reference, text_column, time_column

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

_NUMBERS = ("cursor", "last", "total", "looked", "found", "known")

hunts = Table(
    "hunts",
    metadata,
    id_column(),
    reference("destinations", "destination_id"),
    key_column("key"),
    key_column("state"),
    text_column("author"),
    json_column("wanted"),
    time_column("since"),
    *(Column(name, Id, nullable=False, server_default="0") for name in _NUMBERS),
    time_column("created"),
    time_column("begun", null=True),
    time_column("ended", null=True),
    time_column("lease_until", null=True),
    time_column("told", null=True),
    text_column("answer", null=True),
    json_column("aliases", default="{}"),
    text_column("problem", null=True),
    Index(None, "state", "id"),
    Index(None, "destination_id"),
    sqlite_autoincrement=True,
)
"""A search of the stored articles for one entry. `wanted` is the entry as it was asked for, as a file has it; `cursor`
is the article up to which everything is looked at and stored, `last` the newest one that belongs to it. `found` are
articles in which something new was found, `known` those in which there was nothing new, `aliases` by what it was found.
Whoever works on it holds it until `lease_until`; `answer` is the key of the delivery that shows how far it is, and
`told` when that was brought up to date last."""

hunt_findings = Table(
    "hunt_findings",
    metadata,
    reference("hunts", "hunt_id"),
    reference("articles", "article_id"),
    PrimaryKeyConstraint("hunt_id", "article_id"),
    Index(None, "article_id"),
)
"""The articles in which a hunt found something that was not known there."""

near_misses = Table(
    "near_misses",
    metadata,
    key_column("key"),
    key_column("form"),
    reference("articles", "article_id"),
    text_column("alias"),
    text_column("text"),
    text_column("sentence"),
    json_column("beside"),
    time_column("seen"),
    PrimaryKeyConstraint("key", "form", "article_id"),
    Index(None, "article_id"),
    Index(None, "seen"),
)
"""Where words stood that an alias nearly is, beside other words of its entity: `form` is what their spellings share,
`text` is as they are written there, `beside` what stood with them, `seen` when the article was published."""

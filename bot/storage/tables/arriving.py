"""Articles that wait to be matched, and the processes that share the work."""

from sqlalchemy import Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, UniqueConstraint

from bot.storage.columns import StoredJson
from bot.storage.tables.base import (
    id_column,
    json_column,
    key_column,
    metadata,
    number_column,
    text_column,
    time_column,
)

arrivals = Table(
    "arrivals",
    metadata,
    id_column(),
    key_column("key"),
    key_column("state"),
    Column("lane", Integer, nullable=False),
    time_column("came"),
    time_column("ready_at"),
    number_column("tries"),
    text_column("error", null=True),
    Column("article", StoredJson, nullable=True),
    Column("raw", LargeBinary, nullable=True),
    UniqueConstraint("key"),
    Index(None, "state", "lane", "id"),
    Index(None, "state", "ready_at"),
    sqlite_autoincrement=True,
)
"""Articles that came in where nobody matches them: `state` is 'new', 'tried' (somebody took it, and may have it still,
until `ready_at`) or 'aside' (tried too often). A row goes when its article is stored. `raw` is what came in its place
and could not be read."""

processes = Table(
    "processes",
    metadata,
    key_column("name"),
    text_column("host"),
    Column("pid", Integer, nullable=False),
    text_column("roles"),
    text_column("duties"),
    text_column("version"),
    time_column("started"),
    time_column("seen"),
    json_column("troubles", default="{}"),
    PrimaryKeyConstraint("name"),
    Index(None, "seen"),
)
"""Who works on this database: a row each, written anew every few seconds. `roles` and `duties` are words with blanks
between."""

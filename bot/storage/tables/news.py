"""Articles, and what was found in them."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, UniqueConstraint, text

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

# The small columns stand first, so that a scan need not read past long texts.
articles = Table(
    "articles",
    metadata,
    id_column(),
    key_column("identity"),
    Column("edition", Integer, nullable=False),
    key_column("fingerprint"),
    time_column("published"),
    time_column("received"),
    flag_column("matched"),
    flag_column("sample"),
    flag_column("silent"),
    key_column("source"),
    key_column("language"),
    text_column("external_id", null=True),
    text_column("author", null=True),
    text_column("url", null=True),
    text_column("title", null=True),
    text_column("text"),
    text_column("normal"),
    UniqueConstraint("identity", "edition"),
    UniqueConstraint("identity", "fingerprint"),
    Index(None, "published", "id"),
    Index(None, "matched", "published", "id"),
    sqlite_autoincrement=True,
)
"""`normal` is what a search reads; `matched` says whether there are matches that count: not in an earlier edition."""

matches = Table(
    "matches",
    metadata,
    reference("articles", "article_id"),
    key_column("kind"),
    key_column("key"),
    time_column("published"),
    key_column("source"),
    number_column("amount"),
    json_column("spans"),
    flag_column("late"),
    PrimaryKeyConstraint("article_id", "kind", "key"),
    Index("ix_matches_reach", "key", "published", "article_id", "kind", "source", "amount"),
    Index(
        "ix_matches_late",
        "key",
        "published",
        "article_id",
        sqlite_where=text("late"),
        postgresql_where=text("late"),
    ),
)
"""An article × an entry. Publication, source and amount are repeated here: counts are read off the index alone. The
amount is 0 in an edition that a later one followed. `late` is what only a hunt found, after the article was stored: no
story was made by it and nobody was alerted."""

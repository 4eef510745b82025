"""How much there is of articles, told without reading them."""

from collections.abc import Collection, Sequence

from sqlalchemy import BindParameter, Boolean, Connection, Text, bindparam, case, cast, func, or_, select

from bot.core.exporting import ArticleSize
from bot.storage.readings import EVENT
from bot.storage.statements import chunks
from bot.storage.tables import articles, matches

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_KEYS: BindParameter[str] = bindparam("keys", expanding=True)
_HEAD = func.length(func.coalesce(articles.c.title, "")) + func.length(func.coalesce(articles.c.url, ""))
_ASKED = or_(bindparam("all", type_=Boolean), matches.c.kind == EVENT, matches.c.key.in_(_KEYS))
_FOUND = (
    select(
        matches.c.article_id,
        func.sum(func.length(cast(matches.c.spans, Text))).label("found"),
        func.sum(case((_ASKED, matches.c.amount), else_=0)).label("places"),
    )
    .where(matches.c.article_id.in_(_IDS))
    .group_by(matches.c.article_id)
    .subquery()
)
_SIZES = (
    select(articles.c.id, _HEAD, func.length(articles.c.text), _FOUND.c.found, _FOUND.c.places)
    .join_from(articles, _FOUND, articles.c.id == _FOUND.c.article_id)
    .where(articles.c.id.in_(_IDS))
)


def sizes(connection: Connection, ids: Sequence[int], keys: Collection[str]) -> list[ArticleSize]:
    """Of articles in which something was found, in the order of the ids; no keys stand for any."""
    asked = {"keys": list(keys), "all": not keys}
    rows = (row for some in chunks(ids) for row in connection.execute(_SIZES, {"ids": list(some), **asked}))
    found = {row[0]: ArticleSize(*map(int, row)) for row in rows}
    return [found[one] for one in ids if one in found]

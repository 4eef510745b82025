"""How much there is of articles, told without reading them."""

from collections.abc import Sequence

from sqlalchemy import BindParameter, Connection, Text, bindparam, cast, func, select

from bot.core.exporting import ArticleSize
from bot.storage.statements import chunks
from bot.storage.tables import articles, matches

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_HEAD = func.length(func.coalesce(articles.c.title, "")) + func.length(func.coalesce(articles.c.url, ""))
_FOUND = (
    select(
        matches.c.article_id,
        func.sum(func.length(cast(matches.c.spans, Text))).label("found"),
        func.sum(matches.c.amount).label("places"),
    )
    .where(matches.c.article_id.in_(_IDS))
    .group_by(matches.c.article_id)
    .subquery()
)
_SIZES = select(
    articles.c.id,
    _HEAD,
    func.length(articles.c.text),
    func.coalesce(_FOUND.c.found, 0),
    func.coalesce(_FOUND.c.places, 0),
).join_from(articles, _FOUND, articles.c.id == _FOUND.c.article_id, isouter=True)
_OF = _SIZES.where(articles.c.id.in_(_IDS))


def sizes(connection: Connection, ids: Sequence[int]) -> list[ArticleSize]:
    """In the order of the ids."""
    rows = (row for some in chunks(ids) for row in connection.execute(_OF, {"ids": list(some)}))
    found = {row[0]: ArticleSize(*map(int, row)) for row in rows}
    return [found[one] for one in ids if one in found]

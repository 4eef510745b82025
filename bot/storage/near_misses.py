"""Near misses of names, as they were seen in articles."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, select

from bot.core.model import Reading
from bot.core.spellings import Sighting
from bot.storage.columns import indexed
from bot.storage.readings import load
from bot.storage.statements import add_all
from bot.storage.tables import articles, near_misses


class SqlNearMisses:
    """See the port `NearMisses`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def unread(self, after: int, limit: int) -> Sequence[Reading]:
        next_ones = select(articles.c.id).where(articles.c.id > after).order_by(articles.c.id).limit(limit)
        return list(load(self._connection, self._connection.scalars(next_ones).all()).values())

    def add(self, seen: Sequence[Sighting], most: int) -> None:
        ids = sorted({one.article_id for one in seen})
        stored = set(self._connection.scalars(select(articles.c.id).where(articles.c.id.in_(ids)))) if ids else set()
        add_all(self._connection, near_misses, [_row(one) for one in seen if one.article_id in stored])
        for key, form in sorted({(one.key, one.form) for one in seen}):
            self._trim(key, form, most)

    def ready(self, least: int, since: datetime) -> Sequence[tuple[str, str, int]]:
        names, number = (near_misses.c.key, near_misses.c.form), func.count()
        chosen = select(*names, number).where(near_misses.c.seen >= since).group_by(*names).having(number >= least)
        rows = self._connection.execute(chosen.order_by(number.desc(), *names)).all()
        return [(key, form, count) for key, form, count in rows]

    def of(self, key: str, form: str, since: datetime) -> Sequence[Sighting]:
        chosen = select(near_misses).where(_is(key, form), near_misses.c.seen >= since)
        newest = chosen.order_by(near_misses.c.seen.desc(), near_misses.c.article_id.desc())
        return [_sighting(row) for row in self._connection.execute(newest)]

    def forget(self, before: datetime, limit: int) -> int:
        old = select(near_misses.c.key, near_misses.c.form, near_misses.c.article_id)
        rows = self._connection.execute(old.where(near_misses.c.seen < before).limit(limit)).all()
        for key, form, article_id in rows:
            own = and_(_is(key, form), near_misses.c.article_id == article_id)
            self._connection.execute(delete(near_misses).where(own))
        return len(rows)

    def _trim(self, key: str, form: str, most: int) -> None:
        order = (near_misses.c.seen.desc(), near_misses.c.article_id.desc())
        newest = select(near_misses.c.article_id).where(_is(key, form)).order_by(*order).limit(most)
        kept = self._connection.scalars(newest).all()
        if len(kept) == most:
            self._connection.execute(delete(near_misses).where(_is(key, form), near_misses.c.article_id.not_in(kept)))


def _is(key: str, form: str) -> Any:
    return and_(near_misses.c.key == indexed(key), near_misses.c.form == indexed(form))


def _row(one: Sighting) -> dict[str, Any]:
    return {
        "key": one.key,
        "form": one.form,
        "article_id": one.article_id,
        "alias": one.alias,
        "text": one.text,
        "sentence": one.sentence,
        "beside": list(one.beside),
        "seen": one.seen,
    }


def _sighting(row: Row[Any]) -> Sighting:
    held = (row.key, row.form, row.article_id, row.alias, row.text, row.sentence)
    return Sighting(*held, tuple(row.beside), row.seen)

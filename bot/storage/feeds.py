"""Polled sources."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, delete, func, or_, select, update

from bot.core.model import Feed, FeedKind, Pages
from bot.core.polling import first_turn
from bot.storage.statements import add, chunks, put_all
from bot.storage.tables import feed_items, feeds

_NAMES = tuple(one.name for one in fields(Feed))
# What a feed holds no more is forgotten after a month; that it still holds something is noted once a day.
_KEPT, _NOTED = timedelta(days=30), timedelta(days=1)


class SqlFeeds:
    """See the port `Feeds`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, url: str, title: str, now: datetime, *, kind: FeedKind = "feed") -> Feed:
        known = Feed(0, url, title)
        next_at = now + first_turn(self._new())
        add(self._connection, feeds, url=url, title=title, wait=known.wait, next_at=next_at, added=now, kind=kind)
        return self._read(feeds.c.url == url)[0]

    def remove(self, url: str) -> bool:
        return self._connection.execute(delete(feeds).where(feeds.c.url == url)).rowcount > 0

    def all(self) -> Sequence[Feed]:
        return self._read()

    def get(self, feed_id: int) -> Feed | None:
        return next(iter(self._read(feeds.c.id == feed_id)), None)

    def revive(self, ids: Collection[int] | None, now: datetime) -> int:
        failing = or_(feeds.c.off.is_(True), feeds.c.errors > 0)
        again = update(feeds).values(off=False, errors=0, error=None, next_at=now)
        if ids is None:
            return self._connection.execute(again.where(failing)).rowcount
        parts = (again.where(feeds.c.id.in_(part)) for part in chunks(sorted(ids)))
        return sum(self._connection.execute(part).rowcount for part in parts)

    def due(self, now: datetime, limit: int = 50) -> Sequence[Feed]:
        waiting = or_(feeds.c.next_at.is_(None), feeds.c.next_at <= now)
        chosen = select(feeds).where(feeds.c.off.is_(False), waiting)
        ordered = chosen.order_by(feeds.c.next_at.asc().nulls_first(), feeds.c.id).limit(limit)
        return [_feed(row) for row in self._connection.execute(ordered)]

    def unseen(self, feed_id: int, digests: Collection[str]) -> Collection[str]:
        item = feed_items.c.item
        known = select(item).where(feed_items.c.feed_id == feed_id)
        wanted = dict.fromkeys(digests)
        seen = {
            row.item for part in chunks(list(wanted)) for row in self._connection.execute(known.where(item.in_(part)))
        }
        return [digest for digest in wanted if digest not in seen]

    def mark(self, feed_id: int, digests: Collection[str], now: datetime) -> None:
        item, seen = feed_items.c.item, feed_items.c.seen
        own = feed_items.c.feed_id == feed_id
        fresh = set(self._connection.scalars(select(item).where(own, seen > now - _NOTED)))
        rows = [{"feed_id": feed_id, "item": one, "seen": now} for one in dict.fromkeys(digests) if one not in fresh]
        put_all(self._connection, feed_items, ("feed_id", "item"), rows)
        self._connection.execute(delete(feed_items).where(own, seen < now - _KEPT))

    def save(self, feed: Feed) -> bool:
        undecided = case((feeds.c.pages == "auto", feed.pages), else_=feeds.c.pages)
        values = {**asdict(feed), "pages": undecided}
        if not feed.off:
            del values["off"]
        if self._taken(feed):
            del values["url"]  # it moved to an address that is polled already: both go on
        return self._connection.execute(update(feeds).where(feeds.c.id == feed.id).values(**values)).rowcount > 0

    def _new(self) -> int:
        """How many wait for their first poll."""
        return self._connection.scalar(select(func.count()).select_from(feeds).where(feeds.c.polled.is_(None))) or 0

    def choose(self, feed_id: int, pages: Pages) -> None:
        self._connection.execute(update(feeds).where(feeds.c.id == feed_id).values(pages=pages))

    def _taken(self, feed: Feed) -> bool:
        other = select(feeds.c.id).where(feeds.c.url == feed.url, feeds.c.id != feed.id)
        return self._connection.scalar(other) is not None

    def _read(self, *conditions: ColumnElement[bool]) -> Sequence[Feed]:
        rows = self._connection.execute(select(feeds).where(*conditions).order_by(feeds.c.id))
        return [_feed(row) for row in rows]


def _feed(row: Row[Any]) -> Feed:
    return Feed(**{name: row._mapping[name] for name in _NAMES})

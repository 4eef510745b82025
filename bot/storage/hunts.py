"""Hunts in the stored articles: how far they are, and what they found."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, text, update

from bot.core.hunts import OPEN, Hunt, HuntState, Looked, NewHunt, Problem, Sighting
from bot.core.model import Reading
from bot.ports.hunting import Stored
from bot.storage import findings
from bot.storage.adding import take_turn
from bot.storage.readings import load
from bot.storage.tables import articles, hunt_findings, hunts, matches, story_articles
from watchlists.model import Document

_IN_TURN = text("SELECT pg_advisory_xact_lock(hashtext('rasid.hunts'))")
_COLUMNS = [column for column in hunts.c if column.name != "lease_until"]
_READ = [articles.c[name] for name in ("id", "text", "title", "published", "source", "url")]
_NEW = hunts.insert().returning(hunts.c.id)
_ITS_MATCH = (matches.c.article_id == hunt_findings.c.article_id) & (matches.c.key == hunts.c.key)


class SqlHunts:
    """See the port `Hunts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewHunt, now: datetime) -> Hunt:
        names = ("destination_id", "key", "author", "wanted", "since", "answer")
        values = {name: getattr(new, name) for name in names}
        total = self._number(new.since)
        held = values | {"state": "waiting", "created": now, "total": total}
        found = self.get(int(self._connection.scalar(_NEW, held) or 0))
        assert found is not None
        return found

    def get(self, hunt_id: int) -> Hunt | None:
        row = self._connection.execute(select(*_COLUMNS).where(hunts.c.id == hunt_id)).first()
        return _hunt(row) if row else None

    def of(self, destination_id: int, limit: int) -> Sequence[Hunt]:
        own = select(*_COLUMNS).where(hunts.c.destination_id == destination_id)
        return [_hunt(row) for row in self._connection.execute(own.order_by(hunts.c.id.desc()).limit(limit))]

    def open(self, limit: int) -> Sequence[Hunt]:
        waiting = select(*_COLUMNS).where(hunts.c.state.in_(OPEN)).order_by(hunts.c.id).limit(limit)
        return [_hunt(row) for row in self._connection.execute(waiting)]

    def waits(self) -> bool:
        return self._connection.scalar(select(hunts.c.id).where(hunts.c.state.in_(OPEN)).limit(1)) is not None

    def silence(self, hunt_id: int) -> None:
        self._change(hunt_id, answer=None)

    def claim(self, now: datetime, lease: timedelta) -> Hunt | None:
        """A lease that ends later than one can was written before the clock was set back."""
        if self._connection.dialect.name != "sqlite":
            self._connection.execute(_IN_TURN)
        waiting = select(hunts.c.id, hunts.c.state, hunts.c.lease_until).where(hunts.c.state.in_(OPEN))
        rows = self._connection.execute(waiting.order_by(hunts.c.state, hunts.c.id)).all()  # 'running' comes first
        if not rows or any(one.lease_until and now < one.lease_until <= now + lease for one in rows):
            return None
        self._change(rows[0].id, state="running", lease_until=now + lease)
        return self.get(rows[0].id)

    def begin(self, hunt_id: int, now: datetime) -> Hunt | None:
        hunt = self._running(hunt_id)
        if hunt is None or hunt.begun is not None:
            return hunt
        last = self._last()
        # Together, off the index of publication: the least id alone would be looked for from the first article on.
        inside = select(func.min(articles.c.id), func.count()).where(_since(hunt.since), articles.c.id <= last)
        first, total = self._connection.execute(inside).one()
        self._change(hunt_id, begun=now, cursor=(first or last + 1) - 1, last=last, total=total)
        return self.get(hunt_id)

    def extend(self, hunt_id: int) -> Hunt | None:
        hunt = self._running(hunt_id)
        last = self._last() if hunt else 0
        if hunt is not None and last > hunt.last:
            more = self._number(hunt.since, last, after=hunt.last)
            self._change(hunt_id, last=last, total=hunt.total + more)
        return self.get(hunt_id) if hunt else None

    def articles(self, hunt: Hunt, after: int, upto: int) -> Sequence[Stored]:
        """Rows of a few columns, by the primary key."""
        inside = [articles.c.id > after, articles.c.id <= upto, _since(hunt.since)]
        rows = self._connection.execute(select(*_READ).where(*inside).order_by(articles.c.id))
        return [Stored(one, Document(said, title, at), source, url) for one, said, title, at, source, url in rows]

    def keep(self, hunt: Hunt, looked: Looked, now: datetime, lease: timedelta) -> Hunt | None:
        """In turn with whoever adds articles, so that what is the newest edition here still is when this is stored."""
        take_turn(self._connection)
        held = self._running(hunt.id)
        if held is None or held.cursor != hunt.cursor:
            return None
        kept = findings.keep(self._connection, hunt.id, hunt.key, looked.found)
        aliases = dict(held.aliases)
        for name in kept.aliases:
            aliases[name] = aliases.get(name, 0) + 1
        counts = {"looked": held.looked + looked.articles, "found": held.found + kept.new}
        rest = {"known": held.known + kept.known, "aliases": aliases, "lease_until": now + lease}
        self._change(hunt.id, cursor=looked.upto, **counts, **rest)
        return self.get(hunt.id)

    def release(self, hunt_id: int | None = None) -> None:
        held = hunts.c.lease_until.is_not(None) if hunt_id is None else hunts.c.id == hunt_id
        self._connection.execute(update(hunts).where(held).values(lease_until=None))

    def end(self, hunt_id: int, state: HuntState, now: datetime, problem: Problem | None = None) -> Hunt | None:
        own = update(hunts).where(hunts.c.id == hunt_id, hunts.c.state.in_(OPEN))
        over = own.values(state=state, ended=now, lease_until=None, problem=problem)
        return self.get(hunt_id) if self._connection.execute(over).rowcount else None

    def told(self, hunt_id: int, now: datetime) -> None:
        self._change(hunt_id, told=now)

    def sightings(self, hunt_id: int) -> Sequence[Sighting]:
        asked = select(matches.c.published, matches.c.source, story_articles.c.story_id).select_from(hunt_findings)
        asked = asked.join(hunts, hunts.c.id == hunt_findings.c.hunt_id).join(matches, _ITS_MATCH)
        asked = asked.outerjoin(story_articles, story_articles.c.article_id == matches.c.article_id)
        rows = self._connection.execute(asked.where(hunts.c.id == hunt_id).order_by(matches.c.published))
        return [Sighting(*row) for row in rows]

    def newest(self, hunt_id: int, limit: int) -> Sequence[Reading]:
        found = select(articles.c.id).join(hunt_findings, hunt_findings.c.article_id == articles.c.id)
        order = (articles.c.published.desc(), articles.c.id.desc())
        ids = self._connection.scalars(found.where(hunt_findings.c.hunt_id == hunt_id).order_by(*order).limit(limit))
        return list(load(self._connection, ids.all()).values())

    def _running(self, hunt_id: int) -> Hunt | None:
        """Until the transaction ends nobody stops it."""
        running = select(*_COLUMNS).where(hunts.c.id == hunt_id, hunts.c.state == "running")
        row = self._connection.execute(running.with_for_update()).first()
        return _hunt(row) if row else None

    def _change(self, hunt_id: int, **values: Any) -> None:
        self._connection.execute(update(hunts).where(hunts.c.id == hunt_id).values(**values))

    def _last(self) -> int:
        return self._connection.scalar(select(func.max(articles.c.id))) or 0

    def _number(self, since: datetime, upto: int | None = None, after: int = 0) -> int:
        ids = [articles.c.id <= upto] if upto is not None else []
        newer = [articles.c.id > after] if after else []
        return self._connection.scalar(select(func.count()).where(_since(since), *ids, *newer)) or 0


def _since(since: datetime) -> ColumnElement[bool]:
    return articles.c.published >= since


def _hunt(row: Row[Any]) -> Hunt:
    return Hunt(**row._mapping)

"""What is older than it is kept is removed, a page at a time.

Rows are looked at by rising id, which is the order in which they came: a page costs the same however many there are.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, exists, select

from bot.core.invites import ASKS, REFUSAL
from bot.ports.expiring import Page
from bot.storage.adding import take_turn
from bot.storage.statements import chunks
from bot.storage.tables import (
    alerts,
    articles,
    audit,
    buttons,
    console_lines,
    console_sessions,
    deliveries,
    files,
    hunts,
    inbox,
    invites,
    mutes,
    schedule_runs,
    state,
    stories,
    story_articles,
    trends,
)

# Of files, which are large, so many go in one go.
_FILES = 50


class SqlExpiry:
    """See the port `Expiry`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def articles(self, before: datetime, stirred: datetime, after: int, limit: int) -> Page:
        take_turn(self._connection)  # an article may be about to join one of the stories
        page = select(articles.c.id, articles.c.received, story_articles.c.story_id).outerjoin(
            story_articles, story_articles.c.article_id == articles.c.id
        )
        rows = self._connection.execute(page.where(articles.c.id > after).order_by(articles.c.id).limit(limit)).all()
        old = [row for row in rows if row.received < before]
        alone = [row.id for row in old if row.story_id is None]
        over = self._over({row.story_id for row in old if row.story_id is not None}, before, stirred)
        held = select(story_articles.c.article_id).where(story_articles.c.story_id.in_(over))
        gone = [*alone, *self._connection.scalars(held)]
        self._drop(articles, gone)
        self._drop(stories, [*over, *self._emptied(over)])
        return Page(len(gone), rows[-1].id if old and len(rows) == limit else None)

    def deliveries(self, before: datetime, after: int, limit: int) -> Page:
        named = [deliveries.c[name] for name in ("id", "created", "state", "alert_id")]
        page = select(*named).where(deliveries.c.id > after).order_by(deliveries.c.id).limit(limit)
        rows = self._connection.execute(page).all()
        old = [row for row in rows if row.created < before]
        over = ("sent", "dead")
        gone = [row.id for row in old if row.alert_id is None and row.state in over]
        self._drop(deliveries, gone)
        return Page(len(gone), rows[-1].id if old and len(rows) == limit else None)

    def rows(self, light: datetime, before: datetime | None, limit: int) -> int:
        gone = self._some(files, files.c.created < light, _FILES)
        for table, ended in _ENDED:
            gone += self._some(table, ended < light, limit)
        for name in (ASKS, REFUSAL):
            old = and_(state.c.name.startswith(name), state.c.value < f"{light:%Y-%m-%d}")
            gone += self._some(state, old, limit)
        if before is not None:
            for table, made in ((audit, audit.c.at), (trends, trends.c.created), (hunts, hunts.c.ended), _LINES):
                gone += self._some(table, made < before, limit)
        return gone

    def oldest(self) -> datetime | None:
        first: datetime | None = self._connection.scalar(select(articles.c.received).order_by(articles.c.id).limit(1))
        return first

    def _over(self, story_ids: Collection[int], before: datetime, stirred: datetime) -> Sequence[int]:
        """Those of the stories that nobody needs any more."""
        later = exists().where(
            story_articles.c.story_id == stories.c.id,
            articles.c.id == story_articles.c.article_id,
            articles.c.received >= before,
        )
        waits = exists().where(
            alerts.c.story_id == stories.c.id,
            deliveries.c.alert_id == alerts.c.id,
            deliveries.c.state.in_(("pending", "sending")),
        )
        rest = [stories.c.latest < stirred, stories.c.due.is_(None), ~later, ~waits]
        chosen = select(stories.c.id).where(stories.c.id.in_(story_ids), *rest).order_by(stories.c.id)
        return self._connection.scalars(chosen.with_for_update()).all()

    def _emptied(self, into: Collection[int]) -> Sequence[int]:
        """Stories that were merged into these, at whichever remove, and only lead there."""
        found, last = list[int](), list(into)
        while last:
            last = list(self._connection.scalars(select(stories.c.id).where(stories.c.merged_into.in_(last))))
            found += last
        return found

    def _drop(self, table: Table, ids: Collection[int]) -> None:
        for some in chunks(sorted(ids)):
            self._connection.execute(delete(table).where(table.c.id.in_(some)))

    def _some(self, table: Table, condition: ColumnElement[bool], limit: int) -> int:
        keys = list(table.primary_key.columns)
        chosen = self._connection.execute(select(*keys).where(condition).limit(limit)).all()
        for row in chosen:
            same = [column == value for column, value in zip(keys, row, strict=True)]
            self._connection.execute(delete(table).where(*same))
        return len(chosen)


_LINES = (console_lines, console_lines.c.at)
_ENDED = (
    (console_sessions, console_sessions.c.expires),
    (buttons, buttons.c.expires),
    (invites, invites.c.expires),
    (inbox, inbox.c.done),
    (mutes, mutes.c.until),
    (schedule_runs, schedule_runs.c.ran),
)
"""What is over at a time."""

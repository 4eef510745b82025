"""What people and channels sent in to be read."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, select, update

from bot.core.material import Material
from bot.core.model import Incoming, Person
from bot.core.submission import Lane, Submission, as_plain, from_plain
from bot.storage.statements import chunks, insert
from bot.storage.tables import submissions

_OPEN = ("waiting", "keeping")
_OVER = ("done", "failed")


class SqlSubmissions:
    """See the port `Submissions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        key: str,
        destination_id: int,
        person: Person,
        material: Material,
        now: datetime,
        *,
        reply_to: str | None = None,
        lane: Lane = "scan",
    ) -> int | None:
        who = {"platform": person.platform, "person": person.user, "name": person.name}
        when = {"received": now, "next_at": now}
        what = {"purpose": lane, "state": "waiting", "material": material.as_dict(), "reply_to": reply_to}
        new = insert(self._connection, submissions).on_conflict_do_nothing().returning(submissions.c.id)
        added: int | None = self._connection.scalar(
            new, {"key": key, "destination_id": destination_id, **who, **when, **what}
        )
        return added

    def waiting(self, lane: Lane, now: datetime, limit: int, but: Collection[int] = ()) -> Sequence[Submission]:
        due = [submissions.c.state.in_(_OPEN), submissions.c.next_at <= now, submissions.c.purpose == lane]
        chosen = select(submissions).where(*due, submissions.c.id.not_in(list(but)))
        ordered = chosen.order_by(submissions.c.next_at, submissions.c.id).limit(limit)
        return [_submission(row) for row in self._connection.execute(ordered).mappings()]

    def unread(self, destination_id: int) -> int:
        own = [submissions.c.destination_id == destination_id, submissions.c.state == "waiting"]
        return self._connection.scalar(select(func.count()).where(*own)) or 0

    def get(self, submission_id: int) -> Submission | None:
        row = self._connection.execute(select(submissions).where(_is(submission_id))).mappings().first()
        return _submission(row) if row else None

    def finish(self, submission_id: int, articles: Sequence[Incoming], now: datetime) -> bool:
        read = [as_plain(one) for one in articles]
        return self._change(submission_id, ["waiting"], state="done", finished=now, articles=read, error=None)

    def postpone(self, submission_id: int, at: datetime, error: str) -> None:
        tried = submissions.c.attempts + 1
        self._change(submission_id, _OPEN, next_at=at, attempts=tried, error=error)

    def fail(self, submission_id: int, error: str, now: datetime) -> bool:
        return self._change(submission_id, _OPEN, state="failed", finished=now, error=error)

    def keep(self, submission_id: int, reply_to: str | None, now: datetime) -> bool:
        to_do = {"state": "keeping", "next_at": now, "attempts": 0, "reply_to": reply_to}
        return self._change(submission_id, _OVER, submissions.c.kept.is_(None), **to_do)

    def kept(self, submission_id: int, now: datetime) -> bool:
        return self._change(submission_id, ["keeping"], state="done", kept=now, error=None)

    def drop(self, ids: Collection[int]) -> None:
        for some in chunks(sorted(ids)):
            self._connection.execute(delete(submissions).where(submissions.c.id.in_(some)))

    def forget(self, before: datetime) -> None:
        over = [submissions.c.state.in_(_OVER), submissions.c.received < before]
        self._connection.execute(delete(submissions).where(*over))

    def _change(
        self, submission_id: int, states: Collection[str], *conditions: ColumnElement[bool], **values: Any
    ) -> bool:
        """Whether it was in one of these states, and so was changed."""
        in_turn = update(submissions).where(_is(submission_id), submissions.c.state.in_(states), *conditions)
        return self._connection.execute(in_turn.values(**values)).rowcount == 1


def _is(submission_id: int) -> ColumnElement[bool]:
    return submissions.c.id == submission_id


def _submission(row: RowMapping) -> Submission:
    return Submission(
        id=row["id"],
        destination_id=row["destination_id"],
        person=Person(row["platform"], row["person"], row["name"]),
        lane=row["purpose"],
        state=row["state"],
        received=row["received"],
        material=Material.from_dict(row["material"]),
        attempts=row["attempts"],
        error=row["error"],
        reply_to=row["reply_to"],
        articles=tuple(from_plain(one) for one in row["articles"] or ()),
        kept=row["kept"],
    )

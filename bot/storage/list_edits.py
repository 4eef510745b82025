"""What was changed of the watchlists in chat."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, text, update

from bot.core.editing import ListEdit
from bot.core.model import Person
from bot.storage.tables import list_edits
from watchlists.editing.edits import Edit

_IN_TURN = text("SELECT pg_advisory_xact_lock(hashtext('rasid.lists'))")
_STANDS = list_edits.c.undone.is_(None)
# Not the greatest id: on a server a smaller one may be committed after it.
_VERSION = select(func.count(list_edits.c.id), func.count(list_edits.c.undone))


class SqlListEdits:
    """See the port `ListEdits`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self) -> None:
        if self._connection.dialect.name != "sqlite":  # which has one writer
            self._connection.execute(_IN_TURN)

    def add(self, edit: Edit, person: Person, now: datetime) -> ListEdit:
        who = {"platform": person.platform, "person": person.user, "name": person.name}
        held = {"action": edit.action, "key": edit.key, "details": dict(edit.details)}
        new = insert(list_edits).values(at=now, **who, **held).returning(*list_edits.c)
        return _edit(self._connection.execute(new).one())

    def get(self, edit_id: int) -> ListEdit | None:
        row = self._connection.execute(select(list_edits).where(list_edits.c.id == edit_id)).one_or_none()
        return _edit(row) if row else None

    def in_force(self) -> Sequence[ListEdit]:
        return [_edit(row) for row in self._connection.execute(select(list_edits).where(_STANDS).order_by("id"))]

    def undo(self, edit_id: int, now: datetime) -> bool:
        own = update(list_edits).where(list_edits.c.id == edit_id, _STANDS).values(undone=now)
        return self._connection.execute(own).rowcount > 0

    def settle(self, held: Mapping[int, datetime]) -> None:
        for edit_id, written in held.items():
            own = update(list_edits).where(list_edits.c.id == edit_id, list_edits.c.settled.is_(None))
            self._connection.execute(own.values(settled=written))

    def version(self) -> tuple[int, int]:
        made, undone = self._connection.execute(_VERSION).one()
        return int(made), int(undone)


def _edit(row: Row[Any]) -> ListEdit:
    person = Person(row.platform, row.person, row.name)
    return ListEdit(row.id, row.at, person, Edit(row.action, row.key, row.details), row.undone, row.settled)

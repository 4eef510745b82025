"""Who may do what, and who did what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, select

from bot.core.model import Person, Role
from bot.storage.statements import put
from bot.storage.tables import audit, people


class SqlPeople:
    """See the port `People`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def role(self, person: Person) -> Role | None:
        return self._connection.scalar(select(people.c.role).where(_is(person)))

    def grant(self, person: Person, role: Role | None, now: datetime) -> None:
        if role is None:
            self._connection.execute(delete(people).where(_is(person)))
            return
        keys = {"platform": person.platform, "person": person.user}
        put(self._connection, people, keys, **keys, name=person.name, role=role, granted=now)

    def all(self) -> Sequence[tuple[Person, Role]]:
        rows = self._connection.execute(select(people).order_by(people.c.platform, people.c.person))
        return [(Person(row.platform, row.person, row.name), row.role) for row in rows]

    def record(self, person: Person, action: str, details: dict[str, Any], now: datetime) -> None:
        who = {"platform": person.platform, "person": person.user, "name": person.name}
        self._connection.execute(audit.insert().values(at=now, action=action, details=details, **who))

    def audit(self, limit: int = 50) -> Sequence[tuple[datetime, Person, str, dict[str, Any]]]:
        rows = self._connection.execute(select(audit).order_by(audit.c.id.desc()).limit(limit))
        return [(row.at, Person(row.platform, row.person, row.name), row.action, row.details) for row in rows]


def _is(person: Person) -> ColumnElement[bool]:
    return and_(people.c.platform == person.platform, people.c.person == person.user)

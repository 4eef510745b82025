"""Who may do what, and who did what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, delete, select

from bot.core.audit import AuditFilter, AuditLine
from bot.core.model import Person, Role
from bot.storage.statements import put
from bot.storage.tables import audit, people

_CHUNK = 500


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

    def held(self) -> Sequence[tuple[Person, Role]]:
        """On SQLite one transaction writes at a time anyway."""
        self._connection.execute(select(people.c.person).order_by(people.c.platform, people.c.person).with_for_update())
        return self.all()

    def record(self, person: Person, action: str, details: dict[str, Any], now: datetime) -> None:
        who = {"platform": person.platform, "person": person.user, "name": person.name}
        self._connection.execute(audit.insert().values(at=now, action=action, details=details, **who))

    def audit(self, limit: int = 50) -> Sequence[tuple[datetime, Person, str, dict[str, Any]]]:
        rows = self._connection.execute(select(audit).order_by(audit.c.id.desc()).limit(limit))
        return [(row.at, Person(row.platform, row.person, row.name), row.action, row.details) for row in rows]

    def lines(self, wanted: AuditFilter, limit: int, before: int | None = None) -> list[AuditLine]:
        """What the database cannot compare is looked through in chunks."""
        chosen = select(audit).where(*_of(wanted)).order_by(audit.c.id.desc()).limit(_CHUNK)
        found: list[AuditLine] = []
        while len(found) < limit:
            page = chosen if before is None else chosen.where(audit.c.id < before)
            rows = [_line(row) for row in self._connection.execute(page).mappings()]
            found += [line for line in rows if wanted.fits(line)]
            if len(rows) < _CHUNK:
                break
            before = rows[-1].id
        return found[:limit]


def _of(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.person is not None:
        platform, _, user = wanted.person.partition(":")
        conditions += [audit.c.platform == platform, audit.c.person == user]
    if wanted.action is not None:
        conditions.append(audit.c.action.startswith(wanted.action, autoescape=True))
    return conditions


def _line(row: RowMapping) -> AuditLine:
    person = Person(row["platform"], row["person"], row["name"])
    return AuditLine(row["id"], row["at"], person, row["action"], row["details"])


def _is(person: Person) -> ColumnElement[bool]:
    return and_(people.c.platform == person.platform, people.c.person == person.user)

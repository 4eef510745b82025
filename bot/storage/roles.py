"""What people are in single chats."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, select

from bot.core.model import Address, Person, Role
from bot.ports.people import ChatRole
from bot.storage.chats import same_chat
from bot.storage.statements import put
from bot.storage.tables import destinations, roles


class SqlRoles:
    """See the port `Roles`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, address: Address, person: Person) -> Role | None:
        own = select(roles.c.role).join(destinations, destinations.c.id == roles.c.destination_id)
        here = (destinations.c.platform == address.platform, destinations.c.chat == address.chat)
        found: Role | None = self._connection.scalar(own.where(*here, _is(person)))
        return found

    def grant(self, destination_id: int, person: Person, role: Role | None, author: str, now: datetime) -> None:
        threads = select(destinations.c.id).where(same_chat(destination_id))
        former = [roles.c.destination_id.in_(threads), _is(person)]
        self._connection.execute(delete(roles).where(*former))
        if role is not None:
            keys = {"destination_id": destination_id, "platform": person.platform, "person": person.user}
            given = {"name": person.name, "role": role, "author": author, "granted": now}
            put(self._connection, roles, keys, **keys, **given)

    def all(self) -> Sequence[ChatRole]:
        ordered = select(roles).order_by(roles.c.destination_id, roles.c.platform, roles.c.person)
        return [
            ChatRole(row.destination_id, Person(row.platform, row.person, row.name), row.role, row.author, row.granted)
            for row in self._connection.execute(ordered)
        ]


def _is(person: Person) -> ColumnElement[bool]:
    return and_(roles.c.platform == person.platform, roles.c.person == person.user)

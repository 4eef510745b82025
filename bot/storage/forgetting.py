"""What is removed of a person, and of a chat.

What others work with stays, without the name: rulings, edits of watchlists, mutes of a group, lines of the audit log.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, or_, select, update

from bot.core.audit import FORGOTTEN
from bot.core.health import HOME
from bot.core.invites import ASKS
from bot.core.model import Person
from bot.core.preferences import Preferences
from bot.ports.conversation import Removed
from bot.storage.chat_tables import buttons, feedback_aliases, invites, list_edits, proposals, roles
from bot.storage.chats import same_chat
from bot.storage.tables import (
    audit,
    deliveries,
    destinations,
    feedback,
    holdings,
    inbox,
    mutes,
    people,
    rulings,
    schedules,
    state,
    submissions,
    subscriptions,
)

_LEAVING = "leaving:"
# Where the settings of a chat are, and what was said there and to it.
_OF_A_CHAT: Mapping[str, Table] = {
    "subscriptions": subscriptions,
    "mutes": mutes,
    "schedules": schedules,
    "roles": roles,
    "submissions": submissions,
    "buttons": buttons,
    "held": holdings,
}
_OF_A_PERSON: Mapping[str, Table] = {
    "roles": roles,
    "feedback": feedback,
    "feedback by alias": feedback_aliases,
    "submissions": submissions,
    "everywhere": people,
}
_AUTHORS = (
    *(mutes.c.author, subscriptions.c.author, rulings.c.author, roles.c.author, invites.c.author, invites.c.used_by),
    proposals.c.decided_by,
)
# Actions of the audit log that name somebody among their details.
_NAMING = ("role", "admin granted", "admin revoked", "invited")


class SqlForgetting:
    """See the port `Forgetting`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def person(self, person: Person) -> Removed:
        gone = {name: self._delete(table, _is(table, person)) for name, table in _OF_A_PERSON.items()}
        self._delete(buttons, or_(buttons.c.person == person.label, buttons.c.command.contains(person.label)))
        self._forget_updates(person)
        self._forget_states(person)
        for author in _AUTHORS:
            own = update(author.table).where(author == person.label)
            self._connection.execute(own.values(**{author.name: FORGOTTEN}))
        return Removed(gone, {"lists": self._unname(list_edits, person), "audit": self._unname_audit(person)})

    def chat(self, destination_id: int, now: datetime) -> Removed:
        threads = list(self._connection.scalars(select(destinations.c.id).where(same_chat(destination_id))))
        gone = {name: self._delete(table, table.c.destination_id.in_(threads)) for name, table in _OF_A_CHAT.items()}
        asked = [or_(*(deliveries.c.key.like(f"asks:{one}:%") for one in threads))]
        own = or_(deliveries.c.destination_id.in_(threads), *asked)
        gone["messages"] = self._delete(deliveries, and_(own, deliveries.c.state != "sending"))
        plain = {"access": "asked", "title": "", "listens": False, "preferences": Preferences().as_dict()}
        self._connection.execute(update(destinations).where(destinations.c.id.in_(threads)).values(**plain))
        for one in threads:
            self._leave(one, now)
        return Removed(gone, {})

    def left(self) -> Sequence[int]:
        waiting = select(deliveries.c.destination_id).where(deliveries.c.state.in_(("pending", "sending")))
        names = self._connection.scalars(select(state.c.name).where(state.c.name.startswith(_LEAVING)))
        ids = [int(name.removeprefix(_LEAVING)) for name in names]
        gone = [destinations.c.id.in_(ids), destinations.c.access == "asked", destinations.c.id.not_in(waiting)]
        found = list(self._connection.scalars(delete(destinations).where(*gone).returning(destinations.c.id)))
        back = select(destinations.c.id).where(destinations.c.id.in_(ids), destinations.c.access != "asked")
        for one in (*found, *self._connection.scalars(back)):
            self._connection.execute(delete(state).where(state.c.name == f"{_LEAVING}{one}"))
        return found

    def _leave(self, destination_id: int, now: datetime) -> None:
        """Its row goes once the answer is sent."""
        self._delete(state, state.c.name.in_((f"{_LEAVING}{destination_id}", f"{ASKS}{destination_id}")))
        self._connection.execute(state.insert().values(name=f"{_LEAVING}{destination_id}", value=now.isoformat()))

    def _forget_updates(self, person: Person) -> None:
        """What waits to be answered; what was is kept without what it said."""
        waiting = select(inbox.c.id, inbox.c.payload).where(inbox.c.done.is_(None), inbox.c.platform == person.platform)
        own = [row.id for row in self._connection.execute(waiting) if _writer(row.payload) == person.user]
        self._delete(inbox, inbox.c.id.in_(own))

    def _forget_states(self, person: Person) -> None:
        """Where they are told of what is wrong, and what they asked for."""
        asked = and_(state.c.name.startswith(ASKS), state.c.value.endswith(f" {person.label}", autoescape=True))
        self._delete(state, or_(asked, state.c.name == HOME + person.label))

    def _unname(self, table: Table, person: Person) -> int:
        own = update(table).where(_is(table, person))
        return self._connection.execute(own.values(person=FORGOTTEN, name="")).rowcount

    def _unname_audit(self, person: Person) -> int:
        naming = select(audit.c.id, audit.c.details).where(audit.c.action.in_(_NAMING))
        for row in self._connection.execute(naming).all():
            if person.label in row.details.values():
                details = {name: FORGOTTEN if one == person.label else one for name, one in row.details.items()}
                self._connection.execute(update(audit).where(audit.c.id == row.id).values(details=details))
        return self._unname(audit, person)

    def _delete(self, table: Table, condition: ColumnElement[bool]) -> int:
        return self._connection.execute(delete(table).where(condition)).rowcount


def _is(table: Table, person: Person) -> ColumnElement[bool]:
    return and_(table.c.platform == person.platform, table.c.person == person.user)


def _writer(payload: Mapping[str, Any]) -> str:
    return str((payload.get("person") or {}).get("user", ""))

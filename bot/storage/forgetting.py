"""What is removed of a person, and of a chat.

What others work with stays, without the name: rulings, edits of watchlists, mutes of a group, lines of the audit log.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    and_,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy import cast as sql_cast

from bot.core.audit import FORGOTTEN
from bot.core.health import HOME
from bot.core.invites import ASKS
from bot.core.message import Message
from bot.core.model import Person
from bot.core.preferences import Preferences
from bot.ports.forgetting import Removed
from bot.storage.chats import same_chat
from bot.storage.statements import chunks
from bot.storage.tables import (
    audit,
    buttons,
    console_lines,
    deliveries,
    destinations,
    feedback,
    feedback_aliases,
    holdings,
    hunts,
    inbox,
    invites,
    list_edits,
    mutes,
    people,
    proposals,
    roles,
    rulings,
    schedules,
    state,
    submissions,
    subscriptions,
)

_LEAVING = "leaving:"
# Characters of a day in what is kept of who asked.
_DAY = 10
# Where the settings of a chat are, and what was said there and to it.
_OF_A_CHAT: Mapping[str, Table] = {
    "subscriptions": subscriptions,
    "mutes": mutes,
    "schedules": schedules,
    "submissions": submissions,
    "buttons": buttons,
    "held": holdings,
    "hunts": hunts,
}
_OF_A_PERSON: Mapping[str, Table] = {
    "feedback": feedback,
    "feedback by alias": feedback_aliases,
    "submissions": submissions,
}
_ROLES: Mapping[str, Table] = {"roles": roles, "everywhere": people}
_AUTHORS = (
    *(mutes.c.author, subscriptions.c.author, rulings.c.author, roles.c.author, invites.c.author, invites.c.used_by),
    proposals.c.decided_by,
    hunts.c.author,
)
# Actions of the audit log that name somebody among their details.
_NAMING = ("role", "admin granted", "admin revoked", "invited")


class SqlForgetting:
    """See the port `Forgetting`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def person(self, person: Person) -> Removed:
        gone = {name: self._delete(table, _is(table, person)) for name, table in _OF_A_PERSON.items()}
        gone |= {name: self._delete(table, and_(_is(table, person), ~_limits(table))) for name, table in _ROLES.items()}
        gone["named"] = self._wipe_messages(person)
        self._delete(buttons, or_(buttons.c.person == person.label, buttons.c.command.contains(person.label)))
        self._forget_updates(person)
        self._forget_states(person)
        for author in _AUTHORS:
            own = update(author.table).where(author == person.label)
            self._connection.execute(own.values(**{author.name: FORGOTTEN}))
        self._delete(invites, and_(invites.c.author == FORGOTTEN, invites.c.used.is_(None)))
        kept = {"lists": self._unname(list_edits, person), "audit": self._unname_audit(person)}
        return Removed(gone, kept | {"limits": self._unname_limits(person)})

    def chat(self, destination_id: int, now: datetime) -> Removed:
        """That somebody may only read in their own chat, and that a chat was refused, stays, and with it its number."""
        threads = list(self._connection.scalars(select(destinations.c.id).where(same_chat(destination_id))))
        own = select(destinations.c.id).where(destinations.c.private, same_chat(destination_id))
        limited = and_(_limits(roles), roles.c.destination_id.in_(own))
        gone = {name: self._delete(table, table.c.destination_id.in_(threads)) for name, table in _OF_A_CHAT.items()}
        gone["roles"] = self._delete(roles, and_(roles.c.destination_id.in_(threads), ~limited))
        asked = [or_(*(deliveries.c.key.like(f"asks:{one}:%") for one in threads))]
        its = or_(deliveries.c.destination_id.in_(threads), *asked)
        gone["messages"] = self._delete(deliveries, and_(its, deliveries.c.state != "sending"))
        gone["messages"] += self._delete(console_lines, console_lines.c.chat.in_(_names_on_console(threads)))
        access = case((destinations.c.access == "refused", "refused"), else_="asked")
        plain = {"access": access, "title": "", "listens": False, "preferences": Preferences().as_dict()}
        self._connection.execute(update(destinations).where(destinations.c.id.in_(threads)).values(**plain))
        held = set(self._connection.scalars(select(roles.c.destination_id).where(limited)))
        for one in threads:
            self._leave(one, now, stays=one in held)
        return Removed(gone, {})

    def stay(self, destination_id: int) -> None:
        threads = self._connection.scalars(select(destinations.c.id).where(same_chat(destination_id)))
        self._delete(state, state.c.name.in_([f"{_LEAVING}{one}" for one in threads]))

    def strangers(self, before: datetime, limit: int) -> int:
        """Oldest first; who asked, or was answered, later than that stays, and so does what anybody set there."""
        lately = exists().where(deliveries.c.destination_id == destinations.c.id, deliveries.c.created >= before)
        set_up = [
            exists().where(table.c.destination_id == destinations.c.id) for table in (*_OF_A_CHAT.values(), roles)
        ]
        asking = destinations.c.id.in_(self._asking(before))
        idle = [destinations.c.access == "asked", ~asking, ~lately, *(~one for one in set_up)]
        chosen = select(destinations.c.id).where(*idle).order_by(destinations.c.id)
        found = list(self._connection.scalars(chosen.limit(limit)))
        for one in found:
            self._delete(deliveries, deliveries.c.key.like(f"asks:{one}:%"))
            self._delete(state, state.c.name == f"{_LEAVING}{one}")
            self._delete(destinations, destinations.c.id == one)
        return len(found)

    def _asking(self, since: datetime) -> Sequence[int]:
        """The chats that administrators were asked about."""
        kept = self._connection.scalars(select(state.c.name).where(state.c.name.startswith(ASKS)))
        asked = select(deliveries.c.key).where(deliveries.c.key.startswith(ASKS), deliveries.c.created >= since)
        numbers = (key.split(":")[1] for key in (*kept, *self._connection.scalars(asked)))
        return [int(number) for number in numbers if number.isdigit()]

    def left(self) -> Sequence[int]:
        waiting = select(deliveries.c.destination_id).where(deliveries.c.state.in_(("pending", "sending")))
        names = self._connection.scalars(select(state.c.name).where(state.c.name.startswith(_LEAVING)))
        ids = [int(name.removeprefix(_LEAVING)) for name in names]
        gone = [destinations.c.id.in_(ids), destinations.c.access == "asked", destinations.c.id.not_in(waiting)]
        found = list(self._connection.scalars(delete(destinations).where(*gone).returning(destinations.c.id)))
        back = select(destinations.c.id).where(destinations.c.id.in_(ids), destinations.c.access != "asked")
        for one in (*found, *self._connection.scalars(back)):
            self._delete(state, state.c.name == f"{_LEAVING}{one}")
        return found

    def _leave(self, destination_id: int, now: datetime, *, stays: bool) -> None:
        """Its row goes once the answer is sent, unless it has to stay. That it asked today is kept, without who did, so
        that nobody asks twice by it."""
        self._delete(state, state.c.name == f"{_LEAVING}{destination_id}")
        self._forget_asks(state.c.name == f"{ASKS}{destination_id}")
        if stays:
            return
        self._connection.execute(state.insert().values(name=f"{_LEAVING}{destination_id}", value=now.isoformat()))

    def _forget_updates(self, person: Person) -> None:
        """What waits to be answered; what was is kept without what it said."""
        waiting = select(inbox.c.id, inbox.c.payload).where(inbox.c.done.is_(None), inbox.c.platform == person.platform)
        own = [row.id for row in self._connection.execute(waiting) if _writer(row.payload) == person.user]
        self._delete(inbox, inbox.c.id.in_(own))

    def _forget_states(self, person: Person) -> None:
        """Where they are told of what is wrong, and what they asked for."""
        self._forget_asks(
            and_(state.c.name.startswith(ASKS), state.c.value.endswith(f" {person.label}", autoescape=True))
        )
        self._delete(state, state.c.name == HOME + person.label)

    def _forget_asks(self, condition: ColumnElement[bool]) -> None:
        """Of who asked the day stays."""
        own = update(state).where(condition)
        self._connection.execute(own.values(value=func.substr(state.c.value, 1, _DAY)))

    def _wipe_messages(self, person: Person) -> int:
        """What was sent and names them goes, wherever it was said; alerts name nobody who uses the bot. A message is
        looked through once for the label, which begins other labels too."""
        over = [deliveries.c.state.in_(("sent", "dead")), deliveries.c.kind != "alert"]
        likely = sql_cast(deliveries.c.message, Text).contains(person.label, autoescape=True)
        rows = self._connection.execute(select(deliveries.c.id, deliveries.c.message).where(*over, likely)).all()
        naming = re.compile(rf"(?<!\w){re.escape(person.label)}(?!\w)")
        ids = [row.id for row in rows if naming.search(json.dumps(row.message, ensure_ascii=False))]
        for some in chunks(ids):
            own = update(deliveries).where(deliveries.c.id.in_(some))
            self._connection.execute(own.values(message=Message(()).as_dict()))
        return len(ids)

    def _unname_limits(self, person: Person) -> int:
        """What is left of their roles: that they may only read."""
        limits = 0
        for table in _ROLES.values():
            own = update(table).where(_is(table, person))
            limits += self._connection.execute(own.values(name="")).rowcount
        return limits

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


def _names_on_console(threads: Sequence[int]) -> Select[Any]:
    return select(destinations.c.chat).where(destinations.c.id.in_(threads), destinations.c.platform == "web")


def _limits(table: Table) -> ColumnElement[bool]:
    """A role that takes away: nobody sheds it by having themselves forgotten."""
    return table.c.role == "viewer"


def _writer(payload: Mapping[str, Any]) -> str:
    return str((payload.get("person") or {}).get("user", ""))

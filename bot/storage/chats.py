"""Destinations, and what each wants and does not want to hear."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, or_, select, tuple_, update

from bot.core.model import Access, Address, Destination, Language, Mute, Person, Scope, Subscription
from bot.core.topics import INHERITED, follows, settings_for, whole_address
from bot.storage import muting, rows
from bot.storage.merging import merge
from bot.storage.statements import add, insert, writes
from bot.storage.tables import deliveries, destinations, subscriptions

SETTINGS = frozenset({"access", "language", "timezone", "title", "private", "listens", "preferences"})

_ALL = select(destinations).order_by(destinations.c.id)
_THESE = _ALL.where(destinations.c.id.in_(bindparam("ids", expanding=True)))

_WISH = select(*(subscriptions.c[one.name] for one in fields(Subscription))).order_by(
    subscriptions.c.destination_id, subscriptions.c.scope, subscriptions.c.key
)
_ALLOWED = select(destinations.c.id).where(destinations.c.access == "allowed")
_OF_ALL = _WISH.where(subscriptions.c.destination_id.in_(_ALLOWED))
_OF_ONE = _WISH.where(subscriptions.c.destination_id == bindparam("destination"))
_UNDER = subscriptions.c.key.in_(bindparam("keys", expanding=True))
_WISHES = {
    (True, True): _OF_ALL,
    (True, False): _OF_ALL.where(_UNDER),
    (False, True): _OF_ONE,
    (False, False): _OF_ONE.where(_UNDER),
}
"""By whether they are those of all chats, and under whichever key."""

_WAITS = and_(deliveries.c.state == "pending", deliveries.c.part == 0)
"""What is on its way and nothing of which has arrived."""


class SqlChats:
    """See the port `Chats`. Ids that are unknown raise LookupError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def meet(
        self, address: Address, *, private: bool, title: str, language: Language, timezone: str, access: Access
    ) -> tuple[Destination, bool]:
        known = self.find(address)
        if known is not None:  # an INSERT that finds its row there has used up an id on PostgreSQL
            return known, False
        settings = {"private": private, "title": title, "language": language, "timezone": timezone, "access": access}
        new = add(self._connection, destinations, **asdict(address), **settings)
        if new:
            self._share_waits(address)
            self._share_settings(address)
        met = self.find(address)
        if met is None:
            raise LookupError(f"no destination {address}")
        return met, new

    def _share_settings(self, address: Address) -> None:
        """A thread that was not known before has the settings of its chat."""
        topic, whole = self.find(address), self.find(whole_address(address))
        if topic and whole and topic.id != whole.id:
            self.change(topic.id, **settings_for(topic, whole))

    def _share_waits(self, address: Address) -> None:
        """A thread that was not known before waits as long as its chat does."""
        same = [destinations.c.platform == address.platform, destinations.c.chat == address.chat]
        of_chat = select(func.max(destinations.c.ready_at), func.max(destinations.c.overtaking)).where(*same)
        ready_at, passed = self._connection.execute(of_chat).one()
        if ready_at is not None or passed:
            values = {"ready_at": ready_at, "overtaking": passed}
            self._connection.execute(update(destinations).where(*same).values(**values))

    def get(self, destination_id: int) -> Destination | None:
        return self._one(destinations.c.id == destination_id)

    def find(self, address: Address) -> Destination | None:
        return self._one(*(destinations.c[name] == value for name, value in asdict(address).items()))

    def all(self, ids: Collection[int] | None = None) -> Sequence[Destination]:
        found = self._connection.execute(_ALL if ids is None else _THESE, {"ids": list(ids or ())})
        return [rows.destination(row) for row in found.mappings()]

    def change(self, destination_id: int, **settings: Any) -> Destination:
        """Raises TypeError for a name that is no setting."""
        if unknown := settings.keys() - SETTINGS:
            raise TypeError(f"no settings of a chat: {', '.join(sorted(unknown))}")
        heirs = self.heirs(destination_id) if settings.keys() & INHERITED else ()
        self._write(destination_id, settings)
        changed = self._known(destination_id)
        for topic in heirs:
            self._write(topic.id, settings_for(topic, changed))
        return changed

    def heirs(self, destination_id: int) -> Sequence[Destination]:
        whole = self._known(destination_id)
        if whole.address.thread:
            return ()
        topics = _ALL.where(same_chat(destination_id), destinations.c.id != destination_id)
        found = map(rows.destination, self._connection.execute(topics).mappings())
        return [topic for topic in found if follows(topic, whole)]

    def _write(self, destination_id: int, settings: Mapping[str, Any]) -> None:
        plain = {name: value.as_dict() if name == "preferences" else value for name, value in settings.items()}
        if plain:
            own = update(destinations).where(destinations.c.id == destination_id)
            self._connection.execute(own.values(**plain))

    def lose(self, destination_id: int, *, whole: bool) -> None:
        """So "gone" always means: was let in."""
        which = same_chat(destination_id) if whole else destinations.c.id == destination_id
        lost = update(destinations).where(which, destinations.c.access == "allowed")
        self._connection.execute(lost.values(access="gone"))

    def decide(self, destination_id: int, access: Access) -> Destination:
        chat = self._known(destination_id)
        if access == "refused":
            self._refuse(chat)
        elif chat.address.thread:
            self._write(chat.id, {"access": access})
        else:
            known = or_(destinations.c.id == chat.id, destinations.c.access != "asked")
            self._connection.execute(update(destinations).where(same_chat(chat.id), known).values(access=access))
        return self._known(destination_id)

    def _refuse(self, chat: Destination) -> None:
        """The row of the whole chat is made where there is none, so that no other thread opens it."""
        self.meet(
            whole_address(chat.address),
            private=chat.private,
            title=chat.title,
            language=chat.language,
            timezone=chat.timezone,
            access="refused",
        )
        self._connection.execute(update(destinations).where(same_chat(chat.id)).values(access="refused"))
        threads = select(destinations.c.id).where(same_chat(chat.id))
        self._connection.execute(delete(deliveries).where(deliveries.c.destination_id.in_(threads), _WAITS))

    def regain(self, destination_id: int) -> None:
        back = update(destinations).where(same_chat(destination_id), destinations.c.access == "gone")
        self._connection.execute(back.values(access="allowed"))

    def move(self, destination_id: int, chat: str) -> Destination:
        """Where the new chat is known, its row stays, with the settings of the old one."""
        old = self._known(destination_id)
        there = self.find(Address(old.address.platform, chat, old.address.thread))
        if there is None:
            own = update(destinations).where(destinations.c.id == destination_id)
            self._connection.execute(own.values(chat=chat))
            return self._known(destination_id)
        if there.id != old.id:
            merge(self._connection, old, there)
        return self._known(there.id)

    def subscribe(self, subscription: Subscription, author: Person, now: datetime) -> bool:
        values = asdict(subscription)
        new = insert(self._connection, subscriptions).values(**values, author=author.label, created=now)
        changed = {name: new.excluded[name] for name in ("least", "author", "created")}
        keys = ["destination_id", "scope", "key"]
        different = subscriptions.c.least != new.excluded.least
        upsert = new.on_conflict_do_update(index_elements=keys, set_=changed, where=different)
        return writes(self._connection, upsert)

    def unsubscribe(self, destination_id: int, scope: Scope, key: str) -> bool:
        own = _is(subscriptions, destination_id, scope, key)
        return self._connection.execute(delete(subscriptions).where(own)).rowcount > 0

    def subscriptions(
        self, destination_id: int | None = None, keys: Collection[str] | None = None
    ) -> Sequence[Subscription]:
        asked = {"destination": destination_id, "keys": list(keys or ())}
        found = self._connection.execute(_WISHES[destination_id is None, keys is None], asked)
        return [rows.subscription(row) for row in found.mappings()]

    def mute(self, mute: Mute, now: datetime) -> Mute:
        return muting.mute(self._connection, mute, now)

    def unmute(self, destination_id: int, scope: str, key: str, now: datetime) -> bool:
        return muting.unmute(self._connection, destination_id, scope, key, now)

    def mutes(self, now: datetime, destination_id: int | None = None) -> Sequence[Mute]:
        return muting.in_force(self._connection, now, destination_id)

    def _one(self, *conditions: ColumnElement[bool]) -> Destination | None:
        row = self._connection.execute(select(destinations).where(*conditions)).mappings().first()
        return rows.destination(row) if row else None

    def _known(self, destination_id: int) -> Destination:
        found = self.get(destination_id)
        if found is None:
            raise LookupError(f"no destination {destination_id}")
        return found


def same_chat(destination_id: int) -> ColumnElement[bool]:
    """All threads of the chat."""
    own = select(destinations.c.platform, destinations.c.chat).where(destinations.c.id == destination_id)
    return tuple_(destinations.c.platform, destinations.c.chat).in_(own)


def _is(table: Any, destination_id: int, scope: str, key: str) -> ColumnElement[bool]:
    return and_(table.c.destination_id == destination_id, table.c.scope == scope, table.c.key == key)

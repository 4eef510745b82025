"""Silences of one chat, each until a time. The mute of a story that people merged follows it into the other one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from bot.core.model import Mute
from bot.core.rulings import survivor
from bot.storage import rows
from bot.storage.rulings import SqlRulings
from bot.storage.statements import put
from bot.storage.tables import mutes

_MUTES = select(mutes).where(mutes.c.until > bindparam("now")).order_by(mutes.c.id)
_MUTES_OF_ONE = _MUTES.where(mutes.c.destination_id == bindparam("destination"))


def mute(connection: Connection, one: Mute, now: datetime) -> Mute:
    """Store a mute and give it back as it stands."""
    values = {name: value for name, value in asdict(one).items() if name != "id"}
    put(connection, mutes, ["destination_id", "scope", "key"], **values, created=now)
    own = [mutes.c.destination_id == one.destination_id, mutes.c.scope == one.scope, mutes.c.key == one.key]
    (stored,) = _followed(connection, [rows.mute(connection.execute(select(mutes).where(*own)).mappings().one())])
    return stored


def unmute(connection: Connection, destination_id: int, scope: str, key: str, now: datetime) -> bool:
    """End a mute; of a story also those of stories that were merged into it. Whether one was in force."""
    keys = _same_story(connection, destination_id, key) if scope == "story" else [key]
    own = [mutes.c.destination_id == destination_id, mutes.c.scope == scope, mutes.c.key.in_(keys)]
    ends = connection.execute(delete(mutes).where(*own).returning(mutes.c.until)).scalars().all()
    return any(until > now for until in ends)


def in_force(connection: Connection, now: datetime, destination_id: int | None) -> list[Mute]:
    """Of one chat or of all, by id; of two that are about one story by now the one that lasts longer."""
    chosen = _MUTES if destination_id is None else _MUTES_OF_ONE
    found = connection.execute(chosen, {"now": now, "destination": destination_id}).mappings()
    longest: dict[tuple[int, str, str], Mute] = {}
    for one in _followed(connection, [rows.mute(row) for row in found]):
        about = (one.destination_id, one.scope, one.key)
        longest[about] = max(longest.get(about, one), one, key=lambda each: each.until)
    return sorted(longest.values(), key=lambda one: one.id)


def standing(connection: Connection, story_ids: Collection[int]) -> Mapping[int, int]:
    """The story that each of these is part of by now: itself, or what it was merged into, over any number of steps."""
    into = SqlRulings(connection).survivors(story_ids)
    return {one: survivor(one, into) for one in story_ids}


def _followed(connection: Connection, found: Iterable[Mute]) -> list[Mute]:
    mutes_now = list(found)
    moved = standing(connection, {int(one.key) for one in mutes_now if one.scope == "story"})
    return [replace(one, key=str(moved[int(one.key)])) if one.scope == "story" else one for one in mutes_now]


def _same_story(connection: Connection, destination_id: int, key: str) -> list[str]:
    own = select(mutes.c.key).where(mutes.c.destination_id == destination_id, mutes.c.scope == "story")
    muted = list(connection.execute(own).scalars())
    moved = standing(connection, {int(key), *map(int, muted)})
    return [key, *(one for one in muted if moved[int(one)] == moved[int(key)])]

"""Who hears of an unusual number of mentions: a pure decision from what chats watch, muted and prefer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from bot.core.model import Destination, Mute, Subscription
from bot.core.quiet import quiet_hours
from bot.core.routing import watched
from watchlists.model import Watchlists


class Hearing(StrEnum):
    """What happens to it in one chat."""

    SENT = "sent"
    SILENT = "silent"
    MUTED = "muted"
    QUIET = "quiet"


def followed(subscriptions: Iterable[Subscription], watchlists: Watchlists) -> dict[int, frozenset[str]]:
    """By chat the entities of which it hears: those it asked for by name or by list, without those that are part of
    another one of them. Who asked for everything hears of what others asked for."""
    wishes: defaultdict[int, list[Subscription]] = defaultdict(list)
    for one in subscriptions:
        wishes[one.destination_id].append(one)
    asked = {chat: frozenset(watched(some, watchlists)) for chat, some in wishes.items()}
    every = _uppermost(frozenset().union(*asked.values()), watchlists)
    for chat, some in wishes.items():
        if any(one.scope == "all" for one in some):
            asked[chat] |= every
    return asked


def hearers(
    key: str,
    chats: Iterable[Destination],
    asked: Mapping[int, frozenset[str]],
    mutes: Sequence[Mute],
    watchlists: Watchlists,
    now: datetime,
) -> dict[int, Hearing]:
    """What happens to news of an entity in each chat that follows it and wants to hear of such."""
    silenced = {one.destination_id for one in mutes if is_muted(key, one, watchlists)}
    wanted = [one for one in chats if key in asked.get(one.id, ()) and one.preferences.trends]
    return {one.id: Hearing.MUTED if one.id in silenced else _now(one, now) for one in wanted}


def is_muted(key: str, mute: Mute, watchlists: Watchlists) -> bool:
    """Whether a mute keeps news of an entity from its chat: of it, of what it is part of, of everything."""
    return mute.scope == "all" or (mute.scope == "entity" and key in watchlists.family(mute.key))


def _now(chat: Destination, now: datetime) -> Hearing:
    """No number of mentions is critical: it waits for the digest unless the chat takes it without a sound."""
    quiet = chat.preferences.quiet
    if quiet is None or quiet_hours(quiet, chat.timezone, now) is None:
        return Hearing.SENT
    return Hearing.SILENT if quiet.mode == "silent" else Hearing.QUIET


def _uppermost(keys: frozenset[str], watchlists: Watchlists) -> frozenset[str]:
    return frozenset(key for key in keys if not keys.intersection(watchlists.ancestors(key)))

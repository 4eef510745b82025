"""Whom a busy bot watches for, and the chats that it tells: names, subscriptions and a few mutes, made up."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import accumulate

from bot.core.model import Address, Language, Mute, Person, Scope, Subscription
from bot.core.routing import LEAST
from bot.ports import Store
from tests.bench.aliases import names
from tests.bench.names import watched
from tests.bench.yardstick import FOLD
from watchlists import Matcher, load, shipped
from watchlists.model import Watchlists

OPERATOR = Person("telegram", "1", "bench")
_ZONES = ("Asia/Baghdad", "Africa/Cairo", "UTC", "Europe/Berlin")
_LANGUAGES: tuple[Language, ...] = ("ar", "ar", "ar", "en")
_MUTED = 0.05


def watching(entities: int) -> Matcher:
    """The shipped lists, made up to so many entities with further names. Fewer than are shipped are cut to."""
    lists = load((shipped(),))
    known = {alias.text.translate(FOLD) for one in lists.entities.values() for alias in one.spellings}
    more = [one for one in names(2 * entities) if one.text.translate(FOLD) not in known]
    further = watched(more[: max(0, entities - len(lists.entities))])
    return Matcher.compile(Watchlists((*lists.lists, *further.lists)))


def settle(store: Store, matcher: Matcher, amount: int, now: datetime, platform: str = "telegram") -> None:
    """So many chats that were let in. Some names are followed by many, most by few; a few chats want everything."""
    rng = random.Random(4)
    with store.begin() as unit:
        for number in range(1, amount + 1):
            address = Address(platform, str(number))
            language, zone = rng.choice(_LANGUAGES), rng.choice(_ZONES)
            chat, _ = unit.chats.meet(
                address, private=True, title=f"chat {number}", language=language, timezone=zone, access="allowed"
            )
            for scope, key in _wishes(rng, matcher):
                unit.chats.subscribe(Subscription(chat.id, scope, key, LEAST[scope]), OPERATOR, now)
            if rng.random() < _MUTED:
                unit.chats.mute(Mute(0, chat.id, "all", "*", now + timedelta(days=400), OPERATOR.label), now)


def _wishes(rng: random.Random, matcher: Matcher) -> set[tuple[Scope, str]]:
    """Two to eight entities; one chat in ten also an event type, one in thirty a list, one in a hundred everything."""
    keys = list(matcher.watchlists.entities)
    weights = list(accumulate(1 / (10 + rank) for rank in range(len(keys))))
    wanted: set[tuple[Scope, str]] = {
        ("entity", key) for key in rng.choices(keys, cum_weights=weights, k=rng.randint(2, 8))
    }
    more: tuple[tuple[float, Scope, list[str]], ...] = (
        (0.1, "event", list(matcher.watchlists.events)),
        (0.03, "list", [one.slug for one in matcher.watchlists.lists]),
        (0.01, "all", ["*"]),
    )
    return wanted | {(scope, rng.choice(of)) for share, scope, of in more if rng.random() < share}

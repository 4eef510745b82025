"""Who is told of an alert: a pure decision from what chats subscribed to and muted."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.core.model import Mute, MuteScope, Scope, Story, Subscription
from bot.core.scoring import rank
from watchlists.model import Severity, Watchlists

# The least severity that is sent at once when a subscription names none; the rest goes into the digest.
LEAST: Mapping[Scope, Severity] = {"entity": "low", "event": "low", "list": "high", "all": "high"}
# The key of a subscription to everything.
EVERYTHING = "*"


class Verdict(StrEnum):
    """What happens to an alert in one chat.

    `digest`: it is below the severity from which the chat is told at once. `muted`: the chat muted it. `quiet`: the
    chat's quiet hours hold it until they end. `gathered`: something was said of the story within the chat's
    group_interval; `repeat`: the same reason was given within its repeat_interval. The last three are told later, if
    they are news to the chat then.
    """

    SENT = "sent"
    DIGEST = "digest"
    MUTED = "muted"
    QUIET = "quiet"
    GATHERED = "gathered"
    REPEAT = "repeat"


def audience(
    story: Story, subscriptions: Iterable[Subscription], mutes: Iterable[Mute], watchlists: Watchlists
) -> dict[int, Verdict]:
    """What every destination that subscribed to something in the story wants: to be told at once (`sent`), in the
    digest, or nothing (`muted`)."""
    wanted: dict[int, Verdict] = {}
    for subscription in subscriptions:
        if concerns(subscription, story.keys, watchlists):
            verdict = _verdict(subscription, story)
            if wanted.get(subscription.destination_id) != Verdict.SENT:
                wanted[subscription.destination_id] = verdict
    silenced = {mute.destination_id for mute in mutes if _silences(mute, story, watchlists)}
    return {chat: Verdict.MUTED if chat in silenced else verdict for chat, verdict in wanted.items()}


def interests(
    story: Story, subscriptions: Iterable[Subscription], watchlists: Watchlists
) -> dict[int, tuple[MuteScope, str]]:
    """By chat what of the story it watches most specifically: of the entities that it asked for by name the one that is
    part of most others, else the event type. Chats that only asked for lists or everything lack."""
    found: dict[int, tuple[int, str, MuteScope]] = {}
    for one in subscriptions:
        if one.scope in ("entity", "event") and concerns(one, story.keys, watchlists):
            depth = -1 if one.scope == "event" else sum(1 for _ in watchlists.ancestors(one.key))
            wish: tuple[int, str, MuteScope] = (depth, one.key, "event" if one.scope == "event" else "entity")
            found[one.destination_id] = max(wish, found.get(one.destination_id, wish))
    return {chat: (scope, key) for chat, (_, key, scope) in found.items()}


def concerns(subscription: Subscription, keys: frozenset[str], watchlists: Watchlists) -> bool:
    """Whether any of the keys is what the subscription asks for; who watches a group sees its branches."""
    return subscription.scope == "all" or bool(keys & wanted_keys(subscription, watchlists))


def watched(subscriptions: Iterable[Subscription], watchlists: Watchlists) -> list[str]:
    """The entities that somebody asked for by name or by list, without those that are part of another one of them."""
    wishes = [one for one in subscriptions if one.scope in ("entity", "list")]
    named = {key for one in wishes for key in (watchlists.members(one.key) if one.scope == "list" else [one.key])}
    asked = {key for key in named if key in watchlists.entities}
    return sorted(key for key in asked if not asked.intersection(watchlists.ancestors(key)))


def asked_under(keys: frozenset[str], watchlists: Watchlists) -> frozenset[str]:
    """The keys that a subscription has which concerns one of these keys: other subscriptions need not be read."""
    named = {up for key in keys for up in (key, *watchlists.ancestors(key))}
    lists = {one.slug for one in watchlists.lists if not named.isdisjoint(watchlists.members(one.slug))}
    return frozenset({*named, *lists, EVERYTHING})


def wanted_keys(subscription: Subscription, watchlists: Watchlists) -> frozenset[str]:
    """The keys a subscription covers, branches included; of 'all' every key."""
    match subscription.scope:
        case "entity":
            return watchlists.family(subscription.key)
        case "event":
            return frozenset({subscription.key})
        case "list":
            return watchlists.reach(subscription.key)
        case "all":
            return frozenset({*watchlists.entities, *watchlists.events})


def _verdict(subscription: Subscription, story: Story) -> Verdict:
    return Verdict.SENT if rank(story.severity) >= rank(subscription.least) else Verdict.DIGEST


def _silences(mute: Mute, story: Story, watchlists: Watchlists) -> bool:
    match mute.scope:
        case "all":
            return True
        case "story":
            return mute.key == str(story.id)
        case "entity":
            return bool(story.keys & watchlists.family(mute.key))
        case "event":
            return mute.key in story.keys

"""What a digest of a window says to one chat."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core import digest, hearers
from bot.core.changes import news
from bot.core.digest_groups import (
    STORIES_SHOWN,
    Kept,
    asked_keys,
    by_importance,
    headings,
    kept_back,
    named,
    untold,
)
from bot.core.model import Destination, Story, Subscription
from bot.core.silences import Silence, silences
from bot.core.trends import Trend
from bot.core.views import DigestView, HeldView, Unusual
from bot.ports import Unit, Window
from watchlists.model import Watchlists

# Stories read of one window, the gravest; of more it is only said that there are more.
MOST_STORIES = 500
# Stories named for each reason for which alerts were held back, and for all, beside those that are listed anyway.
_HELD_EACH, _HELD_SHOWN = 3, 5
# Outlets that are looked at for those that fell silent: the most frequent before, and as good as all now.
_OUTLETS_BEFORE, _OUTLETS_NOW = 50, 1000


def compose(
    unit: Unit,
    destination: Destination,
    window: Window,
    watchlists: Watchlists,
    offset: int = 0,
    seen: digest.Seen | None = None,
) -> DigestView:
    """Everything a chat's digest of a window says; from an `offset` on only its stories, by importance. `seen` is where
    the last digest of its schedule and this one end."""
    wishes = unit.chats.subscriptions(destination.id)
    keys, found = asked_keys(wishes, watchlists), _trends(unit, wishes, window, watchlists)
    trends = _unusual(found)
    earlier, then = Window(window.start - (window.end - window.start), window.start), window.end if offset else None
    stories = _news(unit, keys, window, then, seen)
    capped = len(stories) > MOST_STORIES
    before = [] if capped else _news(unit, keys, earlier, then)
    comparable = not capped and len(before) <= MOST_STORIES
    standing = headings(stories, wishes, watchlists)
    ordered = by_importance(stories[:MOST_STORIES], standing, {one.key for one in trends})
    shown = ordered[offset : offset + STORIES_SHOWN]
    return DigestView(
        start=window.start,
        end=window.end,
        listed=[(standing[story.id], story) for story in shown],
        stories=len(ordered),
        articles=sum(len(_news_of(story, window, seen)) for story in ordered),
        before=len(before) if comparable else None,
        watchlists=watchlists,
        tallies=_tallies(standing, before, wishes, watchlists) if comparable else {},
        offset=offset,
        capped=capped,
        held=() if offset else _held(unit, destination, window, shown, seen),
        silent=() if offset else _silent(unit, keys, window, earlier),
        trends=trends,
        untold=() if offset else untold(found, destination.id),
        mutes=() if offset else unit.chats.mutes(window.end, destination.id),
        timezone=destination.timezone,
        summary=destination.preferences.summary,
    )


def _news(
    unit: Unit, keys: frozenset[str] | None, window: Window, then: datetime | None, seen: digest.Seen | None = None
) -> list[Story]:
    """The stories with an article that came in during the window, or was changed in a fact, as they stand or stood
    `then`; one more than are told of where there are more."""
    if keys is None:
        return []
    wide = _wide(window) if seen else window
    around = Window(*digest.read_over(wide.start, wide.end))
    read = unit.stories.stirred(keys, wide, around, MOST_STORIES + 1)
    stood = [digest.as_of(story, then) for story in read] if then else read
    return [story for story in stood if _news_of(story, window, seen)]


def _news_of(story: Story, window: Window, seen: digest.Seen | None) -> frozenset[str]:
    """The identities of its articles that are news of a window."""
    told = [reading.article for reading in news(story)]
    return frozenset(one.identity for one in told if digest.is_news(one, window.start, window.end, seen))


def _wide(window: Window) -> Window:
    """With what may have been stored late."""
    return Window(window.start - digest.SETTLING, window.end)


def _tallies(
    standing: Mapping[int, str], before: Sequence[Story], wishes: Sequence[Subscription], watchlists: Watchlists
) -> Mapping[str, tuple[int, int]]:
    now, then = Counter(standing.values()), Counter(headings(before, wishes, watchlists).values())
    return {key: (number, then[key]) for key, number in now.items()}


def _trends(unit: Unit, wishes: Sequence[Subscription], window: Window, watchlists: Watchlists) -> Sequence[Trend]:
    """Those that were found in the window, of entities that the chat follows."""
    followed = frozenset().union(*hearers.followed(wishes, watchlists).values())
    keys = None if any(one.scope == "all" for one in wishes) else followed
    found = unit.trends.since(window.start, keys) if keys is None or keys else ()
    return [one for one in found if one.created < window.end]


def _unusual(found: Sequence[Trend]) -> tuple[Unusual, ...]:
    """Of each entity the most unusual number of mentions."""
    most = {one.key: one for one in sorted(found, key=lambda one: one.factor)}
    return tuple(Unusual(one.key, one.span, one.count.mentions, one.baseline.usual) for one in reversed(most.values()))


def _held(
    unit: Unit, destination: Destination, window: Window, shown: Sequence[Story], seen: digest.Seen | None
) -> list[HeldView]:
    """By reason; a story that people emptied since is only counted."""
    wide = _wide(window)
    sent = {alert.id for alert in unit.alerts.sent(destination.id, wide)}
    held = [one for one in unit.alerts.held(destination.id, wide) if digest.is_held_news(one[0], window.start, seen)]
    kept = kept_back(held, sent)
    listed = {story.id for story in shown}
    others = named(kept, listed, _HELD_EACH, _HELD_SHOWN)
    ids = [one for some in others.values() for one in some]
    read = {story.id: story for story in unit.stories.some(ids) if story.readings} if ids else {}
    return [_held_view(one, listed, [read[each] for each in others[one.verdict] if each in read]) for one in kept]


def _held_view(kept: Kept, listed: set[int], others: Sequence[Story]) -> HeldView:
    mine = [one for one in kept.stories if one in listed]
    return HeldView(kept.verdict, kept.alerts, mine, others, len(kept.stories) - len(mine) - len(others))


def _silent(unit: Unit, keys: frozenset[str] | None, window: Window, earlier: Window) -> list[Silence]:
    """Feeds, and outlets of what the chat asked for."""
    before = unit.articles.by_source(keys, earlier, _OUTLETS_BEFORE) if keys is not None else ()
    now = unit.articles.by_source(keys, window, _OUTLETS_NOW) if before and keys is not None else ()
    return silences(unit.feeds.all(), before, {source for source, _ in now}, window.end)

"""What a digest lists: which stories, in which order and groups, and what was not sent."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.model import Alert, Story, Subscription
from bot.core.routing import wanted_keys
from bot.core.scoring import rank
from bot.core.trends import Trend
from bot.core.views import UntoldTrends, lead_event, lead_reading
from watchlists.model import Watchlists

# More stories than this are left to the next page: a digest fits one message of every platform.
STORIES_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Kept:
    """What a chat was not sent for one reason: how many alerts, and the ids of their stories, the gravest first."""

    verdict: str
    alerts: int
    stories: tuple[int, ...]


def asked_keys(subscriptions: Iterable[Subscription], watchlists: Watchlists) -> frozenset[str] | None:
    """The keys that a chat asked for, branches included; none for every key, None where it asked for nothing."""
    wishes = list(subscriptions)
    if any(one.scope == "all" for one in wishes):
        return frozenset()
    return frozenset().union(*(wanted_keys(one, watchlists) for one in wishes)) or None


def by_importance(
    stories: Iterable[Story], headings: Mapping[int, str], unusual: Collection[str] = frozenset()
) -> list[Story]:
    """The most serious first, then those under a heading that is mentioned unusually often, then those with most
    outlets, then the newest."""

    def weight(story: Story) -> tuple[int, bool, int, float, int]:
        rare = headings.get(story.id) not in unusual
        return -rank(story.severity), rare, -len(story.sources), -story.latest.timestamp(), -story.id

    return sorted(stories, key=weight)


def headings(
    stories: Iterable[Story], subscriptions: Iterable[Subscription], watchlists: Watchlists
) -> Mapping[int, str]:
    """The key under which each story stands, by its id: what the chat asked for by name, else who did it, whom it
    befell, where, what."""
    named = [one for one in subscriptions if one.scope in ("entity", "event")]
    asked = frozenset[str]().union(*(wanted_keys(one, watchlists) for one in named))
    return {story.id: _heading(story, asked, watchlists) for story in stories}


def kept_back(held: Iterable[tuple[Alert, str]], sent: Collection[int]) -> list[Kept]:
    """Alerts that were not sent, by verdict, the most frequent first; those with ids in `sent` were in the end.

    Each alert counts once, and each story stands under the verdict of its newest one. Given oldest first.
    """
    left = [(alert, verdict) for alert, verdict in held if alert.id not in sent]
    counts = Counter(verdict for _, verdict in left)
    newest = {alert.story_id: (alert, verdict) for alert, verdict in left}
    gravest = sorted(newest.values(), key=lambda one: (-rank(one[0].severity), -one[0].created.timestamp()))
    verdicts = sorted(counts, key=lambda verdict: (-counts[verdict], verdict))
    return [Kept(one, counts[one], tuple(alert.story_id for alert, why in gravest if why == one)) for one in verdicts]


def named(kept: Iterable[Kept], listed: Collection[int], each: int, most: int) -> Mapping[str, tuple[int, ...]]:
    """The stories that are named under each verdict beside those that are listed anyway: at most `each`, and `most` of
    all."""
    found: dict[str, tuple[int, ...]] = {}
    for one in kept:
        others = [story for story in one.stories if story not in listed]
        found[one.verdict] = tuple(others[: min(each, most - sum(map(len, found.values())))])
    return found


def untold(trends: Iterable[Trend], chat: int) -> list[UntoldTrends]:
    """The trends that were kept from a chat, by verdict, the most frequent first. Given oldest first."""
    kept: defaultdict[str, list[str]] = defaultdict(list)
    for one in trends:
        if chat in one.untold:
            kept[one.untold[chat]].append(one.key)
    verdicts = sorted(kept, key=lambda verdict: (-len(kept[verdict]), verdict))
    return [UntoldTrends(one, len(kept[one]), tuple(dict.fromkeys(reversed(kept[one])))) for one in verdicts]


def grouped(stories: Sequence[Story], headings: Mapping[int, str]) -> list[tuple[str, list[Story]]]:
    """Stories under their headings, groups in the order of their first story."""
    groups: dict[str, list[Story]] = {}
    for story in stories:
        groups.setdefault(headings[story.id], []).append(story)
    return list(groups.items())


def _heading(story: Story, asked: frozenset[str], watchlists: Watchlists) -> str:
    standing = list(_standing(story, watchlists))
    return next((key for key in standing if key in asked), next(iter(standing), min(story.keys)))


def _standing(story: Story, watchlists: Watchlists) -> Iterator[str]:
    """The keys of a story in the order in which they may stand for it: actors and targets of its leading event, the
    other entities by how often they are named (at a tie the one named first), places after all others, then events."""
    if not story.readings:
        return
    lead = lead_event(lead_reading(story, watchlists), watchlists)
    if lead is not None:
        yield from (*lead.actors, *lead.targets)
    mentions = (mention.entity for reading in story.reports for mention in reading.findings.mentions)
    found = [key for key, _ in Counter(mentions).most_common()]
    yield from sorted(found, key=lambda key: _is_place(key, watchlists))
    if lead is not None:
        yield lead.event
    yield from (event.event for reading in story.reports for event in reading.findings.events)


def _is_place(key: str, watchlists: Watchlists) -> bool:
    entity = watchlists.entities.get(key)
    return entity is not None and entity.kind == "place"

"""Sources that went silent, as readers of a digest are told: fewer stories may mean fewer reports."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.core.health import QUIET, feed_alarms
from bot.core.model import Feed
from bot.core.urls import without_login

# Own choices. A feed is silent after so many of its usual gaps, at least QUIET; an outlet when it had so many articles
# in the window before and has none now.
_GAPS = 10
_OFTEN = 3


@dataclass(frozen=True, slots=True)
class Silence:
    """A source that gives nothing: since when, None where it never gave anything; or, of an outlet, how many articles
    it had the window `before`."""

    source: str
    since: datetime | None = None
    before: int = 0


def silences(
    feeds: Iterable[Feed], before: Sequence[tuple[str, int]], heard: Collection[str], now: datetime
) -> list[Silence]:
    """Feeds that fail or give nothing for unusually long, those that fell silent last first; then outlets that had
    several articles before and are not among those `heard` now, each named once."""
    silent = list(_feeds(feeds, now))
    silent.sort(key=lambda one: one.since.timestamp() if one.since else 0.0, reverse=True)
    named = {one.source for one in silent}
    gone = [(source, n) for source, n in before if n >= _OFTEN and source not in heard and source not in named]
    return [*silent, *(Silence(source, before=n) for source, n in sorted(gone, key=lambda one: (-one[1], one[0])))]


def _feeds(feeds: Iterable[Feed], now: datetime) -> Iterator[Silence]:
    for feed in feeds:
        if _gave_nothing(feed, now) or next(feed_alarms([feed], now), None):
            yield Silence(feed.title or _host(feed.url), feed.fresh or feed.succeeded)


def _host(url: str) -> str:
    """All that readers need to know of an address, which may hold a login or a key."""
    return urlsplit(url).hostname or without_login(url)


def _gave_nothing(feed: Feed, now: datetime) -> bool:
    if feed.fresh is None or feed.gap is None:
        return False
    return now - feed.fresh > max(_GAPS * timedelta(seconds=feed.gap), QUIET)

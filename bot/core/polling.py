"""When a feed is asked again: a pure decision from how often it changes, what its outlet asks for, and luck.

The wait is a share of the time in which the feed usually changes, and of the time that it has been silent for, as
caches guess how long a page stays fresh (heuristic freshness, RFC 9111, section 4.2.2). All figures are own choices.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from bot.core.model import Feed

SHORTEST: Final = timedelta(minutes=2)
LONGEST: Final = timedelta(hours=1)
# No failing feed waits longer, and no outlet may ask for more.
LONGEST_FAILING: Final = timedelta(days=1)
OFF_AFTER: Final = 100
# A feed is asked about so many times between two of its news; half of its silence counts like a gap.
_SHARE, _SILENCE = 0.25, 0.5
# How much the newest gap counts in the moving average (EWMA), which is one of logarithms: the silence of one night does
# not make a busy feed a slow one in the morning.
_WEIGHT: Final = 0.3
_SHORTEST_GAP, _LONGEST_GAP = timedelta(minutes=1), timedelta(days=7)
# The dates that the first guess is made from: at most so many of the newest, and no fewer than three.
_NEWEST, _FEWEST = 20, 3
_SPREAD: Final = 0.1
_SOONEST: Final = 0.2
_AT_ONCE, _A_SECOND = 20, 4
_OFF: Final = "polled no more; rasid feed retry or /feeds tries it again"


def answered(
    feed: Feed,
    now: datetime,
    luck: float,
    *,
    news: bool,
    least: timedelta = timedelta(),
    dates: Iterable[datetime] = (),
) -> Feed:
    """A feed that was read just now: when it is asked again, and how often it has news.

    `feed` is as the poll left it, but for `next_at`, at which it was due; `news` says whether it held an item that is
    new, `least` how long its outlet wants not to be asked (an hour at most is granted), `dates` are those of its items.
    `luck` is in [0, 1).
    """
    gap = _gap(feed, now, dates, news=news)
    fresh = now if news else feed.fresh
    wait = max(_wait(feed, gap, now - fresh if fresh else timedelta(), news=news), min(least, LONGEST))
    # Whoever comes for the first time or long after its time comes in a crowd, and is put anywhere into its interval.
    crowded = feed.gap is None or (feed.next_at is not None and now - feed.next_at > wait)
    share = _SOONEST + (1 - _SOONEST) * luck if crowded else 1 - _SPREAD + 2 * _SPREAD * luck
    next_at = now + max(wait * share, min(least, LONGEST))
    return replace(feed, fresh=fresh, gap=gap, wait=round(wait.total_seconds()), next_at=next_at)


def failed(feed: Feed, reason: str, now: datetime, luck: float, *, retry_after: float = 0, gone: bool = False) -> Feed:
    """A feed that could not be read: it waits twice as long after each failure, a day at most, and no less than the
    outlet asks for (`retry_after`, in seconds). After a hundred in a row, or when it is `gone`, it is off."""
    errors = feed.errors + 1
    asked = min(timedelta(seconds=min(retry_after, LONGEST_FAILING.total_seconds())), LONGEST_FAILING)
    doubled = min(timedelta(seconds=feed.wait * 2.0 ** min(errors, 20)), LONGEST_FAILING)
    wait = max(doubled * (1 - _SPREAD + 2 * _SPREAD * luck), asked)
    off = gone or errors >= OFF_AFTER
    sentence = " ".join(f"{reason}{'; ' + _OFF if off else ''}".split())
    return replace(feed, polled=now, next_at=now + wait, errors=errors, error=sentence[:500], off=off)


def held(feed: Feed, until: datetime, luck: float) -> Feed:
    """A feed that was not asked, since its host wants a pause until then; those that wait for it part."""
    return replace(feed, next_at=until + luck * timedelta(seconds=feed.wait))


def usual_gap(dates: Iterable[datetime], now: datetime) -> timedelta | None:
    """How far apart the items of a feed usually are, by their dates; None where these say nothing.

    A feed that has been silent for long has long gaps, whatever it once did.
    """
    newest = sorted({moment.replace(second=0, microsecond=0) for moment in dates if moment <= now})[-_NEWEST:]
    if len(newest) < _FEWEST:
        return None
    apart = median((later - earlier).total_seconds() for earlier, later in pairwise(newest))
    return min(max(timedelta(seconds=apart), (now - newest[-1]) * _SILENCE), _LONGEST_GAP)


def first_turn(waiting: int) -> timedelta:
    """How long a new feed waits for its first poll where so many new ones wait before it: a few come at once, the
    rest four a second, so that a long list that was imported comes neither all at once nor all together again."""
    return timedelta(seconds=max(0, waiting - _AT_ONCE) / _A_SECOND)


def choose(
    waiting: Sequence[tuple[str, Feed]], busy: Iterable[str], room: int, troubled: int
) -> list[tuple[str, Feed]]:
    """Which feeds are asked now, of those that are due with the names of their hosts, the longest due first.

    At most `room`; one a host, and none of a `busy` one; and so many at most that failed the last time, which may
    take long to fail again.
    """
    taken, found = set(busy), list[tuple[str, Feed]]()
    for host, feed in waiting:
        if len(found) >= room:
            break
        if host in taken or (feed.errors and troubled <= 0):
            continue
        troubled -= feed.errors > 0
        taken.add(host)
        found.append((host, feed))
    return found


def _gap(feed: Feed, now: datetime, dates: Iterable[datetime], *, news: bool) -> int | None:
    if feed.gap is None:
        guess = usual_gap(dates, now)
        return round(guess.total_seconds()) if guess is not None else round(feed.wait / _SHARE) if news else None
    if not news or feed.fresh is None:
        return feed.gap
    seen = min(max(now - feed.fresh, _SHORTEST_GAP), _LONGEST_GAP).total_seconds()
    return round(math.exp((1 - _WEIGHT) * math.log(max(feed.gap, 1)) + _WEIGHT * math.log(seen)))


def _wait(feed: Feed, gap: int | None, silence: timedelta, *, news: bool) -> timedelta:
    """Without news it gets no shorter: what the outlet asked for with the last ones still holds."""
    known = timedelta(seconds=feed.wait)
    if gap is None:
        return known
    wait = min(max(_SHARE * max(timedelta(seconds=gap), _SILENCE * silence), SHORTEST), LONGEST)
    return wait if news or feed.gap is None else max(wait, min(known, LONGEST))

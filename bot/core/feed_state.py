"""How a polled source is doing: a pure decision from what is known of it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from bot.core.health import NOTHING_NEW
from bot.core.model import Feed
from bot.core.urls import without_login


class FeedState(StrEnum):
    """What somebody who looks after sources must know of one, the most urgent first."""

    OFF = "off"
    """Polled no more: turned off, gone, or failed too often."""
    FAILING = "failing"
    """The last poll failed."""
    SILENT = "silent"
    """It is read well, and has held nothing new for days."""
    WAITING = "waiting"
    """Not polled yet."""
    OK = "ok"


def state_of(feed: Feed, now: datetime) -> FeedState:
    """The state of a source at a moment."""
    if feed.off:
        return FeedState.OFF
    if feed.errors:
        return FeedState.FAILING
    if feed.succeeded is None:
        return FeedState.WAITING
    if feed.fresh is not None and now - feed.fresh > NOTHING_NEW:
        return FeedState.SILENT
    return FeedState.OK


def by_state(feeds: Iterable[Feed], now: datetime) -> dict[FeedState, list[Feed]]:
    """The sources in every state, in the order of the states; each list as it came."""
    found: dict[FeedState, list[Feed]] = {state: [] for state in FeedState}
    for feed in feeds:
        found[state_of(feed, now)].append(feed)
    return found


def feed_name(feed: Feed) -> str:
    """What a source is called, else its address without a login."""
    return feed.title or without_login(feed.url)

"""The watched folder, and how the feeds are."""

import os
from collections.abc import Iterator
from datetime import timedelta

from bot.cli.check.finding import Finding, Kind, Look
from bot.core.feed_state import FeedState, feed_name, state_of
from bot.core.model import Feed
from bot.core.urls import without_login

NO_FOLDER = Kind(601, "error", "RASID_WATCH_FOLDER is no folder", "make it")
FAILING = Kind(602, "warning", "the last poll of a feed failed", "rasid feed check reads it once more")
FOLDER = Kind(608, "error", "RASID_WATCH_FOLDER may not be read and written", "give this user the folder")
OFF = Kind(609, "warning", "a feed is polled no more", "rasid feed retry tries it again, rasid feed remove drops it")
NEVER = Kind(610, "warning", "a feed could never be read", "rasid feed check says why")
LATE = Kind(611, "warning", "a feed is due for long and was not polled", "is the bot running? start it with rasid run")
SILENT = Kind(612, "info", "a feed has held nothing new for days", "look whether the outlet moved it")
KINDS = (NO_FOLDER, FAILING, FOLDER, OFF, NEVER, LATE, SILENT)
# A running bot polls what is due within seconds, or some minutes where many feeds lie on one host. Own choice.
_LATE = timedelta(minutes=30)


def examine(look: Look) -> Iterator[Finding]:
    """What articles come from."""
    folder = look.settings.watch_folder
    if folder and not folder.is_dir():
        yield NO_FOLDER.found(f"RASID_WATCH_FOLDER {folder} is no folder")
    elif folder and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield FOLDER.found(f"RASID_WATCH_FOLDER {folder} may not be read and written by this user")
    if look.is_current:
        with look.unit() as unit:
            feeds = list(unit.feeds.all())
        yield from (found for feed in feeds for found in _feed(feed, look))


def _feed(feed: Feed, look: Look) -> Iterator[Finding]:
    name, state = feed_name(feed), state_of(feed, look.now)
    where, why = without_login(feed.url), feed.error or "no reason given"
    if state is FeedState.OFF:
        yield OFF.found(f"{where} is polled no more: {why}")
    elif feed.error and feed.succeeded is None:
        yield NEVER.found(f"{where} could never be read: {why}")
    elif feed.error:
        yield FAILING.found(f"{where}: {why}")
    elif state is FeedState.SILENT and feed.fresh:
        yield SILENT.found(f"{name} has held nothing new since {feed.fresh:%Y-%m-%d}")
    if not feed.off and feed.next_at and look.now - feed.next_at > _LATE:
        yield LATE.found(f"{where} is due since {feed.next_at:%Y-%m-%d %H:%M} UTC")

"""Watchlists: what to watch for, and finding it in Arabic news. Pure: no database, no network, no clock.

`load` reads YAML into `Watchlists`; `Matcher.compile(watchlists).match(document)` finds what they name.
"""

from watchlists.files.errors import WatchlistError, WatchlistErrors
from watchlists.files.loader import load, shipped
from watchlists.matcher import Matcher

__all__ = ["Matcher", "WatchlistError", "WatchlistErrors", "load", "shipped"]

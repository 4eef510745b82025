"""All pages, in the order of the menu. A new one is its file, its template and a line here."""

from collections.abc import Sequence

from handlers.web.pages import entry, feed, feeds, health, watchlists
from handlers.web.pages.base import Page

PAGES: Sequence[Page] = (
    watchlists.PAGE,
    entry.PAGE,
    feeds.PAGE,
    feed.PAGE,
    health.PAGE,
)

"""All pages, in the order of the menu. A new one is its file, its template and a line here."""

from collections.abc import Sequence

from handlers.web.pages import (
    alert,
    article,
    entry,
    feed,
    feeds,
    health,
    status,
    status_entry,
    stories,
    story,
    watchlists,
)
from handlers.web.pages.base import Page

PAGES: Sequence[Page] = (
    status.PAGE,
    status_entry.PAGE,
    stories.PAGE,
    story.PAGE,
    article.PAGE,
    alert.PAGE,
    watchlists.PAGE,
    entry.PAGE,
    feeds.PAGE,
    feed.PAGE,
    health.PAGE,
)

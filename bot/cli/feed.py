"""`rasid feed`: the sources that are polled."""

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from bot.cli import common
from bot.core.errors import RasidError

if TYPE_CHECKING:
    from bot.ports import Polled

app = typer.Typer(
    help="Sources that are polled.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Example: rasid feed add https://…",
)
Url = Annotated[str, typer.Argument(help="The address of an RSS, Atom or JSON feed.")]
_SHOWN = 10


@app.command(epilog="Example: rasid feed add https://news.example/rss.xml")
def add(url: Url, title: Annotated[str, typer.Option(help="How the outlet is called.")] = "") -> None:
    """Poll a feed from now on."""
    _require_http(url)
    with common.store(common.settings()).begin() as unit:
        known = {feed.url for feed in unit.feeds.all()}
        feed = unit.feeds.add(url, title, datetime.now(UTC))
    print(f"known already: {feed.url}" if feed.url in known else f"added: {feed.url}")


@app.command("list", epilog="Example: rasid feed list")
def list_feeds() -> None:
    """Show every feed and its state."""
    with common.store(common.settings()).begin(read_only=True) as unit:
        feeds = list(unit.feeds.all())
    for feed in feeds:
        state = "off" if feed.off else f"{feed.errors} errors: {feed.error}" if feed.error else "ok"
        polled = feed.polled.strftime("%Y-%m-%d %H:%M UTC") if feed.polled else "not polled yet"
        print(f"{feed.url}  {feed.title}  {polled}  {state}")
    if not feeds:
        print("no feeds; add one with: rasid feed add URL")


@app.command(epilog="Example: rasid feed remove https://news.example/rss.xml")
def remove(url: Url) -> None:
    """Poll a feed no more; its articles stay."""
    with common.store(common.settings()).begin() as unit:
        removed = unit.feeds.remove(url)
    if not removed:
        raise RasidError(f"there is no feed {url}; see rasid feed list")
    print(f"removed: {url}")


@app.command(epilog="Example: rasid feed check https://news.example/rss.xml")
def check(url: Url) -> None:
    """Read a feed once and show what would be stored, without storing it."""
    _require_http(url)
    polled = asyncio.run(_poll(url))
    if polled.feed.error:
        raise RasidError(f"{url}: {polled.feed.error}")
    print(f"{len(polled.items)} items — {polled.feed.title}")
    for item in polled.items[:_SHOWN]:
        when = item.published.strftime("%Y-%m-%d %H:%M UTC") if item.published else "no date"
        print(f"  {when}  {(item.title or item.text)[:90]}")


async def _poll(url: str) -> "Polled":
    from bot.core.model import Feed
    from bot.sources.rss import FeedPoller

    settings = common.settings()
    largest = settings.max_article_kb * 1024
    async with FeedPoller.open(allow_networks=settings.networks, largest=largest) as poller:
        return await poller.poll(Feed(0, url), datetime.now(UTC))


def _require_http(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # a broken IPv6 address
        usable = False
    if not usable:
        raise common.UsageError(f"{url} is no web address; it begins with https:// or http://")

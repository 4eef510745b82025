"""`rasid feed`: the sources that are polled."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from bot.cli import common
from bot.core.errors import RasidError
from bot.core.urls import without_login

if TYPE_CHECKING:
    from bot.core.model import FeedKind
    from bot.ports import Polled

app = typer.Typer(
    help="Sources that are polled.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Example: rasid feed add https://…",
)
Url = Annotated[
    str, typer.Argument(help="The address of an RSS, Atom or JSON feed, or mbox:/path/file, maildir:/path/folder.")
]
_SHOWN = 10
_BEYOND = (
    "this address is not public, so it will not be reached until RASID_ALLOW_NETWORKS names its network, "
    "for example 10.0.0.0/8"
)


@app.command(epilog="Example: rasid feed add https://news.example/rss.xml")
def add(url: Url, title: Annotated[str, typer.Option(help="How the outlet is called.")] = "") -> None:
    """Poll a feed from now on."""
    url, kind = _source(url)
    settings = common.settings()
    with common.store(settings).begin() as unit:
        known = {feed.url for feed in unit.feeds.all()}
        unit.feeds.add(url, title, datetime.now(UTC), kind=kind)
    print(f"{'known already' if url in known else 'added'}: {without_login(url)}")
    if kind != "mail" and not _reachable(url, settings.networks):
        print(f"rasid: {_BEYOND}", file=sys.stderr)


@app.command("list", epilog="Example: rasid feed list")
def list_feeds() -> None:
    """Show every feed and its state."""
    with common.store(common.settings()).begin(read_only=True) as unit:
        feeds = list(unit.feeds.all())
    for feed in feeds:
        state = "off" if feed.off else f"{feed.errors} errors: {feed.error}" if feed.errors else feed.error or "ok"
        polled = feed.polled.strftime("%Y-%m-%d %H:%M UTC") if feed.polled else "not polled yet"
        print(f"{without_login(feed.url)}  {feed.title}  {polled}  {state}")
    if not feeds:
        print("no feeds; add one with: rasid feed add URL")


@app.command(epilog="Example: rasid feed remove https://news.example/rss.xml")
def remove(url: Url) -> None:
    """Poll a feed no more; its articles stay."""
    url = _stored(url)
    with common.store(common.settings()).begin() as unit:
        removed = [one for one in _meant(url, [feed.url for feed in unit.feeds.all()]) if unit.feeds.remove(one)]
    if not removed:
        raise RasidError(f"there is no feed {without_login(url)}; see rasid feed list")
    print(f"removed: {without_login(url)}")


@app.command(epilog="Example: rasid feed check https://news.example/rss.xml")
def check(url: Url) -> None:
    """Read a feed once and show what would be stored, without storing it."""
    polled = asyncio.run(_poll(*_source(url)))
    if polled.feed.errors:
        raise RasidError(f"{without_login(url)}: {polled.feed.error}")
    if polled.feed.error:
        print(f"rasid: {polled.feed.error}", file=sys.stderr)
    print(f"{len(polled.items)} items — {polled.feed.title}")
    for item in polled.items[:_SHOWN]:
        when = item.published.strftime("%Y-%m-%d %H:%M UTC") if item.published else "no date"
        print(f"  {when}  {(item.title or item.text)[:90]}")


async def _poll(url: str, kind: "FeedKind") -> "Polled":
    from bot.core.model import Feed
    from bot.sources.mail import MailPoller
    from bot.sources.pollers import Pollers
    from bot.sources.rss import FeedPoller

    settings = common.settings()
    largest = settings.max_article_kb * 1024
    async with FeedPoller.open(allow_networks=settings.networks, largest=largest) as poller:
        return await Pollers(poller, MailPoller(largest)).poll(Feed(0, url, kind=kind), datetime.now(UTC))


def _source(url: str) -> tuple[str, "FeedKind"]:
    """An address as it is stored, and its kind. Raises UsageError for what is neither of the web nor a mailbox.

    Only here: whoever may use this command may read these files, and nobody in a chat is asked for a path.
    """
    from bot.sources.mailboxes import place_of, problem_of

    mailbox = place_of(url)
    if mailbox is None:
        _require_http(url)
        return url, "feed"
    if problem := problem_of(*mailbox):
        raise common.UsageError(problem)
    return _stored(url), "mail"


def _stored(url: str) -> str:
    """A mailbox with its whole path; any other address as it is."""
    from bot.sources.mailboxes import place_of

    mailbox = place_of(url)
    return f"{mailbox[0]}:{mailbox[1]}" if mailbox else url


def _require_http(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a broken IPv6 address or port
        usable = False
    if not usable:
        raise common.UsageError(f"{without_login(url)} is no web address; it begins with https:// or http://")


def _meant(url: str, known: Sequence[str]) -> Sequence[str]:
    """The feed of this address, else those that `feed list` shows by it, since a password is not shown there."""
    return [url] if url in known else [one for one in known if without_login(one) == url]


def _reachable(url: str, networks: Sequence[str]) -> bool:
    """False where the address itself says that it will be refused; a name is looked up only when it is polled."""
    from bot.sources.networks import may_name, parse_networks

    host, allowed = urlsplit(url).hostname or "", parse_networks(networks)
    if host.rstrip(".") == "localhost":
        return may_name("127.0.0.1", allowed) or may_name("::1", allowed)
    named_locally = host.rstrip(".").endswith((".localhost", ".local", ".internal", ".home.arpa"))
    return may_name(host, allowed) or (named_locally and bool(allowed))

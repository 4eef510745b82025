"""`rasid feed`: the sources that are polled."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot.cli import common, feed_check
from bot.core.errors import RasidError
from bot.core.urls import without_login

app = typer.Typer(
    help="Sources that are polled.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Example: rasid feed add https://…",
)
Url = Annotated[str, typer.Argument(help="The address of an RSS, Atom or JSON feed.")]
_BEYOND = (
    "this address is not public, so it will not be reached until RASID_ALLOW_NETWORKS names its network, "
    "for example 10.0.0.0/8"
)


@app.command(epilog="Example: rasid feed add https://news.example/rss.xml")
def add(url: Url, title: Annotated[str, typer.Option(help="How the outlet is called.")] = "") -> None:
    """Poll a feed from now on."""
    _require_http(url)
    settings = common.settings()
    with common.store(settings).begin() as unit:
        known = {feed.url for feed in unit.feeds.all()}
        unit.feeds.add(url, title, datetime.now(UTC))
    print(f"{'known already' if url in known else 'added'}: {without_login(url)}")
    if not _reachable(url, settings.networks):
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
    with common.store(common.settings()).begin() as unit:
        removed = [one for one in _meant(url, [feed.url for feed in unit.feeds.all()]) if unit.feeds.remove(one)]
    if not removed:
        raise RasidError(f"there is no feed {without_login(url)}; see rasid feed list")
    print(f"removed: {without_login(url)}")


@app.command(epilog="Example: rasid feed check https://news.example/rss.xml")
def check(url: Url) -> None:
    """Read a feed once and show what would be stored, without storing it."""
    _require_http(url)
    feed_check.check_source(url)


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

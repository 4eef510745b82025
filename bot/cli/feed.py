"""`rasid feed`: the sources that are polled."""

import shlex
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common, feed_check, feed_opml, feed_states
from bot.core.errors import RasidError
from bot.core.urls import is_web_address, without_login

if TYPE_CHECKING:
    from bot.core.model import FeedKind

app = typer.Typer(
    help="Sources that are polled.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Example: rasid feed add https://…",
)
app.command("list", epilog="Example: rasid feed list --format json")(feed_states.list_feeds)
app.command("retry", epilog="Example: rasid feed retry all")(feed_states.retry)
app.command("pages", epilog="Example: rasid feed pages https://news.example/rss.xml always")(feed_states.pages)
app.command("import", epilog="Example: rasid feed import subscriptions.opml --dry-run")(feed_opml.import_opml)
app.command("export", epilog="Example: rasid feed export sources.opml")(feed_opml.export_opml)
Url = Annotated[
    str,
    typer.Argument(help="An RSS, Atom or JSON feed, a news sitemap, or mbox:/path/file, maildir:/path/folder."),
]
_BEYOND = (
    "this address is not public, so it will not be reached until RASID_ALLOW_NETWORKS names its network, "
    "for example 10.0.0.0/8"
)


@app.command(epilog="Example: rasid feed add https://news.example/rss.xml")
def add(url: Url, title: Annotated[str, typer.Option(help="How the outlet is called.")] = "") -> None:
    """Poll a feed from now on."""
    from bot.core.canonical import canonical_url

    url, kind = _source(url)
    settings = common.settings()
    with common.store(settings).begin() as unit:
        known = next((feed.url for feed in unit.feeds.all() if canonical_url(feed.url) == canonical_url(url)), None)
        if known is None:
            unit.feeds.add(url, title, datetime.now(UTC), kind=kind)
    print(f"{'added' if known is None else 'known already'}: {without_login(url)}")
    if known not in (None, url):
        print(
            "rasid: it is known in another spelling or with another login; remove it first to change that",
            file=sys.stderr,
        )
    if kind != "mail" and not _reachable(url, settings.networks):
        print(f"rasid: {_BEYOND}", file=sys.stderr)


@app.command(epilog="Example: rasid feed remove https://news.example/rss.xml")
def remove(url: Annotated[str, typer.Argument(help="A feed's address or its number in the list.")]) -> None:
    """Poll a feed no more; its articles stay."""
    url = _stored(url)
    with common.store(common.settings()).begin() as unit:
        known = {feed.id: feed.url for feed in unit.feeds.all()}
        url = known.get(int(url), url) if url.isdecimal() else url
        removed = [one for one in _meant(url, list(known.values())) if unit.feeds.remove(one)]
    if not removed:
        raise RasidError(f"there is no feed {without_login(url)}; see rasid feed list")
    print(f"removed: {without_login(url)}")
    print(f"to undo: rasid feed add {shlex.quote(without_login(url))}", file=sys.stderr)


@app.command(epilog="Example: rasid feed check https://news.example/rss.xml")
def check(url: Url) -> None:
    """Read a feed once and show what would be stored, without storing it."""
    url, kind = _source(url)
    (feed_check.check_mailbox if kind == "mail" else feed_check.check_source)(url)


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
    if not is_web_address(url):
        raise common.UsageError(f"{without_login(url)} is no web address; it begins with https:// or http://")


def _meant(url: str, known: Sequence[str]) -> Sequence[str]:
    """The feed of this address, else those that `feed list` shows by it, since a password is not shown there."""
    return [url] if url in known else [one for one in known if without_login(one) == url]


def _reachable(url: str, networks: Sequence[str]) -> bool:
    """False where the address itself says that it will be refused; a name is looked up only when it is polled."""
    from bot.sources.networks import may_add, parse_networks

    return may_add(url, parse_networks(networks))

"""`rasid feed check`: what would be read at an address, for people."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.cli import common
from bot.cli.progress import progress
from bot.core.errors import RasidError
from bot.core.urls import without_login

if TYPE_CHECKING:
    from bot.core.model import Incoming
    from bot.ports import Polled
    from bot.sources.inspect import Answered, FeedFound, Inspection, PageFound

_SHOWN = 10
_TITLE = 90
_SETTLING = timedelta(seconds=10)


def check_source(url: str) -> None:
    """Print what is at an address. Raises RasidError where it cannot be polled."""
    from bot.sources.inspect import FeedFound

    with progress("asking the outlet", None):
        inspection = asyncio.run(_inspect(url))
    _print_answer(inspection.answered)
    if isinstance(inspection.found, FeedFound):
        _print_feed(inspection.found)
    else:
        _print_page(inspection.found)
    if inspection.error:
        sys.stdout.flush()
        raise RasidError(f"{without_login(url)}: {inspection.error}")


async def _inspect(url: str) -> "Inspection":
    from bot.sources.inspect import inspect
    from bot.sources.rss import FeedPoller

    settings = common.settings()
    largest = settings.max_article_kb * 1024
    async with FeedPoller.open(allow_networks=settings.networks, largest=largest) as poller:
        return await inspect(poller, url, datetime.now(UTC))


def check_mailbox(url: str) -> None:
    """Print what is in a mailbox on this machine. Raises RasidError where it cannot be read."""
    with progress("reading the mailbox", None):
        polled = asyncio.run(_read_mailbox(url))
    if polled.feed.errors:
        raise RasidError(f"{url}: {polled.feed.error}")
    _say("mailbox", f"{len(polled.items)} messages — {polled.feed.title}")
    if polled.feed.error:
        print(f"rasid: {polled.feed.error}", file=sys.stderr)
    _print_newest(polled.items)


async def _read_mailbox(url: str) -> "Polled":
    from bot.core.model import Feed
    from bot.sources.mail import MailPoller

    largest = common.settings().max_article_kb * 1024
    settled = datetime.now(UTC) + _SETTLING  # also what was written just now
    return await MailPoller(largest).poll(Feed(0, url, kind="mail"), settled)


def _print_answer(answered: "Answered") -> None:
    for hop in answered.hops:
        lasting = "for good" if hop.permanent else "for now"
        _say("redirect", f"{hop.status}, {lasting}: {hop.url} -> {hop.location}")
    _say("address", answered.url)
    _say("answer", f"HTTP {answered.status}, {answered.media_type or 'no type'}, {_size(answered.size)}")
    _say("encoding", f"{answered.encoding} ({answered.reason})")


def _print_feed(found: "FeedFound") -> None:
    _say("feed", f"{found.kind} — {found.title}")
    items = found.items
    links, ids = sum(bool(item.url) for item in items), sum(bool(item.external_id) for item in items)
    _say("items", f"{len(items)}: {len(found.dates)} with a date, {links} with a link, {ids} with an id")
    if found.dates:
        apart = f"; usually {_length(found.gap)} apart" if found.gap is not None else ""
        _say("dates", f"{_time(found.dates[0])} to {_time(found.dates[-1])}{apart}")
    _say("polled", f"every {_length(found.wait)} at first; Rasid learns how often there is news")
    _print_full_text(found)
    if found.note:
        print(f"rasid: {found.note}", file=sys.stderr)
    _print_newest(items)


def _print_newest(items: "Sequence[Incoming]") -> None:
    print("newest items")
    for item in reversed(items[-_SHOWN:]):
        print(f"  {_time(item.published) if item.published else 'no date':20}  {_headline(item)}")


def _print_full_text(found: "FeedFound") -> None:
    if not found.wanting:
        _say("full text", "in the feed itself; no page is fetched")
        return
    _say("full text", f"{found.wanting} of {len(found.items)} items only tease, so their pages are fetched:")
    for item, outcome in found.tried:
        before, after = f"teaser {len(item.text)} characters", f"page {len(outcome.item.text)} characters"
        told = f"{before} stays: {outcome.note}" if outcome.note else f"{before} -> {after}"
        print(f"  {_plain(told)}  {_headline(item)}")


def _print_page(found: "PageFound") -> None:
    for feed in found.feeds:
        _say("names", feed)
    if found.page is None:
        _say("article", f"none: {found.problem}")
        return
    page = found.page
    when = _time(page.published) if page.published else "no date"
    author = f", by {page.author}" if page.author else ""
    _say("article", f"{len(page.text)} characters, {when}{author}: {(page.title or page.text)[:_TITLE]}")


def _say(name: str, words: str) -> None:
    print(f"{name:10} {_plain(words)}")


def _headline(item: "Incoming") -> str:
    return _plain((item.title or item.text)[:_TITLE])


def _plain(words: str) -> str:
    """On one line, and without what a terminal would obey."""
    return "".join(one if one.isprintable() or one == "\N{ZERO WIDTH NON-JOINER}" else " " for one in words)


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _size(number: int) -> str:
    return f"{number} bytes" if number < 1024 else f"{number / 1024:.1f} kB"


def _length(gap: timedelta) -> str:
    minutes = gap.total_seconds() / 60
    if minutes < 90:
        return _counted(minutes, "minute")
    return _counted(minutes / 60, "hour") if minutes < 48 * 60 else _counted(minutes / 1440, "day")


def _counted(number: float, name: str) -> str:
    return f"{number:.0f} {name}{'' if round(number) == 1 else 's'}"

"""`rasid feed list`, `retry` and `pages`: how the sources are, and what an operator decides about them."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bot.cli import common
from bot.core.errors import RasidError
from bot.core.layout import clean_text
from bot.core.urls import without_login

if TYPE_CHECKING:
    from bot.core.model import Feed

Format = Literal["text", "json"]
Choice = Literal["auto", "always", "never"]
Which = Annotated[str, typer.Argument(help="A feed's address or its number in the list.")]
_LONGEST_REASON = 160


def list_feeds(
    output: Annotated[Format, typer.Option("--format", help="`json`: one object a line.")] = "text",
) -> None:
    """Show every feed and its state, the last success and the next poll (UTC)."""
    now = datetime.now(UTC)
    with common.store(common.settings()).begin(read_only=True) as unit:
        feeds = list(unit.feeds.all())
    if output == "json":
        for feed in feeds:
            print(json.dumps(_facts(feed, now), ensure_ascii=False))
        return
    for line in _columns([_row(feed, now) for feed in feeds]):
        print(line)
    if not feeds:
        print("no feeds; add one with: rasid feed add URL")


def retry(url: Annotated[str, typer.Argument(help="A feed's address or number, or: all")]) -> None:
    """Poll a feed that is off or fails again at once; `all`: each of them."""
    with common.store(common.settings()).begin() as unit:
        ids = None if url == "all" else [feed.id for feed in _meant(url, unit.feeds.all())]
        revived = unit.feeds.revive(ids, unit.now())
    print(f"{revived} will be polled again")


def pages(which: Which, choice: Annotated[Choice, typer.Argument(help="auto, always or never")]) -> None:
    """Whether the full text behind a feed's items is fetched: where they only tease (auto), always, or never."""
    with common.store(common.settings()).begin() as unit:
        for feed in _meant(which, unit.feeds.all()):
            unit.feeds.choose(feed.id, choice)
            print(f"full text {choice}: {without_login(feed.url)}")


def _meant(which: str, feeds: "Sequence[Feed]") -> "list[Feed]":
    """The feed of this address or number, else those that the list shows by it, since a login is not shown there."""
    for found in (
        [feed for feed in feeds if feed.url == which or str(feed.id) == which],
        [feed for feed in feeds if without_login(feed.url) == which],
    ):
        if found:
            return found
    raise RasidError(f"there is no feed {without_login(which)}; see rasid feed list")


def _row(feed: "Feed", now: datetime) -> tuple[str, ...]:
    read = f"read {_time(feed.succeeded)}" if feed.succeeded else "never read" if feed.polled else "not polled yet"
    following = "" if feed.off else f"next {_time(feed.next_at)}" if feed.next_at and feed.next_at > now else "due now"
    return str(feed.id), _state(feed, now), read, following, without_login(feed.url), clean_text(feed.title)


def _state(feed: "Feed", now: datetime) -> str:
    """One word, where something is wrong with the reason."""
    from bot.core.feed_state import FeedState, state_of

    state = state_of(feed, now)
    reason = " ".join(clean_text(feed.error or "").split())[:_LONGEST_REASON]
    if state is FeedState.OFF:
        return f"off: {reason}" if reason else "off"
    if state is FeedState.FAILING:
        return f"{feed.errors} errors: {reason}"
    if state is FeedState.SILENT and feed.fresh:
        return f"silent since {feed.fresh:%Y-%m-%d}{f', {reason}' if reason else ''}"
    return f"{state}, {reason}" if reason else str(state)


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Lines in columns: the number, when read, the next poll, address, name, and the state, which may be long, last."""
    placed = [(number, read, following, url, title, state) for number, state, read, following, url, title in rows]
    widths = [max(map(len, column)) for column in zip(*placed, strict=True)] if placed else []
    return ["  ".join(f"{word:{width}}" for word, width in zip(row, widths, strict=True)).rstrip() for row in placed]


def _facts(feed: "Feed", now: datetime) -> dict[str, Any]:
    from bot.core.feed_state import state_of

    return {
        "id": feed.id,
        "url": without_login(feed.url),
        "title": feed.title,
        "kind": feed.kind,
        "pages": feed.pages,
        "state": str(state_of(feed, now)),
        "errors": feed.errors,
        "error": feed.error,
        "last_poll": _iso(feed.polled),
        "last_success": _iso(feed.succeeded),
        "last_news": _iso(feed.fresh),
        "next_poll": None if feed.off else _iso(feed.next_at),
        "every_seconds": feed.wait,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")

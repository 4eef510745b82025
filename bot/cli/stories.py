"""`rasid stories`: which articles of files are about one happening, without the bot's database."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import common
from bot.cli.ingest import entries
from bot.cli.scanning import Format

if TYPE_CHECKING:
    from bot.core.model import Incoming, Taken
    from bot.sources.files import Entry
    from bot.storage.store import SqlStore
    from watchlists.outlets import Outlets

_MOST = 64  # articles of a transaction
_SOURCE = "files"


def stories(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH…|-]", help="Files, folders, or - for JSON Lines on stdin.")
    ] = None,
    watchlist: Annotated[
        list[Path] | None, typer.Option(help="A watchlist file or folder instead of RASID_WATCHLISTS; may be repeated.")
    ] = None,
    format: Annotated[Format, typer.Option(help="For people or for programs.")] = Format.TEXT,  # noqa: A002
) -> None:
    """Group articles into stories as the bot does, in the order of `published`; those without it come last.

    Nothing is stored. An article in which nothing is found stands in no story.
    """
    chosen = paths or ([] if sys.stdin.isatty() else ["-"])
    if not chosen:
        raise common.UsageError("give a file, a folder, or - for JSON Lines on stdin; see rasid stories --help")
    told, unusable = _grouped(chosen, watchlist or [])
    for line in _json(told) if format is Format.JSON else _text(told):
        print(line)
    raise typer.Exit(1 if unusable else 0)


@dataclass(frozen=True, slots=True)
class Told:
    """An article and where it stands. `reason` is "duplicate" for one that was there already; None, as the story,
    where nothing was found."""

    name: str
    article: "Incoming"
    story: int | None = None
    reason: str | None = None
    grounds: Mapping[str, Any] | None = None


def _grouped(paths: Sequence[str], watchlist: Sequence[Path]) -> tuple[list[Told], int]:
    """The articles in the order of the input, and how many were unusable."""
    from bot.core.model import Incoming
    from bot.core.urls import sqlite_url
    from bot.core.wire import storable
    from bot.storage.store import open_store

    loaded = common.settings(quiet=True)
    read = list(entries(paths, _SOURCE, None))
    usable = [Told(_name(one), storable(one.article)) for one in read if isinstance(one.article, Incoming)]
    for one in read:
        if not isinstance(one.article, Incoming):
            print(f"rasid: {one.article}", file=sys.stderr)
    matcher = common.matcher(watchlist, None if watchlist else loaded)
    with TemporaryDirectory(prefix="rasid-stories-") as folder:
        store = open_store(sqlite_url(Path(folder) / "rasid.db"))
        try:
            return _placed(store, matcher, usable, common.outlets(loaded)), len(read) - len(usable)
        finally:
            store.close()


def _name(entry: "Entry") -> str:
    return getattr(entry.article, "external_id", None) or entry.label


def _placed(store: "SqlStore", matcher: Any, told: Sequence[Told], outlets: "Outlets") -> list[Told]:
    """Through the bot's own ingest, the oldest first."""
    from bot.clocks import utc_now
    from bot.services.ingest import Ingest

    now = max([utc_now(), *(one.article.published for one in told if one.article.published)])
    taking, where = Ingest(store, lambda: matcher, lambda: outlets), list(told)
    order = sorted(range(len(told)), key=lambda at: _time(told[at], now))
    for first in range(0, len(order), _MOST):
        some = order[first : first + _MOST]
        taken = taking.take([told[at].article for at in some], now)
        for at, one in zip(some, taken, strict=True):
            where[at] = _standing(told[at], one)
    return _with_reasons(store, where, {at: one for at, one in enumerate(where) if one.story})


def _time(told: Told, now: datetime) -> datetime:
    return told.article.published or now


def _standing(told: Told, taken: "Taken") -> Told:
    """With the story, and for the moment with the article's number for a reason."""
    if taken.outcome == "duplicate":
        return replace(told, reason="duplicate")
    return replace(told, story=taken.story_id, grounds={"article": taken.article_id})


def _with_reasons(store: "SqlStore", told: list[Told], standing: Mapping[int, Told]) -> list[Told]:
    with store.begin(read_only=True) as unit:
        found = unit.stories.some(sorted({one.story for one in standing.values() if one.story}))
    grounds = {number: why for story in found for number, why in story.grounds.items()}
    for at, one in standing.items():
        reason, why = grounds[(one.grounds or {})["article"]]
        told[at] = replace(one, reason=reason, grounds=why)
    return [one if one.story else replace(one, grounds=None) for one in told]


def _json(told: Sequence[Told]) -> Iterator[str]:
    from bot.core.wire import json_line

    for one in told:
        story = f"S{one.story}" if one.story else None
        yield json_line({"id": one.name, "story": story, "reason": one.reason, "grounds": one.grounds})


def _text(told: Sequence[Told]) -> Iterator[str]:
    """Stories with their headlines, then what stands in none."""
    numbers = sorted({one.story for one in told if one.story})
    for number in numbers:
        yield f"S{number}"
        yield from (_line(one) for one in told if one.story == number)
    left = [one for one in told if not one.story]
    if left:
        yield "in no story"
        yield from map(_line, left)


def _line(one: Told) -> str:
    said = " ".join((one.article.title or one.article.text).split())[:100]
    agree = ",".join((one.grounds or {}).get("agree", ()))
    share = f" {one.grounds['overlap']:.0%} {agree}".rstrip() if one.grounds else ""
    return f"  {one.name}: {one.article.source}: {said} [{one.reason or 'nothing found'}{share}]"

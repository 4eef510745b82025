"""`rasid scan`: match files without database or network."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from bot.cli import common
from bot.cli.progress import Bar, progress

if TYPE_CHECKING:
    from io import BufferedIOBase

    from bot.ports import Summarizer
    from bot.sources.files import Entry
    from watchlists import Matcher
    from watchlists.model import Document, Findings

_BATCH = 64
_SOURCE = "scan"


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"


def scan(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH…|-]", help="Files, folders, or - for JSON Lines on stdin.")
    ] = None,
    watchlist: Annotated[
        list[Path] | None, typer.Option(help="A watchlist file or folder instead of RASID_WATCHLISTS; may be repeated.")
    ] = None,
    format: Annotated[Format, typer.Option(help="For people or for programs.")] = Format.TEXT,  # noqa: A002
) -> None:
    """Find watchlist entities and events in .txt, .html and .jsonl files."""
    chosen = paths or ([] if sys.stdin.isatty() else ["-"])
    if not chosen:
        raise common.UsageError("give a file, a folder, or - for JSON Lines on stdin; see rasid scan --help")
    raise typer.Exit(1 if _scan(chosen, watchlist or [], format) else 0)


def _scan(paths: Sequence[str], watchlist: Sequence[Path], form: Format) -> int:
    """Scan everything; returns how many inputs were unusable."""
    from bot.summarizers.extractive import Extractive

    matcher = common.matcher(watchlist, None if watchlist else common.quiet_settings())
    summarizer, unusable = Extractive.of(matcher.watchlists), 0
    with _bar(paths) as bar:
        for batch in _batches(_entries(paths)):
            with bar.aside():
                unusable += _show(batch, matcher, summarizer, form)
            bar.advance(len(batch))
    return unusable


def _bar(paths: Sequence[str]) -> "AbstractContextManager[Bar]":
    """A bar where a person waits for more than one batch."""
    amount = _amount(paths) if sys.stderr.isatty() else 0
    return nullcontext(Bar()) if amount is not None and amount <= _BATCH else progress("scan", amount)


def _amount(paths: Sequence[str]) -> int | None:
    """About how many articles there are; None for a stream."""
    from bot.sources.files import LINES, SUFFIXES

    if "-" in paths:
        return None
    found = [one for name in map(Path, paths) for one in (name.rglob("*") if name.is_dir() else [name])]
    files = [one for one in found if one.suffix.lower() in SUFFIXES and one.is_file()]
    return sum(_lines(one) if one.suffix.lower() in LINES else 1 for one in files)


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(1 << 20), b""))
    except OSError:  # scanning it will say so
        return 1


def _entries(paths: Sequence[str]) -> "Iterator[Entry]":
    from bot.sources.files import read_lines, read_path

    for name in paths:
        if name == "-":
            yield from read_lines(cast("BufferedIOBase", sys.stdin.buffer), "stdin", _SOURCE)
        else:
            yield from read_path(Path(name), _SOURCE)


def _batches(entries: "Iterator[Entry]") -> "Iterator[list[Entry]]":
    """Entries in bunches; a terminal or a pipe that is fed slowly is still answered by the bunch."""
    while batch := list(islice(entries, _BATCH)):
        yield batch


def _show(entries: "Sequence[Entry]", matcher: "Matcher", summarizer: "Summarizer", form: Format) -> int:
    """Print what was found in a batch, and what of it is unusable; returns how many are."""
    from bot.core.model import Incoming
    from watchlists.model import Document

    usable = [(entry, entry.article) for entry in entries if isinstance(entry.article, Incoming)]
    documents = [Document(article.text, article.title, article.published) for _, article in usable]
    line = _json if form is Format.JSON else _text
    for entry in entries:
        if not isinstance(entry.article, Incoming):
            print(f"rasid: {entry.article}", file=sys.stderr)
    for (entry, article), document, findings in zip(usable, documents, matcher.match_many(documents), strict=True):
        print(line(article.external_id or entry.label, document, findings, summarizer, entry.extracted))
    sys.stdout.flush()
    return len(entries) - len(usable)


def _json(name: str, document: "Document", findings: "Findings", summarizer: "Summarizer", extracted: bool) -> str:
    from bot.core.wire import json_line, scan_line

    return json_line(scan_line(name, document, findings, summarizer.summarize(document, findings), text=extracted))


def _text(name: str, document: "Document", findings: "Findings", summarizer: "Summarizer", extracted: bool) -> str:
    lines = [f"{name}: {len(findings.mentions)} mentions, {len(findings.events)} events"]
    for event in findings.events:
        facts = [f"{field}={value}" for field in _FACTS if (value := _fact(event, field))]
        lines.append(f"  ! {event.event} [{event.status}] “{event.text}” {' '.join(facts)}".rstrip())
    for mention in findings.mentions:
        how = f" ({', '.join(mention.how)})" if mention.how else ""
        where = f"{mention.field}:{mention.start}-{mention.end}"
        lines.append(f"  · {mention.entity} “{mention.text}” {where} score {mention.score:g}{how}")
    if summary := summarizer.summarize(document, findings).text:
        lines.append(f"  = {' '.join(summary.split())}")
    return "\n".join(lines)


_FACTS = ("about", "actors", "targets", "places", "killed", "injured", "arrested", "count", "when")


def _fact(event: object, field: str) -> str:
    value = getattr(event, field)
    if isinstance(value, tuple):
        return ",".join(one if isinstance(one, str) else one.entity or one.text for one in value)
    return "" if value is None else str(value)

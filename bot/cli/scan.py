"""`rasid scan`: match files without database or network."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from bot.cli import common
from bot.cli.progress import progress
from bot.cli.scanning import SOURCE, Bunch, Format, Scanned, Scanner

if TYPE_CHECKING:
    from io import BufferedIOBase

    from bot.sources.files import Entry, Unread

_MOST = 64  # articles of a bunch
_LARGE = 1 << 18  # bytes of a bunch, about; a larger article is a bunch of its own
_SOON = 1 << 19  # bytes that one process has scanned before several are at work


def scan(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH…|-]", help="Files, folders, or - for JSON Lines on stdin.")
    ] = None,
    watchlist: Annotated[
        list[Path] | None, typer.Option(help="A watchlist file or folder instead of RASID_WATCHLISTS; may be repeated.")
    ] = None,
    format: Annotated[Format, typer.Option(help="For people or for programs.")] = Format.TEXT,  # noqa: A002
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes for much input; all cores unless given.")] = None,
) -> None:
    """Find watchlist entities and events in .txt, .html, .jsonl, .pdf, .docx, .eml and .mbox files."""
    chosen = paths or ([] if sys.stdin.isatty() else ["-"])
    if not chosen:
        raise common.UsageError("give a file, a folder, or - for JSON Lines on stdin; see rasid scan --help")
    raise typer.Exit(1 if _scan(chosen, Scanner(watchlist or [], format), jobs) else 0)


@dataclass(slots=True)
class _Tally:
    """Prints what was scanned, and counts it."""

    articles: int = 0
    unusable: int = 0

    def show(self, scanned: Scanned) -> None:
        for message in scanned.unusable:
            print(f"rasid: {message}", file=sys.stderr)
        for line in scanned.lines:
            print(line)
        sys.stdout.flush()
        self.articles += scanned.amount
        self.unusable += len(scanned.unusable)


def _scan(paths: Sequence[str], scanner: Scanner, jobs: int | None) -> int:
    """Scan everything, the first bunches right here: most often there are no others. How many are unusable."""
    tally, bunches = _Tally(), _bunches(_pieces(paths))
    for bunch in _first(bunches):
        tally.show(scanner(bunch))
    following = next(bunches, None)
    if following is not None:
        with _answers(scanner, chain((following,), bunches), jobs) as answers, progress("scan", amount(paths)) as bar:
            bar.advance(tally.articles)
            for scanned in answers:
                with bar.aside():
                    tally.show(scanned)
                bar.advance(scanned.amount)
    return tally.unusable


def _first(bunches: Iterator[Bunch]) -> Iterator[Bunch]:
    size = 0
    while size < _SOON and (bunch := next(bunches, None)) is not None:
        size += bunch.size
        yield bunch


@contextmanager
def _answers(scanner: Scanner, bunches: Iterable[Bunch], jobs: int | None) -> Iterator[Iterator[Scanned]]:
    """What is scanned of each bunch, in order, on so many cores. Processes start before any thread does."""
    from bot.services.crew import Crew, cores

    amount = jobs or cores()
    if amount == 1:
        yield map(scanner, bunches)
        return
    with Crew(scanner, amount, hint="; try again with --jobs 1") as crew:
        yield crew.answers(bunches)


def amount(paths: Sequence[str]) -> int | None:
    """About how many articles there are; None for a stream."""
    from bot.sources.files import STREAMS, SUFFIXES

    if "-" in paths:
        return None
    found = [one for name in map(Path, paths) for one in (name.rglob("*") if name.is_dir() else [name])]
    files = [one for one in found if one.suffix.lower() in SUFFIXES and one.is_file()]
    return sum(_lines(one) if one.suffix.lower() in STREAMS else 1 for one in files)


def _lines(path: Path) -> int:
    from bot.sources.files import MAILBOXES

    try:
        with path.open("rb") as stream:
            mark = b"\nFrom " if path.suffix.lower() in MAILBOXES else b"\n"
            return sum(piece.count(mark) for piece in iter(lambda: stream.read(1 << 20), b""))
    except OSError:  # scanning it will say so
        return 1


def _pieces(paths: Sequence[str]) -> "Iterator[Entry | Unread]":
    """Articles of streams as they arrive; other files unread, so that whoever scans them opens them."""
    from bot.sources.files import STREAMS, Unread, listed, read_file, read_lines

    for name in paths:
        if name == "-":
            # Not sys.stdin: a thread may still wait for its next line at the end, which Python forbids there.
            stream = open(0, "rb", closefd=False)  # noqa: SIM115
            yield from read_lines(cast("BufferedIOBase", stream), "stdin", SOURCE)
            continue
        for piece in listed(Path(name)):
            if isinstance(piece, Unread) and piece.path.suffix.lower() in STREAMS:
                yield from read_file(piece.path, piece.label, SOURCE)
            else:
                yield piece


def _bunches(pieces: "Iterator[Entry | Unread]") -> Iterator[Bunch]:
    """Pieces in bunches; a terminal or a pipe that is fed slowly is still answered by the bunch."""
    held: list[Entry | Unread] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += piece.size
        if len(held) == _MOST or size >= _LARGE:
            yield Bunch(tuple(held), size)
            held, size = [], 0
    if held:
        yield Bunch(tuple(held), size)

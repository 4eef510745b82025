"""Lists of others from files: read whole, or told what is wrong with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from bot.cli.progress import Bar, progress

if TYPE_CHECKING:
    from watchlists.imports.reading import Format
    from watchlists.imports.records import ListImportError, Record


@dataclass(frozen=True, slots=True)
class Reading:
    """One file: what it was taken for, the day of its edition, its entries, and what its reader left out, by line."""

    path: Path
    format: "Format"
    edition: date | None
    records: "tuple[Record, ...]"
    told: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """What is wrong with a file, a line each."""

    faults: tuple[str, ...]


def read_all(paths: Sequence[Path], form: str | None) -> Iterator[Reading | Unread]:
    """Each file, of the format called `form`, or of the one that its first bytes show."""
    with progress("reading", None) as bar:
        for path in paths:
            yield _read(path, form, bar)


def _read(path: Path, form: str | None, bar: Bar) -> Reading | Unread:
    from watchlists.imports.records import ListImportError

    if path.is_dir():
        return Unread((f"{path}: is a folder; name the file of the list",))
    try:
        if not S_ISREG(path.stat().st_mode):  # a pipe can be read once only, or is waited for for ever
            return Unread((f"{path}: is no regular file; save the list first",))
        return _opened(path, form, bar)
    except ListImportError as error:
        return Unread(tuple(_said(path, one) for one in (error, *error.further)))
    except OSError as error:
        return Unread((f"{path}: cannot be read: {error.strerror or error}; check the path and its permissions",))


def _said(path: Path, error: "ListImportError") -> str:
    where = f"{path}:{error.line}" if error.line else str(path)
    return f"{where}: {error.message}" + (f"; {error.hint}" if error.hint else "")


def _opened(path: Path, form: str | None, bar: Bar) -> Reading:
    from watchlists.imports.editions import edition
    from watchlists.imports.reading import FORMATS, HEAD, detect, records

    told: list[tuple[int, str]] = []
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    with path.open("rb") as stream:
        found = records(stream, path.name, form, lambda line, message: told.append((line, message)))
        taken = tuple(_counted(found, bar))
    of = next((one for one in FORMATS if form and one.name == form.casefold()), None) or detect(head, path.name)
    return Reading(path, of, edition(head), taken, tuple(told))


def _counted(found: "Iterator[Record]", bar: Bar) -> "Iterator[Record]":
    for one in found:
        bar.advance(1)
        yield one

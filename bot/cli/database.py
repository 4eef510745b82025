"""`rasid migrate`, `rasid backup` and `rasid restore`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common
from bot.cli.progress import progress
from bot.core.errors import RasidError

if TYPE_CHECKING:
    from bot.storage.copying import Copy, Step

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file of the copy.")]
NewFile = Annotated[Path | None, typer.Argument(metavar="FILE", help="The file of the copy, which is a new one.")]
Into = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Instead of FILE: one named by the time in there.")]
Keep = Annotated[int, typer.Option(min=1, help="With --into: how many of such files stay, the newest.")]

_KEPT = 7
_KB, _MB = 1_000, 1_000_000


def migrate() -> None:
    """Bring the database to the newest schema."""
    from bot.storage.migrating import migrate as upgrade
    from bot.storage.migrating import revision_state

    settings = common.settings()
    if settings.embedded:
        _make(settings.home)
    before = revision_state(settings.url)
    upgrade(settings.url)
    print("the database is current" if before == "current" else "the database was brought to the newest schema")


def backup(file: NewFile = None, into: Into = None, keep: Keep = _KEPT) -> None:
    """Copy the embedded database, also while the bot runs. The copy is looked through before it gets its name."""
    settings = common.settings()
    _require_embedded(settings.embedded)
    made = _copied(settings.url, file, into, keep)
    print(f"saved: {made.file} ({_size(made.size)}, looked through)")
    for old in made.removed:
        print(f"removed: {old}")


def restore(file: File) -> None:
    """Put a copy in the place of the embedded database; what was there is kept beside it."""
    from bot.storage.restoring import restore as bring_back

    settings = common.settings()
    _require_embedded(settings.embedded)
    with _stepping("restoring") as step:
        kept = bring_back(file, settings.url, datetime.now(UTC), step)
    print(f"restored: {file}")
    if kept:
        print(f"the database before it is kept; to undo: rasid restore {kept}")


def _copied(url: str, file: Path | None, into: Path | None, keep: int) -> "Copy":
    from bot.storage import copying

    if (file is None) == (into is None):
        raise common.UsageError("name a FILE for the copy, or a folder with --into FOLDER")
    with _stepping("copying") as step:
        if into is not None:
            return copying.backup_into(url, into, keep, datetime.now(UTC), step)
        return copying.backup(url, file or Path(), step)


@contextmanager
def _stepping(what: str) -> "Iterator[Step | None]":
    """What shows on a terminal how far it is, in hundredths."""
    with progress(what, 100) as bar:
        shown = 0

        def step(done: int, total: int) -> None:
            nonlocal shown
            now = 100 * done // max(total, 1)
            if now > shown:
                bar.advance(now - shown)
                shown = now

        yield step


def _size(number: int) -> str:
    return f"{number / _MB:,.1f} MB" if number >= _MB else f"{number / _KB:,.0f} kB"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise RasidError(f"RASID_HOME {folder} cannot be made ({error.strerror}); set it to another folder") from None


def _require_embedded(embedded: bool) -> None:
    if not embedded:
        raise common.UsageError("this database is a server; use its own tools (pg_dump, pg_restore)")

"""`rasid migrate`, `rasid backup` and `rasid restore`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import common
from bot.core.errors import RasidError

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file of the copy.")]


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


def backup(file: File) -> None:
    """Copy the embedded database into a file, also while the bot runs."""
    from bot.storage.copying import backup as copy

    settings = common.settings()
    _require_embedded(settings.embedded)
    copy(settings.url, file)
    print(f"saved: {file}")


def restore(file: File) -> None:
    """Put a copy in the place of the embedded database; what was there is kept beside it."""
    from bot.storage.copying import restore as bring_back

    settings = common.settings()
    _require_embedded(settings.embedded)
    kept = bring_back(file, settings.url)
    print(f"restored: {file}" + (f" (the database before it: {kept})" if kept else ""))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RasidError(f"RASID_HOME {folder} cannot be made ({error.strerror}); set it to another folder") from None


def _require_embedded(embedded: bool) -> None:
    if not embedded:
        raise common.UsageError("this database is a server; use its own tools (pg_dump, pg_restore)")

"""The machine: the home folder, its disk, and what Rasid runs on."""

import os
import platform
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot import __version__
from bot.cli.check.finding import Finding, Kind, Look

HOME = Kind(101, "error", "the home folder cannot be written", "give this user the folder, or set RASID_HOME")
VERSIONS = Kind(104, "info", "what Rasid runs on", "name it when you report a fault")
FULL = Kind(106, "warning", "little room on the disk of the home folder", "make room: a full disk stops the bot")
KINDS = (HOME, VERSIONS, FULL)
_GB = 1_000_000_000
# Own choices: a busy bot writes some hundred megabytes in a week; below the smaller figure it may stop today.
_LITTLE, _NONE = 2 * _GB, _GB // 5


def examine(look: Look) -> Iterator[Finding]:
    """The folder as it is, or where it would be made."""
    yield VERSIONS.found(
        f"Rasid {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}"
    )
    folder = look.settings.home
    nearest = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    if look.settings.embedded and not (nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)):
        yield HOME.found(f"{folder} cannot be written")
    yield from _room(nearest)


def _room(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    if free < _LITTLE:
        yield FULL.found(
            f"{free / _GB:.1f} GB are free on the disk of {folder}", None, "error" if free < _NONE else None
        )

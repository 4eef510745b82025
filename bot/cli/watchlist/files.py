"""The files that `rasid watchlist` works on."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common

if TYPE_CHECKING:
    from watchlists.files.schema import ListFile
    from watchlists.model import Watchlists

Paths = Annotated[list[Path] | None, typer.Argument(help="Files or folders; none: those of the settings.")]


def load(paths: Sequence[Path]) -> "Watchlists":
    """The lists of some files, or of the settings; where one has mistakes, they are printed, and that is the end."""
    from watchlists.model import Watchlists

    return Watchlists(tuple(one.watchlist for one in read(paths)))


def read(paths: Sequence[Path]) -> "Sequence[ListFile]":
    """The same files with the lines of what stands in them."""
    from watchlists import WatchlistErrors, shipped
    from watchlists.files.loader import read_files

    try:
        return read_files(tuple(paths) or common.quiet_settings().watchlist_paths or (shipped(),))
    except WatchlistErrors as errors:
        print(errors, file=sys.stderr)
        raise typer.Exit(1) from None

"""`rasid watchlist diff`: what was changed of the lists in chat."""

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import common

if TYPE_CHECKING:
    from bot.core.editing import ListEdit
    from watchlists.model import Watchlists


def diff() -> None:
    """Say what was changed of the lists in chat, by whom and when; what the files do not take any more is marked."""
    from bot.core.language import Texts
    from bot.core.render.edits import edit_made
    from watchlists.edits import edited

    made = in_force()
    _, left = edited(files(), [one.edit for one in made])
    for number, one in enumerate(made):
        note = "  (left out: the files do not take it any more)" if number in left else ""
        print(f"{edit_made(one, Texts.english(), 'UTC')}{note}")
    if not made:
        print("nothing was changed in chat")


def files(paths: Sequence[Path] = ()) -> "Watchlists":
    """The lists of some files, else of the setting's, else the shipped ones; their faults end the program."""
    from watchlists import WatchlistErrors, load, shipped

    try:
        return load(tuple(paths) or common.quiet_settings().watchlist_paths or (shipped(),))
    except WatchlistErrors as errors:
        print(errors, file=sys.stderr)
        raise typer.Exit(1) from None


def in_force() -> "Sequence[ListEdit]":
    """The edits that stand, in order."""
    with closing(common.store(common.quiet_settings())) as store, store.begin(read_only=True) as unit:
        return unit.list_edits.in_force()

"""`rasid watchlist diff` and `apply`: what was changed of the lists in chat, and how the files come to hold it."""

import os
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common
from bot.cli.watchlist.files import load

if TYPE_CHECKING:
    from bot.core.editing import ListEdit
    from watchlists.editing.homing.plan import Plan

Into = Annotated[
    str | None, typer.Option(metavar="LIST", help="New entities go to the end of this list, not into added.yaml.")
]
_SETTLED = "in the files now"
_LEFT = "left out: the files do not take it any more"


def diff(
    patch: Annotated[
        bool, typer.Option("--patch", help="As a patch of the files, for git apply or patch -p1.")
    ] = False,
    into: Into = None,
) -> None:
    """Say what was changed of the lists in chat, by whom and when; what the files hold by now, or do not take any more,
    is marked."""
    every = in_force()
    if patch or into:
        made = _counting(every)
        print(_patch(made, _plan(made, into)) or "# the files hold everything that was changed in chat\n", end="")
        return
    settled, left = _remembered(every)
    for one in every:
        note = _SETTLED if one.id in settled else _LEFT if one.id in left else ""
        print(f"{_said(one)}{f'  ({note})' if note else ''}")
    if not every:
        print("nothing was changed in chat")


def apply(
    into: Into = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
) -> None:
    """Change the files so that they hold what was changed in chat: shows the patch, asks, then writes."""
    every = in_force()
    made = _counting(every)
    plan = _plan(made, into)
    if not plan.changes:
        _remembered(every)
        print("the files hold everything that was changed in chat")
        return
    _refuse_shipped(plan)
    print(_patch(made, plan), end="")
    if not yes and not _agreed(len(plan.changes)):
        raise common.UsageError("nothing was written; add --yes to write without being asked")
    _write(plan)
    for one in plan.changes:
        print(f"written: {one.path}")
    _remembered(every)


def in_force() -> "Sequence[ListEdit]":
    """The edits that stand, in order."""
    with closing(common.store(common.quiet_settings())) as store, store.begin(read_only=True) as unit:
        return unit.list_edits.in_force()


def _counting(made: "Sequence[ListEdit]") -> "Sequence[ListEdit]":
    """Those that the files do not hold since long."""
    from bot.core.editing import counting

    return counting(load(()), made)


def _remembered(made: "Sequence[ListEdit]") -> tuple[set[int], set[int]]:
    """The numbers of the edits that the files hold, which is kept, and of those that they do not take."""
    from bot.core.editing import counting, settling
    from bot.core.errors import StoreError
    from watchlists.editing.edits import played

    files = load(())
    count = counting(files, made)
    found = played(files, [one.edit for one in count])
    if new := settling(files, count, found.settled):
        with suppress(StoreError), closing(common.store(common.quiet_settings())) as store, store.begin() as unit:
            unit.list_edits.settle(new)  # whoever may only read it sees the same without
    held = {one.id for one in made} - {one.id for one in count}
    return held | {count[at].id for at in found.settled}, {count[at].id for at in found.left}


def _plan(made: "Sequence[ListEdit]", into: str | None) -> "Plan":
    from watchlists.editing.edits import ADDED
    from watchlists.editing.homing.files import HomingError
    from watchlists.editing.homing.plan import NoPlaceError, plan

    lists = load(())
    slug = into or ADDED
    if into and not any(one.slug == into for one in lists.lists):
        raise common.UsageError(f"there is no list {into}; see rasid watchlist show")
    texts = {one.slug: _text(Path(one.path)) for one in lists.lists if one.path}
    try:
        return plan(lists, [one.edit for one in made], texts, _new_file(), slug)
    except HomingError as failed:
        raise common.UsageError(str(failed)) from None
    except NoPlaceError:
        hint = "name one of yours with --into LIST, or a folder in RASID_WATCHLISTS"
        raise common.UsageError(f"new entities need a list to stand in; {hint}") from None


def _new_file() -> Path | None:
    """Where a new list would be found by the settings: in their first folder that has none of this name."""
    from watchlists import shipped

    folders = [one for one in common.quiet_settings().watchlist_paths or (shipped(),) if one.is_dir()]
    return next((path for path in (one / "added.yaml" for one in folders) if not path.exists()), None)


def _patch(made: "Sequence[ListEdit]", plan: "Plan") -> str:
    from watchlists.editing.homing.plan import patch

    dead = {*plan.played.settled, *plan.played.left}
    lines = [f"# {_commented(one)}\n" for number, one in enumerate(made) if number not in dead]
    lines += [f"# left out: {_commented(made[number])}\n" for number in plan.played.left]
    for one in plan.changes:
        lines += [f"# {one.path.name}: {key} is written anew, without its comments\n" for key in one.rewritten]
    if not plan.changes:
        return "".join(lines)
    root = _root([one.path for one in plan.changes])
    found = [patch(one, one.path.resolve().relative_to(root).as_posix()) for one in plan.changes]
    return "".join([*lines, f"# in {root}: git apply, or patch -p1\n", *found])


def _commented(one: "ListEdit") -> str:
    """On one line, and without signs that nobody sees."""
    from bot.core.bidi import strip_controls

    return " ".join(strip_controls(_said(one)).split())


def _root(paths: Sequence[Path]) -> Path:
    """Where the patch is applied: the work tree of git that holds all files, else the folder that does."""
    held, here = Path(os.path.commonpath([path.resolve().parent for path in paths])), Path.cwd()
    trees = [one for one in (held, *held.parents) if (one / ".git").exists()]
    if trees:
        return trees[0]
    return here if held.is_relative_to(here) else held


def _refuse_shipped(plan: "Plan") -> None:
    """What comes with the program is written anew with its next version. Who works on its source says so."""
    from watchlists import shipped

    folder = shipped().resolve()
    own = [one.path for one in plan.changes if one.path.resolve().is_relative_to(folder)]
    if not own:
        return
    if not any((one / ".git").exists() for one in folder.parents):
        hint = "rasid watchlist export --folder lists/, and set RASID_WATCHLISTS=lists/"
        raise common.UsageError(
            f"{own[0]} comes with Rasid and goes with its next version; copy the lists first: {hint}"
        )
    if not common.quiet_settings().watchlist_paths:
        raise common.UsageError(
            f"{own[0]} comes with Rasid; to change it in this checkout say so: set RASID_WATCHLISTS=shipped. For lists "
            "of your own: rasid watchlist export --folder lists/, and set RASID_WATCHLISTS=lists/"
        )


def _agreed(number: int) -> bool:
    return sys.stdin.isatty() and typer.confirm(f"Write {number} files?")


def _write(plan: "Plan") -> None:
    """All files beside the old ones first, then each in the place of the old one."""
    from bot.cli.watchlist.replacing import Replacing

    try:
        with Replacing() as files_:
            for one in plan.changes:
                files_.put(one.path.resolve(), one.before, one.after)
    except OSError as error:
        raise common.UsageError(f"{error.filename} cannot be written: {error.strerror}; no file was changed") from None


def _text(path: Path) -> str:
    """As it stands there, with its line ends."""
    return path.read_bytes().decode("utf-8")


def _said(one: "ListEdit") -> str:
    from bot.core.language import Texts
    from bot.core.render.edits import edit_made

    return edit_made(one, Texts.english(), "UTC")

"""`rasid watchlist import`: a list of others into a watchlist file, shown before it is written."""

import json
import os
import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common
from bot.cli.watchlist.import_files import is_to_come, put, target
from bot.cli.watchlist.import_plan import Plan, Wanted, by_slug, plan
from bot.cli.watchlist.import_reading import Reading, Unread, read_all
from bot.cli.watchlist.import_relations import InForce, written
from bot.cli.watchlist.import_report import brief, changes, preview
from bot.core.errors import RasidError

if TYPE_CHECKING:
    from bot.config import Settings

# Of many faults so many are told.
_MOST = 20
_SLUG = re.compile(r"[\w-]+")
_Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files of a list, as its publisher gives them.")]


def import_list(
    files: _Files,
    form: Annotated[str | None, typer.Option("--format", metavar="NAME", help="The format; else by content.")] = None,
    slug: Annotated[str | None, typer.Option("--list", metavar="SLUG", help="The list that it becomes.")] = None,
    title: Annotated[list[str] | None, typer.Option(help="Its title; once more for one in another script.")] = None,
    to: Annotated[Path | None, typer.Option(metavar="PATH", help="The file, or the folder of SLUG.yaml.")] = None,
    careful: Annotated[bool, typer.Option("--careful", help="Of own tables, too, leave out what many bear.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Write nothing, also with --to.")] = False,
    whole: Annotated[bool, typer.Option("--all", help="Show every line instead of the first ones.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say it as one JSON object, for programs.")] = False,
) -> None:
    """Read lists of others (UN, OFAC, EU, FollowTheMoney, CSV) and show what would come of them.

    With --to the file that is there is compared and merged: what people changed in it stays. It is written after a yes.
    """
    wanted = replace(_wanted(slug, title or [], to), careful=careful)
    settings = common.quiet_settings()
    try:
        force = _in_force(settings, to)
        plans = _plans(files, form, wanted, force)
        if not as_json:
            _show([one for one in plans if one.built.watchlist.entities or not one.faults], whole=whole)
        _stop_at([fault for one in plans for fault in one.faults], plans if as_json else None)
        done = [] if dry else _write(plans, yes=yes, ask=not as_json)
    except KeyboardInterrupt:
        raise RasidError("stopped; files that were not named as written are as they were") from None
    if as_json:
        _print_json(plans, done)
    else:
        print(_next(plans, done, force, files) + ("" if dry or done else _unasked(plans)))


def _wanted(slug: str | None, titles: Sequence[str], to: Path | None) -> Wanted:
    if slug is not None and not _SLUG.fullmatch(slug):
        raise common.UsageError(f"--list {slug!r} may hold letters, digits, _ and - only; shorten it to one word")
    from watchlists.normalize import is_arabic

    return Wanted(slug, {"ar" if is_arabic(one) else "en": one for one in titles if one.strip()}, to)


def _plans(files: Sequence[Path], form: str | None, wanted: Wanted, force: InForce) -> list[Plan]:
    """One a list. Ends with every fault of every file where one cannot be read."""
    from bot.cli.progress import progress
    from watchlists import WatchlistErrors

    found = list(read_all(list(dict.fromkeys(files)), form))
    _stop_at([fault for one in found if isinstance(one, Unread) for fault in one.faults])
    lists = by_slug([one for one in found if isinstance(one, Reading)], wanted.slug)
    if wanted.to is not None and len({target(wanted.to, slug) for slug in lists}) < len(lists):
        raise common.UsageError(f"these are {len(lists)} lists ({', '.join(lists)}): name a folder with --to")
    try:
        with progress("comparing", len(lists)) as bar:
            plans = []
            for slug, readings in lists.items():
                plans.append(plan(slug, readings, wanted, force))
                bar.advance(1)
    except WatchlistErrors as errors:
        _stop_at(list(map(str, errors.errors)))
        raise
    return _apart(plans)


def _apart(plans: Sequence[Plan]) -> list[Plan]:
    """With a fault where two of the lists make one key."""

    met: dict[str, str] = {}
    found = []
    for one in plans:
        faults = list(one.faults)
        for named in written(one.readings, one.built.watchlist):
            where = f"{named.path}:{named.line}"
            earlier = met.setdefault(named.key.casefold(), where)
            if earlier != where:
                faults.append(f"{where}: the key {named.key} is made of {earlier}, too; import one of the two files")
        found.append(replace(one, faults=tuple(faults)))
    return found


def _in_force(settings: "Settings", to: Path | None) -> InForce:
    """What the settings name; a folder, or a file, that holds nothing before this import writes there is no fault."""
    from watchlists import WatchlistErrors, load, shipped
    from watchlists.files.loader import SHIPPED, each_file

    named = settings.watchlist_paths or (shipped(),)
    paths = [one for one in named if not is_to_come(one, to)]
    try:
        return InForce(load(paths), each_file(paths, []), settings.watchlists or str(SHIPPED), named)
    except WatchlistErrors as errors:
        _stop_at([f"{one}; the lists in force have to be right first" for one in errors.errors])
        raise


def _stop_at(faults: Sequence[str], plans: Sequence[Plan] | None = None) -> None:
    """Say the faults, each in one line, and end with 1."""
    if not faults:
        return
    from watchlists.imports.tidy import plain

    if plans is not None:
        _print_json(plans, [])
    sys.stdout.flush()
    more = [f"and {len(faults) - _MOST} more faults"] if len(faults) > _MOST else []
    for one in [*faults[:_MOST], *more]:
        print(f"rasid: {plain(one)}", file=sys.stderr)
    raise typer.Exit(1)


def _show(plans: Sequence[Plan], *, whole: bool) -> None:
    for one in plans:
        first = one.update is None or one.update.before is None
        lines = [*(preview(one, whole=whole) if first else brief(one))]
        print("\n".join([*lines, *(changes(one.update, whole=whole) if one.update else ())]))


def _write(plans: Sequence[Plan], *, yes: bool, ask: bool) -> list[str]:
    """The files that were written: all or none, unless a folder fails in the middle."""
    updates = [one.update for one in plans if one.update is not None and one.update.writes]
    if not updates or not (yes or (ask and _agreed(", ".join(str(one.path) for one in updates)))):
        return []
    done = []
    for one in updates:
        put(one.path, one.after, one.before)
        print(f"written: {one.path}", file=sys.stdout if ask else sys.stderr)
        done.append(str(one.path))
    return done


def _agreed(paths: str) -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return input(f"Write {paths}? [y/N] ").strip().casefold() in ("y", "yes")


def _next(plans: Sequence[Plan], done: Sequence[str], force: InForce, files: Sequence[Path]) -> str:
    """The last line: what to do now."""
    if done:
        return _in_force_then(done, force)
    if all(one.update is None for one in plans):
        there = next((path for one in plans if (path := force.path(one.slug))), "lists/")
        command = shlex.join(["rasid", "watchlist", "import", *map(str, files), "--to", there])
        return f"Nothing was written. To write it: {command}"
    return "Nothing was written."


def _unasked(plans: Sequence[Plan]) -> str:
    """How to write where nobody can be asked."""
    return " To write it without being asked: --yes" if any(one.update and one.update.writes for one in plans) else ""


def _in_force_then(done: Sequence[str], force: InForce) -> str:
    """How to have new files in force."""
    held = {Path(one.slug.path).resolve() for one in force.files} | {one.resolve() for one in force.named}
    if all(not held.isdisjoint((path := Path(one).resolve(), path.parent)) for one in done):
        return "It is in force when rasid run is started again."
    return (
        f"To have it in force: RASID_WATCHLISTS={os.pathsep.join([force.setting, *done])}, and start rasid run again."
    )


def _print_json(plans: Sequence[Plan], done: Sequence[str]) -> None:
    from bot.cli.watchlist.import_json import as_json

    print(json.dumps(as_json(plans, done), ensure_ascii=False))

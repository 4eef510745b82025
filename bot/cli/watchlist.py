"""`rasid watchlist`: watchlists as data."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common
from bot.cli.progress import progress

if TYPE_CHECKING:
    from bot.core.editing import ListEdit
    from watchlists.located import Located
    from watchlists.model import Watchlists
    from watchlists.schema import ListFile

app = typer.Typer(
    help="Watchlists as data.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Example: rasid watchlist check lists/",
)
Paths = Annotated[list[Path] | None, typer.Argument(help="Files or folders; none: those of the settings.")]


@app.command(
    short_help="Say every mistake of the files, or that they are right, and what to look at.",
    epilog="Example: rasid watchlist check lists/ --strict",
)
def check(
    paths: Paths = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 where there are warnings, too.")] = False,
) -> None:
    """Say every mistake of the files with its line, or that they are right. Aliases that would be found all the time,
    or never, are warned about."""
    from watchlists.located import warnings
    from watchlists.model import Watchlists

    files = _read(paths or [])
    lists = Watchlists(tuple(one.watchlist for one in files))
    found = warnings(files)
    for one in found:
        print(_warning(one), file=sys.stderr)
    note = f"; {len(found)} warning{'s' * (len(found) != 1)}" if found else ""
    print(f"ok: {len(lists.lists)} lists, {len(lists.entities)} entities, {len(lists.events)} event types{note}")
    raise typer.Exit(1 if found and strict else 0)


def _warning(one: "Located") -> str:
    from bot.core.bidi import strip_controls
    from bot.core.language import Texts
    from bot.core.render.advice import advice_line

    return strip_controls(f"{one.path}:{one.line}: warning: {advice_line(one.advice, Texts.english())}")


@app.command(short_help="List every entry with its names.", epilog="Example: rasid watchlist show")
def show(paths: Paths = None) -> None:
    """List every entry with its names and how many spellings it has."""
    for one in _load(paths or []).lists:
        print(f"{one.slug} — {' / '.join(one.title.values())}")
        for entity in one.entities:
            print(
                f"  {entity.key:<14} {entity.kind:<13} {len(entity.spellings):>3}  {' / '.join(entity.name.values())}"
            )
        for event in one.events:
            print(f"  {event.key:<14} {event.severity:<13} {len(event.phrases):>3}  {' / '.join(event.name.values())}")


@app.command(
    "test",
    short_help="Run the test sentences of every entry.",
    epilog="Example: rasid watchlist test lists/groups.yaml --coverage",
)
def run_tests(
    paths: Paths = None,
    coverage: Annotated[bool, typer.Option("--coverage", help="Name the entries that lack sentences.")] = False,
) -> None:
    """Run the test sentences of every entry; each that fails is printed with its line."""
    from bot.cli.sentences import Runner
    from watchlists import Matcher
    from watchlists.model import Watchlists

    files = _read(paths or [])
    runner = Runner(Matcher.compile(Watchlists(tuple(one.watchlist for one in files))), files)
    with progress("test", runner.amount) as bar:
        failures = list(runner.failures(bar))
    for failure in failures:
        print(failure)
    for line in runner.uncovered() if coverage else ():
        print(line)
    print(f"{runner.amount - len(failures)} of {runner.amount} sentences right")
    raise typer.Exit(1 if failures else 0)


@app.command(
    short_help="Print the lists as YAML, with --edits as they are in force.",
    epilog="Example: rasid watchlist export --edits --folder lists/",
)
def export(
    slugs: Annotated[list[str] | None, typer.Argument(metavar="[LIST…]", help="Only these lists.")] = None,
    edits: Annotated[bool, typer.Option("--edits", help="With what was changed in chat.")] = False,
    folder: Annotated[Path | None, typer.Option(help="Write LIST.yaml into this folder instead.")] = None,
) -> None:
    """Print the lists of the settings as YAML that can be loaded again; several are parted by ---."""
    from watchlists.writing import as_yaml

    lists = _edited()[0] if edits else _load([])
    chosen = [one for one in lists.lists if not slugs or one.slug in slugs]
    for unknown in sorted(set(slugs or ()) - {one.slug for one in chosen}):
        raise common.UsageError(f"there is no list {unknown}; see rasid watchlist show")
    for number, one in enumerate(chosen):
        if folder is None:
            print(("---\n" if number else "") + as_yaml(one), end="")
        else:
            _write(folder / f"{one.slug}.yaml", as_yaml(one))


@app.command(short_help="Say what was changed in chat.", epilog="Example: rasid watchlist diff")
def diff() -> None:
    """Say what was changed of the lists in chat, by whom and when; what the files do not take any more is marked."""
    from bot.core.language import Texts
    from bot.core.render.edits import edit_made

    _, made, left = _edited()
    for number, one in enumerate(made):
        note = "  (left out: the files do not take it any more)" if number in left else ""
        print(f"{edit_made(one, Texts.english(), 'UTC')}{note}")
    if not made:
        print("nothing was changed in chat")


def _edited() -> "tuple[Watchlists, Sequence[ListEdit], list[int]]":
    """The lists in force, the edits that made them, and the positions of those that are left out."""
    from contextlib import closing

    from watchlists.edits import edited

    files = _load([])
    with closing(common.store(common.quiet_settings())) as store, store.begin(read_only=True) as unit:
        made = unit.list_edits.in_force()
    lists, left = edited(files, [one.edit for one in made])
    return lists, made, left


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise common.UsageError(f"{path} cannot be written: {error.strerror}; name another folder") from None
    print(path)


def _load(paths: Sequence[Path]) -> "Watchlists":
    from watchlists.model import Watchlists

    return Watchlists(tuple(one.watchlist for one in _read(paths)))


def _read(paths: Sequence[Path]) -> "Sequence[ListFile]":
    """The files with their lines; where one has mistakes, they are printed, and that is the end."""
    from watchlists import WatchlistErrors, shipped
    from watchlists.loader import read_files

    try:
        return read_files(tuple(paths) or common.quiet_settings().watchlist_paths or (shipped(),))
    except WatchlistErrors as errors:
        print(errors, file=sys.stderr)
        raise typer.Exit(1) from None

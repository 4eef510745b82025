"""`rasid watchlist`: watchlists as data."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common
from bot.cli.progress import progress
from bot.cli.watchlist_import import import_list

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


@app.command(
    short_help="List every entry, or show some whole, with where each name comes from.",
    epilog="Example: rasid watchlist show ISKP",
)
def show(
    named: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH|KEY]…", help="Files or folders; entries, by key or name.")
    ] = None,
    slug: Annotated[str | None, typer.Option("--list", metavar="SLUG", help="Every entry of this list, whole.")] = None,
) -> None:
    """List every entry with its names and how many spellings it has.

    With keys or names, or with --list, each entry is shown whole: every name with its conditions and its source.
    """
    paths = [Path(one) for one in named or () if _is_path(one)]
    keys = [one for one in named or () if not _is_path(one)]
    lists = _load(paths)
    if slug is not None and all(one.slug != slug for one in lists.lists):
        raise common.UsageError(f"there is no list {slug}; see rasid watchlist show")
    if not keys and slug is None:
        _overview(lists)
        return
    missing = list(_shown(lists, keys, slug))
    for fault in missing:
        print(f"rasid: {fault}", file=sys.stderr)
    raise typer.Exit(1 if missing else 0)


def _is_path(named: str) -> bool:
    """What is there, ends as a list's file does or names folders is a path, `shipped` the shipped lists."""
    from watchlists.loader import SHIPPED

    path = Path(named)
    return path == SHIPPED or path.suffix in (".yaml", ".yml") or "/" in named or path.exists()


def _overview(lists: "Watchlists") -> None:
    for one in lists.lists:
        print(f"{one.slug} — {' / '.join(one.title.values())}")
        for entity in one.entities:
            print(
                f"  {entity.key:<14} {entity.kind:<13} {len(entity.spellings):>3}  {' / '.join(entity.name.values())}"
            )
        for event in one.events:
            print(f"  {event.key:<14} {event.severity:<13} {len(event.phrases):>3}  {' / '.join(event.name.values())}")


def _shown(lists: "Watchlists", keys: Sequence[str], slug: str | None) -> Iterator[str]:
    """Print entries whole; gives a fault for each that nobody has."""
    from bot.cli.watchlist_lines import entry_lines
    from watchlists.suggest import Directory

    where = {key: one.slug for one in lists.lists for key in lists.members(one.slug)}
    directory = Directory.of(lists)
    chosen = [
        entry
        for entry in (*lists.entities.values(), *lists.events.values())
        if slug is not None and where[entry.key] == slug
    ]
    for key in keys:
        entry, near = directory.resolve(key)
        if entry is None:
            hint = f"did you mean {', '.join(near)}?" if near else "see rasid watchlist show"
            yield f"there is no entry {key}; {hint}"
        elif entry not in chosen:
            chosen.append(entry)
    print("\n\n".join("\n".join(entry_lines(one, where[one.key])) for one in chosen))


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


app.command(
    "import",
    short_help="Make a watchlist of a list of others: UN, OFAC, EU, FollowTheMoney, CSV.",
    epilog="Example: rasid watchlist import un.xml --to lists/",
)(import_list)


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

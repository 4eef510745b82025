"""`rasid watchlist check` and `test`: whether lists are right."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.progress import progress
from bot.cli.watchlist.files import Paths, read

if TYPE_CHECKING:
    from watchlists.advice.alike import Alike
    from watchlists.advice.located import Located

_FEW = 5


def check(
    paths: Paths = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 where there are warnings, too.")] = False,
) -> None:
    """Say every mistake of the files with its line, or that they are right. Aliases that would be found all the time,
    or never, are warned about. Entries of two lists that are one and the same are told in a line."""
    from watchlists.advice.alike import apart
    from watchlists.advice.located import warnings
    from watchlists.model import Watchlists

    files = read(paths or [])
    lists = Watchlists(tuple(one.watchlist for one in files))
    found, alike = apart(warnings(files), files)
    for each in alike:
        print(_note(each), file=sys.stderr)
    for one in found:
        print(_warning(one), file=sys.stderr)
    note = f"; {len(found)} warning{'s' * (len(found) != 1)}" if found else ""
    print(f"ok: {len(lists.lists)} lists, {len(lists.entities)} entities, {len(lists.events)} event types{note}")
    raise typer.Exit(1 if found and strict else 0)


def _note(one: "Alike") -> str:
    """No warning: both are told where such a name stands, and that is meant."""
    pairs = ", ".join(" is ".join(pair) for pair in one.pairs[:_FEW]) + (", …" if len(one.pairs) > _FEW else "")
    ours, theirs = one.lists
    count = f"{len(one.pairs)} entr{'y' if len(one.pairs) == 1 else 'ies'}"
    return f"note: {ours} and {theirs} both have {count}, with {one.names} names of both, and both are found: {pairs}"


def _warning(one: "Located") -> str:
    from bot.core.bidi import strip_controls
    from bot.core.language import Texts
    from bot.core.render.advice import advice_line

    return strip_controls(f"{one.path}:{one.line}: warning: {advice_line(one.advice, Texts.english())}")


def run_tests(
    paths: Paths = None,
    coverage: Annotated[bool, typer.Option("--coverage", help="Name the entries that lack sentences.")] = False,
) -> None:
    """Run the test sentences of every entry; each that fails is printed with its line."""
    from bot.cli.watchlist.sentences import Runner
    from watchlists import Matcher
    from watchlists.model import Watchlists

    files = read(paths or [])
    runner = Runner(Matcher.compile(Watchlists(tuple(one.watchlist for one in files))), files)
    with progress("test", runner.amount) as bar:
        failures = list(runner.failures(bar))
    for failure in failures:
        print(failure)
    for line in runner.uncovered() if coverage else ():
        print(line)
    print(f"{runner.amount - len(failures)} of {runner.amount} sentences right")
    raise typer.Exit(1 if failures else 0)

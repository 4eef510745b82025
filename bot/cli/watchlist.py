"""`rasid watchlist`: watchlists as data."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import watchlist_edits, watchlist_export

if TYPE_CHECKING:
    from watchlists import Matcher
    from watchlists.model import Entity, EventType, Watchlists

app = typer.Typer(
    help="Watchlists as data.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Example: rasid watchlist check lists/",
)
app.command(
    short_help="Print the lists as YAML, STIX or FollowTheMoney, with --edits as they are in force.",
    epilog="Example: rasid watchlist export --edits --folder lists/",
)(watchlist_export.export)
app.command(
    short_help="Say what was changed in chat, or what it changes in the files.",
    epilog="Example: rasid watchlist diff --patch > edits.patch",
)(watchlist_edits.diff)
app.command(
    short_help="Change the files so that they hold what was changed in chat.",
    epilog="Example: rasid watchlist apply --into groups",
)(watchlist_edits.apply)
Paths = Annotated[list[Path] | None, typer.Argument(help="Files or folders; none: those of the settings.")]


@app.command(
    short_help="Say every mistake of the files, or that they are right.", epilog="Example: rasid watchlist check lists/"
)
def check(paths: Paths = None) -> None:
    """Say every mistake of the files with its line, or that they are right."""
    lists = _load(paths or [])
    print(f"ok: {len(lists.lists)} lists, {len(lists.entities)} entities, {len(lists.events)} event types")


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
    epilog="Example: rasid watchlist test lists/groups.yaml",
)
def run_tests(paths: Paths = None) -> None:
    """Run the test sentences of every entry; each that fails is printed."""
    from watchlists import Matcher

    matcher = Matcher.compile(_load(paths or []))
    failures = list(_failures(matcher))
    for failure in failures:
        print(failure)
    sentences = sum(len(one.tests.yes) + len(one.tests.no) for one in _entries(matcher.watchlists))
    print(f"{sentences - len(failures)} of {sentences} sentences right")
    raise typer.Exit(1 if failures else 0)


def _failures(matcher: "Matcher") -> Iterator[str]:
    for entry in _entries(matcher.watchlists):
        for sentence in entry.tests.yes:
            if not _found(entry.key, sentence, matcher):
                yield f"{entry.key}: not found in: {sentence}"
        for sentence in entry.tests.no:
            if _found(entry.key, sentence, matcher):
                yield f"{entry.key}: wrongly found in: {sentence}"


def _found(key: str, sentence: str, matcher: "Matcher") -> bool:
    from watchlists.model import Document

    return key in matcher.match(Document(sentence)).keys()  # noqa: SIM118 - keys of the findings, no mapping


def _entries(lists: "Watchlists") -> "Sequence[Entity | EventType]":
    return [*lists.entities.values(), *lists.events.values()]


def _load(paths: Sequence[Path]) -> "Watchlists":
    return watchlist_edits.files(paths)

"""`rasid replay`: match the stored articles again, and say what would have been alerted."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli import common
from bot.cli.progress import progress

if TYPE_CHECKING:
    from bot.cli.replay.replaying import Tally, Work
    from bot.ports import Window
    from bot.storage.store import SqlStore

T = TypeVar("T")
_BATCH = 64
_AHEAD = 32  # batches that are read before they are matched: enough for every process, and little memory
_MANY = 500  # articles from which on several processes are quicker


def replay(
    since: Annotated[str, typer.Option(help="How far back, for example 30d.")] = "30d",
    watchlist: Annotated[
        list[Path] | None,
        typer.Option(help="A watchlist file or folder that is not in force; compared with what is."),
    ] = None,
    entity: Annotated[str | None, typer.Option(help="Only this entity or event, with its parts.")] = None,
    alias: Annotated[str | None, typer.Option(help="Only this alias, which no list needs to have.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; all cores unless given.")] = None,
) -> None:
    """Match the stored articles again, and say by alias what would have been alerted. Changes nothing; Ctrl-C ends it
    with what was counted so far."""
    from bot.cli.replay.asked import asked
    from bot.cli.replay.replayed import shown
    from bot.ports import Window

    length, settings = common.duration(since), common.settings()
    common.require_database(settings)
    with closing(common.store(settings)) as store:
        question = asked(store, settings, watchlist or [], entity, alias)
        now = datetime.now(UTC)
        tally, finished = counted(store, question.work, question.tally(), Window(now - length, now), jobs)
    for line in shown(tally, question.warnings, length, since):
        print(line)
    if not finished:
        print("stopped: what was counted so far", flush=True)
        raise typer.Exit(130)


def counted(
    store: "SqlStore", work: "Work", tally: "Tally", window: "Window", jobs: int | None
) -> "tuple[Tally, bool]":
    """The counts, and whether all articles were looked at. Processes start before any thread does."""
    from bot.services.crew import Crew, cores

    with ExitStack() as stack:
        unit = stack.enter_context(store.begin(read_only=True))
        total = unit.articles.number([], window)
        amount = jobs or (cores() if total >= _MANY else 1)
        crew = stack.enter_context(Crew(work, amount)) if amount > 1 else None
        bar = stack.enter_context(progress("replay", total))
        try:
            for some in _batched(_batched(unit.articles.all(window), _BATCH), _AHEAD):
                pieces = [[one.article.document for one in batch] for batch in some]
                answers = crew.answers(pieces) if crew else map(work, pieces)
                for batch, found in zip(some, answers, strict=True):
                    for reading, (hits, others) in zip(batch, found, strict=True):
                        tally.add(reading, hits, others)
                    bar.advance(len(batch))
        except KeyboardInterrupt:
            return tally, False
    return tally, True


def _batched(many: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """So many at a time, in order."""
    left = iter(many)
    while some := tuple(islice(left, size)):
        yield some

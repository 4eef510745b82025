"""`rasid ingest`: articles from files or a stream into the bot's database."""

import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Annotated, cast

import typer

from bot.cli import common
from bot.cli.progress import Bar, progress
from bot.cli.scan import amount
from bot.core.errors import RasidError, StoreError

if TYPE_CHECKING:
    from io import BufferedIOBase

    from bot.core.model import Incoming, Taken
    from bot.sources.files import Entry

    _Piece = Entry | BaseException | None

_MOST = 64  # articles of a transaction
_GRACE = 0.05  # seconds that one waits for more before what is there is stored
_LONGEST = 1.0  # seconds that an article waits for others
_TRIES = 5

Take = Callable[[Sequence["Incoming"]], Sequence["Taken"]]


def ingest(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH…|-]", help="Files, folders, or - for JSON Lines on stdin.")
    ] = None,
    source: Annotated[str, typer.Option(help="The source of articles that name none.")] = "files",
    silent: Annotated[bool, typer.Option("--silent", help="Store them, but alert nobody.")] = False,
) -> None:
    """Store the articles of files or of a stream, as those of any other source: a running bot alerts of them.

    Reads what scan reads. What is stored already is passed over, so a run that was cut short can be repeated.
    """
    chosen = paths or ([] if sys.stdin.isatty() else ["-"])
    if not chosen or not source.strip():
        raise common.UsageError("give a file, a folder, or - for JSON Lines on stdin; see rasid ingest --help")
    settings = common.settings(quiet=True)
    matcher = common.matcher((), settings)
    largest = settings.max_article_kb * 1024
    from bot.services.ingest import Ingest
    from bot.services.lists import Lists

    with closing(common.store(settings)) as store, progress("ingest", amount(chosen)) as bar:
        lists = Lists(store, matcher, known=common.outlets(settings))
        taking, clock = Ingest(store, lists, lists.outlets), common.clock(store)

        def take(items: "Sequence[Incoming]") -> "Sequence[Taken]":
            lists.begin()
            return taking.take(items, clock())

        tally = Tally(take, bar, _stop_signal(), silent=silent)
        failure = _failure(tally, entries(chosen, source.strip(), largest))
    print(tally)
    if failure is not None:
        raise failure
    raise typer.Exit(1 if tally.unusable else 0)


@dataclass(slots=True)
class Tally:
    """Stores what comes in until it ends or `stop` is set, and counts it."""

    take: Take
    bar: Bar
    stop: Event
    silent: bool = False
    accepted: int = 0
    duplicates: int = 0
    unusable: int = 0

    def __str__(self) -> str:
        return f"accepted: {self.accepted}, duplicates: {self.duplicates}, unusable: {self.unusable}"

    def work(self, entries: "Iterator[Entry]") -> None:
        """Store them in batches; whatever waits for more is stored meanwhile. Raises StoreError."""
        for batch in _batches(entries, self.stop):
            self._keep(batch)

    def _keep(self, batch: "Sequence[Entry]") -> None:
        from bot.core.model import Incoming
        from bot.core.wire import storable

        articles = [entry.article for entry in batch if isinstance(entry.article, Incoming)]
        usable = [storable(replace(article, silent=self.silent)) for article in articles]
        if len(usable) < len(batch):
            self._tell([entry for entry in batch if not isinstance(entry.article, Incoming)])
        for one in self._stored(usable) if usable else ():
            self.accepted += one.outcome == "accepted"
            self.duplicates += one.outcome == "duplicate"
        self.bar.advance(len(batch))

    def _tell(self, unusable: "Sequence[Entry]") -> None:
        self.unusable += len(unusable)
        with self.bar.aside():
            for entry in unusable:
                print(f"rasid: {entry.article}", file=sys.stderr)

    def _stored(self, usable: "Sequence[Incoming]") -> "Sequence[Taken]":
        """A database that is locked for a while is waited for."""
        for tried in range(1, _TRIES):
            try:
                return self.take(usable)
            except StoreError as error:
                if error.permanent:
                    raise
                time.sleep(2.0**tried / 10)
        return self.take(usable)


def _failure(tally: Tally, entries: "Iterator[Entry]") -> RasidError | None:
    """What ended the work before its time; what was stored until then is told all the same."""
    try:
        tally.work(entries)
    except StoreError as error:
        return RasidError(f"{error}; what was counted is stored, run it again for the rest")
    return None


def _batches(entries: "Iterator[Entry]", stop: Event) -> "Iterator[list[Entry]]":
    """Entries as they arrive, several at once where they come fast, none kept waiting for long."""
    waiting: Queue[_Piece] = Queue(2 * _MOST)
    Thread(target=_fill, args=(waiting, entries, stop), daemon=True).start()
    batch: list[Entry] = []
    due = 0.0
    for found in _arriving(waiting, stop):
        if found is not None:
            due = due if batch else time.monotonic() + _LONGEST
            batch.append(found)
        if batch and (found is None or len(batch) == _MOST or time.monotonic() >= due):
            yield batch
            batch = []
    if batch:
        yield batch


def _arriving(waiting: "Queue[_Piece]", stop: Event) -> "Iterator[Entry | None]":
    """What was read, and None whenever nothing more is there for the moment. What a pipe gave before `stop` was set is
    not dropped: nobody else has it."""
    while not stop.is_set() or not waiting.empty():
        try:
            found = waiting.get(timeout=_GRACE)
        except Empty:
            yield None
            continue
        if isinstance(found, BaseException):
            raise found
        if found is None:
            return
        yield found


def _fill(waiting: "Queue[_Piece]", entries: "Iterator[Entry]", stop: Event) -> None:
    """In a thread of its own, since nobody can be asked whether a line waits in a pipe or a buffer."""
    try:
        for entry in entries:
            waiting.put(entry)
            if stop.is_set():
                break
    except BaseException as error:  # told where it can be raised
        waiting.put(error)
    waiting.put(None)


def entries(paths: Sequence[str], source: str, largest: int | None) -> "Iterator[Entry]":
    """The articles of everything that was named. Ids of files are their paths as they were given."""
    from bot.sources.files import Unread, listed, read_file, read_lines

    for name in paths:
        if name == "-":
            stream = open(0, "rb", closefd=False)  # noqa: SIM115 - not sys.stdin, which a thread may not hold at the end
            yield from read_lines(cast("BufferedIOBase", stream), "stdin", source, largest=largest)
            continue
        path = Path(name)
        for piece in listed(path):
            if isinstance(piece, Unread):
                yield from read_file(piece.path, piece.path.as_posix(), source, largest=largest)
            else:
                yield piece


def _stop_signal() -> Event:
    """Set by SIGINT and SIGTERM: the articles that were read are stored, and the rest is left for another run."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop

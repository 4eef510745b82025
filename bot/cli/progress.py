"""A progress bar on stderr for long work; nothing where stderr is no terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar:
    """Counts what is done. Without a terminal it shows nothing."""

    def __init__(self, shown: "Progress | None" = None, task: "TaskID | None" = None) -> None:
        self._shown, self._task = shown, task

    def advance(self, amount: int) -> None:
        """So many more are done."""
        if self._shown is not None and self._task is not None:
            self._shown.advance(self._task, amount)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while lines are printed, so that the two do not mix on one screen."""
        if self._shown is None:
            yield
            return
        self._shown.stop()
        yield
        sys.stdout.flush()
        self._shown.start()


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Bar]:
    """A bar that is gone at the end; `total` is None where nobody knows how much there is to do."""
    if not sys.stderr.isatty():
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as shown:
        yield Bar(shown, shown.add_task(what, total=total))

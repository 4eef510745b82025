"""What is wrong with a watchlist file, so that a person can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class WatchlistError:
    """One fault: the file, the line (from 1; 0 where the whole file is meant), what is wrong, how to mend it."""

    path: Path
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: {self.message} ({self.hint})" if self.hint else f"{where}: {self.message}"


class WatchlistErrors(Exception):  # noqa: N818 (many of them)
    """All faults of all files that were to be loaded, by file and line. `str()` is one line for each."""

    def __init__(self, errors: Iterable[WatchlistError]) -> None:
        self.errors = tuple(sorted(errors))
        super().__init__("\n".join(map(str, self.errors)))

"""A folder that others put files into: read, handed over, and moved out of the way."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from stat import S_ISREG
from typing import Final

from bot.core.errors import RasidError, SourceError, WireError
from bot.core.model import Incoming
from bot.core.wire import storable
from bot.ports import SILENT, Meter
from bot.sources.files import read_file

DONE: Final = "done"
FAILED: Final = "failed"
_HALF_WRITTEN: Final = (".tmp", ".part", ".partial", ".crdownload", ".swp", "~")
# A file that did not change for this many seconds is taken to be whole.
_QUIET: Final = 1.0
_BATCH: Final = 100
_TOLD: Final = 100

Take = Callable[[Sequence[Incoming], datetime], object]


@dataclass(slots=True)
class WatchedFolder:
    """Hands the articles of new files below `path` on; `largest` is in bytes, of a file or a line.

    Files that begin with a dot, end like half-written ones or changed within the last second are left for a
    later look; links, pipes and devices are left alone. Of a file that was read, `done/` gets it where all was
    usable, else `failed/`, with the reasons in a file beside it. It is moved after its articles are stored: a
    crash between the two reads it once more.
    """

    path: Path
    largest: int
    source: str = "folder"
    meter: Meter = SILENT
    _last: dict[Path, tuple[int, float]] = field(default_factory=dict)

    def work(self, take: Take, now: datetime) -> int:
        """Read what is ready; returns the number of files. `take` returns when the articles are stored.

        Raises SourceError where the folder is missing or read-only, and whatever `take` raises; then the file
        stays for the next look. A RasidError ends this look (no file would fare better), any other is raised
        after the other files were read.
        """
        self._check()
        ready = self._ready(now)
        crashes: list[Exception] = []
        for path in ready:
            try:
                self._hand_over(path, take, now)
            except RasidError:
                raise
            except Exception as error:
                crashes.append(error)
        if crashes:
            raise crashes[0]
        return len(ready)

    def _check(self) -> None:
        try:
            for folder in (self.path / DONE, self.path / FAILED):
                folder.mkdir(exist_ok=True)
                self._writable(folder)
            self._writable(self.path)
        except FileNotFoundError as error:
            raise SourceError(str(self.path), "the watched folder is not there; create it") from error
        except OSError as error:
            reason = f"the watched folder cannot be used ({error.strerror}); make it a folder the bot may write to"
            raise SourceError(str(self.path), reason) from error

    def _writable(self, folder: Path) -> None:
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(0, "no permission to write", str(folder))

    def _ready(self, now: datetime) -> list[Path]:
        seen = dict(self._files())
        ready = [path for path, state in seen.items() if self._quiet(path, state, now)]
        self._last = seen
        return sorted(ready)

    def _files(self) -> Iterator[tuple[Path, tuple[int, float]]]:
        """The files that may be read, with size and time of change."""
        for parent, folders, names in os.walk(self.path):
            folders[:] = [name for name in folders if not name.startswith(".")]
            if Path(parent) == self.path:
                folders[:] = [name for name in folders if name not in (DONE, FAILED)]
            for name in names:
                if not name.startswith(".") and not name.lower().endswith(_HALF_WRITTEN):
                    yield from _state(Path(parent, name))

    def _quiet(self, path: Path, state: tuple[int, float], now: datetime) -> bool:
        # The second reason is for clocks that differ: a time in the future would never become old enough.
        return now.timestamp() - state[1] >= _QUIET or self._last.get(path) == state

    def _hand_over(self, path: Path, take: Take, now: datetime) -> None:
        name = path.relative_to(self.path).as_posix()
        articles: list[Incoming] = []
        errors: list[str] = []
        taken = 0
        for entry in read_file(path, name, self.source, largest=self.largest):
            if isinstance(entry.article, WireError):
                errors.append(str(entry.article))
                continue
            articles.append(storable(entry.article))
            if len(articles) == _BATCH:
                take(articles, now)
                taken, articles = taken + _BATCH, []
        if articles:
            take(articles, now)
        self._put_away(path, name, taken + len(articles), errors)
        self.meter.took("folder", "rejected", len(errors))

    def _put_away(self, path: Path, name: str, taken: int, errors: Sequence[str]) -> None:
        target = _free(self.path / (FAILED if errors else DONE) / name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if errors:
                target.with_name(target.name + ".error.txt").write_text(_report(taken, errors), encoding="utf-8")
            path.rename(target)
        except FileNotFoundError:  # somebody else took it away, and its articles are stored
            return
        except OSError as error:
            raise SourceError(str(self.path), f"{name} was read but cannot be moved: {error.strerror}") from error


def _state(path: Path) -> Iterator[tuple[Path, tuple[int, float]]]:
    try:
        found = path.lstat()  # a link might lead to a file that its maker could not read himself: it is left alone
    except OSError:  # gone
        return
    if S_ISREG(found.st_mode):
        yield path, (found.st_size, found.st_mtime)


def _free(path: Path) -> Path:
    """The path itself, or with a number where a file of that name lies there already."""
    if not path.exists():
        return path
    numbered = (path.with_name(f"{path.stem}.{number}{path.suffix}") for number in count(2))
    return next(one for one in numbered if not one.exists())


def _report(taken: int, errors: Sequence[str]) -> str:
    told = [*errors[:_TOLD], *([f"and {len(errors) - _TOLD} more"] if len(errors) > _TOLD else [])]
    advice = "Mend it and put it back; what was taken is not taken twice."
    return "\n".join([f"Articles taken: {taken}. Not usable: {len(errors)}.", *told, advice, ""])

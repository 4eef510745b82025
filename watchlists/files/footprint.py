"""What files look like from outside, so that a change is seen without reading them."""

from collections.abc import Sequence
from pathlib import Path

from watchlists.files.errors import WatchlistError
from watchlists.files.loader import SHIPPED, listed_files, shipped

Footprint = tuple[tuple[str | int, ...], ...]


def footprint(paths: Sequence[Path]) -> Footprint:
    """Names, sizes, times and places on the disk of the files that `load` would read, behind links; of those that
    cannot be read the reason. Two are equal where nothing was written, renamed, added, removed or linked anew in
    between."""
    errors: list[WatchlistError] = []
    files = listed_files([shipped() if Path(one) == SHIPPED else Path(one) for one in paths], errors)
    return (*map(_look, files), *((str(error),) for error in errors))


def _look(path: Path) -> tuple[str | int, ...]:
    try:
        seen = path.stat()
    except OSError as error:
        return str(path), error.strerror or "cannot be read"
    # The time of the change of the inode tells what a tool that sets the time of writing hides.
    return str(path), seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns

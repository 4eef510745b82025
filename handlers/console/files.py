"""Files that messages carry, for who reads at a terminal: written into a folder that is theirs alone."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.core.file_names import safe_name

_TRIES = 1000


def kept(folder: Path, name: str, content: bytes) -> Path:
    """Write a file that others cannot read; the whole path. One that is there stays: the new one gets a number.

    Raises OSError where it cannot be written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in _paths(folder, Path(safe_name(name))):
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return path.absolute()
    raise FileExistsError(f"{folder} holds too many files called {name}")


def _paths(folder: Path, name: Path) -> Iterator[Path]:
    yield folder / name
    for number in range(2, _TRIES):
        yield folder / f"{name.stem}-{number}{name.suffix}"

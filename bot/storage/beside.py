"""A file that is written under another name beside its own, and comes under its own only when it is whole."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PART = ".rasid-part"
_PRIVATE = 0o600


@contextmanager
def part_of(final: Path) -> Iterator[Path]:
    """An empty file that only its owner may read; gone at the end unless it was put in place.

    What a killed program left of the same name is removed before. Raises OSError.
    """
    _sweep(final)
    part = final.with_name(f".{final.name}.{secrets.token_hex(4)}{_PART}")
    # While it is locked nobody sweeps it. The lock is not SQLite's kind, so that the two do not meet.
    held = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PRIVATE)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield part
    finally:
        os.close(held)
        for name in (part.name, *(part.name + suffix for suffix in ("-journal", "-wal", "-shm"))):
            part.with_name(name).unlink(missing_ok=True)


def place_new(part: Path, final: Path) -> None:
    """Give the part its name. Raises FileExistsError where the name is taken, and any other OSError."""
    _flush(part)
    try:
        os.link(part, final)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as FAT
        if final.exists():
            raise FileExistsError(final) from None
        part.rename(final)
    _flush(final.parent)


def replace(part: Path, final: Path) -> None:
    """Put the part in the place of a file: whoever looks finds the old one or the new one. Raises OSError."""
    _flush(part)
    part.replace(final)
    _flush(final.parent)


def _flush(path: Path) -> None:
    """On the disk, also when the power fails."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError:
        if not path.is_dir():  # some network file systems flush no folder
            raise
    finally:
        os.close(opened)


def _sweep(final: Path) -> None:
    for left in final.parent.glob(f".*{_PART}*"):
        if left.name.startswith(f".{final.name}.") and not _is_held(left):
            left.unlink(missing_ok=True)


def _is_held(left: Path) -> bool:
    try:
        opened = os.open(left, os.O_RDONLY)
    except OSError:
        return True
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(opened)
    return False

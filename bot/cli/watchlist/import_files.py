"""The file that an import writes: read before, and put in its place whole or not at all."""

import errno
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.core.errors import RasidError


def target(to: Path, slug: str) -> Path:
    """The file of a list: `to` itself where it ends in .yaml or .yml, else SLUG.yaml in that folder."""
    if to.suffix in (".yaml", ".yml") and not to.is_dir():
        return to
    return to / f"{slug}.yaml"


def is_to_come(named: Path, to: Path | None) -> bool:
    """Whether a path that settings name holds no list yet: an empty folder, or what this import makes."""
    if named.is_dir():
        return not any(one.suffix in (".yaml", ".yml") for one in named.iterdir())
    if to is None or named.exists():
        return False
    return named.resolve() in (to.resolve(), to.resolve().parent)


def put(path: Path, text: str, before: str | None) -> None:
    """Write a file anew: to a temporary one beside it, which then takes its place. Permissions and links stay.

    `before` is the text that it had when it was read, None for a new one. Raises RasidError where it cannot be written,
    or is not as it was any more; the file is then untouched.
    """
    real = path.resolve()
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        _replace(real, text, before)
    except OSError as error:
        raise RasidError(f"{path} cannot be written: {error.strerror or error}; {_remedy(error)}") from None


def _remedy(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "free some space there, or name another disk with --to"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "give this user the folder, or name another with --to"
    return "name another folder with --to"


def _replace(real: Path, text: str, before: str | None) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{real.name}.", suffix=".part", dir=real.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        _permissions(real, new)
        if _text(real) != before:
            raise RasidError(f"{real} was changed by somebody else meanwhile; run the import again")
        new.replace(real)
    finally:
        with suppress(FileNotFoundError):
            new.unlink()


def _permissions(real: Path, new: Path) -> None:
    """Those of the file before, else what a new file gets."""
    if real.exists():
        shutil.copymode(real, new)
        return
    mask = os.umask(0)
    os.umask(mask)
    new.chmod(0o666 & ~mask)


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None

"""Mailboxes on this machine, read only: what lies in them and was not read before. No mail is moved or changed."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from io import BufferedIOBase, BufferedReader
from itertools import accumulate, takewhile
from pathlib import Path
from typing import Any, Final, Literal

from bot.sources.mail_message import LARGEST_MAIL

MAILS: Final = 200
_BYTES: Final = 32 * 1024 * 1024
# What changed within the last seconds may still be being written.
_SETTLED: Final = 2.0
_PIECE: Final = 1 << 16
_TAIL: Final = 256
_SUBFOLDERS: Final = ("new", "cur")
Kind = Literal["mbox", "maildir"]
_File = tuple[int, str, int, Path]
"""Time of change in nanoseconds, name, size and path."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it lies in its box; `body` is None where it is too large. `place` names it for messages.

    `known` says that it lay there at first contact.
    """

    place: str
    body: bytes | None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Mails that were not read before, in their order; `state` is to be given back at the next look.

    `more` says that others wait. `rewritten` says that the box was read from its beginning again.
    """

    mails: Sequence[Mail]
    state: str | None
    more: bool = False
    rewritten: bool = False


def place_of(url: str) -> tuple[Kind, Path] | None:
    """What `maildir:/var/mail/news` or `mbox:~/mail` stands for, with the whole path; None for any other address."""
    scheme, _, name = url.partition(":")
    if not name or scheme.lower() not in ("mbox", "maildir"):
        return None
    path = Path(name).expanduser().absolute()
    return ("mbox" if scheme.lower() == "mbox" else "maildir"), path


def problem_of(kind: Kind, path: Path) -> str | None:
    """Why it cannot be read as what it is called, and how to mend that; None where it can."""
    if kind == "maildir":
        missing = [name for name in _SUBFOLDERS if not (path / name).is_dir()]
        if missing:
            return f"{path} is no Maildir: it has no folder {missing[0]}/; name the folder that holds new/ and cur/"
        return None if os.access(path / "new", os.R_OK | os.X_OK) else f"{path} may not be read; let the bot's user"
    try:
        with path.open("rb") as stream:
            begins = stream.read(5)
    except OSError as error:
        return f"{path} cannot be read ({error.strerror}); name the mbox file itself, readable for the bot's user"
    return None if begins in (b"", b"From ") else f"is no mbox file: {path} does not begin with “From ”"


def split_mbox(stream: BufferedIOBase, at: int = 0) -> Iterator[tuple[int, bytes | None]]:
    """The mails of an mbox from a separator on, each with where it ends; None for one that is too large to hold."""
    held, size, begun, blank, whole = bytearray(), 0, False, True, True
    while piece := stream.readline(_PIECE):
        if whole and blank and piece.startswith(b"From "):
            if begun:
                yield at, _unquoted(held) if size <= LARGEST_MAIL else None
            held, size, begun = bytearray(), 0, True
        else:
            size += len(piece)
            if size <= LARGEST_MAIL:
                held += piece
        blank, whole = whole and not piece.strip(b"\r\n"), piece.endswith(b"\n")
        at += len(piece)
    if begun:
        yield at, _unquoted(held) if size <= LARGEST_MAIL else None


def new_in_mbox(path: Path, state: str | None, now: datetime) -> Batch:
    """The mails after those that `state` tells of; from the first where the file was written anew. Raises OSError."""
    known = _parsed(state)
    with path.open("rb") as stream:
        found = os.fstat(stream.fileno())
        stat = [found.st_size, found.st_mtime_ns]
        if stat == known.get("stat") or not _shared(stream.fileno()):
            return Batch((), state)
        at, rewritten = _begin(stream, known, found.st_size)
        first = 0 if rewritten else known.get("first", found.st_size)
        # A mail that ends where the file does may still be being written.
        quiet = _settled(found.st_mtime_ns, now)
        mails, at, more = _taken(stream, at, first, found.st_size + quiet)
        after = {"stat": stat if at >= found.st_size else None, "at": at, "tail": _tail(stream, at), "first": first}
    return Batch(mails, json.dumps(after), more, rewritten)


def _begin(stream: BufferedReader, known: Mapping[str, Any], size: int) -> tuple[int, bool]:
    """Where to read on, and whether that is the beginning of a file that was written anew."""
    at: int = known.get("at", 0)
    if at > size or (at and _tail(stream, at) != known.get("tail")):
        return 0, True
    stream.seek(at)
    return (at, False) if stream.read(5) in (b"", b"From ") else (0, True)


def _taken(stream: BufferedReader, at: int, first: int, limit: int) -> tuple[list[Mail], int, bool]:
    """The mails that end before `limit`, where the last of them ends, and whether there may be more."""
    mails: list[Mail] = []
    size = 0
    stream.seek(at)
    for end, body in split_mbox(stream, at):
        if end >= limit:
            break
        mails.append(Mail(f"byte {at + 1}", body, known=end <= first))
        size, at = size + len(body or b""), end
        if len(mails) == MAILS or size > _BYTES:
            return mails, at, True
    return mails, at, False


def new_in_maildir(path: Path, state: str | None, now: datetime) -> Batch:
    """The mails that came, or were moved within the box, after those that `state` tells of. Raises OSError.

    By the time of change, which a move or a copy sets anew: no mail is missed that came while the folder was read.
    """
    known = _parsed(state)
    folders = [path / name for name in _SUBFOLDERS]
    dirs = [folder.stat().st_mtime_ns for folder in folders]
    if dirs == known.get("dirs"):
        return Batch((), state)
    mark = tuple(known.get("mark", (0, "")))
    waiting = sorted(one for folder in folders for one in _files(folder) if one[:2] > mark)
    first = known.get("first", waiting[-1][0] if waiting else 0)
    chosen = _chosen(waiting)
    settled = [one[:2] for one in chosen if _settled(one[0], now)]
    done = len(waiting) == len(settled) and all(_settled(stamp, now) for stamp in dirs)
    after = {"dirs": dirs if done else None, "mark": settled[-1] if settled else mark, "first": first}
    mails = [_opened(path, size, known=changed <= first) for changed, _, size, path in chosen]
    return Batch([mail for mail in mails if mail], json.dumps(after), len(chosen) < len(waiting))


def _chosen(waiting: Sequence[_File]) -> Sequence[_File]:
    """As many as one batch holds."""
    sizes = accumulate(min(size, LARGEST_MAIL) for _, _, size, _ in waiting)
    fitting = sum(1 for _ in takewhile(lambda size: size <= _BYTES, sizes))
    return waiting[: min(max(fitting, 1), MAILS)]


def _settled(changed_ns: int, now: datetime) -> bool:
    """Also what bears a time far in the future, which would never become old enough."""
    return abs(now.timestamp() - changed_ns / 1e9) >= _SETTLED


def _files(folder: Path) -> Iterator[_File]:
    """The mails of a folder; links are left alone."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or not entry.is_file(follow_symlinks=False):
                continue
            try:
                found = entry.stat(follow_symlinks=False)
            except FileNotFoundError:  # moved meanwhile: it shows up where it went
                continue
            yield found.st_ctime_ns, entry.name, found.st_size, Path(entry.path)


def _opened(path: Path, size: int, *, known: bool) -> Mail | None:
    """None where it was moved meanwhile: that changed its time, so it comes again."""
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    if size > LARGEST_MAIL:
        return Mail(name, None, known)
    try:
        with path.open("rb") as stream:
            return Mail(name, stream.read(LARGEST_MAIL + 1), known)
    except FileNotFoundError:
        return None
    except OSError:  # not ours to read: a mail without words says so
        return Mail(name, b"", known)


def _shared(descriptor: int) -> bool:
    """A lock beside other readers, for as long as the file is open; False while somebody writes."""
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        return not isinstance(error, BlockingIOError | PermissionError)  # file systems without locks have none
    return True


def _tail(stream: BufferedReader, at: int) -> str:
    """What the bytes before a place hash to: whether it is still the same file up to there."""
    stream.seek(max(0, at - _TAIL))
    return blake2b(stream.read(min(at, _TAIL)), digest_size=8).hexdigest()


def _unquoted(body: bytearray) -> bytes:
    """Lines that begin with “From ” are written with a “>” before it."""
    return bytes(body).replace(b"\n>From ", b"\nFrom ") if b"\n>From " in body else bytes(body)


def _parsed(state: str | None) -> dict[str, Any]:
    try:
        found = json.loads(state or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}

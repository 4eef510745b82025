"""The formats of lists that can be read, and how a file is read: by its first bytes, in bounded memory, all or nothing.

A further format is a file with `read` and a line in `FORMATS`.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from watchlists.imports import un
from watchlists.imports.records import ListImportError, Record, Told, heard

HEAD = 16 * 1024
"""Bytes of a file by which its format is recognised."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a list is read: bytes of the file, and entries.

    512 MB: the largest list that an authority publishes, OFAC's advanced one, has more than 100 MB. 50,000 entries:
    OFAC's whole list has less than 20,000, and what is watched is compiled as a whole, in memory, at every start.
    """

    bytes: int = 512 * 1024 * 1024
    entries: int = 50_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name for `--format`, its title for people, whether a beginning looks like it, its reader."""

    name: str
    title: str
    recognises: Callable[[bytes, str], bool]
    read: Callable[[BinaryIO, Told], Iterator[Record]]


def _root(*names: str) -> Callable[[bytes, str], bool]:
    return lambda head, _: root_of(head) in names


FORMATS: tuple[Format, ...] = (Format("un", "UN Security Council Consolidated List (XML)", _root(un.ROOT), un.read),)


def detect(head: bytes, filename: str) -> Format:
    """The format of a file, by its first bytes and its name. Raises `ListImportError` where none fits, and says why."""
    _refuse(head)
    for one in FORMATS:
        if one.recognises(head, filename):
            return one
    known = "; ".join(f"{one.name} is {one.title}" for one in FORMATS)
    raise ListImportError(1, "this is no list of a known format", f"known are: {known}")


def records(
    stream: BinaryIO,
    filename: str,
    format: str | None = None,  # noqa: A002
    told: Told = heard,
    limits: Limits = LIMITS,
) -> Iterator[Record]:
    """The entries of a list in the order of the file; `format` is a name in `FORMATS`, found by the content if None.

    `told(line, message)` hears what is left out: unknown columns, what is no name. Whatever is wrong with the file is a
    `ListImportError`, also after entries were given: who imports takes all or none. Two entries with one id, an entry
    without id or name, no entry at all, and more than `limits` allow are faults.
    """
    head = _head(stream)
    _refuse(head)
    chosen = detect(head, filename) if format is None else _named(format)
    whole = io.BufferedReader(_Bounded(head, stream, limits.bytes), 1 << 16)
    return _checked(chosen.read(whole, told), limits.entries)


def root_of(head: bytes) -> str:
    """The name of the outermost element of what looks like XML, without its prefix; empty for what does not."""
    text = text_of(head)
    while skipped := re.match(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\])?\s*>)", text, re.DOTALL):
        text = text[skipped.end() :]
    found = re.match(r"\s*<(?:[\w.-]+:)?([\w.-]+)", text)
    return found[1] if found else ""


def text_of(head: bytes) -> str:
    """The beginning of a file as text: UTF-16 by its mark or zero bytes, else UTF-8; what is neither is replaced."""
    encoding = "utf-8-sig"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif head[1:2] == b"\0" and head[:1] != b"\0":
        encoding = "utf-16-le"
    elif head[:1] == b"\0":
        encoding = "utf-16-be"
    return head.decode(encoding, "replace")


_PACKED = (
    (b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "zip (or a spreadsheet)"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7z"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"Rar!", "rar"),
)  # fmt: skip


def _refuse(head: bytes) -> None:
    """What is no list by its first bytes: nothing, something packed, another kind of file, a page of the web."""
    if not head.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise ListImportError(0, "the file is empty", "download it again")
    for mark, what in _PACKED:
        if head.startswith(mark):
            raise ListImportError(0, f"this is packed, {what}", "unpack it first; of a spreadsheet save a CSV")
    if head.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise ListImportError(
            0, "this is a PDF or a document of an office program", "take the XML, JSON or CSV of the list"
        )
    if re.match(
        r"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", text_of(head), re.IGNORECASE | re.DOTALL
    ):
        hint = "open its address in a browser and save the list itself"
        raise ListImportError(1, "this is a page of the web, not a list: an error or a login, perhaps", hint)


def _named(name: str) -> Format:
    for one in FORMATS:
        if one.name == name.casefold():
            return one
    raise ListImportError(0, f"no format is called {name}", f"choose one of {', '.join(one.name for one in FORMATS)}")


def _head(stream: BinaryIO) -> bytes:
    head = b""
    while len(head) < HEAD and (more := stream.read(HEAD - len(head))):
        head += more
    return head


def _checked(found: Iterator[Record], most: int) -> Iterator[Record]:
    """The records, each held against those before it."""
    lines: dict[str, int] = {}
    for one in found:
        _whole(one)
        if (earlier := lines.setdefault(one.id, one.line)) != one.line or (len(lines) > most):
            raise _repeated(one, earlier) if earlier != one.line else _too_many(one, most)
        yield one
    if not lines:
        raise ListImportError(0, "there is no entry in it", "is it the whole file?")


def _whole(one: Record) -> None:
    if not one.id:
        raise ListImportError(
            one.line, "an entry without an id", "each needs one, the same in every version of the list"
        )
    if len(one.id) > 200:
        raise ListImportError(one.line, "an id of more than 200 characters", "is it the right column or element?")
    if not one.names:
        raise ListImportError(one.line, f"the entry {one.id} has no name", "give it one, or take it out")


def _repeated(one: Record, earlier: int) -> ListImportError:
    return ListImportError(one.line, f"the id {one.id} is taken by line {earlier}", "leave one of the two")


def _too_many(one: Record, most: int) -> ListImportError:
    hint = "take a list of one programme or topic, or leave out what you do not watch"
    return ListImportError(one.line, f"this is entry {most + 1:,}, and a list may have {most:,}", hint)


class _Bounded(io.RawIOBase):
    """A stream from its beginning, of which the head was read already. Beyond `most` bytes it raises."""

    def __init__(self, head: bytes, rest: BinaryIO, most: int) -> None:
        self._head, self._rest, self._left, self._most = head, rest, most, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        room = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece, self._head = self._head[: len(room)], self._head[len(room) :]
        piece = piece or self._rest.read(len(room)) or b""
        self._left -= len(piece)
        if self._left < 0:
            hint = "no authority publishes one so large: is it the right file?"
            raise ListImportError(0, f"a list of more than {self._most // (1 << 20)} MB", hint)
        room[: len(piece)] = piece
        return len(piece)

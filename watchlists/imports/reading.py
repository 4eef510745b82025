"""The formats of lists that can be read, and how a file is read: by its first bytes, in bounded memory, all or nothing.

A further format is a file with `read` and a line in `FORMATS`.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from watchlists.imports import eu, eu_csv, ftm, ftm_csv, ofac, ofac_advanced, ofac_csv, own, un
from watchlists.imports.bounds import LIMITS, Limits, bounded, taken
from watchlists.imports.faults import Faults
from watchlists.imports.records import ListImportError, Record, Told, heard
from watchlists.imports.tidy import tidied
from watchlists.imports.xml import has_dtd

HEAD = 16 * 1024
"""Bytes of a file by which its format is recognised."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name for `--format`, its title for people, whether a beginning looks like it, its reader."""

    name: str
    title: str
    recognises: Callable[[bytes, str], bool]
    read: Callable[[BinaryIO, Told], Iterator[Record]]


def _root(*names: str) -> Callable[[bytes, str], bool]:
    return lambda head, _: root_of(head) in names


def _table(looks: Callable[[str], bool]) -> Callable[[bytes, str], bool]:
    return lambda head, _: looks(text_of(head))


FORMATS: tuple[Format, ...] = (
    Format("un", "the UN Security Council's consolidated list (XML)", _root(un.ROOT), un.read),
    Format("ofac", "OFAC's SDN.XML or CONSOLIDATED.XML", _root(ofac.ROOT), ofac.read),
    Format("ofac-advanced", "OFAC's SDN_ADVANCED.XML", _root(ofac_advanced.ROOT), ofac_advanced.read),
    Format("ofac-csv", "OFAC's SDN.CSV, ALT.CSV below it", _table(ofac_csv.recognises), ofac_csv.read),
    Format("eu", "the EU's financial sanctions (XML)", _root(eu.ROOT), eu.read),
    Format("eu-csv", "the EU's financial sanctions (CSV)", _table(eu_csv.recognises), eu_csv.read),
    Format("ftm", "FollowTheMoney entities of OpenSanctions (JSON)", _table(ftm.recognises), ftm.read),
    Format("ftm-csv", "OpenSanctions' targets.simple.csv", _table(ftm_csv.recognises), ftm_csv.read),
    Format(
        "csv", "a table with a header of your own", lambda head, name: own.recognises(text_of(head), name), own.read
    ),
)


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
    `ListImportError`, also after entries were given: who imports takes all or none. Faults of single entries are told
    together, the others as its `further`. Two entries with one id, an entry
    without id or name, no entry at all, and more than `limits` allow are faults.
    """
    head = _head(stream)
    _refuse(head)
    chosen = detect(head, filename) if format is None else _named(format)
    whole = io.BufferedReader(_Bounded(head, stream, limits.bytes), 1 << 16)
    return _checked(chosen.read(whole, told), told, limits.entries)


def root_of(head: bytes) -> str:
    """The name of the outermost element of what looks like XML, without its prefix; empty for what does not."""
    found = re.match(r"\s*<(?:[\w.-]+:)?([\w.-]+)", _below_prolog(text_of(head)))
    return found[1] if found else ""


def _below_prolog(text: str) -> str:
    """A text without the declaration of XML, instructions and comments before the first element."""
    while skipped := re.match(r"\s*(?:<\?.*?\?>|<!--.*?-->)", text, re.DOTALL):
        text = text[skipped.end() :]
    return text


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
    whole = text_of(head)
    text = _below_prolog(whole)
    line = whole[: len(whole) - len(text.lstrip())].count("\n") + 1
    if re.match(r"\s*<(?:!doctype\s+html|html|head|body)\b", text, re.IGNORECASE):
        hint = "open its address in a browser and save the list itself"
        raise ListImportError(line, "this is a page of the web, not a list: an error or a login, perhaps", hint)
    if re.match(r"\s*<!DOCTYPE", text):
        raise has_dtd(line)


def _named(name: str) -> Format:
    for one in FORMATS:
        if one.name == name.casefold():
            return one
    raise ListImportError(0, f"no format is called {name}", f"choose one of {', '.join(one.name for one in FORMATS)}")


def _head(stream: BinaryIO) -> bytes:
    head = b""
    while len(head) < HEAD and (more := _taken(stream, HEAD - len(head))):
        head += more
    return head


def _checked(found: Iterator[Record], told: Told, most: int) -> Iterator[Record]:
    """The records, tidied, each held against those before it; none behind a fault."""
    lines: dict[str, int] = {}
    faults = Faults()
    for one in faults.through(_bounded(found, most)):
        held = faults.tried(_apart, one, told, lines)
        if held is not None and not faults:
            yield held
    faults.end()
    if not lines:
        raise ListImportError(0, "there is no entry in it", "is it the whole file?")


def _bounded(found: Iterator[Record], most: int) -> Iterator[Record]:
    for count, one in enumerate(found):
        bounded(count, one.line, most)
        yield one


def _apart(one: Record, told: Told, lines: dict[str, int]) -> Record:
    """A record, tidied, whose id no other had; `lines` are those of the ids so far."""
    held = tidied(one, told)
    if held.id in lines:
        raise taken(held.id, held.line, lines[held.id])
    lines[held.id] = held.line
    return held


def _taken(stream: BinaryIO, size: int) -> bytes:
    try:
        return stream.read(size) or b""
    except OSError as failed:
        raise ListImportError(
            0, f"it cannot be read on: {failed.strerror or failed}", "copy it and try again"
        ) from None


class _Bounded(io.RawIOBase):
    """A stream from its beginning, of which the head was read already. Beyond `most` bytes it raises."""

    def __init__(self, head: bytes, rest: BinaryIO, most: int) -> None:
        self._head, self._rest, self._left, self._most = head, rest, most, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        room = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece, self._head = self._head[: len(room)], self._head[len(room) :]
        piece = piece or _taken(self._rest, len(room))
        self._left -= len(piece)
        if self._left < 0:
            hint = "no authority publishes one so large: is it the right file?"
            raise ListImportError(0, f"a list of more than {self._most // (1 << 20)} MB", hint)
        room[: len(piece)] = piece
        return len(piece)

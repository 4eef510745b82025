"""Objects of JSON, one a line or all in one list, with their lines and in bounded memory."""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from watchlists.imports.records import ListImportError
from watchlists.imports.tables import lines_of

LARGEST = 4 << 20
"""Bytes of the longest line, and letters of the largest object in a list."""
_CHUNK = 1 << 16
_BLANKS = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_AGAIN = "mend or take out that line, or download the file again"


def objects(stream: BinaryIO) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each object with the line where it begins. Raises `ListImportError` for what is none."""
    for line, value in _reader(stream)(stream):
        if not isinstance(value, dict):
            raise ListImportError(line, "this is no object of JSON", "an entry begins with { and ends with }")
        yield line, value


def _reader(stream: BinaryIO) -> Callable[[BinaryIO], Iterator[tuple[int, Any]]]:
    """How it is read, by its beginning, which is read again: a list, objects over several lines, or one a line."""
    peek = getattr(stream, "peek", None)
    begins = peek(1024).lstrip(b"\xef\xbb\xbf \t\r\n") if peek else b""
    if begins.startswith(b"["):
        return _listed
    return _one_by_one if re.match(rb"\{\s*\n", begins) else _lines


def _lines(stream: BinaryIO) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(lines_of(stream, most=LARGEST), 1):
        if line.strip():
            yield number, _value(line, number)


def _value(text: str, line: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise _broken(line, broken) from None


def _broken(line: int, broken: Exception) -> ListImportError:
    if isinstance(broken, json.JSONDecodeError):
        return ListImportError(
            line, f"this is no JSON: {broken.msg.removesuffix(' at')}, letter {broken.colno}", _AGAIN
        )
    return ListImportError(line, "this JSON is too deep, or a number in it too long", _AGAIN)


def _listed(stream: BinaryIO) -> Iterator[tuple[int, Any]]:
    """The values of one list, decoded as they come."""
    text = _Text(stream)
    text.skip("[")
    if text.next() == "]":
        return
    while True:
        text.next()
        yield text.line, text.value()
        if text.next() == "]":
            return
        text.skip(",")


def _one_by_one(stream: BinaryIO) -> Iterator[tuple[int, Any]]:
    """Values that stand one after the other, each over as many lines as it likes."""
    text = _Text(stream)
    while text.next():
        yield text.line, text.value()


class _Text:
    """A text that is read as far as it is needed. `line` is that of what comes next."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._decoder = stream, codecs.getincrementaldecoder("utf-8-sig")()
        self._held, self._at, self.line, self._ended = "", 0, 1, False

    def next(self) -> str:
        """The next character that is no blank, which stays; empty at the end."""
        while True:
            self._move(_BLANKS.match(self._held, self._at).end())  # type: ignore[union-attr] # it always matches
            if self._at < len(self._held) or not self._more(_CHUNK):
                return self._held[self._at : self._at + 1]

    def skip(self, mark: str) -> None:
        """One mark, which must come next."""
        if (found := self.next()) != mark:
            what = f"{found!r} stands" if found else "the file ends"
            raise ListImportError(self.line, f"this is no JSON: {what} where {mark} should", _AGAIN)
        self._move(self._at + 1)

    def value(self) -> Any:
        """The next value, however much must be read for it; no more than `LARGEST`."""
        while True:
            try:
                found, end = _DECODER.raw_decode(self._held, self._at)
            except (ValueError, RecursionError) as broken:
                size = len(self._held) - self._at
                if size > LARGEST or isinstance(broken, RecursionError) or not self._more(max(_CHUNK, size)):
                    raise self._fault(broken) from None
            else:
                self._move(end)
                return found

    def _fault(self, broken: Exception) -> ListImportError:
        if isinstance(broken, json.JSONDecodeError):
            return _broken(self.line + self._held.count("\n", self._at, broken.pos), broken)
        return _broken(self.line, broken)

    def _move(self, to: int) -> None:
        self.line += self._held.count("\n", self._at, to)
        self._held, self._at = (self._held[to:], 0) if to > _CHUNK or to == len(self._held) else (self._held, to)

    def _more(self, size: int) -> bool:
        """Whether there was more to read."""
        piece = self._stream.read(size)
        try:
            self._held += self._decoder.decode(piece, final=not piece)
        except UnicodeDecodeError:
            raise ListImportError(self.line, "a byte near here is no UTF-8", "save it as UTF-8") from None
        return bool(piece)

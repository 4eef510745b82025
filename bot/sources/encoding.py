"""Which encoding bytes from the web are in. Labels lie, so the bytes are asked first."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.core.errors import WireError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LABEL: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9][\w.:-]{1,40})""", re.IGNORECASE)
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_ARABIC_LETTER: Final = re.compile("[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]")
_ARABIC: Final = "windows-1256"
_WESTERN: Final = "windows-1252"
_BROKEN_SHARE: Final = 0.05
_WESTERN_SHARE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, and why that one was chosen."""

    text: str
    encoding: str
    reason: str


def decode(body: bytes, label: str | None = None) -> Decoded:
    """Read bytes of a page or feed; `label` is the charset of the HTTP header.

    Tried in order: the byte order mark, strict UTF-8, UTF-8 with a few broken places (they become U+FFFD), the
    header's and the document's own label, windows-1256 where it yields Arabic, windows-1252 where few bytes
    are not ASCII. Raises WireError where nothing fits.
    """
    found = _by_mark(body) or _utf8(body) or _by_label(body, label) or _by_letters(body)
    if found is not None:
        return found
    raise WireError("the encoding is unknown (not UTF-8, no usable label, no Arabic in windows-1256); save it as UTF-8")


def _by_mark(body: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            text = body.decode(encoding, "replace")
            return Decoded(text, encoding, "byte order mark")
    if body[:4:2] == b"\0\0" or body[1:4:2] == b"\0\0":  # Latin letters of two bytes each, as markup begins
        encoding = "utf-16-be" if body.startswith(b"\0") else "utf-16-le"
        return Decoded(body.decode(encoding, "replace"), encoding, "two bytes a letter")
    return None


def _utf8(body: bytes) -> Decoded | None:
    text = body.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    if not broken:
        return Decoded(text, "utf-8", "valid")
    if broken <= _BROKEN_SHARE * len(_NOT_ASCII.findall(text)):
        return Decoded(text, "utf-8", f"valid but for {broken} places")
    return None


def _by_label(body: bytes, label: str | None) -> Decoded | None:
    for name, where in _labels(body, label):
        if name in ("utf-8", "ascii"):
            continue
        # Western labels are the defaults of servers and fit any bytes: Arabic that shows itself is believed first.
        if name in ("iso8859-1", "cp1252") and (arabic := _arabic(body)):
            return arabic
        text = _strictly(body, name)
        if text is not None:
            return Decoded(text, name, where)
    return None


def _labels(body: bytes, label: str | None) -> Iterator[tuple[str, str]]:
    own = _LABEL.search(body[:4096])
    for name, where in ((label, "header"), (own and own[1].decode("ascii"), "document")):
        try:
            known = codecs.lookup(name or "")
        except (LookupError, ValueError):
            continue
        if known._is_text_encoding:
            yield known.name, where


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _by_letters(body: bytes) -> Decoded | None:
    if arabic := _arabic(body):
        return arabic
    strange = sum(byte > 0x7F for byte in body)
    if b"\0" in body or strange > _WESTERN_SHARE * len(body):
        return None
    return Decoded(body.decode(_WESTERN, "replace"), _WESTERN, "few bytes are not ASCII")


def _arabic(body: bytes) -> Decoded | None:
    text = body.decode(_ARABIC, "replace")
    strange = len(_NOT_ASCII.findall(text))
    if b"\0" in body or not strange or len(_ARABIC_LETTER.findall(text)) < 0.7 * strange:
        return None
    return Decoded(text, _ARABIC, "yields Arabic")

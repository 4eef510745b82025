"""PDF files, read by PDFium. Native code on untrusted bytes: only `document_child` may load this."""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any, Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from bot.core.errors import WireError
from bot.sources.pdf_lines import Paragraph, paragraphs
from bot.sources.pdf_order import Glyph
from bot.sources.titles import sensible

PAGES: Final = 300
_PASSWORD: Final = "the PDF is protected with a password; save a copy without one"  # noqa: S105 - a sentence
_BROKEN: Final = "the PDF could not be read: it is damaged or cut off; get it again, or save it anew"
_SCANNED: Final = "the PDF holds no text, only pictures of it; run OCR over it first (for example ocrmypdf -l ara)"
_NAMELESS: Final = (
    "the letters of the PDF have no names, so nobody can read its text; run OCR over it, or ask for a .docx"
)
# Of the letters of a page, how many may be unreadable.
_UNREADABLE: Final = 0.3
_HYPHENS: Final = (2, 0xFFFE)  # what PDFium gives for one at the end of a line
_LONGEST_HEADING: Final = 200


def read_pdf(body: bytes, most: int) -> dict[str, str | None]:
    """Text and title of a PDF; `most` is in characters. Raises WireError."""
    document = _open(body)
    if len(document) > PAGES:
        raise WireError(f"the PDF has {len(document)} pages, more than the {PAGES} that are read; split it")
    found: list[Paragraph] = []
    size = damaged = 0
    for number in range(len(document)):
        page = _page(document, number)
        damaged += page is None
        found += page or ()
        size += sum(len(one.text) for one in page or ())
        if size > most:
            raise WireError(f"the text of the PDF is longer than {most} characters; split it")
    if damaged and not found:
        raise WireError(_BROKEN)
    _require_letters(found)
    given = document.get_metadata_dict().get("Title")
    return {"title": sensible(given) or _heading(found), "text": "\n".join(one.text for one in found)}


def _open(body: bytes) -> Any:
    try:
        return pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        raise WireError(_PASSWORD if "password" in str(error).lower() else _BROKEN) from error


def _page(document: Any, number: int) -> list[Paragraph] | None:
    """The paragraphs of a page; None where it is damaged, since the others can still be read."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pdfium.PdfiumError:
        return None
    try:
        return paragraphs(list(_glyphs(text, page.get_rotation())))
    finally:
        text.close()
        page.close()


def _glyphs(text: Any, rotation: int) -> Iterator[Glyph]:
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    for at in range(text.count_chars()):
        char = _char(raw.FPDFText_GetUnicode(text, at))
        if not char or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetMatrix(text, at, matrix)
        size = raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        glyph = Glyph(char, x.value, y.value, box.left, box.right, size)
        if rotation:
            (first, base), *ends = [
                _turned(across, up, rotation)
                for across, up in ((x.value, y.value), (box.left, box.bottom), (box.right, box.top))
            ]
            glyph = Glyph(char, first, base, min(ends)[0], max(ends)[0], size)
        # PDFium puts in blanks of its own, without width, and not always where words end.
        if size > 0 and not (char.isspace() and glyph.right - glyph.left < 0.05 * size):
            yield glyph


def _char(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    if code > 0x10FFFF or 0xD800 <= code < 0xE000 or code == 0xFFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return chr(code) if code >= 0x20 and code not in (0x7F, 0xFEFF) else ""


def _turned(x: float, y: float, rotation: int) -> tuple[float, float]:
    """A place as it is seen on a page that is shown turned by so many degrees."""
    return {90: (y, -x), 180: (-x, -y), 270: (-y, x)}.get(rotation, (x, y))


def _require_letters(found: Sequence[Paragraph]) -> None:
    letters = "".join(one.text for one in found)
    if not letters.strip():
        raise WireError(_SCANNED)
    unreadable = len(re.findall("[\ufffd\ue000-\uf8ff]", letters))
    if unreadable > _UNREADABLE * len(letters):
        raise WireError(_NAMELESS)


def _heading(found: Sequence[Paragraph]) -> str | None:
    """The first paragraph, where it is set larger than most."""
    first = found[0]
    larger = len(found) > 1 and first.size > 1.15 * median(one.size for one in found)
    return first.text if larger and len(first.text) <= _LONGEST_HEADING else None

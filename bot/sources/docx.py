"""Word files (.docx). Untrusted: only `document_child` may load this."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import LxmlError, iterwalk

from bot.core.errors import WireError
from bot.sources.titles import sensible

PARTS: Final = 2000
_BROKEN: Final = "the Word file could not be read: it is damaged or no .docx; save it anew"
# What an editor has struck out or moved away, codes of fields, second versions of drawings.
_UNREAD: Final = frozenset(qn(f"w:{name}") for name in ("del", "moveFrom", "delText", "instrText", "rPr", "sectPr")) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_SIGNS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_PARAGRAPH: Final = qn("w:p")
_WORDS: Final = qn("w:t")
_HEADINGS: Final = ("title", "heading 1", "heading1", "عنوان", "عنوان 1")


def read_docx(body: bytes, most: int) -> dict[str, str | None]:
    """Text and title of a Word file: headers, then paragraphs and the cells of tables in their order, then footnotes.

    What was changed is read as it stands at last. `most` is in bytes, of all that is packed in the file, and in
    characters, of its text. Nothing that the file points to is fetched. Raises WireError.
    """
    _require_bounds(body, most)
    try:
        document = docx.Document(BytesIO(body))
        roots = list(_roots(document))
        if any(root.getroottree().docinfo.doctype for root in roots):
            raise WireError(_BROKEN)  # Word writes none, and whoever does wants it expanded
        lines = [line for root in roots for line in _lines(root)]
        title = sensible(document.core_properties.title) or _heading(document)
    except (
        LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        zipfile.BadZipFile,
        docx.exceptions.PythonDocxError,
    ) as why:
        raise WireError(_BROKEN) from why
    text = "\n".join(lines)
    if not text.strip():
        raise WireError("the Word file holds no text")
    return {"title": title, "text": text}


def _require_bounds(body: bytes, most: int) -> None:
    """By what the directory says; a lie there is found when the part is unpacked, and never unpacks more."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise WireError(_BROKEN) from error
    if len(parts) > PARTS or sum(one.file_size for one in parts) > most:
        raise WireError("the Word file unpacks to far more than a document needs; save it anew, without its pictures")
    if any(one.flag_bits & 1 for one in parts):
        raise WireError("the Word file is protected with a password; save a copy without one")


def _roots(document: Any) -> Iterator[Any]:
    """The parts that hold text, in the order in which they are read; headers that repeat are read once."""
    for section in document.sections:
        for header in (section.first_page_header, section.header):
            if not header.is_linked_to_previous:
                yield header._element
    yield document.element.body
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
            yield parse_xml(relation.target_part.blob)


def _lines(root: Any) -> Iterator[str]:
    """The paragraphs below an element, also those in tables, text boxes and content controls."""
    held: list[str] = []
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and (element.tag in _UNREAD or _struck(element)):
            walk.skip_subtree()
        elif event == "start" and element.tag == _WORDS:
            held.append(element.text or "")
        elif event == "start":
            held.append(_SIGNS.get(element.tag, ""))
        elif element.tag == _PARAGRAPH and not _runs_on(element):
            yield from _kept("".join(held))
            held = []
    yield from _kept("".join(held))


def _kept(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if words := " ".join(line.split()):
            yield words


def _struck(element: Any) -> bool:
    """A row of a table that was struck out."""
    return element.tag == qn("w:tr") and element.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _runs_on(paragraph: Any) -> bool:
    """The break after it was struck out."""
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")
    return found is not None


def _heading(document: Any) -> str | None:
    for paragraph in document.paragraphs[:20]:
        style = paragraph.style.name if paragraph.style is not None else ""
        if (style or "").lower() in _HEADINGS and paragraph.text.strip():
            return " ".join(paragraph.text.split())
    return None

"""Somebody else's XML as a stream of small elements: in bounded memory, with line numbers.

Nothing that XML offers beyond elements, attributes and text is taken: no DTD, so no entities but the five of XML
itself, and no outside resource. Expat has no way to a file or a network of its own.
"""

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType, errors

from watchlists.imports.records import ListImportError

# Far above what the lists have: the deepest goes to 14, the largest entry of OFAC's has some thousand elements.
DEPTH, ELEMENTS, LETTERS, TOKEN = 60, 50_000, 2_000_000, 1 << 20
_CHUNK = 1 << 16
_AGAIN = "download it again, or look at that line"
_DTD = "lists have none: take it out, or download the list from who publishes it"


@dataclass(slots=True)
class Element:
    """An element with all that stands in it. Names are those without a namespace's prefix; `line` is from 1."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, with blanks and line breaks made single blanks."""
        return " ".join("".join(self.pieces).split())

    @property
    def raw(self) -> str:
        """Its own text as it stands there."""
        return "".join(self.pieces)

    def get(self, attribute: str) -> str:
        """An attribute, blanks made single; empty where it has none."""
        return " ".join(self.attributes.get(attribute, "").split())

    def all(self, *way: str) -> Iterator["Element"]:
        """The elements that a way of names leads to, in order."""
        held = (child for child in self.children if child.tag == way[0])
        return held if len(way) == 1 else (found for child in held for found in child.all(*way[1:]))

    def first(self, *way: str) -> "Element | None":
        """The first of `all`, None where there is none."""
        return next(self.all(*way), None)

    def said(self, *way: str) -> str:
        """The text of the first element that a way of names leads to; empty where there is none."""
        found = self.first(*way)
        return found.text if found is not None else ""

    def texts(self, *way: str) -> tuple[str, ...]:
        """The texts of all elements that a way of names leads to, those that are empty left out."""
        return tuple(one.text for one in self.all(*way) if one.text)


def elements(stream: BinaryIO, wanted: Collection[str]) -> Iterator[Element]:
    """Each element of these names, as soon as it ends; one inside another belongs to that one.

    What stands elsewhere is read over. Raises `ListImportError` for what is no whole XML, has a DTD, or goes beyond the
    bounds above: levels, elements and letters in one wanted element, bytes of one tag or comment.
    """
    gathered = _Gathered(frozenset(wanted))
    parser = gathered.parser
    fed = 0
    try:
        while chunk := stream.read(_CHUNK):
            fed += len(chunk)
            parser.Parse(chunk, False)
            gathered.bound(fed - parser.CurrentByteIndex, TOKEN, "a single tag or comment")
            yield from gathered.done()
        parser.Parse(b"", True)
    except ExpatError as broken:
        raise ListImportError(broken.lineno, f"this is no whole XML: {_said(broken)}", _AGAIN) from None
    except (LookupError, ValueError) as broken:
        if isinstance(broken, ListImportError):
            raise
        line = parser.CurrentLineNumber
        raise ListImportError(line, f"its encoding cannot be read: {broken}", "save it as UTF-8") from None
    yield from gathered.done()


def _said(broken: ExpatError) -> str:
    if broken.code in _CUT_OFF:
        return "it ends in the middle"
    return errors.messages.get(broken.code, "a fault of its form")


_CUT_OFF = {
    errors.codes[one]
    for one in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_PARTIAL_CHAR,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}


class _Gathered:
    """What the parser has told: the open elements that are wanted, and those that are done."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self._wanted, self._depth, self._elements, self._letters = wanted, 0, 0, 0
        self._open: list[Element] = []
        self._done: deque[Element] = deque()
        self.parser: XMLParserType = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def done(self) -> Iterator[Element]:
        """The elements that ended since the last call."""
        while self._done:
            yield self._done.popleft()

    def bound(self, count: int, bound: int, what: str) -> None:
        if count > bound:
            message = f"{what} holds more than {bound:,}"
            raise ListImportError(self.parser.CurrentLineNumber, message, "no list has that: is it the right file?")

    def _doctype(self, *_: object) -> None:
        raise ListImportError(self.parser.CurrentLineNumber, "a DTD or an entity is declared, which is refused", _DTD)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self.bound(self._depth, DEPTH, "a way of levels")
        tag = name.rpartition(":")[2]
        if not self._open and tag not in self._wanted:
            return
        element = Element(tag, _bare(attributes), self.parser.CurrentLineNumber)
        self._count(sum(map(len, attributes.values())))
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        if not self._open:
            self._done.append(element)
            self._elements = self._letters = 0

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)
            self._letters += len(text)
            self.bound(self._letters, LETTERS, "the text of one entry")

    def _count(self, letters: int) -> None:
        self._elements += 1
        self._letters += letters
        self.bound(self._elements, ELEMENTS, "one entry with its elements")
        self.bound(self._letters, LETTERS, "the text of one entry")


def _bare(attributes: dict[str, str]) -> dict[str, str]:
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}

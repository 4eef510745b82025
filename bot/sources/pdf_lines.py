"""From the places of letters on a page to text as it is read: lines and paragraphs.

A PDF says where each letter stands, and often neither where words end nor in which order they are read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import cycle, pairwise
from statistics import median
from typing import Final

from bot.sources.pdf_order import Glyph, read_line, weight

_PAIRS: Final = ("()", "[]", "{}", "«»", "“”")
_SENTENCE_ENDS: Final = (".", "!", "؟", "?", "…", ":", "؛")

# All in em, the size of the letters: how far a base line may wander, what parts columns.
_SAME_LINE: Final = 0.3
_COLUMN_GAP: Final = 2.5
_LOOK_BACK: Final = 3
# A line this much shorter than its block ends a paragraph: where a sentence ends too, and anyway.
_SHORT: Final = 0.1
_VERY_SHORT: Final = 0.3


@dataclass(slots=True)
class Line:
    """Letters on one base line, one column wide."""

    glyphs: list[Glyph]
    base: float
    size: float
    left: float
    right: float
    text: str = ""
    rtl: bool = False

    @classmethod
    def of(cls, first: Glyph) -> "Line":
        """A line that begins with this letter."""
        return cls([first], first.base, first.size, first.left, first.right)

    def meets(self, other: "Line | Glyph") -> bool:
        """Whether a letter, or a piece of a line, stands in it."""
        size = max(self.size, other.size)
        apart = max(self.left - other.right, other.left - self.right)
        return abs(other.base - self.base) <= _SAME_LINE * size and apart <= _COLUMN_GAP * size

    def join(self, other: "Line | Glyph") -> None:
        """Take it in."""
        self.glyphs.extend(other.glyphs if isinstance(other, Line) else (other,))
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        self.size = max(self.size, other.size)


@dataclass(slots=True)
class Paragraph:
    """Words without line breaks, and the size of their largest letters."""

    text: str
    size: float


def paragraphs(glyphs: Sequence[Glyph]) -> list[Paragraph]:
    """The paragraphs of a page in the order in which the page draws them."""
    lines = list(_lines(glyphs))
    rtl = sum(weight(glyph.char) for glyph in glyphs) < 0
    for line in lines:
        line.text, line.rtl = _read(line, rtl)
    return [one for block in _blocks([line for line in lines if line.text]) for one in _split(block)]


def _lines(glyphs: Sequence[Glyph]) -> Iterator[Line]:
    lines: list[Line] = []
    for glyph in glyphs:
        found = next((line for line in reversed(lines[-_LOOK_BACK:]) if line.meets(glyph)), None)
        if found is not None:
            found.join(glyph)
        elif not glyph.char.isspace():
            lines.append(Line.of(glyph))
    whole: list[Line] = []
    for line in lines:  # words are often drawn each from its left, so that the next one seemed far away
        found = next((one for one in reversed(whole[-_LOOK_BACK:]) if one.meets(line)), None)
        if found is None:
            whole.append(line)
        else:
            found.join(line)
    yield from whole


def _read(line: Line, page_rtl: bool) -> tuple[str, bool]:
    """The words of a line as they are read, and whether it runs from right to left."""
    weights = [weight(glyph.char) for glyph in line.glyphs]
    rtl = sum(weights) < 0 or (page_rtl and (-1 in weights or not any(weights)))
    return read_line(line.glyphs, line.size, rtl=rtl), rtl


def _brackets(text: str) -> str:
    """Brackets the way round that they are read: a page draws them mirrored, and names either sign."""
    for opening, closing in _PAIRS:
        if (text.count(opening) + text.count(closing)) % 2 == 0:
            right_way = cycle((opening, closing))
            text = "".join(next(right_way) if sign in (opening, closing) else sign for sign in text)
    return text


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    pitches = [a.base - b.base for a, b in pairwise(lines) if _below(a, b)]
    usual = median(pitches) if pitches else 0.0
    block: list[Line] = []
    for line in lines:
        if block and not _goes_on(block[-1], line, usual):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _below(above: Line, line: Line) -> bool:
    """Whether it is the next line of the same column and size."""
    pitch = above.base - line.base
    alike = 0.85 < line.size / above.size < 1.18
    return 0 < pitch < 3 * above.size and alike and line.left < above.right and line.right > above.left


def _goes_on(above: Line, line: Line, usual: float) -> bool:
    return _below(above, line) and above.base - line.base <= 1.3 * max(usual, line.size)


def _split(block: Sequence[Line]) -> Iterator[Paragraph]:
    left, right = min(line.left for line in block), max(line.right for line in block)
    held: list[Line] = []
    for line in block:
        held.append(line)
        room = (line.left - left if line.rtl else right - line.right) / max(right - left, 1.0)
        if room > (_SHORT if line.text.endswith(_SENTENCE_ENDS) else _VERY_SHORT):
            yield _paragraph(held)
            held = []
    if held:
        yield _paragraph(held)


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    text = reduce(_joined, (line.text for line in lines))
    return Paragraph(_brackets(text) if any(line.rtl for line in lines) else text, lines[0].size)


def _joined(text: str, line: str) -> str:
    """A word that was parted at the end of a line is put together."""
    if re.search(r"[a-z]-$", text) and re.match("[a-z]", line):
        return text[:-1] + line
    return f"{text} {line}"

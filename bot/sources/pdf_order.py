"""The letters of one line of a page in the order in which they are read, whichever way they run."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

_LAM: Final = "\N{ARABIC LETTER LAM}"
_ALEFS: Final = "\u0622\u0623\u0625\u0627\u0671"
_PRESENTED: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_SEPARATORS: Final = ".,:/\u066b\u066c"
# How much room parts words, in em.
_WORD_GAP: Final = 0.13


class Glyph(NamedTuple):
    """A letter and where it stands. `x` and `base` are its origin, `size` the em; the base line counts upwards.

    Glyphs come in the order in which the page draws them; a ligature gives several of the same origin, the last letter
    of an Arabic one first.
    """

    char: str
    x: float
    base: float
    left: float
    right: float
    size: float


@dataclass(slots=True)
class _Unit:
    """What stays together whichever way the line is read: a letter with its marks, or a ligature."""

    text: str
    kind: str
    left: float
    right: float


def read_line(glyphs: Sequence[Glyph], size: float, *, rtl: bool) -> str:
    """The words of a line that runs from right to left or from left to right; `size` is its em."""
    units = list(_spaced(_units(glyphs), size))
    text = "".join(_from_right(units) if rtl else _from_left(units))
    return " ".join(ordinary(text).split())


def weight(char: str) -> int:
    """-1 for a letter that is read from the right, 1 for one that is read from the left, 0 for others."""
    return {"R": -1, "L": 1}.get(_kind(char), 0)


def ordinary(text: str) -> str:
    """Arabic presentation forms as ordinary letters; nothing else is changed."""
    return _PRESENTED.sub(lambda found: unicodedata.normalize("NFKC", found[0]).strip() or found[0], text)


def _units(glyphs: Sequence[Glyph]) -> list[_Unit]:
    """Letters with what stands on them, from left to right."""
    units: list[_Unit] = []
    for _, glyph, text in sorted(_clusters(glyphs), key=lambda one: one[0]):
        if units and unicodedata.combining(text[0]):
            units[-1].text += text
        else:
            units.append(_Unit(text, _kind(text[0]), min(glyph.x, glyph.left), glyph.right))
    return units


def _clusters(glyphs: Sequence[Glyph]) -> Iterator[tuple[float, Glyph, str]]:
    """What one origin holds, with the place that it is sorted by; of a mark its middle, which stands on its letter."""
    at = 0
    while at < len(glyphs):
        glyph, end = glyphs[at], at + 1
        while end < len(glyphs) and abs(glyphs[end].x - glyph.x) < 0.01 and glyphs[end].base == glyph.base:
            end += 1
        if end - at == 1 and not unicodedata.combining(glyph.char):
            yield glyph.x, glyph, glyph.char
            at = end
            continue
        text = _ligature([one.char for one in glyphs[at:end]])
        whole = glyph._replace(
            left=min(one.left for one in glyphs[at:end]), right=max(one.right for one in glyphs[at:end])
        )
        mark = unicodedata.combining(text[0])
        yield ((whole.left + whole.right) / 2 if mark else glyph.x), whole, text
        at = end


def _ligature(chars: Sequence[str]) -> str:
    """The letters of one glyph in their order, its marks last."""
    marks = "".join(char for char in chars if unicodedata.combining(char))
    letters = [char for char in chars if not unicodedata.combining(char)]
    if any(_kind(char) == "R" for char in letters):
        letters.reverse()
    if len(letters) == 2 and letters[1] == _LAM and letters[0] in _ALEFS:
        letters.reverse()  # no ligature begins with an alef, whatever the font's table says
    return "".join(letters) + marks


def _spaced(units: Sequence[_Unit], size: float) -> Iterator[_Unit]:
    """With blanks where there is room between two letters."""
    for at, unit in enumerate(units):
        before = units[at - 1] if at else None
        if before and unit.left - before.right > _WORD_GAP * size:
            yield _Unit(" ", "S", before.right, unit.left)
        yield unit


def _from_right(units: Sequence[_Unit]) -> list[str]:
    """The pieces of a line that is read from the right, first to last; Latin words and numbers in it keep theirs."""
    pieces: list[str] = []
    at = 0
    while at < len(units):
        end = at + 1
        if units[at].kind == "L":
            end = _latin_end(units, at)
        elif units[at].kind == "N":
            end = _number_end(units, at)
        pieces.append("".join(unit.text for unit in units[at:end]))
        at = end
    return pieces[::-1]


def _from_left(units: Sequence[_Unit]) -> list[str]:
    """The pieces of a line that is read from the left; Arabic words in it are read from their right."""
    pieces: list[str] = []
    at = 0
    while at < len(units):
        end = at + 1
        if units[at].kind == "R":
            end = _last(units, at, "R", stop="L")
            pieces += _from_right(units[at:end])
        else:
            pieces.append(units[at].text)
        at = end
    return pieces


def _latin_end(units: Sequence[_Unit], at: int) -> int:
    return max(_last(units, at, "L", stop="R"), _last(units, at, "N", stop="R"))


def _number_end(units: Sequence[_Unit], at: int) -> int:
    end = at + 1
    while end < len(units):
        if units[end].kind == "N":
            end += 1
        elif units[end].text in _SEPARATORS and end + 1 < len(units) and units[end + 1].kind == "N":
            end += 2
        else:
            break
    return end


def _last(units: Sequence[_Unit], at: int, kind: str, stop: str) -> int:
    """After the last unit of a kind before one of the kind `stop`."""
    end = at + 1
    for number in range(at, len(units)):
        if units[number].kind == stop:
            break
        if units[number].kind == kind:
            end = number + 1
    return end


@cache
def _kind(char: str) -> str:
    """R(ight to left), L(eft to right), N(umber), or S(omething between)."""
    found = unicodedata.bidirectional(char)
    return {"R": "R", "AL": "R", "L": "L", "EN": "N", "AN": "N"}.get(found, "S")

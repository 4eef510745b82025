"""From the many ways of writing one Arabic word to one key; and words with their offsets.

Three keys of a word, each coarser than the one before:

`letters`   what a reader sees: no marks, no tatweel, no bidi controls; presentation forms, Persian letters and
            digits as their plain Arabic or ASCII twins; Latin letters without case and accents.
`safe`      also the alef forms and ta marbuta, which writers mix freely.
`loose`     also alef maqsura and the seats of hamza, which can turn one word into another: to be guarded.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

ALEF = "\N{ARABIC LETTER ALEF}"
LAM = "\N{ARABIC LETTER LAM}"
ARTICLE = ALEF + LAM
TATWEEL = "\N{ARABIC TATWEEL}"
ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
ZWSP = "\N{ZERO WIDTH SPACE}"
_LONGEST_GLUED = 12
_REMEMBERED = 32_768

_MARKS = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0897-\u089f\u08ca-\u08ff\u0300-\u036f"
)
# Marks that stand by themselves, in fonts of old and of other scripts.
_ISOLATED_MARKS = "\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f\uff9e\uff9f"
_CONTROLS = "\u00ad\u061c\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_ARABIC = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u0887"
_ARABIC += "\u08a0-\u08c9\ufb50-\ufc5d\ufc64-\ufcf1\ufcf5-\ufd3d\ufd50-\ufdfb\ufe80-\ufefc"
_FILLER = f"{_MARKS}{_ISOLATED_MARKS}{_CONTROLS}{TATWEEL}"
_TOKEN = re.compile(
    f"[{_ARABIC}](?:[{_ARABIC}{_FILLER}]*[{_ARABIC}{_MARKS}{_ISOLATED_MARKS}])?"
    f"|(?![{_ARABIC}{_FILLER}])[^\\W_](?:[{_FILLER}]*+(?![{_ARABIC}{_FILLER}])[^\\W_])*[{_MARKS}]*"
)

# Letters that Persian, Urdu, Kurdish and Maghrebi keyboards put where Arabic has its own.
_TWINS = {
    "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
    "\N{ARABIC LETTER SWASH KAF}": "\N{ARABIC LETTER KAF}",
    "\N{ARABIC LETTER NG}": "\N{ARABIC LETTER KAF}",
    "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER YEH WITH SMALL V}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER E}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER YEH BARREE}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER HEH DOACHASHMEE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER HEH GOAL}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER AE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER HEH WITH YEH ABOVE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER HEH GOAL WITH HAMZA ABOVE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER TEH MARBUTA GOAL}": "\N{ARABIC LETTER TEH MARBUTA}",
    "\N{ARABIC LETTER PEH}": "\N{ARABIC LETTER BEH}",
    "\N{ARABIC LETTER TCHEH}": "\N{ARABIC LETTER JEEM}",
    "\N{ARABIC LETTER JEH}": "\N{ARABIC LETTER ZAIN}",
    "\N{ARABIC LETTER VEH}": "\N{ARABIC LETTER FEH}",
    "\N{ARABIC LETTER QAF WITH THREE DOTS ABOVE}": "\N{ARABIC LETTER QAF}",
    "\N{ARABIC LETTER TTEH}": "\N{ARABIC LETTER TEH}",
    "\N{ARABIC LETTER DDAL}": "\N{ARABIC LETTER DAL}",
    "\N{ARABIC LETTER RREH}": "\N{ARABIC LETTER REH}",
    "\N{ARABIC LETTER NOON GHUNNA}": "\N{ARABIC LETTER NOON}",
    "\N{ARABIC LETTER ALEF WASLA}": ALEF,
}
_ALEFS = "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"
_ALEFS += "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}"
_ALEFS += "\N{ARABIC LETTER ALEF WITH WAVY HAMZA ABOVE}\N{ARABIC LETTER ALEF WITH WAVY HAMZA BELOW}"
_SAFE = str.maketrans(
    {**dict.fromkeys(_ALEFS, ALEF), "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}"},
)
_WAW, _YEH, _HAMZA = "\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER HAMZA}"
_WAW_HAMZA, _YEH_HAMZA = "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}", "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}"
_MAQSURA, _GAF = "\N{ARABIC LETTER ALEF MAKSURA}", "\N{ARABIC LETTER GAF}"
_GHAIN, _KAF = "\N{ARABIC LETTER GHAIN}", "\N{ARABIC LETTER KAF}"
_LOOSE = tuple(
    str.maketrans({_MAQSURA: _YEH, **seats, **gaf})
    for seats in ({_WAW_HAMZA: _WAW, _YEH_HAMZA: _YEH}, {_WAW_HAMZA: _HAMZA, _YEH_HAMZA: _HAMZA})
    for gaf in ({_GAF: _GHAIN}, {_GAF: _KAF})
)
_LOOSE_LETTERS = frozenset({_MAQSURA, _WAW_HAMZA, _YEH_HAMZA, _HAMZA, _GAF})


_ALLAH = "\N{ARABIC LIGATURE ALLAH ISOLATED FORM}"
# Fonts show the ligature without its alef, so that many writers put one before it.
_ALEF_ALLAH = re.compile(f"[{ALEF}\ufe8d\ufe8e]{_ALLAH}")


class Token(NamedTuple):
    """One word as it stands in the text, with its offsets (code points, end exclusive)."""

    text: str
    start: int
    end: int


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The words of `text[start:end]`, with offsets into `text`.

    Scripts part words (`لISIS` is two), digits part from Arabic letters, a tatweel alone is no word, and the
    zero-width non-joiner separates; whoever reads may join what it parted.
    """
    stop = len(text) if end is None else end
    return (Token(found.group(), *found.span()) for found in _TOKEN.finditer(text, start, stop))


def glued_runs(text: str, held: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The first and the last of words that stand together, parted by nothing but characters of no width."""
    first = 0
    for at, token in enumerate(held):
        between = text[token.end : held[at + 1].start] if at + 1 < len(held) else ""
        if not between or not all(map(is_glue, between)):
            if 0 < at - first <= _LONGEST_GLUED:
                yield first, at
            first = at + 1


def token_at(text: str, start: int) -> Token:
    """The word that begins at this offset. Raises ValueError where none does."""
    found = _TOKEN.match(text, start)
    if found is None:
        raise ValueError(f"no word begins at {start}")
    return Token(found.group(), start, found.end())


def words(text: str) -> list[str]:
    """The words of a text without their offsets: the quick first pass."""
    return _TOKEN.findall(text)


def letters(word: str) -> str:
    """What a reader sees: the word without marks, tatweel and controls, in plain Arabic or lower-case Latin."""
    folded = (_ALEF_ALLAH.sub(_ALLAH, word) if _ALLAH in word else word).translate(_plain())
    return folded if folded.isascii() or folded[:1] >= "\u0600" else folded.casefold()


def folded(text: str) -> str:
    """What a reader sees of an alias: without marks, tatweel and case. Two that are equal in it are found alike."""
    return " ".join(folded_words(text))


def folded_words(text: str) -> tuple[str, ...]:
    """The same, word by word."""
    return tuple(filter(None, map(letters, words(text))))


def safe(seen: str) -> str:
    """The key of `letters(word)` under which alef forms and ta marbuta are one. Keeps the length."""
    return seen.translate(_SAFE)


def loose(key: str) -> tuple[str, ...]:
    """Coarser keys of a safe key, at most four; empty where there is nothing left to fold. Keeps the length."""
    if _LOOSE_LETTERS.isdisjoint(key):
        return ()
    return tuple(dict.fromkeys(key.translate(table) for table in _LOOSE))


@lru_cache(_REMEMBERED)
def key(word: str) -> str:
    """The safe key of a word as it stands in a text. Those of the latest words are remembered."""
    return safe(letters(word))


def is_word(char: str) -> bool:
    """Whether a character is part of a word and not only of how it is dressed: a letter or digit of any script."""
    return _TOKEN.fullmatch(char) is not None


def is_filler(char: str) -> bool:
    """Whether a character may stand inside a word without being part of it: a mark, a tatweel, a control."""
    return re.fullmatch(f"[{_FILLER}]", char) is not None


def is_glue(char: str) -> bool:
    """Whether a character of no width parts two words, or joins what a reader sees as one: try both."""
    return char in (ZWNJ, ZWSP)


def is_arabic(seen: str) -> bool:
    """Whether a word (after `letters`) is written in Arabic script."""
    return "\u0600" <= seen[:1] <= "\u08ff"


@cache
def _plain() -> dict[int, str]:
    table = {code: _twin(chr(code)) for code in _foldable() if _twin(chr(code)) != chr(code)}
    return table | {ord(char): "" for char in _members(f"{_FILLER}{ZWNJ}{ZWSP}")}


def _foldable() -> Iterator[int]:
    for first, last in ((0x41, 0x24F), (0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0x1E00, 0x1EFF)):
        yield from range(first, last + 1)
    for first, last in ((0x2100, 0x214F), (0xFB00, 0xFDFB), (0xFE80, 0xFEFC), (0xFF10, 0xFF9F)):
        yield from range(first, last + 1)


def _twin(char: str) -> str:
    plain = "".join(_bare(one) for one in unicodedata.normalize("NFKC", char) if not one.isspace())
    return "".join(_TWINS.get(one, one) for one in plain)


def _bare(char: str) -> str:
    """One character without case, accent (of a Latin letter) or script of its digit."""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if "\u0600" <= char <= "\u08ff":
        return "" if unicodedata.category(char) == "Mn" else char
    base = "".join(one for one in unicodedata.normalize("NFD", char) if unicodedata.category(one) != "Mn")
    return base.casefold()


def _members(ranges: str) -> Iterator[str]:
    return (chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000 and re.match(f"[{ranges}]", chr(code)))

"""From a name as a list writes it to the names that it holds, each in one script and without what is no part of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from watchlists.advice.commonness import commonness
from watchlists.imports.records import ListedName, Quality
from watchlists.imports.titles import ARABIC_TITLES, LATIN_TITLES, NOTES, SUFFIXES
from watchlists.model import Kind
from watchlists.normalize import is_arabic, key, letters, tokens

_WAW = "\N{ARABIC LETTER WAW}"
_YEH, _MAQSURA = "\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER ALEF MAKSURA}"
# Names that end in ى in Arabic; Persian and Egyptian keyboards write ی or ى at the end of all the others, too.
_MAQSURA_NAMES = frozenset(
    "مصطفي موسي عيسي يحيي مرتضي مجتبي هدي ليلي سلمي بشري مني لبني كبري يسري ندي مثني المثني نجوي سلوي "
    "رضوي الأقصي الاقصي الموسي العيسي اليحيي عظمي الكبري الوسطي الأعلي".split()
)
_NUMBERING = re.compile(r"(?:^|(?<=\s))\(?(?:\d{1,2}|[a-z])\)(?=\s|$)|(?:^|(?<=\s))\d{1,2}\.(?=\s)")
_PARTED = re.compile(
    r"\s*[;؛\n|]\s*|\s+/\s+|\s*\b(?:a\.?k\.?a\.?|f\.?k\.?a\.?|also known as|formerly known as)\s*:?\s", re.IGNORECASE
)
_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_STRAY = re.compile(r"[()\[\]{}\"“”«»„‟*]|(?<!\w)[-–—.,،:'’‘]+(?!\w)")
_COMMA = re.compile(r"\s*[,،]\s*")
_BORN = re.compile(r"(?:born|d\.?o\.?b|p\.?o\.?b)\b|\d", re.IGNORECASE)
_APOSTROPHE = re.compile(r"['’‘`´ʿʾ]")
_BETWEEN_WORDS = re.compile(r"[\s\-–.]+")
_SPACE = re.compile(r"\s+")
_WORD_OF_CAPITALS = re.compile(r"[^\W\d_]+(?:[’'`ʿʾ][^\W\d_]+)*")
_LOWER = frozenset("of the and for in de la des du et le les pour al-".split())
_ACRONYMS = frozenset("ISIS ISIL USA UK EU UN TTP".split())
_SHORTEST_ACRONYM, _SHORT, _USUAL = 5, 4, 300


@dataclass(frozen=True)
class Name:
    """One clean name in one script. `title` stood before it; `listed` is the name in the letters of the list."""

    text: str
    quality: Quality
    arabic: bool
    title: str = ""
    listed: str = field(default="", compare=False)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as a reader sees them; an apostrophe is part of a word in Latin letters."""
        return tuple(letters(token.text) for token in tokens(_APOSTROPHE.sub("", self.text)))

    def shortened(self, form: tuple[str, ...]) -> "Name":
        """The name with some of its words only, in its own spelling."""
        spelling = dict(zip(self.words, _BETWEEN_WORDS.split(self.text), strict=False))
        return replace(self, text=" ".join(spelling.get(word, word) for word in form), listed="")


def names(listed: ListedName, kind: Kind) -> Iterator[Name]:
    """The names that a field holds: parted, turned round, in one script each, without titles, notes and numbering."""
    whole = " ".join(listed.parts) if listed.parts and kind == "person" and "," in listed.text else listed.text
    for part in _parted(_NUMBERING.sub(";", whole), kind):
        bare = _BRACKETED.sub(" ", part)
        yield from _in_scripts(bare, listed, kind)
        for held in _BRACKETED.findall(part):
            yield from _noted(held, listed, kind)


def plain(text: str) -> str:
    """A name as it is compared with others: its words by their safe keys."""
    return " ".join(key(token.text) for token in tokens(text))


def _parted(text: str, kind: Kind) -> Iterator[str]:
    """The names of a field one by one; a comma parts names, or the family's from the given ones."""
    for part in _PARTED.split(re.sub(r"[\r\n]+\s*", " ", text)):
        yield from _at_commas(part, kind) if part and part.strip() else ()


def _at_commas(part: str, kind: Kind) -> Iterator[str]:
    pieces = [piece for piece in _COMMA.split(part.strip()) if piece and not _BORN.match(piece)]
    if len(pieces) < 2 and kind == "person":
        yield from pieces
    elif kind != "person" or "(" in part:
        yield part
    elif len(pieces) == 2 and letters(pieces[1]).strip(".") in SUFFIXES:
        yield " ".join(pieces)
    elif len(pieces) == 2 and not (len(pieces[0].split()) > 1 and "\N{ARABIC COMMA}" in part):
        yield f"{pieces[1]} {pieces[0]}"
    elif all(len(piece.split()) > 1 for piece in pieces) or "\N{ARABIC COMMA}" in part:
        yield from pieces
    else:
        yield " ".join((*pieces[1:], pieces[0]))


def _noted(held: str, listed: ListedName, kind: Kind) -> Iterator[Name]:
    """What stands in brackets, where it may be another name: in the other script, or a long acronym."""
    seen = [token.text for token in tokens(held)]
    if all(letters(word) in NOTES for word in seen):
        return
    other = any(map(is_arabic, map(letters, seen))) != any(is_arabic(letters(t.text)) for t in tokens(listed.text[:12]))
    if other or (kind != "person" and len(seen) == 1 and seen[0].isupper() and len(seen[0]) >= _SHORTEST_ACRONYM):
        yield from _in_scripts(held, ListedName(held, "weak", listed.language), kind)


def _in_scripts(text: str, listed: ListedName, kind: Kind) -> Iterator[Name]:
    """The part in Arabic letters, and the part in others; notes beside an Arabic name are none."""
    held = [(is_arabic(letters(token.text)), token) for token in tokens(text)]
    mixed = len({arabic for arabic, _ in held}) > 1
    for arabic, run in groupby(held, key=lambda one: one[0]):
        some = [token for _, token in run]
        piece = text[some[0].start : some[-1].end]
        if mixed and not arabic and _is_note([token.text for token in some], text):
            continue
        found = _arabic(piece) if arabic else _latin(piece, kind)
        if found:
            yield from _titled(found, listed.quality, kind, arabic=arabic, listed=_as_listed(piece) if arabic else "")


def _is_note(words: list[str], text: str) -> bool:
    rest = [word for word in words if letters(word) not in NOTES and not word.isdigit()]
    return len(rest) < 2 or any(is_arabic(letters(token.text)) for token in tokens(text))


def _titled(text: str, quality: Quality, kind: Kind, *, arabic: bool, listed: str) -> Iterator[Name]:
    titles, words, before = ARABIC_TITLES if arabic else LATIN_TITLES, text.split(), list[str]()
    spelt = listed.split() if len(listed.split()) == len(words) else []
    while kind == "person" and len(words) > 1 and _plain(words[0]) in titles:
        before.append(words.pop(0))
    yield Name(" ".join(words), quality, arabic, " ".join(before), " ".join(spelt[len(before) :]))


def _plain(word: str) -> str:
    return "".join(letters(token.text) for token in tokens(word))


def _arabic(text: str) -> str:
    """Plain Arabic letters: no marks, no presentation forms, no Persian twins, ى only where Arabic has it."""
    return _joined([_final_yeh(letters(word)) for word in _written(text)])


def _as_listed(text: str) -> str:
    """The same words in the letters of the list."""
    return _joined(_written(text))


def _written(text: str) -> list[str]:
    return [word for word in _SPACE.split(_STRAY.sub(" ", text)) if letters(word).strip("-ـ–")]


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(f" {_WAW} ", f" {_WAW}")


def _final_yeh(word: str) -> str:
    if not word.endswith((_YEH, _MAQSURA)) or len(word) < 3:
        return word
    plain = word[:-1] + _YEH
    return word[:-1] + _MAQSURA if plain in _MAQSURA_NAMES else plain


def _latin(text: str, kind: Kind) -> str:
    seen = _SPACE.sub(" ", _STRAY.sub(" ", text)).strip(" ,;:-–")
    words = [word for word in seen.split() if word not in ("na", "n/a")]
    if not any(len(word) > 3 and word.isupper() for word in words) or any(map(str.islower, words[:1])):
        return " ".join(words)
    return " ".join(_cased(word, kind, first=not at) for at, word in enumerate(words))


def _cased(word: str, kind: Kind, *, first: bool) -> str:
    """A word of capitals as it is written in a sentence; short ones of organizations may be acronyms."""
    if not word.isupper() or (kind != "person" and _is_acronym(word)):
        return word
    if kind != "person" and not first and word.casefold() in _LOWER:
        return word.casefold()
    return _WORD_OF_CAPITALS.sub(lambda found: found.group().capitalize(), word)


def _is_acronym(word: str) -> bool:
    bare = word.partition("-")[0].strip(".")
    return bare in _ACRONYMS or (len(bare) <= _SHORT and commonness().count(bare) < _USUAL)

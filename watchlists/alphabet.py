"""The quick twin of `normalize`: a text as bytes of one own alphabet, one byte a character.

`normalize` says what a word is and what a reader sees of it; this says the same of whole articles at the speed of
`bytes.translate`. The table is made from `normalize`, and the tests hold the two against each other. Characters
outside the alphabet (presentation forms, accents, other scripts) keep their place as `RARE`: whoever meets one reads
the word with `normalize` instead.
"""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from secrets import token_bytes

import numpy as np
from numpy.typing import NDArray

from watchlists.normalize import is_filler, is_glue, is_word, letters
from watchlists.sentences import MARKS

# The byte of a letter outside the alphabet, and of a mark or control outside it.
RARE, _RARE_FILLER = 0xFF, 0xFE
RARE_BYTE = bytes([RARE])
_SPACE = ord(" ")
# Letters that are parted into words at once: so many powers are kept.
_PIECE = 1 << 18
_BASE = 0x9E3779B97F4A7C15
_ALL = (1 << 64) - 1
_FILLER, _BETWEEN, _LETTER = range(3)
_HANDLER = "watchlists.alphabet"
_UNUSED = "\ufffe"

# What Arabic news is written with, beside ASCII: letters, marks, the twins of Persian and Urdu keyboards, digits,
# punctuation and controls. Never more than 126.
_BESIDE_ASCII = (
    range(0x621, 0x63B), range(0x640, 0x656), (0x670, 0x671, 0x672, 0x679, 0x67E, 0x686, 0x688, 0x691, 0x698, 0x6A4),
    (0x6A8, 0x6A9, 0x6AF, 0x6BA, 0x6BE, 0x6C0, 0x6C1, 0x6CC, 0x6D2, 0x6D5), range(0x660, 0x66A), range(0x6F0, 0x6FA),
    (0x85, 0xA0, 0xAB, 0xAD, 0xB0, 0xB7, 0xBB, 0x60C, 0x61B, 0x61C, 0x61F, 0x66A, 0x6D4, 0x2013, 0x2014, 0x2018),
    (0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2028, 0x2029, 0xFEFF),
    range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2066, 0x206A),
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """The words of an encoded text, each as a run of letters that no separator parts.

    A run is one word, or several: a number before a letter, words around a zero-width non-joiner. `seen` holds the
    letters of all, run `n` from `firsts[n]` to `lasts[n]`; `starts` are the offsets of their first letters in the text.
    `values` tell runs apart: the same for the same letters, and by 64 bits of a polynomial different for others. A run
    with the byte `RARE` does not say which word it is.
    """

    seen: bytes
    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    values: NDArray[np.uint64]
    starts: NDArray[np.int64]

    @classmethod
    def joined(cls, parts: "Sequence[Words]") -> "Words":
        """The words of one text after the other."""
        before = np.cumsum([0, *(len(one.seen) for one in parts[:-1])])
        return cls(
            b"".join(one.seen for one in parts),
            np.concatenate([one.firsts + at for one, at in zip(parts, before, strict=True)]),
            np.concatenate([one.lasts + at for one, at in zip(parts, before, strict=True)]),
            np.concatenate([one.values for one in parts]),
            np.concatenate([one.starts for one in parts]),
        )

    def __len__(self) -> int:
        return len(self.firsts)

    def run(self, at: int) -> bytes:
        """The letters of one run."""
        return self.seen[self.firsts[at] : self.lasts[at]]

    def length(self, at: int) -> int:
        """How many letters one run has."""
        return int(self.lasts[at] - self.firsts[at])

    def runs(self) -> list[bytes]:
        """The letters of all runs."""
        return [self.seen[first:last] for first, last in zip(self.firsts.tolist(), self.lasts.tolist(), strict=True)]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """How many letters each run has."""
        return self.lasts - self.firsts

    def rare(self) -> NDArray[np.int64]:
        """The runs that hold `RARE`."""
        if RARE_BYTE not in self.seen:
            return np.zeros(0, np.int64)
        found = (np.frombuffer(self.seen, np.uint8) == RARE).nonzero()[0]
        return np.unique(np.searchsorted(self.firsts, found, "right") - 1)


@dataclass(frozen=True)
class Alphabet:
    """The tables; there is one for the whole program, see `alphabet`."""

    decoding: str
    encoding: object = field(repr=False)
    seen: bytes = field(repr=False)
    fillers: bytes = field(repr=False)
    kinds: bytes = field(repr=False)
    marks: bytes = field(repr=False)
    codes: NDArray[np.uint64] = field(repr=False)
    powers: NDArray[np.uint64] = field(repr=False)
    inverses: NDArray[np.uint64] = field(repr=False)

    def encode(self, text: str) -> bytes:
        """The text as bytes, one a character, so that offsets stay what they are."""
        return codecs.charmap_encode(text, _HANDLER, self.encoding)[0]  # type: ignore[arg-type]

    def run(self, text: str) -> bytes:
        """The letters of one run, as it stands in a text."""
        return self.encode(text).translate(self.seen, self.fillers)

    def words(self, encoded: bytes) -> "Words":
        """The words of an encoded text as a reader sees them (`normalize.letters`), in order."""
        if len(encoded) <= _PIECE:
            return self._words(encoded, 0)
        pieces = _pieces(encoded.translate(self.kinds))
        return Words.joined([self._words(encoded[start:end], start) for start, end in pieces])

    def _words(self, piece: bytes, offset: int) -> "Words":
        seen = piece.translate(self.seen, self.fillers)
        letters = np.frombuffer(seen, np.uint8)
        inside = np.zeros(len(seen) + 2, np.bool_)
        np.not_equal(letters, _SPACE, out=inside[1:-1])
        borders = (inside[1:] != inside[:-1]).nonzero()[0]
        firsts, lasts = borders[::2], borders[1::2]
        values = self._values(letters, firsts, lasts)
        starts = firsts
        if len(seen) != len(piece):
            starts = (np.frombuffer(piece.translate(self.kinds), np.uint8) != _FILLER).nonzero()[0][firsts]
        return Words(seen, firsts, lasts, values, starts + offset)

    def _values(
        self, letters: NDArray[np.uint8], firsts: NDArray[np.int64], lasts: NDArray[np.int64]
    ) -> NDArray[np.uint64]:
        if len(letters) > _PIECE:  # one run of many letters, which no value need tell from others
            return np.ones(len(firsts), np.uint64)
        sums = np.zeros(len(letters) + 1, np.uint64)
        coded = self.codes.take(letters)
        np.cumsum(np.multiply(coded, self.powers[: len(letters)], out=coded), out=sums[1:])
        return np.asarray((sums.take(lasts) - sums.take(firsts)) * self.inverses.take(firsts), np.uint64)

    def ends(self, encoded: bytes) -> NDArray[np.int64]:
        """The offsets of all `sentences.MARKS`."""
        return (np.frombuffer(encoded.translate(self.marks), np.bool_)).nonzero()[0]

    def ends_of(self, piece: bytes, offset: int) -> list[int]:
        """The same for a short piece of an encoded text that begins at this offset."""
        marked, found, at = piece.translate(self.marks), list[int](), -1
        while (at := marked.find(b"\1", at + 1)) >= 0:
            found.append(at + offset)
        return found

    def is_between(self, code: bytes) -> bool:
        """Whether the byte of a character, or the end of a text, parts two runs."""
        return not code or self.kinds[code[0]] == _BETWEEN

    def end(self, encoded: bytes, start: int) -> int:
        """Where the run that begins at `start` ends."""
        while start < len(encoded) and self.kinds[encoded[start]] != _BETWEEN:
            start += 1
        return start

    def word(self, run: bytes) -> str:
        """What a reader sees of a run without `RARE`; glue stands where it stood."""
        return codecs.charmap_decode(run, "strict", self.decoding)[0]


@cache
def alphabet() -> Alphabet:
    """The alphabet, made at the first call."""
    decoding = _decoding()
    codes = {char: code for code, char in enumerate(decoding) if char != _UNUSED}
    kinds = [_kind(char) if char != _UNUSED else _LETTER for char in decoding]
    kinds[_RARE_FILLER] = _FILLER
    seen = bytes(_seen(code, char, kinds[code], codes) for code, char in enumerate(decoding))
    fillers = bytes(code for code, kind in enumerate(kinds) if kind == _FILLER)
    codecs.register_error(_HANDLER, _rare)
    marks = bytes(char in MARKS for char in decoding)
    powers, inverses = _powers(_BASE), _powers(pow(_BASE, -1, _ALL + 1))
    key = token_bytes(16)  # of this process alone, so that nobody can write a word with the value of another
    numbers = (
        int.from_bytes(blake2b(bytes([code]), digest_size=8, key=key).digest(), "little") for code in range(0x100)
    )
    values = np.array([0 if code == _SPACE else number for code, number in enumerate(numbers)], np.uint64)
    encoding = codecs.charmap_build(decoding)
    return Alphabet(decoding, encoding, seen, fillers, bytes(kinds), marks, values, powers, inverses)


def _powers(base: int) -> NDArray[np.uint64]:
    """The powers of a number, modulo 2 ** 64."""
    steps = np.full(_PIECE, base, np.uint64)
    steps[0] = 1
    return np.cumprod(steps)


def _pieces(kinds: bytes) -> Iterator[tuple[int, int]]:
    """Where to cut a text between words; a longer piece than `_PIECE` is one run, with all that stands on it."""
    at, between = 0, bytes([_BETWEEN])
    while len(kinds) - at > _PIECE:
        cut = kinds.rfind(between, at + 1, at + _PIECE)
        if cut < 0:
            cut = kinds.find(between, at + _PIECE)
        if cut < 0:
            break
        yield at, cut
        at = cut
    yield at, len(kinds)


def _decoding() -> str:
    """The character of each byte. A letter that a reader sees as one outside the alphabet is outside it too."""
    chars = [*map(chr, range(0x80)), *(chr(code) for held in _BESIDE_ASCII for code in held)]
    known = [char if not is_word(char) or letters(char) in chars else _UNUSED for char in chars]
    return "".join(known).ljust(0x100, _UNUSED)


def _seen(code: int, char: str, kind: int, codes: dict[str, int]) -> int:
    if char == _UNUSED or is_glue(char):
        return code
    return codes[letters(char)] if kind == _LETTER else ord(" ")


def _kind(char: str) -> int:
    if is_filler(char):
        return _FILLER
    return _LETTER if is_word(char) or is_glue(char) else _BETWEEN


def _rare(error: UnicodeError) -> tuple[bytes, int]:
    """The bytes for characters outside the alphabet; called by the codec."""
    assert isinstance(error, UnicodeEncodeError)
    codes = {_FILLER: _RARE_FILLER, _BETWEEN: ord(" "), _LETTER: RARE}
    return bytes(codes[_kind(char)] for char in error.object[error.start : error.end]), error.end

"""Where in a batch of articles a pattern may stand: a first pass over all their words at once, by number.

It may name a place where there is nothing, and never misses one where there is something: what stands there is
decided by the walk in `align`. A word that is all of a pattern counts by itself; the rarest word of a longer pattern
counts where the word that the pattern wants next to it is within reach.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from watchlists.lexicon import Lexeme
from watchlists.memory import ALONE, UNREAD, Generation, Marks, Memory
from watchlists.patterns import LINKING, Pattern
from watchlists.resolve import Resolver, Word

# What a word can be beside `ALONE`: one word of a longer pattern, the first or the last piece of a split word.
ANCHOR, HALF, TAIL = 2, 4, 8

Anchors = Mapping[int, Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Wants:
    """What the patterns tried at a lexeme ask for beside it: nothing, or the bits of lexemes before or after it."""

    alone: bool = False
    before: int = 0
    after: int = 0

    def __or__(self, other: "Wants") -> "Wants":
        return Wants(self.alone or other.alone, self.before | other.before, self.after | other.after)


class Marker:
    """Tells of each word what the sieve has to know. `anchors` are the patterns to look for, by lexeme."""

    def __init__(self, lexemes: Sequence[Lexeme], patterns: Sequence[Pattern], anchors: Anchors) -> None:
        self._lexemes, self._patterns, self._anchors = lexemes, patterns, anchors
        self._wants: dict[tuple[int, bool], Wants] = {}

    def marks(self, word: Word) -> Marks:
        """The marks of a word, by all its readings."""
        here, wanted = 0, Wants()
        for one in word.readings:
            here |= self._bit(one.lexeme)
            wants = self._wanted(one.lexeme, first=bool(one.particles) and one.particles not in LINKING)
            wanted |= Wants(wants.alone and not one.weak, wants.before, wants.after)
        flags = (
            ALONE * wanted.alone | ANCHOR * bool(wanted.before or wanted.after) | HALF * word.half | TAIL * word.tail
        )
        return Marks(flags, here, wanted.before, wanted.after)

    def _wanted(self, lexeme: int, *, first: bool) -> Wants:
        """What is wanted beside a lexeme; `first` where its particles let it only begin a pattern."""
        if (lexeme, first) not in self._wants:
            wants = Wants()
            for number, at in self._anchors.get(lexeme, ()):
                if at == 0 or not first:
                    wants |= self._beside(self._patterns[number], at)
            self._wants[lexeme, first] = wants
        return self._wants[lexeme, first]

    def _beside(self, pattern: Pattern, at: int) -> Wants:
        after = next((one for one in pattern.slots[at + 1 :] if not one.optional), None)
        if after is not None:
            return Wants(after=self._bit(after.lexeme))
        before = next((one for one in pattern.slots[:at][::-1] if not one.optional), None)
        return Wants(before=self._bit(before.lexeme)) if before is not None else Wants(alone=True)

    def _bit(self, lexeme: int) -> int:
        """One of 64 bits, the same for all lexemes of one word."""
        return 1 << (crc32(self._lexemes[lexeme].seen.encode("utf-8", "replace")) & 63)


@dataclass(frozen=True)
class Sieve:
    """Sieves texts; `reach` is how many words at most one required word of a pattern is from the next."""

    memory: Memory
    reach: int
    resolver: Resolver = field(repr=False)
    _split: dict[str, bool] = field(repr=False, default_factory=dict)

    def places(self, texts: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
        """For each text that has any, its number and the offsets of words around which a pattern may stand."""
        alphabet = self.memory.alphabet
        encoded = [alphabet.encode(text) for text in texts]
        words = self.memory.generation()
        runs, starts = [b""] * self.reach, []
        for one in encoded:
            starts.append(len(runs))
            runs += alphabet.runs(one)
            runs += [b""] * self.reach
        numbers = words.numbers(runs)
        self._tell(numbers, texts, encoded, starts)
        found = self._found(words, numbers)
        texts_of = np.searchsorted(starts, found, "right") - 1
        for at, places in groupby(zip(texts_of.tolist(), found.tolist(), strict=True), key=lambda one: one[0]):
            offsets = alphabet.starts(encoded[at])
            yield at, [int(offsets[place - starts[at]]) for _, place in places]

    def _tell(self, numbers: NDArray[np.int32], texts: Sequence[str], encoded: list[bytes], starts: list[int]) -> None:
        """Put the numbers of words that hold letters outside the alphabet, by their text."""
        alphabet, words = self.memory.alphabet, self.memory.generation()
        for place in np.flatnonzero(numbers == UNREAD).tolist():
            at = int(np.searchsorted(starts, place, "right")) - 1
            start = int(alphabet.starts(encoded[at])[place - starts[at]])
            numbers[place] = words.number(texts[at][start : alphabet.end(encoded[at], start)])

    def _found(self, words: Generation, numbers: NDArray[np.int32]) -> NDArray[np.int64]:
        flags = words.flags[numbers]
        found = (flags & ALONE) > 0
        anchors = np.flatnonzero(flags & ANCHOR)
        if len(anchors):
            here, rarest = words.here[numbers], numbers[anchors]
            near = words.after[rarest] & self._window(here, anchors, 1)
            near |= words.before[rarest] & self._window(here, anchors, -1)
            found[anchors[near > 0]] = True
        halves = np.flatnonzero((flags[:-1] & HALF > 0) & (flags[1:] & TAIL > 0))
        for place in halves.tolist():
            if self._is_split(words, int(numbers[place]), int(numbers[place + 1])):
                found[place] = True
        return np.flatnonzero(found)

    def _window(self, here: NDArray[np.uint64], anchors: NDArray[np.int64], side: int) -> NDArray[np.uint64]:
        """What the words within reach on one side of each anchor can be."""
        near = here[anchors + side]
        for step in range(2, self.reach + 1):
            near |= here[anchors + side * step]
        return near

    def _is_split(self, words: Generation, left: int, right: int) -> bool:
        one, other = words.words[left], words.words[right]
        if one is None or other is None:
            return False
        whole = f"{one.seen} {other.seen}"
        if whole not in self._split:
            self._split[whole] = any(self.resolver.read_split(one, other))
        return self._split[whole]

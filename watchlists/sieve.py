"""Where in a batch of articles a pattern may stand: a first pass over all their words at once, by number.

It may name a place where there is nothing, and never misses one where there is something: what stands there is
decided by the walk in `align`. A word that is all of a pattern counts by itself; the rarest word of a longer pattern
counts where the word that the pattern wants next to it is within reach.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from watchlists.alphabet import Words
from watchlists.lattice import Lazy, Sentence, read, retold, sifted
from watchlists.lexicon import Lexeme
from watchlists.memory import ALONE, MIXED, Generation, Marks, Memory
from watchlists.patterns import LINKING, Anchor, Anchors
from watchlists.resolve import Resolver, Word
from watchlists.sentences import sentence_around

# What a word can be beside `ALONE` and `MIXED`: one word of a longer pattern, the first or last piece of a split word.
ANCHOR, HALF, TAIL = 4, 8, 16
# Two words that were looked at as one: so many are remembered.
_PAIRS = 65_536
_PLACE, _SPLIT, _ANEW = 1, 2, 3


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

    def __init__(self, lexemes: Sequence[Lexeme], anchors: Anchors) -> None:
        self._lexemes, self._anchors = lexemes, anchors
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
            for anchor in self._anchors.get(lexeme, ()):
                if anchor.at == 0 or not first:
                    wants |= self._beside(anchor)
            self._wants[lexeme, first] = wants
        return self._wants[lexeme, first]

    def _beside(self, anchor: Anchor) -> Wants:
        if not anchor.side:
            return Wants(alone=True)
        bit = self._bit(anchor.beside)
        return Wants(after=bit) if anchor.side > 0 else Wants(before=bit)

    def _bit(self, lexeme: int) -> int:
        """One of 64 bits, the same for all lexemes of one word."""
        return 1 << (crc32(self._lexemes[lexeme].seen.encode("utf-8", "replace")) & 63)


@dataclass(frozen=True, slots=True)
class Sifted:
    """A sentence in which something may stand, and the positions of the words to look around."""

    sentence: Sentence
    places: Sequence[int]


@dataclass(frozen=True)
class Sieve:
    """Sieves texts; `reach` is how many words at most one required word of a pattern is from the next."""

    memory: Memory
    reach: int
    resolver: Resolver = field(repr=False)
    _split: dict[str, bool] = field(repr=False, default_factory=dict)

    def sentences(self, texts: Sequence[str]) -> Iterator[tuple[int, Sifted]]:
        """The sentences in which something may stand, each with the number of its text, in order."""
        batch = _Batch.of(texts, self.memory)
        kinds = self._kinds(batch)
        places = np.flatnonzero(kinds)
        of = (np.searchsorted(batch.begins, batch.words.starts[places], "right") - 1).tolist()
        held = zip(of, places.tolist(), kinds[places].tolist(), strict=True)
        for at, some in groupby(held, key=itemgetter(0)):
            for one in self._of(_Text(batch, at), batch, [(place, kind) for _, place, kind in some]):
                yield at, one

    def _kinds(self, batch: "_Batch") -> NDArray[np.uint8]:
        """For each word of a batch whether to look around it, and whether to read its sentence anew."""
        words, numbers = batch.known, batch.numbers
        flags = words.flags[numbers]
        kinds: NDArray[np.uint8] = (flags & ALONE).astype(np.uint8)
        anchors = np.flatnonzero(flags & ANCHOR)
        if len(anchors):
            here, rarest = np.pad(words.here[numbers], self.reach), numbers[anchors]
            near = words.after[rarest] & self._window(here, anchors + self.reach, 1)
            near |= words.before[rarest] & self._window(here, anchors + self.reach, -1)
            kinds[anchors[near > 0]] = _PLACE
        pairs = np.flatnonzero((flags[:-1] & HALF > 0) & (flags[1:] & TAIL > 0)).tolist()
        kinds[[at for at in pairs if self._is_split(words, int(numbers[at]), int(numbers[at + 1]))]] = _SPLIT
        kinds[(kinds > 0) & (flags & MIXED > 0)] = _ANEW
        return kinds

    def _window(self, here: NDArray[np.uint64], anchors: NDArray[np.int64], side: int) -> NDArray[np.uint64]:
        """What the words within reach on one side of each anchor can be."""
        near = here[anchors + side]
        for step in range(2, self.reach + 1):
            near |= here[anchors + side * step]
        return near

    def _is_split(self, words: Generation, left: int, right: int) -> bool:
        one, other = words.words[left], words.words[right]
        if one is None or other is None:
            return True
        whole = f"{one.seen} {other.seen}"
        if whole not in self._split:
            if len(self._split) >= _PAIRS:
                self._split.clear()
            self._split[whole] = any(self.resolver.read_split(one, other))
        return self._split[whole]

    def _of(self, text: "_Text", batch: "_Batch", places: Sequence[tuple[int, int]]) -> Iterator[Sifted]:
        """The sentences of one text that hold these places."""
        at = 0
        while at < len(places):
            span, first, last = text.sentence(places[at][0])
            within = at + 1
            while within < len(places) and places[within][0] < last:
                within += 1
            yield self._sifted(text, batch, places[at:within], span, first, last)
            at = within

    def _sifted(
        self, text: "_Text", batch: "_Batch", held: Sequence[tuple[int, int]], span: tuple[int, int], *ends: int
    ) -> Sifted:
        """One sentence, of which something may stand at the places `held`."""
        first, last = ends
        numbers, kinds = batch.numbers[first:last], {kind for _, kind in held}
        mixed = bool((batch.known.flags[numbers] & MIXED).any())
        if _ANEW in kinds or (mixed and _SPLIT in kinds):
            sentence = read(text.text, *span, self.memory, self.resolver)
            return Sifted(sentence, range(len(sentence.words)))
        starts = text.starts(first, last)
        if mixed:
            sought = {starts[place - first] for place, _ in held}
            sentence = retold(text.text, *span, self.memory)
            return Sifted(sentence, [at for at, token in enumerate(sentence.tokens) if token.start in sought])
        known = Lazy(last - first, lambda at: batch.known.words[numbers[at]])
        split = [place - first for place, kind in held if kind == _SPLIT and place + 1 < last]
        sentence = sifted(text.text, span, starts, known, split, self.resolver)
        places = range(last - first) if split else [place - first for place, _ in held]
        return Sifted(sentence, places)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Texts one after the other, in one encoding; each begins at its `begins`. `known` tells the words by `numbers`."""

    texts: Sequence[str]
    encoded: bytes
    begins: NDArray[np.int64]
    words: Words
    known: Generation
    numbers: NDArray[np.int32]
    marks: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str], memory: Memory) -> "_Batch":
        """The texts with their words numbered."""
        alphabet = memory.alphabet
        encoded = b" ".join([alphabet.encode(text) for text in texts])
        begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
        words = alphabet.words(encoded)

        def text(at: int) -> str:
            start = int(words.starts[at])
            number = int(np.searchsorted(begins, start, "right")) - 1
            return texts[number][start - begins[number] : alphabet.end(encoded, start) - begins[number]]

        known, numbers = memory.numbers(words, text)
        return cls(texts, encoded, begins, words, known, numbers, alphabet.ends(encoded))


class _Text:
    """Where the words and sentences of one text of a batch are."""

    def __init__(self, batch: _Batch, number: int) -> None:
        self.text = batch.texts[number]
        self._begin = int(batch.begins[number])
        first, last = np.searchsorted(batch.marks, batch.begins[number : number + 2])
        self._marks = (batch.marks[first:last] - self._begin).tolist()
        self._starts = batch.words.starts

    def starts(self, first: int, last: int) -> Sequence[int]:
        """The offsets of the words at these places."""
        return Lazy(last - first, lambda at: int(self._starts[first + at]) - self._begin)

    def sentence(self, place: int) -> tuple[tuple[int, int], int, int]:
        """The sentence around a place: its span, its first place and the one behind its last."""
        start, end = sentence_around(self.text, int(self._starts[place]) - self._begin, self._marks)
        first, last = np.searchsorted(self._starts, (start + self._begin, end + self._begin))
        return (start, end), int(first), int(last)

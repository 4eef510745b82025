"""Where in a batch of articles a pattern may stand: a first pass over all their words at once, by number.

It may name a place where there is nothing, and never misses one where there is something: what stands there is
decided by the walk in `align`. A word that is all of a pattern counts by itself; the rarest word of a longer pattern
counts where the word that the pattern wants next to it is within reach.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from watchlists.alphabet import Words
from watchlists.lattice import Sentence, read, retold, sifted
from watchlists.lexicon import Lexeme
from watchlists.memory import ALONE, MIXED, Generation, Marks, Memory
from watchlists.patterns import LINKING, Anchor, Anchors, bit
from watchlists.resolve import Resolver, Word
from watchlists.sentences import sentence_around

# What a word can be beside `ALONE` and `MIXED`: one word of a longer pattern, the first or last piece of a split word.
ANCHOR, HALF, TAIL = 4, 8, 16
# So many pairs of words that may be one are remembered, and words with what they want beside them.
_PAIRS = _WORDS = 65_536
_PLACE, _SPLIT, _ANEW, _LONE = 1, 2, 3, 4
# Two names so many words apart may be named in one breath: «سوريا و"لبنان"».
_BREATH = 2
# All bits of words.
EVERY = (1 << 64) - 1


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
        self._beside_of: dict[str, tuple[frozenset[int], frozenset[int]]] = {}

    def marks(self, word: Word) -> Marks:
        """The marks of a word, by all its readings."""
        here, wanted = 0, Wants()
        for one in word.readings:
            here |= bit(self._lexemes[one.lexeme].seen)
            wants = self._wanted(one.lexeme, first=bool(one.particles) and one.particles not in LINKING)
            wanted |= Wants(wants.alone and not one.weak, wants.before, wants.after)
        flags = (
            ALONE * wanted.alone | ANCHOR * bool(wanted.before or wanted.after) | HALF * word.half | TAIL * word.tail
        )
        return Marks(flags, here, wanted.before, wanted.after)

    def beside(self, word: Word) -> tuple[frozenset[int], frozenset[int]]:
        """The lexemes that the patterns tried at this word want before it, and after it."""
        if word.seen not in self._beside_of:
            if len(self._beside_of) >= _WORDS:
                self._beside_of.clear()
            every = [one for reading in word.readings for one in self._anchors.get(reading.lexeme, ())]
            sides = (frozenset(one.beside for one in every if one.side == side) for side in (-1, 1))
            self._beside_of[word.seen] = (next(sides), next(sides))
        return self._beside_of[word.seen]

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
        return Wants(after=anchor.bit) if anchor.side > 0 else Wants(before=anchor.bit)


class Lone(NamedTuple):
    """A word that is all of a pattern, with nothing of another near it, and the offset where it begins."""

    word: Word
    start: int


class Place(NamedTuple):
    """The position of a word to look around, and by bits the words that are within reach before and after it."""

    at: int
    before: int = EVERY
    after: int = EVERY


@dataclass(frozen=True, slots=True)
class Sifted:
    """A sentence in which something may stand, and the words to look around."""

    sentence: Sentence
    places: Sequence[Place]


@dataclass(frozen=True)
class Sieve:
    """Sieves texts.

    `reach` is how many words at most one required word of a pattern is from the next, `extent` how many at most any
    word of a pattern is from any other.
    """

    memory: Memory
    marker: "Marker"
    reach: int
    extent: int
    resolver: Resolver = field(repr=False)
    _split: dict[str, bool] = field(repr=False, default_factory=dict)

    def sift(self, texts: Sequence[str], ready: Callable[[Word], bool]) -> Iterator[tuple[int, "Lone | Sifted"]]:
        """Where something may stand, each with the number of its text, by texts in order.

        A word that is alone far and wide is given by itself where `ready` says that nothing else has to be known.
        """
        batch = _Batch.of(texts, self.memory)
        held = self._places(batch, ready)
        at = 0
        while at < len(held):
            number = bisect_right(batch.begins, int(batch.words.starts[held[at].at])) - 1
            text = _Text(batch, number)
            end = bisect_left(held, text.last, lo=at, key=lambda one: one.at)
            alone = _lone(held[at:end])
            yield from ((number, text.lone(one)) for one in alone)
            rest = [one for one in held[at:end] if one not in alone]
            yield from ((number, one) for one in self._sentences(text, rest))
            at = end

    def _sentences(self, text: "_Text", held: Sequence["_Held"]) -> Iterator[Sifted]:
        """The sentences of one text that hold these places."""
        at = 0
        while at < len(held):
            span, first, last = text.sentence(held[at].at)
            within = at + 1
            while within < len(held) and held[within].at < last:
                within += 1
            yield self._sifted(text, span, first, last, held[at:within])
            at = within

    def _places(self, batch: "_Batch", ready: Callable[[Word], bool]) -> list["_Held"]:
        """The words of a batch to look around."""
        known, numbers, flags = batch.known, batch.numbers, batch.flags
        kinds: NDArray[np.uint8] = (flags & ALONE).astype(np.uint8)
        before, after = np.zeros(len(numbers), np.uint64), np.zeros(len(numbers), np.uint64)
        anchors = np.flatnonzero(flags & ANCHOR)
        if len(anchors):
            here, rarest = np.pad(known.here[numbers], self.reach), numbers[anchors]
            after[anchors] = self._window(here, anchors + self.reach, 1) & known.after[rarest]
            before[anchors] = self._window(here, anchors + self.reach, -1) & known.before[rarest]
            kinds[anchors[(after[anchors] | before[anchors]) > 0]] = _PLACE
        pairs = np.flatnonzero((flags[:-1] & HALF > 0) & (flags[1:] & TAIL > 0)).tolist()
        kinds[[at for at in pairs if self._is_split(known, int(numbers[at]), int(numbers[at + 1]))]] = _SPLIT
        kinds[(kinds > 0) & (flags & MIXED > 0)] = _ANEW
        found = np.flatnonzero(kinds)
        for at in found[(kinds[found] == _PLACE) & ((before[found] | after[found]) > 0)].tolist():
            if not self._is_near(batch, at):
                kinds[at], before[at], after[at] = flags[at] & ALONE, 0, 0
        found = np.flatnonzero(kinds)
        wide = found[(kinds[found] != _PLACE) | (before[found] | after[found] > 0)]
        for at in found[self._is_apart(found, wide)].tolist() if len(found) else ():
            word = known.words[numbers[at]]
            if word is not None and ready(word):
                kinds[at] = _LONE
        told = (found, kinds[found], before[found], after[found])
        return [_Held(*one) for one in zip(*(some.tolist() for some in told), strict=True)]

    def _is_near(self, batch: "_Batch", at: int) -> bool:
        """Whether a word that one of the patterns wants beside the word at this place is within reach after all."""
        known, word = batch.known, batch.known.words[batch.numbers[at]]
        if word is None:
            return True
        before, after = self.marker.beside(word)
        for wanted, side in ((before, -1), (after, 1)):
            if wanted:
                far = (
                    batch.numbers[at + 1 : at + self.reach + 1]
                    if side > 0
                    else batch.numbers[max(0, at - self.reach) : at]
                )
                for number in far.tolist():
                    other = known.words[number]
                    if known.flags[number] & MIXED or (other is not None and not wanted.isdisjoint(other.lexemes)):
                        return True
        return False

    def _is_apart(self, places: NDArray[np.int64], wide: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which places nothing else covers, and none is named in one breath with."""
        ends = np.concatenate(([-self.extent - 1], wide, [np.iinfo(np.int64).max]))
        after = np.searchsorted(ends, places)
        uncovered = (ends[after] - places > self.extent) & (places - ends[after - 1] > self.extent)
        beside = np.diff(places) <= _BREATH
        return np.asarray(uncovered & ~np.append(beside, False) & ~np.append(False, beside), np.bool_)

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

    def _sifted(self, text: "_Text", span: tuple[int, int], first: int, last: int, held: Sequence["_Held"]) -> Sifted:
        """The sentence from word `first` to `last` of a batch, of which something may stand at the places `held`."""
        kinds, mixed = {one.kind for one in held}, text.is_mixed(first, last)
        if _ANEW in kinds or (mixed and _SPLIT in kinds):
            sentence = read(text.text, *span, self.memory, self.resolver)
            return Sifted(sentence, [Place(at) for at in sentence.read_at()])
        starts = text.starts(first, last)
        if mixed:
            sought = {starts[one.at - first] for one in held}
            sentence = retold(text.text, *span, self.memory)
            return Sifted(sentence, [Place(at) for at, token in enumerate(sentence.tokens) if token.start in sought])
        split = [one.at - first for one in held if one.kind == _SPLIT and one.at + 1 < last]
        sentence = sifted(text.text, span, starts, text.known(first, last), split, self.resolver)
        if split:
            return Sifted(sentence, [Place(at) for at in sentence.read_at()])
        return Sifted(sentence, [Place(one.at - first, one.before, one.after) for one in held])


class _Held(NamedTuple):
    """A word of a batch to look around, and how: see `Place`."""

    at: int
    kind: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class _Batch:
    """Texts one after the other, in one encoding; each begins at its `begins`. `known` tells the words by `numbers`."""

    texts: Sequence[str]
    begins: Sequence[int]
    words: Words
    known: Generation
    numbers: NDArray[np.int32]
    flags: NDArray[np.uint8]
    marks: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str], memory: Memory) -> "_Batch":
        """The texts with their words numbered."""
        alphabet = memory.alphabet
        encoded = b" ".join([alphabet.encode(text) for text in texts])
        begins = [0, *accumulate(len(text) + 1 for text in texts)]
        words = alphabet.words(encoded)

        def text(at: int) -> str:
            start = int(words.starts[at])
            number = bisect_right(begins, start) - 1
            return texts[number][start - begins[number] : alphabet.end(encoded, start) - begins[number]]

        known, numbers = memory.numbers(words, text)
        return cls(texts, begins, words, known, numbers, known.flags[numbers], alphabet.ends(encoded))


def _lone(held: Sequence[_Held]) -> list[_Held]:
    """The lone words of a text; none where a sentence has to be read anew, in which they would be found again."""
    if any(one.kind in (_SPLIT, _ANEW) for one in held):
        return []
    return [one for one in held if one.kind == _LONE]


class _Text:
    """Where the words and sentences of one text of a batch are; its words end before the batch's word `last`."""

    def __init__(self, batch: _Batch, number: int) -> None:
        self.text, self._batch = batch.texts[number], batch
        self._begin, end = batch.begins[number : number + 2]
        first, last = np.searchsorted(batch.marks, (self._begin, end))
        self._marks = (batch.marks[first:last] - self._begin).tolist()
        self._first, self.last = np.searchsorted(batch.words.starts, (self._begin, end)).tolist()
        self._starts: list[int] = (batch.words.starts[self._first : self.last] - self._begin).tolist()
        self._mixed = np.flatnonzero(batch.flags[self._first : self.last] & MIXED).tolist()

    def lone(self, held: _Held) -> Lone:
        """The word at a place."""
        word = self._batch.known.words[self._batch.numbers[held.at]]
        assert word is not None, "a word that is all of a pattern is known"
        return Lone(word, self._starts[held.at - self._first])

    def starts(self, first: int, last: int) -> list[int]:
        """The offsets of the words at these places."""
        return self._starts[first - self._first : last - self._first]

    def known(self, first: int, last: int) -> Sequence[Word | None]:
        """What is known of the words at these places."""
        words = self._batch.known.words
        return [words[number] for number in self._batch.numbers[first:last].tolist()]

    def is_mixed(self, first: int, last: int) -> bool:
        """Whether any of these runs is several words."""
        at = bisect_left(self._mixed, first - self._first)
        return at < len(self._mixed) and self._mixed[at] < last - self._first

    def sentence(self, place: int) -> tuple[tuple[int, int], int, int]:
        """The sentence around a place: its span, its first place and the one behind its last."""
        start, end = sentence_around(self.text, self._starts[place - self._first], self._marks)
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return (start, end), first + self._first, last + self._first

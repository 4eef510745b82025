"""Where in a batch of articles a pattern may stand: a first pass over all their words at once, by number.

It may name a place where there is nothing, and never misses one where there is something: what stands there is
decided by the walk in `align`. A word that is all of a pattern counts by itself; the rarest word of a longer pattern
counts where the word that the pattern wants next to it is within reach.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from watchlists.batch import Batch, Text
from watchlists.lattice import Sentence, read, retold, sifted
from watchlists.marks import ALONE, ANCHOR, HALF, MIXED, TAIL, Marker
from watchlists.memory import Generation, Memory
from watchlists.resolve import Resolver, Word

# So many pairs of words that may be one are remembered.
_PAIRS = 65_536
_PLACE, _SPLIT, _ANEW, _LONE = 1, 2, 3, 4
# Two names so many words apart may be named in one breath: «سوريا و"لبنان"».
_BREATH = 2
# All bits of words.
EVERY = (1 << 64) - 1


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
    marker: Marker
    reach: int
    extent: int
    resolver: Resolver = field(repr=False)
    _split: dict[str, bool] = field(repr=False, default_factory=dict)

    def sift(self, texts: Sequence[str], ready: Callable[[Word], bool]) -> Iterator[tuple[int, "Lone | Sifted"]]:
        """Where something may stand, each with the number of its text, by texts in order.

        A word that is alone far and wide is given by itself where `ready` says that nothing else has to be known.
        """
        batch = Batch.of(texts, self.memory)
        held = self._places(batch, ready)
        at = 0
        while at < len(held):
            number = bisect_right(batch.begins, int(batch.words.starts[held[at].at])) - 1
            text = Text(batch, number)
            end = bisect_left(held, text.last, lo=at, key=lambda one: one.at)
            alone = dict.fromkeys(_lone(held[at:end]))
            yield from ((number, Lone(*text.known_at(one.at))) for one in alone)
            rest = [one for one in held[at:end] if one not in alone]
            yield from ((number, one) for one in self._sentences(text, rest))
            at = end

    def _sentences(self, text: Text, held: Sequence["_Held"]) -> Iterator[Sifted]:
        """The sentences of one text that hold these places."""
        at = 0
        while at < len(held):
            span, first, last = text.sentence(held[at].at)
            within = at + 1
            while within < len(held) and held[within].at < last:
                within += 1
            yield self._sifted(text, span, first, last, held[at:within])
            at = within

    def _places(self, batch: Batch, ready: Callable[[Word], bool]) -> list["_Held"]:
        """The words of a batch to look around."""
        known, numbers, flags = batch.known, batch.numbers, batch.flags
        kinds: NDArray[np.uint8] = (flags & ALONE).astype(np.uint8)
        before, after = np.zeros(len(numbers), np.uint64), np.zeros(len(numbers), np.uint64)
        anchors = np.flatnonzero(flags & ANCHOR)
        if len(anchors):
            here, rarest = np.zeros(len(numbers) + 2 * self.reach, np.uint64), numbers[anchors]
            here[self.reach : self.reach + len(numbers)] = known.here[numbers]
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

    def _is_near(self, batch: Batch, at: int) -> bool:
        """Whether a word that one of the patterns wants beside the word at this place is within reach after all."""
        known, word = batch.known, batch.known.words[batch.numbers[at]]
        if word is None:
            return True
        before, after = self.marker.beside(word)
        words, mixed = known.words, known.mixed
        for wanted, first, last in ((after, at + 1, at + self.reach + 1), (before, max(0, at - self.reach), at)):
            if not wanted:
                continue
            for number in batch.numbers[first:last].tolist():
                other = words[number]
                if (other is not None and not wanted.isdisjoint(other.lexemes)) or number in mixed:
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

    def _sifted(self, text: Text, span: tuple[int, int], first: int, last: int, held: Sequence["_Held"]) -> Sifted:
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


def _lone(held: Sequence[_Held]) -> list[_Held]:
    """The lone words of a text; none where a sentence has to be read anew, in which they would be found again."""
    if any(one.kind in (_SPLIT, _ANEW) for one in held):
        return []
    return [one for one in held if one.kind == _LONE]

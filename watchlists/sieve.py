"""Where in a batch of articles a pattern may stand: a first pass over all their words at once, by number.

It may name a place where there is nothing, and never misses one where there is something: what stands there is
decided by the walk in `align`. A word that is all of a pattern counts by itself; the rarest word of a longer pattern
counts where the word that the pattern wants next to it is within reach.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from watchlists.batch import Batch, Text
from watchlists.guesses import Filter
from watchlists.lattice import Sentence, read, retold, sifted
from watchlists.marks import ALONE, ANCHOR, GUESSED, HALF, MIXED, TAIL, Marker, Tries, Try, Wanted
from watchlists.memory import Memory
from watchlists.normalize import letters, tokens
from watchlists.passage import Alone, Passage, Place, Sifted
from watchlists.patterns import joint
from watchlists.resolve import Resolver, Word
from watchlists.stretch import Stretch

# Of so many pairs of words it is remembered whether they may be one.
_PAIRS = 65_536
# So few of them are looked at one by one.
_FEW = 8
# What is to be done at a place: tell what its word stands for by itself; walk from it; read the sentence because a word
# may stand there in pieces, or because one run is several words.
_ALONE, _WALK, _SPLIT, _ANEW = 1, 2, 4, 8


@dataclass(frozen=True)
class Sieve:
    """Sieves texts.

    `reach` is how many words at most one required word of a pattern is from the next, `extent` how many any word of one
    is from any other; `joints` tells which two words a pattern wants beside each other.
    """

    memory: Memory
    marker: Marker
    reach: int
    extent: int
    joints: Filter = field(repr=False)
    resolver: Resolver = field(repr=False)

    def sift(self, texts: Sequence[str]) -> Iterator[Passage]:
        """The texts in which something may stand, in order."""
        batch = Batch.of(texts, self.memory)
        held = self._places(batch)
        numbers = (np.searchsorted(batch.bounds, [one.at for one in held], "right") - 1).tolist()
        lone = [(one.at, number) for one, number in zip(held, numbers, strict=True) if one.kind & _ALONE]
        places = [at for at, _ in lone]
        spans = dict(zip(places, batch.spans(np.array(places, np.intp), [number for _, number in lone]), strict=True))
        at = 0
        while at < len(held):
            number, end = numbers[at], at + 1
            while end < len(held) and numbers[end] == number:
                end += 1
            yield self._passage(batch, number, held[at:end], spans)
            at = end

    def _passage(
        self,
        batch: Batch,
        number: int,
        held: Sequence["_Held"],
        spans: Mapping[int, tuple[int, int]],
    ) -> "_Passage":
        """The text with this number, which holds these places."""
        text, read = Text(batch, number), list[range]()
        sentences = list(self._read(text, held, read))
        if read:
            held = [one for one in held if not _is_in(one.at, read)]
        sentences += self._walks(text, number, [one for one in held if one.kind & _WALK])
        words = ((batch.word(one.at), one.at) for one in held if one.kind & _ALONE)
        alone = [Alone(word, *spans[at]) for word, at in words if word is not None]
        return _Passage(number, text, alone, sentences, self)

    def _read(self, text: Text, held: Sequence["_Held"], read: list[range]) -> Iterator[Sifted]:
        """The sentences that have to be read word by word, of which the places are put to `read`."""
        for one in held:
            if one.kind & (_SPLIT | _ANEW) and not (read and one.at in read[-1]):
                span, first, last = text.sentence(one.at)
                read.append(range(first, last))
                inside = held[bisect_left(held, first, key=_at) : bisect_left(held, last, key=_at)]
                yield self._sifted(text, span, first, last, inside)

    def _walks(self, text: Text, number: int, held: Sequence["_Held"]) -> Iterator[Sifted]:
        """The words around each place, as far as one of its patterns may reach; where one run is several, sentences."""
        mixed: list[_Held] = []
        for one in held:
            first, last = text.window(one.at, max(tried.extent for tried in one.tries) + 1)
            if text.batch.known.mixed.isdisjoint(text.batch.numbers[first:last].tolist()):
                yield Sifted(Stretch(text.batch, number, first, last), [Place(one.at - first, one.tries)])
            else:
                mixed.append(one)
        at = 0
        while at < len(mixed):
            span, first, last = text.sentence(mixed[at].at)
            end = bisect_left(mixed, last, key=_at)
            yield self._sifted(text, span, first, last, mixed[at:end])
            at = end

    def sentence(self, text: Text, start: int) -> Sentence:
        """The sentence around a word of a text, read as far as it is asked for."""
        span, first, last = text.sentence(text.place(start))
        return self._sifted(text, span, first, last, self._pieces(text, first, last)).sentence

    def _pieces(self, text: Text, first: int, last: int) -> list["_Held"]:
        """The places of a sentence where a word may stand in pieces, or where a run is several words."""
        if text.is_mixed(first, last):
            return [_Held(first, _ANEW)]
        return [_Held(at, _SPLIT) for at in self._splits(text.batch, first, last)]

    def _places(self, batch: Batch) -> list["_Held"]:
        """The words of a batch to look at. What is only guessed of them is found out."""
        flags = batch.known.flags.take(batch.numbers)
        at = (flags & (ALONE | ANCHOR)).nonzero()[0]
        found: list[_Held] = []
        if len(at):
            here = np.zeros(len(flags) + 2 * self.reach, np.uint64)
            here[self.reach : self.reach + len(flags)] = batch.known.here.take(batch.numbers)
            kinds, before, after = self._kinds(batch, at, here)
            held = kinds.nonzero()[0]
            at, kinds, before, after = at[held], kinds[held], before[held], after[held]
            guessed = set(batch.numbers[at[flags[at] & GUESSED > 0]].tolist())
            if guessed:
                for number in guessed:
                    self.memory.known(batch.known, number)
                kinds, before, after = self._kinds(batch, at, here)
            columns = (column.tolist() for column in (at, kinds, before, after, batch.numbers[at]))
            found = [self._told(batch, *one) for one in zip(*columns, strict=True)]
        splits = self._splits(batch, 0, len(flags))
        splits = [place for place in splits if self._matters(batch, place, splits, found)]
        if splits:
            kinds_at = {one.at: one for one in found}
            for place in splits:
                one = kinds_at.get(place) or _Held(place, 0)
                kinds_at[place] = one._replace(kind=one.kind | _SPLIT)
            found = [kinds_at[place] for place in sorted(kinds_at)]
        return [one for one in found if one.kind]

    def _kinds(
        self, batch: Batch, at: NDArray[np.intp], here: NDArray[np.uint64]
    ) -> tuple[NDArray[np.uint8], NDArray[np.uint64], NDArray[np.uint64]]:
        """What is to be done at some places; and how far before and after each there may be a word that is wanted."""
        numbers, known = batch.numbers.take(at), batch.known
        flags = known.flags.take(numbers)
        kinds = (flags & ALONE).astype(np.uint8)
        before, after = self._steps(batch, at, numbers, here)
        kinds[(after | before).nonzero()[0]] |= _WALK
        if known.mixed:
            kinds[(kinds > 0) & (flags & MIXED > 0)] = _ANEW
        return kinds, before, after

    def _steps(
        self, batch: Batch, at: NDArray[np.intp], numbers: NDArray[np.int32], here: NDArray[np.uint64]
    ) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """For each place bits for the steps before it, and after it, at which one of the words may be that are wanted.

        Which word may be where is told by bits first, and of those that are left by the roots of both.
        """
        known, steps = batch.known, np.arange(1, self.reach + 1)
        wanted = np.concatenate((known.before.take(numbers), known.after.take(numbers)))
        anchors = wanted.nonzero()[0]
        places, wanted = np.concatenate((at, at)).take(anchors), wanted.take(anchors)
        sides = np.where(anchors < len(at), -1, 1)
        others = places[:, None] + sides[:, None] * steps
        rows, columns = (here[others + self.reach] & wanted[:, None]).nonzero()
        one = known.root.take(batch.numbers.take(places.take(rows)))
        other = known.root.take(batch.numbers.take(others[rows, columns]))
        forward = sides.take(rows) > 0
        told = joint(np.where(forward, one, other), np.where(forward, other, one))
        held = ((one == 0) | (other == 0) | self.joints.holds(told)).nonzero()[0]
        found = np.zeros(2 * len(at), np.uint64)
        np.bitwise_or.at(found, anchors.take(rows.take(held)), np.uint64(2) << columns.take(held).astype(np.uint64))
        return found[: len(at)], found[len(at) :]

    def _told(self, batch: Batch, at: int, kind: int, before: int, after: int, number: int) -> "_Held":
        """With the patterns of which a wanted word is near, and without the walk where there are none."""
        word = self.memory.known(batch.known, number) if kind & _WALK else None
        if word is None:
            return _Held(at, kind)
        wanted = self.marker.beside(word)
        tries = self._tries(batch, at, 1, after, wanted[1]) if after else []
        if before:
            tries += self._tries(batch, at, -1, before, wanted[0])
        return _Held(at, kind, list({id(one): one for one in tries}.values())) if tries else _Held(at, kind & ~_WALK)

    def _tries(self, batch: Batch, at: int, side: int, steps: int, wanted: Tries) -> list[Try]:
        """The patterns that want a word which is as near to a place as they want it, so many `steps` to a side."""
        known, tries = batch.known, list[Try]()
        for step in range(1, steps.bit_length()):
            if not steps >> step & 1:
                continue
            number = int(batch.numbers[at + side * step])
            word = self.memory.known(known, number)
            if word is None and number in known.mixed:  # what they are is seen when the sentence is told anew
                return [one for held in wanted.values() for one in held]
            if word is None or wanted.keys().isdisjoint(word.lexemes):
                continue
            for one in (one for lexeme in word.lexemes for one in wanted.get(lexeme, ())):
                if step <= one.wanted.reach and self._may_lie_between(batch, at, at + side * step, one.wanted):
                    tries.append(one)
        return tries

    def _may_lie_between(self, batch: Batch, one: int, other: int, wanted: Wanted) -> bool:
        """Whether the words between two places may stand inside a name."""
        between = range(min(one, other) + 1, max(one, other))
        return wanted.may_stand is None or all(
            int(batch.numbers[at]) in batch.known.mixed or wanted.may_stand(batch.seen(at)) for at in between
        )

    def _splits(self, batch: Batch, first: int, last: int) -> list[int]:
        """Where two of the words from `first` to `last` may be one watched word in pieces."""
        flags = batch.known.flags[batch.numbers[first:last]]
        pairs = first + ((flags[:-1] & HALF > 0) & (flags[1:] & TAIL > 0)).nonzero()[0]
        if not len(pairs):
            return []
        remembered = batch.known.pairs
        keys = batch.numbers[pairs].astype(np.int64) << 32 | batch.numbers[pairs + 1]
        told: dict[int, int] = dict(zip(keys.tolist(), pairs.tolist(), strict=True))
        new = {key: at for key, at in told.items() if key not in remembered}
        if new:
            if len(remembered) >= _PAIRS:
                remembered.clear()
            maybe = [True] * len(new)
            if len(new) > _FEW:
                runs = [batch.words.run(at) + batch.words.run(at + 1) for at in new.values()]
                maybe = self.memory.may_be_watched(runs)
            for (key, at), held in zip(new.items(), maybe, strict=True):
                remembered[key] = held and self._is_split(batch, at)
        return [at for key, at in zip(keys.tolist(), pairs.tolist(), strict=True) if remembered.get(key, True)]

    def _is_split(self, batch: Batch, at: int) -> bool:
        left, right = self._piece(batch, at, -1), self._piece(batch, at + 1, 0)
        if not self.resolver.may_be_split(letters(left), letters(right)):
            return False
        return any(self.resolver.read_split(self.memory.word(left), self.memory.word(right)))

    def _matters(self, batch: Batch, at: int, splits: Sequence[int], found: Sequence["_Held"]) -> bool:
        """Whether the word in pieces at a place is all of a pattern, or near what a pattern wants with it."""
        word = self.memory.word(self._piece(batch, at, -1) + self._piece(batch, at + 1, 0))
        if self.marker.marks(word).flags & ALONE or len(splits) > _FEW:
            return True
        if any(0 < abs(other - at) <= self.reach + 1 for other in splits):
            return True
        for side, first in ((-1, at - 1), (1, at + 2)):
            for place in range(first, first + side * self.reach, side):
                if 0 <= place < len(batch.numbers) and self._are_wanted(batch, word, place, side):
                    return True
        near = found[bisect_left(found, at - self.extent, key=_at) : bisect_left(found, at + self.extent, key=_at)]
        return any(not word.lexemes.isdisjoint(tried.lexemes) for one in near for tried in one.tries)

    def _are_wanted(self, batch: Batch, word: Word, place: int, side: int) -> bool:
        """Whether a pattern wants a word and that at a place to its side beside each other."""
        other = batch.word(place)
        if other is None:
            return int(batch.numbers[place]) in batch.known.mixed
        mine, its = self.marker.beside(word)[side > 0], self.marker.beside(other)[side < 0]
        return not (other.lexemes.isdisjoint(mine) and word.lexemes.isdisjoint(its))

    def _piece(self, batch: Batch, at: int, which: int) -> str:
        """The word at a place as it stands there, or as a reader sees it; of several in one run the first or last."""
        if int(batch.numbers[at]) in batch.known.mixed:
            return list(tokens(batch.run(at)))[which].text
        return batch.seen(at)

    def _sifted(self, text: Text, span: tuple[int, int], first: int, last: int, held: Sequence["_Held"]) -> Sifted:
        """The sentence from word `first` to `last` of a batch, of which something may stand at the places `held`."""
        kinds, mixed = 0, text.is_mixed(first, last)
        for one in held:
            kinds |= one.kind
        if kinds & _ANEW or (mixed and kinds & _SPLIT):
            sentence = read(text.text, *span, self.memory, self.resolver)
            return Sifted(sentence, [Place(at) for at in sentence.read_at()])
        starts = text.starts(first, last)
        if mixed:
            sought = {starts[one.at - first]: one.tries for one in held if one.kind & _WALK}
            sentence = retold(text.text, *span, self.memory)
            places = [
                Place(at, sought[token.start]) for at, token in enumerate(sentence.tokens) if token.start in sought
            ]
            return Sifted(sentence, places)
        split = [one.at - first for one in held if one.kind & _SPLIT and one.at + 1 < last]
        sentence = sifted(text.text, span, starts, text.known(first, last), split, self.resolver)
        if kinds & _SPLIT:
            return Sifted(sentence, [Place(at) for at in sentence.read_at()])
        return Sifted(sentence, [Place(one.at - first, one.tries) for one in held if one.kind & _WALK])


class _Held(NamedTuple):
    """A word of a batch to look at, what is to be done there, and the patterns to look for."""

    at: int
    kind: int
    tries: Sequence[Try] = ()


_at = attrgetter("at")


def _is_in(place: int, ranges: Sequence[range]) -> bool:
    """Whether a place is in one of some ranges, sorted."""
    at = bisect_right(ranges, place, key=lambda one: one.start)
    return at > 0 and place in ranges[at - 1]


class _Passage(Passage):
    """A text whose other sentences are found when they are asked for."""

    def __init__(
        self, number: int, text: Text, alone: Sequence[Alone], sentences: Sequence[Sifted], sieve: Sieve
    ) -> None:
        super().__init__(number, text.text, alone, sentences)
        self._text, self._sieve = text, sieve
        self._last: Sentence | None = None

    def around(self, start: int, characters: int) -> tuple[int, int]:
        return self._text.clipped(start, start - characters, start + characters)

    def sentence(self, start: int) -> Sentence:
        if self._last is None or not self._last.span[0] <= start < self._last.span[1]:
            self._last = self._sieve.sentence(self._text, start)
        return self._last

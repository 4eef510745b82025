"""Several texts as the numbers of their words, one text after the other, and where words and sentences begin."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from watchlists.alphabet import RARE, Words
from watchlists.marks import MIXED
from watchlists.memory import Generation, Memory
from watchlists.normalize import letters, token_at
from watchlists.resolve import Word
from watchlists.sentences import clipped, sentence_around


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts one after the other, in one encoding; each begins at its `begins`, and its words at its `bounds`.

    `known` tells the words by `numbers`, `run` how the one at a place stands in its text.
    """

    texts: Sequence[str]
    encoded: bytes
    begins: Sequence[int]
    bounds: Sequence[int]
    words: Words
    memory: Memory
    known: Generation
    numbers: NDArray[np.int32]
    run: Callable[[int], str]

    @classmethod
    def of(cls, texts: Sequence[str], memory: Memory) -> "Batch":
        """The texts with their words numbered."""
        alphabet = memory.alphabet
        encoded = b" ".join([alphabet.encode(text) for text in texts])
        begins = [0, *accumulate(len(text) + 1 for text in texts)]
        words = alphabet.words(encoded)
        bounds: list[int] = np.searchsorted(words.starts, begins).tolist()

        def text(at: int) -> str:
            start, number = int(words.starts[at]), bisect_left(bounds, at + 1) - 1
            return texts[number][start - begins[number] : alphabet.end(encoded, start) - begins[number]]

        known, numbers = memory.numbers(words, text)
        return cls(texts, encoded, begins, bounds, words, memory, known, numbers, text)

    def word(self, at: int) -> Word | None:
        """The word at a place of the batch, or None for one of no interest or several in one run."""
        return self.memory.known(self.known, int(self.numbers[at]))

    def seen(self, at: int) -> str:
        """What a reader sees of the run at a place."""
        word = self.known.words[self.numbers[at]]
        if isinstance(word, Word):
            return word.seen
        run = self.words.run(at)
        return self.memory.alphabet.word(run) if RARE not in run else letters(self.run(at))

    def span(self, place: int, text: int) -> tuple[int, int]:
        """Where the word at a place stands in its text, which has this number."""
        start, length = int(self.words.starts[place]), self.words.length(place)
        return self._span(start, start + length, text)

    def spans(self, places: NDArray[np.intp], texts: Sequence[int]) -> list[tuple[int, int]]:
        """Where the words at these places stand in their texts, by the numbers of those."""
        starts = self.words.starts.take(places)
        ends = starts + self.words.lasts.take(places) - self.words.firsts.take(places)
        return [self._span(*one) for one in zip(starts.tolist(), ends.tolist(), texts, strict=True)]

    def _span(self, start: int, end: int, text: int) -> tuple[int, int]:
        begin = self.begins[text]
        if self.memory.alphabet.is_between(self.encoded[end : end + 1]):
            return start - begin, end - begin
        return start - begin, token_at(self.texts[text], start - begin).end  # marks and the like stand inside


class Text:
    """Where the words and sentences of one text of a batch are; its words are those from `first` to `last`."""

    def __init__(self, batch: Batch, number: int) -> None:
        self.text, self.batch = batch.texts[number], batch
        self._begin, self._end = batch.begins[number], batch.begins[number + 1] - 1
        self.first, self.last = batch.bounds[number : number + 2]

    def starts(self, first: int, last: int) -> list[int]:
        """The offsets of the words at these places."""
        return self._starts[first - self.first : last - self.first]

    def known(self, first: int, last: int) -> "Sequence[Word | None]":
        """What is known of the words at these places."""
        return _Known(self.batch, first, last)

    def is_mixed(self, first: int, last: int) -> bool:
        """Whether any of these runs is several words."""
        at = bisect_left(self._mixed, first - self.first)
        return at < len(self._mixed) and self._mixed[at] < last - self.first

    def sentence(self, place: int) -> tuple[tuple[int, int], int, int]:
        """The sentence around a place: its span, its first place and the one behind its last."""
        start, end = sentence_around(self.text, self._starts[place - self.first], self._marks)
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return (start, end), first + self.first, last + self.first

    def clipped(self, offset: int, low: int, high: int) -> tuple[int, int]:
        """As much of the sentence that holds the word at this offset as lies from `low` to `high`."""
        low, high = max(low, 0), min(high, len(self.text))
        piece = self.batch.encoded[self._begin + low : self._begin + high]
        return clipped(self.text, low, high, offset, self.batch.memory.alphabet.ends_of(piece, low))

    def window(self, place: int, around: int) -> tuple[int, int]:
        """The places of the sentence around this one that are at most so many words away: first, and behind last."""
        first, last = max(self.first, place - around), min(self.last, place + around + 1)
        starts: list[int] = (self.batch.words.starts[first:last] - self._begin).tolist()
        start, end = self.clipped(starts[place - first], starts[0], starts[-1] + 1)
        return first + bisect_left(starts, start), first + bisect_left(starts, end)

    def place(self, offset: int) -> int:
        """The place of the run that holds the character at this offset."""
        return bisect_left(self._starts, offset + 1) - 1 + self.first

    @cached_property
    def _starts(self) -> list[int]:
        starts: list[int] = (self.batch.words.starts[self.first : self.last] - self._begin).tolist()
        return starts

    @cached_property
    def _marks(self) -> list[int]:
        marks: list[int] = self.batch.memory.alphabet.ends(self.batch.encoded[self._begin : self._end]).tolist()
        return marks

    @cached_property
    def _mixed(self) -> list[int]:
        flags = self.batch.known.flags[self.batch.numbers[self.first : self.last]]
        mixed: list[int] = np.flatnonzero(flags & MIXED).tolist()
        return mixed


class _Known(Sequence["Word | None"]):
    """The words at some places of a batch, each read when it is asked for."""

    def __init__(self, batch: Batch, first: int, last: int) -> None:
        self.batch = batch
        self._numbers: list[int] = batch.numbers[first:last].tolist()

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        return self.batch.memory.known(self.batch.known, self._numbers[at])

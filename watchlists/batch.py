"""Several texts as the numbers of their words, one text after the other, and where words and sentences begin."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from watchlists.alphabet import Words
from watchlists.marks import MIXED
from watchlists.memory import Generation, Memory
from watchlists.resolve import Word
from watchlists.sentences import sentence_around


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts one after the other, in one encoding; each begins at its `begins`. `known` tells the words by `numbers`."""

    texts: Sequence[str]
    begins: Sequence[int]
    words: Words
    known: Generation
    numbers: NDArray[np.int32]
    flags: NDArray[np.uint8]
    marks: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str], memory: Memory) -> "Batch":
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


class Text:
    """Where the words and sentences of one text of a batch are; its words end before the batch's word `last`."""

    def __init__(self, batch: Batch, number: int) -> None:
        self.text, self._batch = batch.texts[number], batch
        self._begin, end = batch.begins[number : number + 2]
        first, last = np.searchsorted(batch.marks, (self._begin, end))
        self._marks = (batch.marks[first:last] - self._begin).tolist()
        self._first, self.last = np.searchsorted(batch.words.starts, (self._begin, end)).tolist()
        self._starts: list[int] = (batch.words.starts[self._first : self.last] - self._begin).tolist()
        self._mixed = np.flatnonzero(batch.flags[self._first : self.last] & MIXED).tolist()

    def known_at(self, place: int) -> tuple[Word, int]:
        """A known word, and the offset where it begins."""
        word = self._batch.known.words[self._batch.numbers[place]]
        assert word is not None, "a word that is all of a pattern is known"
        return (word, self._starts[place - self._first])

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

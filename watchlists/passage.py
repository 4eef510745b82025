"""What the first pass leaves of a text: words that are all of a name, and words to look around."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from watchlists.lattice import Sentence
from watchlists.marks import Try
from watchlists.resolve import Word


class Alone(NamedTuple):
    """A word that is all of a pattern, and where it stands in its text."""

    word: Word
    start: int
    end: int


class Place(NamedTuple):
    """The position of a word to look around, and the patterns to look for there: None for all."""

    at: int
    tries: Sequence[Try] | None = None


@dataclass(frozen=True, slots=True)
class Sifted:
    """A sentence in which something may stand, and the words to look around."""

    sentence: Sentence
    places: Sequence[Place]


class Passage:
    """One text of a batch in which something may stand: words by themselves, and sentences to walk in."""

    def __init__(self, number: int, text: str, alone: Sequence[Alone], sentences: Sequence[Sifted]) -> None:
        self.number, self.text, self.alone, self.sentences = number, text, alone, sentences

    def around(self, start: int, characters: int) -> tuple[int, int]:
        """The span of the sentence that holds the word which begins at `start`, or so many characters of it around."""
        return self.sentence(start).span

    def sentence(self, start: int) -> Sentence:
        """The sentence that holds the word which begins at `start`, with all readings of its words."""
        return next(one.sentence for one in self.sentences if one.sentence.span[0] <= start < one.sentence.span[1])

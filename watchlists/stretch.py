"""The words around a place of a batch, as the walk wants them: each looked up by its number when it is asked for."""

from collections.abc import Sequence

from watchlists.batch import Batch
from watchlists.lattice import Edge, Lazy, Sentence
from watchlists.normalize import Token
from watchlists.resolve import Word


class Stretch(Sentence):
    """The words of one text from place `first` to `last` of a batch, all in one sentence, none of them in pieces."""

    def __init__(self, batch: Batch, text: int, first: int, last: int) -> None:
        self.text, self.longer = batch.texts[text], ()
        self._batch, self._text, self._first = batch, text, first
        self._numbers: list[int] = batch.numbers[first:last].tolist()
        self.tokens = Lazy(len(self._numbers), self._token)
        self.words = Lazy(len(self._numbers), self._word)

    def starting(self, at: int) -> Sequence[Edge]:
        """The readings of the word at this position; none behind the last."""
        if at >= len(self._numbers):
            return ()
        word = self._batch.memory.known(self._batch.known, self._numbers[at])
        return [Edge(at, at + 1, reading) for reading in word.readings] if word is not None else ()

    def ending(self, at: int) -> Sequence[Edge]:
        """The readings of the word before this position; none before the first."""
        return self.starting(at - 1) if at > 0 else ()

    def _token(self, at: int) -> Token:
        start, end = self._batch.span(self._first + at, self._text)
        return Token(self.text[start:end], start, end)

    def _word(self, at: int) -> Word:
        word = self._batch.memory.known(self._batch.known, self._numbers[at])
        return word if word is not None else Word(self._batch.seen(self._first + at))

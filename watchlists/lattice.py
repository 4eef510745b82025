"""One sentence with all readings of its words, among them words written in two pieces.

What the first pass knows is enough for most sentences (`sifted`): its words are told by their numbers, and only those
that the walk touches are looked up in the text. A run of several words is counted anew (`retold`); where a word may be
written in pieces, the sentence is read word by word (`read`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar, overload

from watchlists.memory import Memory
from watchlists.normalize import ZWNJ, ZWSP, Token, glued_runs, letters, token_at, tokens
from watchlists.resolve import Reading, Resolver, Word

_GLUE = frozenset({ZWNJ, ZWSP})
_T = TypeVar("_T")


class Edge(NamedTuple):
    """A reading of the words from `start` to `end` (token positions, end exclusive)."""

    start: int
    end: int
    reading: Reading


class Sentence:
    """The words of one sentence with their readings, the text they stand in, and where it does so.

    `longer` are the readings that take more than one word; `known` are the words again, None for those of no interest.
    """

    def __init__(
        self,
        text: str,
        span: tuple[int, int],
        tokens: Sequence[Token],
        words: Sequence[Word],
        longer: Iterable[Edge] = (),
        known: Sequence[Word | None] | None = None,
    ) -> None:
        self.text, self.span, self.tokens, self.words, self.longer = text, span, tokens, words, tuple(longer)
        self.known: Sequence[Word | None] = words if known is None else known
        self._starting: dict[int, list[Edge]] = {}
        self._ending: dict[int, list[Edge]] = {}
        self._of: dict[int, list[Edge]] | None = None
        self._longer = frozenset(edge.reading.lexeme for edge in self.longer)
        for edge in self.longer:
            self._starting.setdefault(edge.start, []).append(edge)
            self._ending.setdefault(edge.end, []).append(edge)

    def starting(self, at: int) -> Sequence[Edge]:
        """The readings that begin at this position; none behind the last."""
        if at >= len(self.words):
            return ()
        return [*self._alone(at), *self._starting.get(at, ())]

    def read_at(self) -> list[int]:
        """The positions at which any reading begins."""
        known = enumerate(self.known)
        return [at for at, word in known if word is not None and (word.readings or at in self._starting)]

    def ending(self, at: int) -> Sequence[Edge]:
        """The readings that end before this position; none before the first."""
        return [*self._alone(at - 1), *self._ending.get(at, ())] if at > 0 else ()

    def holds(self, lexeme: int, at: int, side: int, reach: int) -> bool:
        """Whether a word within reach after (`side` 1) or before (-1) this position can be the lexeme."""
        last = len(self.known) if side > 0 else -1
        for one in range(at + side, min(at + reach + 1, last) if side > 0 else max(at - reach - 1, last), side):
            word = self.known[one]
            if word is not None and lexeme in word.lexemes:
                return True
        return lexeme in self._longer

    def of(self, lexeme: int) -> Sequence[Edge]:
        """The readings as this lexeme."""
        return self._by_lexeme().get(lexeme, ())

    def lexemes(self) -> Collection[int]:
        """All that any word can be."""
        return self._by_lexeme().keys()

    def _by_lexeme(self) -> dict[int, list[Edge]]:
        if self._of is None:
            self._of = {}
            for edge in (edge for at in self.read_at() for edge in self.starting(at)):
                self._of.setdefault(edge.reading.lexeme, []).append(edge)
        return self._of

    def _alone(self, at: int) -> list[Edge]:
        return [Edge(at, at + 1, reading) for reading in self.words[at].readings]

    def between(self, left: int) -> str:
        """What stands between the token at `left` and the next, without white space."""
        return "".join(self.text[self.tokens[left].end : self.tokens[left + 1].start].split())


def sifted(
    text: str,
    span: tuple[int, int],
    starts: Sequence[int],
    known: Sequence[Word | None],
    split: Iterable[int],
    resolver: Resolver,
) -> Sentence:
    """The sentence `span` whose words begin at `starts`, each alone; `known` tells None of those of no interest.

    At the positions `split` a word may begin that is written in two pieces.
    """
    held = Lazy(len(starts), lambda at: token_at(text, starts[at]))
    words = Lazy(len(starts), lambda at: known[at] or Word(letters(held[at].text)))
    return Sentence(text, span, held, words, _split(text, held, words, split, resolver), known)


def retold(text: str, start: int, end: int, memory: Memory) -> Sentence:
    """The sentence `text[start:end]`, where none of its words is written in pieces."""
    held = tuple(tokens(text, start, end))
    return Sentence(text, (start, end), held, memory.words([token.text for token in held]))


def read(text: str, start: int, end: int, memory: Memory, resolver: Resolver) -> Sentence:
    """The sentence `text[start:end]`, every word of it read."""
    held = tuple(tokens(text, start, end))
    words = tuple(memory.words([token.text for token in held]))
    glued = _glued(text, held, memory) if _has_glue(text, start, end) else ()
    return Sentence(
        text, (start, end), held, words, (*glued, *_split(text, held, words, range(len(held) - 1), resolver))
    )


class Lazy(Sequence[_T]):
    """So many values, each made when it is first asked for."""

    def __init__(self, size: int, make: Callable[[int], _T]) -> None:
        self._size, self._make = size, make
        self._made: dict[int, _T] = {}

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> list[_T]: ...
    def __getitem__(self, at: int | slice) -> _T | list[_T]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(self._size))]
        if at not in self._made:
            self._made[at] = self._make(range(self._size)[at])
        return self._made[at]


def _has_glue(text: str, start: int, end: int) -> bool:
    return any(text.find(char, start, end) >= 0 for char in _GLUE)


def _split(
    text: str, held: Sequence[Token], words: Sequence[Word], places: Iterable[int], resolver: Resolver
) -> Iterator[Edge]:
    """Two neighbours as one watched word: «عبد الله» for عبدالله, «و المسلمين» for والمسلمين."""
    for at in places:
        if text[held[at].end : held[at + 1].start].isspace():
            for reading in resolver.read_split(words[at], words[at + 1]):
                yield Edge(at, at + 2, reading)


def _glued(text: str, held: Sequence[Token], memory: Memory) -> Iterator[Edge]:
    """Words parted by nothing but zero-width characters, read as the one word they may be."""
    for first, last in glued_runs(text, held):
        whole = memory.word("".join(token.text for token in held[first : last + 1]))
        for reading in whole.readings:
            yield Edge(first, last + 1, reading)

"""One sentence with all readings of its words, among them words written in two pieces."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from watchlists.memory import Memory
from watchlists.normalize import ZWNJ, ZWSP, Token, tokens
from watchlists.resolve import Reading, Resolver, Word

_GLUE = frozenset({ZWNJ, ZWSP})
_LONGEST_GLUED = 12


class Edge(NamedTuple):
    """A reading of the words from `start` to `end` (token positions, end exclusive)."""

    start: int
    end: int
    reading: Reading


@dataclass(frozen=True)
class Sentence:
    """The words of one sentence with their readings by first and by last token, and the text they stand in."""

    text: str
    tokens: Sequence[Token]
    words: Sequence[Word]
    starting: Mapping[int, Sequence[Edge]]
    ending: Mapping[int, Sequence[Edge]]
    lexemes: frozenset[int]

    def between(self, left: int) -> str:
        """What stands between the token at `left` and the next, without white space."""
        return "".join(self.text[self.tokens[left].end : self.tokens[left + 1].start].split())


def read(text: str, start: int, end: int, memory: Memory, resolver: Resolver) -> Sentence | None:
    """The sentence `text[start:end]`, every word resolved; None where no word can be part of a watched name."""
    held = tuple(tokens(text, start, end))
    words = tuple(memory.word(token.text) for token in held)
    glued = tuple(_glued(text, held, memory)) if _has_glue(text, start, end) else ()
    if not glued and not any(word.readings or word.half for word in words):
        return None
    starting: dict[int, list[Edge]] = {}
    ending: dict[int, list[Edge]] = {}
    for edge in (*_plain(words), *glued, *_split(text, held, words, resolver)):
        starting.setdefault(edge.start, []).append(edge)
        ending.setdefault(edge.end, []).append(edge)
    lexemes = frozenset(edge.reading.lexeme for edges in starting.values() for edge in edges)
    return Sentence(text, held, words, starting, ending, lexemes)


def _has_glue(text: str, start: int, end: int) -> bool:
    return any(text.find(char, start, end) >= 0 for char in _GLUE)


def _plain(words: Sequence[Word]) -> Iterator[Edge]:
    for at, word in enumerate(words):
        for reading in word.readings:
            yield Edge(at, at + 1, reading)


def _split(text: str, held: Sequence[Token], words: Sequence[Word], resolver: Resolver) -> Iterator[Edge]:
    """Two neighbours as one watched word: «عبد الله» for عبدالله, «و المسلمين» for والمسلمين."""
    for at, (left, right) in enumerate(pairwise(words)):
        if left.half and text[held[at].end : held[at + 1].start].isspace():
            for reading in resolver.read_split(left, right):
                yield Edge(at, at + 2, reading)


def _glued(text: str, held: Sequence[Token], memory: Memory) -> Iterator[Edge]:
    """Words parted by nothing but zero-width characters, read as the one word they may be."""
    for first, last in _runs(text, held):
        whole = memory.word("".join(token.text for token in held[first : last + 1]))
        for reading in whole.readings:
            yield Edge(first, last + 1, reading)


def _runs(text: str, held: Sequence[Token]) -> Iterator[tuple[int, int]]:
    first = 0
    for at, token in enumerate(held):
        ends = at + 1 == len(held) or not _GLUE.issuperset(text[token.end : held[at + 1].start])
        if ends:
            if 0 < at - first <= _LONGEST_GLUED:
                yield first, at
            first = at + 1

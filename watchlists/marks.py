"""What the first pass has to know of a word: whether it may stand alone, and what its patterns want beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from watchlists.lexicon import Lexeme
from watchlists.patterns import LINKING, Anchor, Anchors, bit
from watchlists.resolve import Word

# What a word can be: all of a pattern; several words in one run; one word of a longer pattern; the first or the last
# piece of a word in two pieces.
ALONE, MIXED, ANCHOR, HALF, TAIL = 1, 2, 4, 8, 16
# So many words are remembered with what they want beside them.
_WORDS = 65_536


class Marks(NamedTuple):
    """What the sieve has to know of a word.

    `flags` say what it can be (see above). The others are sets of lexemes, each a bit by `patterns.bit`: those that it
    can be itself, and those that one of its patterns wants before or after it.
    """

    flags: int = 0
    here: int = 0
    before: int = 0
    after: int = 0


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

"""What the first pass has to know of a word: whether it may stand alone, and what its patterns want beside it."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from watchlists.lexicon import Lexeme
from watchlists.patterns import LINKING, Anchor, Anchors, bit, root
from watchlists.resolve import Reading, Word

# What a word can be: all of a pattern; several words in one run; one word of a longer pattern; the first or the last
# piece of a word in two pieces. What is only guessed is no less than what is found out when the word is read.
ALONE, MIXED, ANCHOR, HALF, TAIL, GUESSED = 1, 2, 4, 8, 16, 32
# So many words are remembered with what they want beside them.
_WORDS = 65_536


class Marks(NamedTuple):
    """What the sieve has to know of a word.

    `flags` say what it can be (see above). The others are sets of lexemes, each a bit by `patterns.bit`: those that it
    can be itself, and those that one of its patterns wants before or after it. `root` is the value of the one watched
    word that it can be (`patterns.root`), nought where it can be several.
    """

    flags: int = 0
    here: int = 0
    before: int = 0
    after: int = 0
    root: int = 0


class Wanted(NamedTuple):
    """How near a word must be that a pattern wants beside another, in words.

    `may_stand` tells what may stand between them; it is None where that cannot be told of one word.
    """

    reach: int
    may_stand: Callable[[str], bool] | None = None


class Try(NamedTuple):
    """A pattern to look for around a word, as which the word is read, and how near the word beside it must be.

    No word of the pattern is farther away than `extent` words; `lexemes` are all of them.
    """

    reading: Reading
    anchor: Anchor
    wanted: Wanted
    extent: int
    lexemes: frozenset[int]


Tries = Mapping[int, Sequence[Try]]


class Wants(NamedTuple):
    """What the patterns tried at a lexeme ask for beside it: nothing, or the bits of lexemes before or after it."""

    alone: bool
    before: int
    after: int


class Marker:
    """Tells of each word what the sieve has to know.

    `anchors` are the patterns to look for, by lexeme; `wanted` tells how near the word beside an anchor must be, and
    `pattern` how many words the words of its pattern are away at most, and which lexemes they are.
    """

    def __init__(
        self,
        lexemes: Sequence[Lexeme],
        anchors: Anchors,
        wanted: Callable[[Anchor], Wanted],
        pattern: Callable[[Anchor], tuple[int, frozenset[int]]],
    ) -> None:
        self._lexemes, self._anchors, self._wanted_by, self._pattern = lexemes, anchors, wanted, pattern
        self._wants: dict[tuple[int, bool], Wants] = {}
        self._beside_of: dict[str, tuple[Tries, Tries]] = {}

    def marks(self, word: Word) -> Marks:
        """The marks of a word, by all its readings."""
        here, alone, before, after = 0, False, 0, 0
        for one in word.readings:
            here |= bit(self._lexemes[one.lexeme].seen)
            wants = self._wanted(one.lexeme, first=bool(one.particles) and one.particles not in LINKING)
            alone, before, after = alone or (wants.alone and not one.weak), before | wants.before, after | wants.after
        flags = ALONE * alone | ANCHOR * bool(before or after) | HALF * word.half | TAIL * word.tail
        seen = {self._lexemes[one.lexeme].seen for one in word.readings}
        return Marks(flags, here, before, after, root(seen.pop()) if len(seen) == 1 else 0)

    def most(self, lexeme: int) -> Marks:
        """The most that is marked for a word that is read as this lexeme."""
        wants = self._wanted(lexeme, first=False)
        flags = ALONE * wants.alone | ANCHOR * bool(wants.before or wants.after) | GUESSED
        seen = self._lexemes[lexeme].seen
        return Marks(flags, bit(seen), wants.before, wants.after, root(seen))

    def beside(self, word: Word) -> tuple[Tries, Tries]:
        """The patterns tried at this word, by the lexeme that they want before it, and by that after it."""
        held = self._beside_of.get(word.seen)
        if held is None:
            if len(self._beside_of) >= _WORDS:
                self._beside_of.clear()
            sides: tuple[dict[int, list[Try]], dict[int, list[Try]]] = ({}, {})
            for reading in word.readings:
                for anchor in self._anchors.get(reading.lexeme, ()):
                    if anchor.side:
                        tried = Try(reading, anchor, self._wanted_by(anchor), *self._pattern(anchor))
                        sides[anchor.side > 0].setdefault(anchor.beside, []).append(tried)
            held = self._beside_of[word.seen] = sides
        return held

    def _wanted(self, lexeme: int, *, first: bool) -> Wants:
        """What is wanted beside a lexeme; `first` where its particles let it only begin a pattern."""
        held = self._wants.get((lexeme, first))
        if held is None:
            alone, before, after = False, 0, 0
            for one in self._anchors.get(lexeme, ()):
                if one.at and first:
                    continue
                alone = alone or not one.side
                if one.side > 0:
                    after |= one.bit
                elif one.side:
                    before |= one.bit
            held = self._wants[lexeme, first] = Wants(alone, before, after)
        return held

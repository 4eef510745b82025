"""Whether the words of a pattern stand around a place in a sentence, and at what price.

The walk starts at the pattern's rarest word and goes to both ends. It steps over separators and, within the
limits of the pattern, over a word that may stand inside; it never leaves the sentence.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from watchlists.fuzzy import TWO_EDITS
from watchlists.guards import Vocabulary
from watchlists.lattice import Edge, Sentence
from watchlists.marks import Wanted
from watchlists.normalize import ARTICLE, is_arabic
from watchlists.patterns import CONNECTORS, LINKING, Anchor, Apart, Gap, Pattern

_LONGEST_SEPARATOR = 8
_BREAKS = frozenset("،؛,;:()[]-–—/|")
# What may be written tight between two words of a phrase, and around the name of a subject behind its verb.
_HYPHENS = frozenset("-\N{HYPHEN}\N{NON-BREAKING HYPHEN}")
_BRACKETS = frozenset("()[]")
_INVISIBLE = "\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_MIDDLE_NAMES = 2
_LINKS = 2
_RARE = 20
_WAW = "\N{ARABIC LETTER WAW}"
_SUBORDINATORS = frozenset(
    "أن إن لأن بأن أنه أنها إنه إنها لكن ولكن الذي التي الذين اللذين اللتين حيث حين عندما بينما إذا لو لولا لم لن لا "
    "ما ليس ليست ثم بل أو قال قالت وقال وقالت كان كانت يكون قد لقد فقد وقد مما فيما كما كي لكي حتى هو هي هم".split()
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many further words may stand inside an event phrase: anywhere, and between verb and object."""

    inside: int = 2
    subject: int = 6

    def reach(self, between: Apart) -> int:
        """How many words at most the second of two words of a pattern is behind the first."""
        return between.words + self._inside(between)

    def _inside(self, between: Apart) -> int:
        match between.gap:
            case "none":
                return 0
            case "name":
                return 1 + _LINKS
            case "person":
                return _MIDDLE_NAMES
            case "phrase":
                return max(self.inside, self.subject) if between.first else self.inside


class Alignment(NamedTuple):
    """Where a pattern stands: token positions (end exclusive), codes, and what the readings add up to.

    `run` counts the words inserted since the last word of the pattern, `links` the connectors among all inserted,
    `length` the characters of the words that matched.
    """

    start: int
    end: int
    how: tuple[str, ...] = ()
    edits: int = 0
    inserted: int = 0
    links: int = 0
    run: int = 0
    weak: int = 0
    strong: int = 0
    length: int = 0
    verb: bool = False

    def is_supported(self, *, several: bool) -> bool:
        """Whether enough words are sure, or several stand there letter for letter as the watchlist writes them."""
        return self.strong >= self.weak or (several and not self.how)

    @property
    def cost(self) -> tuple[int, int]:
        """What to prefer: fewest words inside, then fewest differences."""
        return (self.inserted + self.edits, len(self.how))


class Aligner:
    """Aligns patterns with sentences. Immutable."""

    def __init__(self, vocabulary: Vocabulary, limits: Limits) -> None:
        self._vocabulary, self._limits = vocabulary, limits
        self._between: Mapping[Gap, Callable[[str], bool]] = {
            "name": partial(_is_inside_name, vocabulary), "person": partial(_is_given_name, vocabulary)
        }  # fmt: skip

    def wanted(self, anchor: Anchor) -> Wanted:
        """How near the word must be that a pattern wants beside its anchor, and what may stand between them."""
        between = anchor.between
        return Wanted(self._limits.reach(between), self._between.get(between.gap) if between.words == 1 else None)

    def extent(self, pattern: Pattern) -> int:
        """How many words at most any word of a pattern is from any other."""
        pairs = (Apart(pattern.gap, 1, at == 0) for at in range(len(pattern.slots) - 1))
        return sum(map(self._limits.reach, pairs))

    def align(self, pattern: Pattern, anchor: int, edge: Edge, sentence: Sentence) -> Alignment | None:
        """The cheapest alignment with the pattern's word number `anchor` at this edge, or None."""
        walk = _Walk(pattern, sentence, self._vocabulary, self._limits)
        if not walk.fits(edge, anchor):
            return None
        here = walk.taken(Alignment(edge.start, edge.end, pattern.how), edge, anchor)
        if len(pattern.slots) == 1:
            return here if self._counts(here, pattern) else None
        straight = walk.straight(here, anchor)
        if straight is not None and not straight.edits and self._counts(straight, pattern):
            return straight
        ends = (done for one in walk.backward(here, anchor - 1) for done in walk.forward(one, anchor + 1))
        return min((one for one in ends if self._counts(one, pattern)), key=lambda one: one.cost, default=None)

    def _counts(self, one: Alignment, pattern: Pattern) -> bool:
        edits = 2 if pattern.letters >= TWO_EDITS else 1
        return one.edits <= edits and one.is_supported(several=len(pattern.slots) > 1)


@dataclass(frozen=True, slots=True)
class _Walk:
    """One pattern over one sentence."""

    pattern: Pattern
    sentence: Sentence
    vocabulary: Vocabulary
    limits: Limits

    def straight(self, here: Alignment, anchor: int) -> Alignment | None:
        """The only alignment with nothing inside and nothing missing, or None where there is none or a choice.

        Without an edit there is no cheaper one.
        """
        slots = self.pattern.slots
        for slot in (*range(anchor - 1, -1, -1), *range(anchor + 1, len(slots))):
            left = here.start - 1 if slot < anchor else here.end - 1
            edges = self.sentence.ending(here.start) if slot < anchor else self.sentence.starting(here.end)
            fitting = [edge for edge in edges if self.fits(edge, slot)]
            if len(fitting) != 1 or slots[slot].optional or self.sentence.between(left):
                return None
            here = self.taken(here, fitting[0], slot)
        return here

    def backward(self, at: Alignment, slot: int) -> Iterator[Alignment]:
        """All ways to place the words before, down to the first."""
        if slot < 0:
            yield at
            return
        for edge in self.sentence.ending(at.start):
            if self.fits(edge, slot) and self._may_follow(at, edge.end - 1, slot, edge.reading.verb):
                yield from self.backward(self.taken(self._apart(at, edge.end - 1, slot + 1), edge, slot), slot - 1)
        if self.pattern.slots[slot].optional:
            yield from self.backward(self._missing(at, slot), slot - 1)
        if at.start > 0 and self._may_insert(at, at.start - 1, slot + 1):
            yield from self.backward(self._inserted(at._replace(start=at.start - 1), at.start - 1), slot)

    def forward(self, at: Alignment, slot: int) -> Iterator[Alignment]:
        """All ways to place the words after, up to the last."""
        if slot >= len(self.pattern.slots):
            yield at
            return
        for edge in self.sentence.starting(at.end):
            if self.fits(edge, slot) and self._may_follow(at, edge.start - 1, slot - 1, at.verb):
                yield from self.forward(self.taken(self._apart(at, edge.start - 1, slot), edge, slot), slot + 1)
        if self.pattern.slots[slot].optional:
            yield from self.forward(self._missing(at, slot), slot + 1)
        if at.end < len(self.sentence.tokens) and self._may_insert(at, at.end, slot):
            yield from self.forward(self._inserted(at._replace(end=at.end + 1), at.end), slot)

    def fits(self, edge: Edge, slot: int) -> bool:
        """Whether a reading is this word of the pattern: inside it no particle but the ب or ل of a connector."""
        reading = edge.reading
        if reading.lexeme != self.pattern.slots[slot].lexeme:
            return False
        if slot == 0 or not reading.particles:
            return True
        return reading.particles in LINKING and self._links(slot)

    def taken(self, at: Alignment, edge: Edge, slot: int) -> Alignment:
        """The alignment with this word of the pattern placed."""
        reading, tokens = edge.reading, self.sentence.tokens
        sure = self.pattern.slots[slot].content and not reading.weak
        return at._replace(
            start=min(at.start, edge.start),
            end=max(at.end, edge.end),
            how=(*at.how, *reading.how),
            edits=at.edits + reading.edits,
            weak=max(at.weak, reading.weak),
            strong=at.strong + sure,
            run=0,
            length=at.length + tokens[edge.end - 1].end - tokens[edge.start].start,
            verb=reading.verb if slot == 0 else at.verb,
        )

    def _may_follow(self, at: Alignment, left: int, first: int, verb: bool) -> bool:
        """Whether the separator after token `left` may stand here, and a long gap behind a verb."""
        between = self.sentence.between(left)
        if len(between) > _LONGEST_SEPARATOR or (self.pattern.gap == "phrase" and self._breaks(left, first + 1)):
            return False
        return self.pattern.gap != "phrase" or at.run <= self.limits.inside or (first == 0 and verb)

    def _apart(self, at: Alignment, left: int, slot: int) -> Alignment:
        """The alignment with the separator before word number `slot` told, unless the alias has the same."""
        between = self.sentence.between(left).strip(_INVISIBLE)
        if not between or between == self.pattern.slots[slot].before:
            return at
        return at._replace(how=(*at.how, f"separator:{between}"))

    def _missing(self, at: Alignment, slot: int) -> Alignment:
        return at._replace(how=(*at.how, f"missing:{self.pattern.slots[slot].seen}"))

    def _inserted(self, at: Alignment, position: int) -> Alignment:
        word = self.sentence.words[position].seen
        link = self.pattern.gap == "name" and word in CONNECTORS
        how = (*at.how, f"inserted:{word}")
        return at._replace(how=how, inserted=at.inserted + (not link), links=at.links + link, run=at.run + 1)

    def _may_insert(self, at: Alignment, position: int, slot: int) -> bool:
        """Whether the word at `position` may stand inside, before word number `slot` of the pattern."""
        word = self.sentence.words[position].seen
        match self.pattern.gap:
            case "none":
                return False
            case "name":
                return self._inside_name(at, word, slot)
            case "person":
                return at.inserted < _MIDDLE_NAMES and self._is_middle_name(word) and self._is_tight(position, slot)
            case "phrase":
                limit = self.limits.subject if slot == 1 else self.limits.inside
                return at.inserted < limit and self._is_tight(position, slot) and not self._is_barrier(word)

    def _inside_name(self, at: Alignment, word: str, slot: int) -> bool:
        if word in CONNECTORS:
            return at.links < _LINKS and self._links(slot)
        return at.inserted < 1 and _is_inside_name(self.vocabulary, word)

    def _links(self, slot: int) -> bool:
        """Whether a connector may stand before this word: داعش في خراسان, but not any جامعة في القاهرة."""
        if self.pattern.gap == "phrase":
            return True
        before = self.pattern.slots[slot - 1]
        named = before.optional or before.seen.startswith(ARTICLE) or self.vocabulary.is_proper(before.seen)
        return self.pattern.gap == "name" and named

    def _is_middle_name(self, word: str) -> bool:
        ends = (self.pattern.slots[0].seen, self.pattern.slots[-1].seen)
        return _is_given_name(self.vocabulary, word) and not all(self.vocabulary.frequent(end, _RARE) for end in ends)

    def _is_barrier(self, word: str) -> bool:
        """Whether a word begins another clause: a subordinator, a negation, a verb of saying, و before a word."""
        return word in _SUBORDINATORS or (word.startswith(_WAW) and not self.vocabulary.frequent(word))

    def _is_tight(self, position: int, slot: int) -> bool:
        """Whether no break stands on either side of a word inside, before word number `slot` of the pattern."""
        sides = (left for left in (position - 1, position) if 0 <= left < len(self.sentence.tokens) - 1)
        return not any(self._breaks(left, slot) for left in sides)

    def _breaks(self, left: int, slot: int) -> bool:
        """Whether what stands after token `left` parts two clauses: not a mere hyphen, nor the brackets of a subject.

        أعلن تنظيم الدولة (داعش) مسؤوليته; cease-fire.
        """
        between = self.sentence.between(left)
        found = _BREAKS.intersection(between)
        if not found or (slot == 1 and self.pattern.gap == "phrase" and found <= _BRACKETS):
            return False
        tokens = self.sentence.tokens
        return between not in _HYPHENS or tokens[left].end + 1 != tokens[left + 1].start


def _is_inside_name(vocabulary: Vocabulary, word: str) -> bool:
    """Whether a word may stand inside a name: a connector, a definite adjective, a number."""
    definite = word.startswith(ARTICLE) and word not in vocabulary.function
    return definite or word in CONNECTORS or word.isdigit()


def _is_given_name(vocabulary: Vocabulary, word: str) -> bool:
    """Whether a word may be a middle name."""
    return is_arabic(word) and not word.startswith((ARTICLE, _WAW)) and word not in vocabulary.function

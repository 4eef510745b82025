"""Everything that is looked up: the watched words, the patterns, and where in a text to begin with each pattern."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from watchlists.align import Aligner
from watchlists.guards import Vocabulary
from watchlists.guesses import Filter
from watchlists.lexicon import Lexeme, Lexicon
from watchlists.marks import Marker
from watchlists.model import Entity, Watchlists
from watchlists.patterns import Anchor, Apart, Compiled, Compiler, Values, bit, joint, root


@dataclass(frozen=True)
class Index:
    """Compiled watchlists, immutable.

    `anchors` are those of entities and events by lexeme, `conditions` those of each entry that is a condition. `joints`
    tell of each two words beside each other that a pattern wants so (`patterns.joint`). `touched` are the words of what
    was added last: those that were known before, and the new ones. `gaps` are all that patterns have between two words
    that they cannot do without, `longest` is how many words the longest has.
    """

    compiled: Compiled = field(repr=False)
    lexicon: Lexicon = field(repr=False)
    touched: tuple[Lexicon, ...] = field(repr=False)
    anchors: Mapping[int, list[Anchor]] = field(repr=False)
    conditions: Mapping[int, list[Anchor]] = field(repr=False)
    joints: Filter = field(repr=False)
    gaps: frozenset[Apart] = frozenset()
    longest: int = 0

    @classmethod
    def of(cls, watchlists: Watchlists, vocabulary: Vocabulary) -> "Index":
        """The index of all entries."""
        compiler = Compiler(vocabulary, Compiled())
        compiler.add(watchlists)
        lexicon = Lexicon.build(compiler.compiled.lexemes, vocabulary)
        anchors, conditions = _anchors(compiler.compiled, 0, vocabulary)
        return cls(
            compiler.compiled,
            lexicon,
            (),
            anchors,
            conditions,
            Filter(_joints(anchors, lexicon.lexemes)),
            *_bounds(compiler.compiled, anchors, 0),
        )

    def marker(self, aligner: Aligner) -> Marker:
        """What tells the sieve of the words, as far apart as the aligner lets them stand."""

        def pattern(one: Anchor) -> tuple[int, frozenset[int]]:
            held = self.compiled.patterns[one.pattern]
            return aligner.extent(held), frozenset(slot.lexeme for slot in held.slots)

        return Marker(self.lexicon.lexemes, self.anchors, aligner.wanted, pattern)

    def adding(self, changes: Iterable[tuple[Entity | None, Entity]], vocabulary: Vocabulary) -> "Index":
        """The index with further entities, or further aliases of known ones: each as it was, or None, and as it is."""
        compiler = Compiler(vocabulary, self.compiled.copy())
        words, patterns = len(self.compiled.lexemes), len(self.compiled.patterns)
        for before, after in changes:
            if before is not None:
                _replace(compiler.compiled, before, after)
            held = frozenset(before.spellings if before is not None else ())
            compiler.add_spellings(after, [alias for alias in after.spellings if alias not in held])
        lexemes = list(compiler.compiled.lexemes)
        used = {slot.lexeme for pattern in compiler.compiled.patterns[patterns:] for slot in pattern.slots}
        known = sorted(number for number in used if number < words)
        added = Lexicon.build(lexemes[words:], vocabulary, range(words, len(lexemes)))
        touched = (Lexicon.build([lexemes[number] for number in known], vocabulary, known), added)
        anchors, conditions = _anchors(compiler.compiled, patterns, vocabulary)
        gaps, longest = _bounds(compiler.compiled, anchors, patterns)
        return Index(
            compiler.compiled,
            self.lexicon.adding(added),
            touched,
            {**self.anchors, **{lexeme: [*self.anchors.get(lexeme, ()), *some] for lexeme, some in anchors.items()}},
            {**self.conditions, **conditions},
            self.joints.adding(_joints(anchors, lexemes)),
            self.gaps | gaps,
            max(self.longest, longest),
        )


def _replace(compiled: Compiled, before: Entity, after: Entity) -> None:
    for number, entry in enumerate(compiled.entries):
        if entry.entity is before:
            compiled.entries[number] = replace(entry, entity=after)


Anchored = dict[int, list[Anchor]]


def _anchors(compiled: Compiled, first: int, vocabulary: Vocabulary) -> tuple[Anchored, Anchored]:
    """Those of the patterns from `first` on: of entities and events by lexeme, of conditions by entry."""
    anchors: Anchored = {}
    conditions: Anchored = {}
    frequency, bits = cache(vocabulary.frequency), cache(bit)
    for number, pattern in enumerate(compiled.patterns[first:], first):
        one = Anchor.of(number, pattern, frequency, bits)
        if compiled.entries[pattern.entry].role == "condition":
            conditions.setdefault(pattern.entry, []).append(one)
        else:
            anchors.setdefault(pattern.slots[one.at].lexeme, []).append(one)
    return anchors, conditions


def _bounds(compiled: Compiled, anchors: Anchored, first: int) -> tuple[frozenset[Apart], int]:
    """What lies between words of patterns, and the most words of one, of those from number `first` on."""
    gaps = frozenset(one.between for held in anchors.values() for one in held if one.side)
    return gaps, max((len(one.slots) for one in compiled.patterns[first:]), default=0)


def _joints(anchors: Anchored, lexemes: Sequence[Lexeme]) -> Values:
    roots = cache(root)
    told = [
        roots(lexemes[number].seen)
        for lexeme, held in anchors.items()
        for one in held
        if one.side
        for number in ((lexeme, one.beside) if one.side > 0 else (one.beside, lexeme))
    ]
    both = np.array(told, np.uint64)
    return joint(both[::2], both[1::2])

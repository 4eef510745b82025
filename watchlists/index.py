"""Everything that is looked up: the watched words, the patterns, and where in a text to begin with each pattern."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby

from watchlists.guards import Vocabulary
from watchlists.lexicon import Lexicon
from watchlists.marks import Marker
from watchlists.model import Entity, Watchlists
from watchlists.patterns import Anchor, Compiled, Compiler, Pattern, bit


@contextmanager
def unhurried() -> Iterator[None]:
    """Without the garbage collector, which would look through a growing heap again and again and find nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@dataclass(frozen=True)
class Index:
    """Compiled watchlists, immutable.

    `anchors` are those of entities and events by lexeme, `conditions` those of each entry that is a condition.
    `added` holds only the words that were added last. `longest` is how many words the longest pattern has, `optional`
    how many words one after the other a pattern may lack.
    """

    compiled: Compiled = field(repr=False)
    lexicon: Lexicon = field(repr=False)
    added: Lexicon = field(repr=False)
    anchors: Mapping[int, list[Anchor]] = field(repr=False)
    conditions: Mapping[int, list[Anchor]] = field(repr=False)
    longest: int = 0
    optional: int = 0

    @classmethod
    def of(cls, watchlists: Watchlists, vocabulary: Vocabulary) -> "Index":
        """The index of all entries."""
        compiler = Compiler(vocabulary, Compiled())
        compiler.add(watchlists)
        lexicon = Lexicon.build(compiler.compiled.lexemes, vocabulary)
        anchors, conditions = _anchors(compiler.compiled, 0, vocabulary)
        return cls(compiler.compiled, lexicon, lexicon, anchors, conditions, *_bounds(compiler.compiled.patterns))

    def marker(self) -> Marker:
        """What tells the sieve of the words."""
        return Marker(self.lexicon.lexemes, self.anchors)

    def adding(self, changes: Iterable[tuple[Entity | None, Entity]], vocabulary: Vocabulary) -> "Index":
        """The index with further entities, or further aliases of known ones: each as it was, or None, and as it is."""
        compiler = Compiler(vocabulary, self.compiled.copy())
        words, patterns = len(self.compiled.lexemes), len(self.compiled.patterns)
        for before, after in changes:
            if before is not None:
                _replace(compiler.compiled, before, after)
            known = frozenset(before.spellings if before is not None else ())
            compiler.add_spellings(after, [alias for alias in after.spellings if alias not in known])
        added = Lexicon.build(list(compiler.compiled.lexemes)[words:], vocabulary, words)
        anchors, conditions = _anchors(compiler.compiled, patterns, vocabulary)
        longest, optional = _bounds(compiler.compiled.patterns[patterns:])
        return Index(
            compiler.compiled,
            self.lexicon.adding(added),
            added,
            {**self.anchors, **{lexeme: [*self.anchors.get(lexeme, ()), *some] for lexeme, some in anchors.items()}},
            {**self.conditions, **conditions},
            max(self.longest, longest),
            max(self.optional, optional),
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


def _bounds(patterns: Iterable[Pattern]) -> tuple[int, int]:
    """The words of the longest pattern, and the most optional words one after the other."""
    longest = most = 0
    for one in patterns:
        longest = max(longest, len(one.slots))
        if len(one.slots) > 2:
            runs = [len(list(run)) for may, run in groupby(one.slots, lambda slot: slot.optional) if may]
            most = max(most, *runs, 0) if runs else most
    return longest, most

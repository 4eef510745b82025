"""From an alias to the sequences of words that stand for it."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from watchlists.guards import Vocabulary
from watchlists.inflect import bare
from watchlists.lexicon import Lexeme, Mode
from watchlists.model import Alias, Entity, EventType, Watchlists
from watchlists.names import shortened
from watchlists.normalize import is_arabic, letters, tokens

Role = Literal["entity", "event", "condition"]
Gap = Literal["none", "name", "person", "phrase"]

# Letters of two words together from which they may be written as one; where one of them is a function word.
_SHORTEST_JOINED, _SHORTEST_JOINED_FUNCTION = 5, 6
Values = NDArray[np.uint64]
_BITS, _LEFT = (1 << 64) - 1, np.uint64(0x9E3779B97F4A7C15)
CONNECTORS = frozenset({"في", "ولاية", "إقليم", "فرع"})
# Particles that stand for a connector inside a name.
LINKING = frozenset({"\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER LAM}"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a match stands for: an alias of an entity, a phrase of an event type, or a condition of either.

    `needs` and `unless` are the numbers of the entries that are conditions.
    """

    role: Role
    key: str
    alias: Alias
    gap: Gap = "none"
    needs: tuple[int, ...] = ()
    unless: tuple[int, ...] = ()
    entity: Entity | None = None

    @property
    def is_dated(self) -> bool:
        """Whether the alias, or its entity, goes by this name only on some days."""
        return any(held and (held.valid_from or held.valid_until) for held in (self.alias, self.entity))

    def valid(self, day: date) -> bool:
        """Whether the alias, and its entity, go by this name on a day."""
        for held in (self.alias, self.entity):
            if held and not (held.valid_from or day) <= day <= (held.valid_until or day):
                return False
        return True


class Slot(NamedTuple):
    """One word of a pattern: the number of its lexeme; an optional one may be missing from the text.

    `before` is what the alias itself writes between this word and the one before, without white space.
    """

    lexeme: int
    seen: str
    optional: bool = False
    content: bool = True
    before: str = ""


class Pattern(NamedTuple):
    """The words of an entry in order, with codes for what this variant of the alias already differs in."""

    entry: int
    slots: tuple[Slot, ...]
    gap: Gap = "none"
    how: tuple[str, ...] = ()

    @property
    def letters(self) -> int:
        """Letters of the whole name, as the gates of the edits count them; folding does not change how many."""
        return sum(len(slot.seen) for slot in self.slots)


class Apart(NamedTuple):
    """What may lie between two words of a pattern, `words` away from each other in it; `first` is the first word."""

    gap: Gap = "none"
    words: int = 0
    first: bool = False


class Anchor(NamedTuple):
    """Where to begin with a pattern: its number, and which of its words is the rarest.

    `beside` is the next lexeme that it cannot do without, after that word (`side` 1) or before it (-1), and `bit` one
    of 64 that stands for its word; a pattern with no other such word has side 0. `between` is what lies between them.
    """

    pattern: int
    at: int
    side: int = 0
    beside: int = -1
    bit: int = 0
    between: Apart = Apart()

    @classmethod
    def of(cls, number: int, pattern: Pattern, frequency: Callable[[str], int], bit: Callable[[str], int]) -> "Anchor":
        """The anchor of a pattern with this number; `frequency` tells in how many news items a word stands."""
        if len(pattern.slots) == 1:
            return cls(number, 0)
        needed = [at for at, slot in enumerate(pattern.slots) if not slot.optional]
        counts = [frequency(pattern.slots[at].seen) for at in needed]
        rarest = needed[counts.index(min(counts))]
        place = needed.index(rarest)
        side = 1 if place + 1 < len(needed) else -1 if place else 0
        if not side:
            return cls(number, rarest)
        other = needed[place + side]
        beside, between = pattern.slots[other], _apart(pattern.gap, abs(other - rarest), min(other, rarest) == 0)
        return cls(number, rarest, side, beside.lexeme, bit(beside.seen), between)


@cache
def _apart(gap: Gap, words: int, first: bool) -> Apart:
    return Apart(gap, words, first)


def bit(seen: str) -> int:
    """One of 64 bits for a word, the same for all its lexemes."""
    return 1 << (crc32(seen.encode("utf-8", "replace")) & 63)


def root(seen: str) -> int:
    """A number for a word, of 64 bits, never nought; the same for all its lexemes."""
    return hash(seen) & _BITS or 1


def joint(left: Values, right: Values) -> Values:
    """A number for each two roots that a pattern wants beside each other, in their order."""
    return np.asarray(left * _LEFT ^ right, np.uint64)


Anchors = Mapping[int, Sequence[Anchor]]


class Variant(NamedTuple):
    """Words that stand for an alias, before they are numbered; `separators` stand before words, by position."""

    words: tuple[str, ...]
    how: tuple[str, ...] = ()
    gap: Gap = "none"
    joined: int | None = None
    separators: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Compiled:
    """Entries, patterns and lexemes by number, and which entry each condition is."""

    entries: list[Entry] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)
    lexemes: dict[Lexeme, int] = field(default_factory=dict)
    conditions: dict[str, int] = field(default_factory=dict)

    def copy(self) -> "Compiled":
        """The same, to be added to."""
        return Compiled(self.entries.copy(), self.patterns.copy(), self.lexemes.copy(), self.conditions.copy())


class Compiler:
    """Adds entries, lexemes and patterns to what is compiled; thrown away with what it remembers of words."""

    def __init__(self, vocabulary: Vocabulary, compiled: Compiled) -> None:
        self.compiled, self._vocabulary = compiled, vocabulary
        self._seen = _Remembered(letters)
        self._kinds: dict[tuple[Hashable, ...], int] = {}
        self._slots: dict[tuple[str, int, int, str], Slot] = {}

    def add(self, watchlists: Watchlists) -> None:
        """All entities and event types of all lists."""
        for one in watchlists.lists:
            for entity in one.entities:
                self.add_spellings(entity, entity.spellings)
            for event in one.events:
                self._add_event(event)

    def add_spellings(self, entity: Entity, spellings: Iterable[Alias]) -> None:
        """Some of the aliases of an entity."""
        gap: Gap = "person" if entity.kind == "person" else "name"
        for alias in spellings:
            self._add("entity", entity.key, alias, gap, alias.unless, entity)

    def _add_event(self, event: EventType) -> None:
        for phrase in event.phrases:
            self._add("event", event.key, phrase, "phrase", (*phrase.unless, *event.unless))

    def _add(
        self, role: Role, key: str, alias: Alias, gap: Gap, unless: Iterable[str], entity: Entity | None = None
    ) -> None:
        needs = tuple(self._condition(text) for text in alias.needs)
        vetoes = tuple(self._condition(text) for text in dict.fromkeys(unless))
        self._number(Entry(role, key, alias, "none" if alias.match == "exact" else gap, needs, vetoes, entity))

    def _condition(self, text: str) -> int:
        conditions = self.compiled.conditions
        if text not in conditions:
            conditions[text] = self._number(Entry("condition", text, Alias(text, match="inflected"), "name"))
        return conditions[text]

    def _number(self, entry: Entry) -> int:
        number = len(self.compiled.entries)
        self.compiled.entries.append(entry)
        alias = entry.alias
        kind = self._kinds.setdefault((entry.role, alias.match, alias.definite, alias.guard, entry.gap), number)
        for variant in self._variants(entry):
            slots = tuple(self._slots_of(entry, kind, variant))
            self.compiled.patterns.append(Pattern(number, slots, variant.gap, variant.how))
        return number

    def _variants(self, entry: Entry) -> Iterator[Variant]:
        whole = self._whole(entry)
        if not whole.words:
            return
        yield whole
        if entry.alias.match == "exact":
            return
        yield from _joined(whole, self._vocabulary)
        if entry.gap == "person":
            yield from (Variant(one.words, one.how, whole.gap) for one in shortened(whole.words, self._vocabulary))

    def _whole(self, entry: Entry) -> Variant:
        text, held = entry.alias.text, tuple(tokens(entry.alias.text))
        apart = ((at, text[a.end : b.start]) for at, (a, b) in enumerate(pairwise(held), 1))
        between = {at: "".join(some.split()) for at, some in apart if some != " "}
        return Variant(tuple([self._seen[token.text] for token in held]), gap=entry.gap, separators=between)

    def _slots_of(self, entry: Entry, kind: int, variant: Variant) -> Iterator[Slot]:
        """The slots of a variant; `kind` numbers all of the entry that they depend on."""
        several = len(variant.words) > 1
        initials = several and all(len(word) <= 2 for word in variant.words)
        for at, word in enumerate(variant.words):
            optional, joined = _is_optional(variant, at), at == variant.joined
            before = variant.separators.get(at, "")
            place = (word, kind, several | initials << 1 | optional << 2 | joined << 3, before)
            slot = self._slots.get(place)
            if slot is None:
                function = word in self._vocabulary.function
                lexeme = Lexeme(word, "joined") if joined else _lexeme(entry, word, several=several, fixed=function)
                number = self.compiled.lexemes.setdefault(lexeme, len(self.compiled.lexemes))
                content = initials or (not function and len(word) >= 3)
                slot = self._slots[place] = Slot(number, word, optional, content, before)
            yield slot


class _Remembered(dict[str, str]):
    """What a function says of words, each asked once."""

    def __init__(self, say: Callable[[str], str]) -> None:
        super().__init__()
        self._say = say

    def __missing__(self, word: str) -> str:
        said = self[word] = self._say(word)
        return said


def _joined(whole: Variant, vocabulary: Vocabulary) -> Iterator[Variant]:
    """Each two neighbours written as one word: بوكوحرام."""
    for at, (left, right) in enumerate(pairwise(whole.words)):
        if _may_join(left, right, vocabulary):
            yield Variant((*whole.words[:at], left + right, *whole.words[at + 2 :]), ("joined",), whole.gap, at)


def _may_join(left: str, right: str, vocabulary: Vocabulary) -> bool:
    glued = left + right
    if not (is_arabic(left) and is_arabic(right)) or len(glued) < _SHORTEST_JOINED:
        return False
    if vocabulary.function.isdisjoint((left, right)):
        return True
    return len(glued) >= _SHORTEST_JOINED_FUNCTION and not vocabulary.known(glued)


def _lexeme(entry: Entry, word: str, *, several: bool, fixed: bool) -> Lexeme:
    alias = entry.alias
    fuzzy = alias.match == "fuzzy" and not fixed and is_arabic(word)
    return Lexeme(word, _mode(entry, several=several, fixed=fixed), fuzzy, alias.guard, alias.match == "exact")


def _mode(entry: Entry, *, several: bool, fixed: bool) -> Mode:
    if entry.alias.match == "exact" or fixed:
        return "definite" if entry.alias.definite and not several else "written"
    if entry.role == "event":
        return "phrase" if several else "event word"
    if entry.alias.definite:
        return "written" if several else "definite"
    if entry.role == "condition":
        return "noun"
    if not several:
        return "single name"
    return "person" if entry.gap == "person" else "name"


def _is_optional(variant: Variant, at: int) -> bool:
    """A connector inside a name of an organisation or place may be missing."""
    inside = variant.gap == "name" and 0 < at < len(variant.words) - 1
    return inside and bare(variant.words[at]) in CONNECTORS

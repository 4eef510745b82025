"""From an alias to the sequences of words that stand for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple
from zlib import crc32

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


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a pattern: the number of its lexeme; an optional one may be missing from the text.

    `before` is what the alias itself writes between this word and the one before, without white space.
    """

    lexeme: int
    seen: str
    optional: bool = False
    content: bool = True
    before: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words of an entry in order, with codes for what this variant of the alias already differs in.

    `required` are the lexemes without which a sentence cannot hold it.
    """

    entry: int
    slots: tuple[Slot, ...]
    gap: Gap = "none"
    how: tuple[str, ...] = ()
    required: frozenset[int] = frozenset()

    @property
    def letters(self) -> int:
        """Letters of the whole name, as the gates of the edits count them; folding does not change how many."""
        return sum(len(slot.seen) for slot in self.slots)


class Anchor(NamedTuple):
    """Where to begin with a pattern: its number, and which of its words is the rarest.

    `beside` is the next lexeme that it cannot do without, after that word (`side` 1) or before it (-1), and `bit` one
    of 64 that stands for its word; a pattern with no other such word has side 0.
    """

    pattern: int
    at: int
    side: int = 0
    beside: int = -1
    bit: int = 0

    @classmethod
    def of(cls, number: int, pattern: Pattern, words: Vocabulary) -> "Anchor":
        """The anchor of a pattern with this number."""
        needed = [at for at, slot in enumerate(pattern.slots) if not slot.optional]
        rarest = min(needed, key=lambda at: (words.frequency(pattern.slots[at].seen), at)) if needed[1:] else needed[0]
        place = needed.index(rarest)
        side = 1 if place + 1 < len(needed) else -1 if place else 0
        beside = pattern.slots[needed[place + side]] if side else None
        return cls(number, rarest, side, beside.lexeme, bit(beside.seen)) if beside else cls(number, rarest)


def bit(seen: str) -> int:
    """One of 64 bits for a word, the same for all its lexemes."""
    return 1 << (crc32(seen.encode("utf-8", "replace")) & 63)


Anchors = Mapping[int, Sequence[Anchor]]


@dataclass(frozen=True, slots=True)
class Variant:
    """Words that stand for an alias, before they are numbered."""

    words: tuple[str, ...]
    how: tuple[str, ...] = ()
    gap: Gap = "none"
    joined: int | None = None
    separators: Mapping[int, str] = field(default_factory=dict)


class Compiler:
    """Collects entries, lexemes and patterns; used once, inside `Matcher.compile`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.entries: list[Entry] = []
        self.patterns: list[Pattern] = []
        self.lexemes: dict[Lexeme, int] = {}
        self._conditions: dict[str, int] = {}
        self._vocabulary = vocabulary

    def add(self, watchlists: Watchlists) -> None:
        """All entities and event types of all lists."""
        for one in watchlists.lists:
            for entity in one.entities:
                self._add_entity(entity)
            for event in one.events:
                self._add_event(event)

    def _add_entity(self, entity: Entity) -> None:
        for alias in entity.spellings:
            person = entity.kind == "person"
            self._add(Entry("entity", entity.key, alias, "person" if person else "name", entity=entity), alias.unless)

    def _add_event(self, event: EventType) -> None:
        for phrase in event.phrases:
            self._add(Entry("event", event.key, phrase, "phrase"), (*phrase.unless, *event.unless))

    def _add(self, entry: Entry, unless: Iterable[str]) -> None:
        needs = tuple(self._condition(text) for text in entry.alias.needs)
        vetoes = tuple(self._condition(text) for text in dict.fromkeys(unless))
        gap: Gap = "none" if entry.alias.match == "exact" else entry.gap
        self._number(replace(entry, gap=gap, needs=needs, unless=vetoes))

    def _condition(self, text: str) -> int:
        if text not in self._conditions:
            entry = Entry("condition", text, Alias(text, match="inflected"), "name")
            self._conditions[text] = self._number(entry)
        return self._conditions[text]

    def _number(self, entry: Entry) -> int:
        number = len(self.entries)
        self.entries.append(entry)
        for variant in _variants(entry, self._vocabulary):
            slots = tuple(self._slots(entry, variant))
            required = frozenset(slot.lexeme for slot in slots if not slot.optional)
            self.patterns.append(Pattern(number, slots, variant.gap, variant.how, required))
        return number

    def _slots(self, entry: Entry, variant: Variant) -> Iterator[Slot]:
        several = len(variant.words) > 1
        initials = several and all(len(word) <= 2 for word in variant.words)
        for at, word in enumerate(variant.words):
            function = word in self._vocabulary.function
            lexeme = _lexeme(entry, word, several=several, fixed=function)
            if at == variant.joined:
                lexeme = Lexeme(word, "joined")
            number = self.lexemes.setdefault(lexeme, len(self.lexemes))
            content = initials or (not function and len(word) >= 3)
            yield Slot(number, word, _is_optional(variant, at), content, variant.separators.get(at, ""))


def _variants(entry: Entry, vocabulary: Vocabulary) -> Iterator[Variant]:
    whole = _whole(entry)
    if not whole.words:
        return
    yield whole
    if entry.alias.match == "exact":
        return
    yield from _joined(whole, vocabulary)
    if entry.gap == "person":
        yield from (
            replace(whole, words=one.words, how=one.how, separators={}) for one in shortened(whole.words, vocabulary)
        )


def _whole(entry: Entry) -> Variant:
    text, held = entry.alias.text, tuple(tokens(entry.alias.text))
    between = {at + 1: "".join(text[a.end : b.start].split()) for at, (a, b) in enumerate(pairwise(held))}
    return Variant(tuple(letters(token.text) for token in held), gap=entry.gap, separators=between)


def _joined(whole: Variant, vocabulary: Vocabulary) -> Iterator[Variant]:
    """Each two neighbours written as one word: بوكوحرام."""
    for at, (left, right) in enumerate(pairwise(whole.words)):
        if _may_join(left, right, vocabulary):
            glued = (*whole.words[:at], left + right, *whole.words[at + 2 :])
            yield replace(whole, words=glued, how=("joined",), joined=at, separators={})


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
    inside = 0 < at < len(variant.words) - 1
    return variant.gap == "name" and inside and bare(variant.words[at]) in CONNECTORS and len(variant.words) > 2

"""What stands in one sentence: alignments around given words -> conditions -> longest wins -> weighed in context."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from watchlists.align import Aligner, Alignment
from watchlists.context import FAR, Named, Scales, around, is_homograph, particles_of
from watchlists.guards import Vocabulary
from watchlists.lattice import Edge, Sentence
from watchlists.normalize import Token
from watchlists.passage import Passage, Place
from watchlists.patterns import Anchor, Anchors, Entry, Pattern, Role
from watchlists.resolve import Word
from watchlists.score import score
from watchlists.spans import Cover, without_overlaps

_REPORTED: tuple[Role, ...] = ("entity", "event")
# What stands between two names that are named in one breath: « و", »; and how many findings away one looks for it.
_JOINT = re.compile(r'[\s"«»“”،,]*(?:\b(?:و|أو)\b[\s"«»“”]*)?')
_BESIDE, _NEXT = 8, 2
_REMEMBERED = 65_536
_start = attrgetter("start")
_ByLexeme = Mapping[int, Sequence[int]]  # numbers of conditions


class Found(NamedTuple):
    """An entry found in a field; `length` is what the longest is judged by: without words inside a phrase."""

    entry: int
    start: int
    end: int
    length: int
    score: float
    how: tuple[str, ...]


class _Nature(NamedTuple):
    """What an entry depends on beside the words themselves: conditions, a day, a least score, what is around it."""

    role: Role
    conditions: bool
    dated: bool
    least: float
    homograph: bool


@dataclass(frozen=True)
class Finder:
    """Finds entries in sentences. Immutable.

    `anchors` are those of entities and events by lexeme, `conditions` those of each entry that is a condition; `reach`
    is how many words at most one required word of a pattern is from the next.
    """

    entries: Sequence[Entry]
    patterns: Sequence[Pattern]
    anchors: Anchors
    conditions: Mapping[int, Sequence[Anchor]]
    reach: int
    vocabulary: Vocabulary = field(repr=False)
    aligner: Aligner = field(repr=False)
    scales: Scales = field(repr=False)
    _natures: dict[int, _Nature] = field(repr=False, default_factory=dict)
    _alone: dict[str, tuple[Found, ...]] = field(repr=False, default_factory=dict)
    _telling: dict[int, tuple[_ByLexeme, _ByLexeme]] = field(repr=False, default_factory=dict)
    _named: dict[tuple[int, str], Named] = field(repr=False, default_factory=dict)

    def find(self, passage: Passage, day: date | None) -> list[Found]:
        """What counts of all that stands in a text; entities first, in order."""
        held = self._held(passage)
        if not held:
            return []
        standing = [one for one in held if self._stands(one, day)]
        if any(self._nature(one).conditions for one in standing):
            standing = self._counting(standing, passage)
        entities, events = (self._longest(standing, role) for role in _REPORTED)
        weighed = (self._weighed(one, at, entities, passage) for at, one in enumerate(entities))
        return [*(one for one in weighed if one is not None), *events]

    def _held(self, passage: Passage) -> list[Found]:
        """Everything that stands in a text: what single words are, and what is around the words in its sentences."""
        held: list[Found] = []
        for word, start, end in passage.alone:
            for entry, _, _, _, points, how in self.alone(word):
                held.append(Found(entry, start, end, end - start, points, how))
        walked = [found for one in passage.sentences for found in self._aligned(one.sentence, one.places)]
        return list(dict.fromkeys(held + walked)) if walked else held

    def alone(self, word: Word) -> tuple[Found, ...]:
        """What patterns of one word a word stands for, at offset nought."""
        found = self._alone.get(word.seen)
        if found is None:
            if len(self._alone) >= _REMEMBERED:
                self._alone.clear()
            end = len(word.seen)
            sentence = Sentence(word.seen, (0, end), (Token(word.seen, 0, end),), (word,))
            found = self._alone[word.seen] = tuple(dict.fromkeys(self._aligned(sentence, (Place(0),))))
        return found

    def _nature(self, one: Found) -> _Nature:
        nature = self._natures.get(one.entry)
        if nature is None:
            entry = self.entries[one.entry]
            named = self._name(one) if entry.entity is not None and entry.alias.guard else None
            homograph = named is not None and is_homograph(named, self.vocabulary)
            conditions = bool(entry.needs or entry.unless)
            nature = _Nature(entry.role, conditions, entry.is_dated, entry.alias.min_score or 0.0, homograph)
            self._natures[one.entry] = nature
        return nature

    def _aligned(self, sentence: Sentence, places: Iterable[Place]) -> Iterator[Found]:
        for at, tries in places:
            if tries is not None:
                for reading, anchor, *_ in tries:
                    yield from self._around(anchor, Edge(at, at + 1, reading), sentence)
                continue
            for edge in sentence.starting(at):
                for anchor in self.anchors.get(edge.reading.lexeme, ()):
                    if not anchor.side or sentence.holds(anchor.beside, at, anchor.side, self.reach):
                        yield from self._around(anchor, edge, sentence)

    def _around(self, anchor: Anchor, edge: Edge, sentence: Sentence) -> Iterator[Found]:
        pattern = self.patterns[anchor.pattern]
        aligned = self.aligner.align(pattern, anchor.at, edge, sentence)
        if aligned is not None:
            yield _found(pattern, aligned, sentence)

    def _stands(self, one: Found, day: date | None) -> bool:
        nature = self._nature(one)
        if one.score < nature.least:
            return False
        return day is None or not nature.dated or self.entries[one.entry].valid(day)

    def _counting(self, standing: Sequence[Found], passage: Passage) -> list[Found]:
        """What is left once every condition of its alias was looked at, in the sentence in which it stands."""
        covers: dict[tuple[int, int], Cover] = {}
        return [
            one
            for one in standing
            if not self._nature(one).conditions or self._holds(one, passage.sentence(one.start), covers)
        ]

    def _near(self, entry: int, sentence: Sentence) -> tuple[list[int], list[int]]:
        """Of the conditions of an entry, `needs` and `unless`, those of which a rarest word stands in a sentence."""
        if entry not in self._telling:
            one = self.entries[entry]
            self._telling[entry] = self._by_lexeme(one.needs), self._by_lexeme(one.unless)
        needs, unless = self._telling[entry]
        here = sentence.lexemes()
        return _told(needs, here), _told(unless, here)

    def _by_lexeme(self, conditions: Iterable[int]) -> _ByLexeme:
        found: dict[int, list[int]] = {}
        for number in conditions:
            for anchor in self.conditions[number]:
                found.setdefault(self._lexeme(anchor), []).append(number)
        return found

    def _condition(self, entry: int, sentence: Sentence) -> list[Found]:
        """Where a condition stands in a sentence."""
        tried = ((one, edge) for one in self.conditions[entry] for edge in sentence.of(self._lexeme(one)))
        return [found for anchor, edge in tried for found in self._around(anchor, edge, sentence)]

    def _lexeme(self, anchor: Anchor) -> int:
        return self.patterns[anchor.pattern].slots[anchor.at].lexeme

    def _holds(self, one: Found, sentence: Sentence, covers: dict[tuple[int, int], Cover]) -> bool:
        """Whether the conditions of an alias hold; a name is no context of itself, so `needs` must reach beyond it."""
        needs, unless = self._near(one.entry, sentence)

        def cover(number: int) -> Cover:
            held = covers.get((number, sentence.span[0]))
            if held is None:
                held = covers[number, sentence.span[0]] = Cover(self._condition(number, sentence))
            return held

        if self.entries[one.entry].needs and not any(
            cover(number).reaches_beyond(one.start, one.end) for number in needs
        ):
            return False
        return not any(cover(number).touches(one.start, one.end) for number in unless)

    def _longest(self, found: Iterable[Found], role: Role) -> list[Found]:
        """Of overlapping matches the longest; of one key in one span the best; in order of the text."""
        held = sorted((one for one in found if self._nature(one).role == role), key=_start)
        if all(one.end <= other.start for one, other in pairwise(held)):
            return held
        best: dict[tuple[int, int, str], Found] = {}
        for one in without_overlaps(sorted(held, key=self._rank)):
            best.setdefault((one.start, one.end, self.entries[one.entry].key), one)
        return sorted(best.values(), key=lambda one: (one.start, self.entries[one.entry].key))

    def _rank(self, one: Found) -> tuple[int, float, int, str, int, tuple[str, ...]]:
        """Never by the order in which words were numbered: of one key the numbers are in the order of its aliases."""
        return (-one.length, -one.score, one.start, self.entries[one.entry].key, one.entry, one.how)

    def _weighed(self, one: Found, at: int, entities: Sequence[Found], passage: Passage) -> Found | None:
        """A homograph weighed by the words around it; None where they speak of something else."""
        nature = self._nature(one)
        if not nature.homograph:
            return one
        text, sentence = passage.text, passage.around(one.start, FAR + one.end - one.start)
        beside = self._beside(one, entities[max(0, at - _NEXT) : at + _NEXT + 1], text, sentence)
        verdict = self.scales.weigh(self._name(one), around(text, sentence, (one.start, one.end), beside))
        if verdict.dropped:
            return None
        left = max(0.0, round(one.score - verdict.lost, 1))
        return one._replace(score=left, how=(*one.how, *verdict.how)) if left >= nature.least else None

    def _name(self, one: Found) -> Named:
        """What was found, for the words around it to be weighed."""
        particles = particles_of(one.how)
        named = self._named.get((one.entry, particles))
        if named is None:
            entity, alias = self.entries[one.entry].entity, self.entries[one.entry].alias
            assert entity is not None, "only names are weighed"
            named = self._named[one.entry, particles] = Named.of(entity, alias, particles)
        return named

    def _beside(self, one: Found, near: Sequence[Found], text: str, sentence: tuple[int, int]) -> str:
        """Another watched name in the sentence, joined to this one by a particle, a comma or quotes."""
        for other in near:
            left, right = (one, other) if one.start <= other.start else (other, one)
            if not 0 < right.start - left.end <= _BESIDE or not sentence[0] <= other.start < sentence[1]:
                continue
            if self.entries[other.entry].key == self.entries[one.entry].key:
                continue
            if _JOINT.fullmatch(text, left.end, right.start):
                return text[other.start : other.end]
        return ""


def _told(conditions: _ByLexeme, here: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(number for lexeme in here for number in conditions.get(lexeme, ())))


def _found(pattern: Pattern, at: Alignment, sentence: Sentence) -> Found:
    start, end = sentence.tokens[at.start].start, sentence.tokens[at.end - 1].end
    how = tuple(dict.fromkeys(at.how))
    length = at.length if pattern.gap == "phrase" else end - start
    return Found(pattern.entry, start, end, length, score(how, pattern.letters), how)

"""What stands in one sentence: alignments around given words -> conditions -> longest wins -> weighed in context."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from watchlists.align import Aligner, Alignment
from watchlists.context import Named, around, is_homograph, weigh
from watchlists.guards import Vocabulary
from watchlists.lattice import Edge, Sentence
from watchlists.normalize import Token
from watchlists.patterns import Anchor, Anchors, Entry, Pattern, Role
from watchlists.resolve import Word
from watchlists.score import score
from watchlists.sieve import Place
from watchlists.spans import Cover, without_overlaps

_REPORTED: tuple[Role, ...] = ("entity", "event")
# What stands between two names that are named in one breath: « و", »; and how many findings away one looks for it.
_JOINT = re.compile(r'[\s"«»“”،,]*(?:\b(?:و|أو)\b[\s"«»“”]*)?')
_BESIDE, _NEXT = 8, 2
_REMEMBERED = 65_536
_NOTHING = Cover(())


@dataclass(frozen=True, slots=True)
class Found:
    """An entry found in a field; `length` is what the longest is judged by: without words inside a phrase."""

    entry: int
    start: int
    end: int
    length: int
    score: float
    how: tuple[str, ...]


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
    _homographs: dict[int, bool] = field(repr=False, default_factory=dict)
    _alone: dict[str, tuple[Found, ...] | None] = field(repr=False, default_factory=dict)
    _rarest: dict[int, frozenset[int]] = field(repr=False, default_factory=dict)

    def find(self, sentence: Sentence, places: Iterable[Place], day: date | None) -> list[Found]:
        """What counts of all that has its rarest word at one of these positions; entities first, in order."""
        aligned = list(dict.fromkeys(self._aligned(sentence, places)))
        if not aligned:
            return []
        counting = self._counting(aligned, sentence, day)
        won = [one for role in _REPORTED for one in self._longest(counting, role)]
        beside = (won[max(0, at - _NEXT) : at + _NEXT + 1] for at in range(len(won)))
        weighed = (self._weighed(one, near, sentence) for one, near in zip(won, beside, strict=True))
        return [one for one in weighed if one is not None]

    def alone(self, word: Word) -> tuple[Found, ...] | None:
        """What a word stands for that is alone far and wide, at offset nought; None where that depends on more."""
        if word.seen not in self._alone:
            if len(self._alone) >= _REMEMBERED:
                self._alone.clear()
            self._alone[word.seen] = self._by_itself(word)
        return self._alone[word.seen]

    def _by_itself(self, word: Word) -> tuple[Found, ...] | None:
        end = len(word.seen)
        sentence = Sentence(word.seen, (0, end), (Token(word.seen, 0, end),), (word,))
        aligned = list(dict.fromkeys(self._aligned(sentence, (Place(0),))))
        if any(self._depends(one.entry) for one in aligned):
            return None
        counting = [one for one in aligned if self._stands(one, None)]
        return tuple(one for role in _REPORTED for one in self._longest(counting, role))

    def _depends(self, number: int) -> bool:
        """Whether an entry counts only on some days, with some words, or by what is around it."""
        entry = self.entries[number]
        return bool(entry.needs or entry.unless) or entry.is_dated or self._is_homograph(number)

    def _aligned(self, sentence: Sentence, places: Iterable[Place]) -> Iterator[Found]:
        for place in places:
            for edge in sentence.starting(place.at):
                for anchor in self.anchors.get(edge.reading.lexeme, ()):
                    if self._is_worth(anchor, place, sentence):
                        yield from self._around(anchor, edge, sentence)

    def _is_worth(self, anchor: Anchor, place: Place, sentence: Sentence) -> bool:
        """Whether the next word that the pattern cannot do without is within reach."""
        if not anchor.side:
            return True
        near = place.after if anchor.side > 0 else place.before
        return near & anchor.bit > 0 and sentence.holds(anchor.beside, place.at, anchor.side, self.reach)

    def _around(self, anchor: Anchor, edge: Edge, sentence: Sentence) -> Iterator[Found]:
        pattern = self.patterns[anchor.pattern]
        aligned = self.aligner.align(pattern, anchor.at, edge, sentence)
        if aligned is not None:
            yield _found(pattern, aligned, sentence)

    def _counting(self, found: Sequence[Found], sentence: Sentence, day: date | None) -> list[Found]:
        """What is left once every condition of its alias was looked at."""
        standing = [one for one in found if self._stands(one, day)]
        held = [self.entries[one.entry] for one in standing]
        named = dict.fromkeys(number for entry in held for number in (*entry.needs, *entry.unless))
        covers = {number: self._cover(number, sentence) for number in named}
        return [one for one in standing if self._holds(one, covers)]

    def _stands(self, one: Found, day: date | None) -> bool:
        entry = self.entries[one.entry]
        return one.score >= (entry.alias.min_score or 0) and (day is None or entry.valid(day))

    def _cover(self, entry: int, sentence: Sentence) -> Cover:
        """What a condition covers in a sentence; mostly nothing, since none of its rarest words stands there."""
        if sentence.has_none_of(self._lexemes(entry)):
            return _NOTHING
        return Cover(self._condition(entry, sentence))

    def _lexemes(self, entry: int) -> frozenset[int]:
        if entry not in self._rarest:
            self._rarest[entry] = frozenset(map(self._lexeme, self.conditions[entry]))
        return self._rarest[entry]

    def _condition(self, entry: int, sentence: Sentence) -> list[Found]:
        """Where a condition stands in a sentence."""
        tried = ((one, edge) for one in self.conditions[entry] for edge in sentence.of(self._lexeme(one)))
        return [found for anchor, edge in tried for found in self._around(anchor, edge, sentence)]

    def _lexeme(self, anchor: Anchor) -> int:
        return self.patterns[anchor.pattern].slots[anchor.at].lexeme

    def _holds(self, one: Found, conditions: Mapping[int, Cover]) -> bool:
        entry = self.entries[one.entry]
        if entry.needs and not any(conditions[number] for number in entry.needs):
            return False
        return not any(conditions[number].touches(one.start, one.end) for number in entry.unless)

    def _longest(self, found: Iterable[Found], role: Role) -> list[Found]:
        """Of overlapping matches the longest; of one key in one span the best; in order of the text."""
        ranked = sorted((one for one in found if self.entries[one.entry].role == role), key=self._rank)
        if len(ranked) < 2:
            return ranked
        best: dict[tuple[int, int, str], Found] = {}
        for one in without_overlaps(ranked):
            best.setdefault((one.start, one.end, self.entries[one.entry].key), one)
        return sorted(best.values(), key=lambda one: (one.start, self.entries[one.entry].key))

    def _rank(self, one: Found) -> tuple[int, float, int, str, int, tuple[str, ...]]:
        """Never by the order in which words were numbered: of one key the numbers are in the order of its aliases."""
        return (-one.length, -one.score, one.start, self.entries[one.entry].key, one.entry, one.how)

    def _weighed(self, one: Found, near: Sequence[Found], sentence: Sentence) -> Found | None:
        """A homograph weighed by the words around it; None where they speak of something else."""
        entry = self.entries[one.entry]
        if entry.entity is None or not self._is_homograph(one.entry):
            return one
        named = Named.of(entry.entity, entry.alias, one.how)
        held = around(sentence.text, sentence.span, (one.start, one.end), self._beside(one, near, sentence.text))
        verdict = weigh(named, held, self.vocabulary)
        if verdict.dropped:
            return None
        left = max(0.0, round(one.score - verdict.lost, 1))
        return replace(one, score=left, how=(*one.how, *verdict.how)) if left >= (entry.alias.min_score or 0) else None

    def _is_homograph(self, number: int) -> bool:
        if number not in self._homographs:
            entity, alias = self.entries[number].entity, self.entries[number].alias
            named = Named.of(entity, alias, ()) if entity is not None and alias.guard else None
            self._homographs[number] = named is not None and is_homograph(named, self.vocabulary)
        return self._homographs[number]

    def _beside(self, one: Found, near: Sequence[Found], text: str) -> str:
        """Another watched name joined to this one by a particle, a comma or quotes."""
        for other in near:
            left, right = sorted((one, other), key=lambda held: held.start)
            entry, apart = self.entries[other.entry], right.start - left.end
            if entry.entity is None or entry.key == self.entries[one.entry].key or not 0 < apart <= _BESIDE:
                continue
            if _JOINT.fullmatch(text, left.end, right.start):
                return text[other.start : other.end]
        return ""


def _found(pattern: Pattern, at: Alignment, sentence: Sentence) -> Found:
    start, end = sentence.tokens[at.start].start, sentence.tokens[at.end - 1].end
    how = tuple(dict.fromkeys(at.how))
    length = at.length if pattern.gap == "phrase" else end - start
    return Found(pattern.entry, start, end, length, score(how, pattern.letters), how)

"""Finds the entities and event phrases of the watchlists in a document. Pure: the same document, the same findings.

A first pass over a batch of articles tells where something may stand (`sieve`). In the sentences of these places:
tokens -> readings of each word (remembered) -> alignments around the rarest word of each pattern -> conditions
(`needs`, `unless`, validity, `min_score`) -> longest wins.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from watchlists.align import Aligner, Alignment, Limits
from watchlists.context import Named, around, is_homograph, weigh
from watchlists.events import read_events
from watchlists.guards import Vocabulary, vocabulary
from watchlists.language import language
from watchlists.lattice import Sentence, read
from watchlists.lexicon import Lexicon
from watchlists.memory import Memory
from watchlists.model import (
    Document,
    Entity,
    EventType,
    Field,
    Findings,
    Hits,
    Mention,
    PhraseHit,
    Watchlists,
)
from watchlists.patterns import Compiler, Entry, Pattern, Role
from watchlists.resolve import Resolver
from watchlists.score import score
from watchlists.sentences import sentences
from watchlists.sieve import Marker, Sieve
from watchlists.spans import Cover, without_overlaps
from watchlists.suggest import Directory

# Articles, and characters, that are sieved at once: more is no faster and takes more memory.
_BATCH, _CHARACTERS = 64, 1_000_000
_REPORTED: tuple[Role, ...] = ("entity", "event")

# Characters between two names that are named in one breath: « و", ».
_BESIDE = 5


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry found in a field; `length` is what the longest is judged by: without words inside a phrase."""

    entry: int
    start: int
    end: int
    length: int
    score: float
    how: tuple[str, ...]


@dataclass(frozen=True)
class Matcher:
    """Compiled watchlists, an immutable value; make one with `Matcher.compile`."""

    watchlists: Watchlists
    _entries: tuple[Entry, ...] = field(repr=False)
    _patterns: tuple[Pattern, ...] = field(repr=False)
    _anchors: Mapping[int, tuple[tuple[int, int], ...]] = field(repr=False)
    _resolver: Resolver = field(repr=False)
    _sieve: Sieve = field(repr=False)
    _aligner: Aligner = field(repr=False)
    _vocabulary: Vocabulary = field(repr=False)
    _directory: Directory = field(repr=False)

    @classmethod
    def compile(cls, watchlists: Watchlists, limits: Limits | None = None) -> "Matcher":
        """Index all entries. `limits` says how many words may stand inside an event phrase."""
        words, bounds = vocabulary(), limits or Limits()
        compiler = Compiler(words)
        compiler.add(watchlists)
        lexicon = Lexicon.build(compiler.lexemes, words)
        resolver, patterns = Resolver(lexicon, words), tuple(compiler.patterns)
        anchors = _anchors(patterns, words)
        sought = {lexeme: _sought(held, patterns, compiler.entries) for lexeme, held in anchors.items()}
        memory = Memory(resolver.read, Marker(lexicon.lexemes, patterns, sought).marks)
        return cls(
            watchlists,
            tuple(compiler.entries),
            patterns,
            anchors,
            resolver,
            Sieve(memory, bounds.reach + _optional(patterns), resolver),
            Aligner(words, bounds),
            words,
            Directory.of(watchlists),
        )

    def match(self, document: Document) -> Findings:
        """All mentions and events of a document, its language and sentences."""
        return self.match_many((document,))[0]

    def match_many(self, documents: Sequence[Document]) -> list[Findings]:
        """The findings of each document, in order. In batches it takes a fraction of the time of one by one."""
        return [self._read(*one) for one in zip(documents, self.hits_many(documents), strict=True)]

    def hits(self, document: Document) -> Hits:
        """Mentions and event phrases, before events are read from them."""
        return self.hits_many((document,))[0]

    def hits_many(self, documents: Sequence[Document]) -> list[Hits]:
        """The hits of each document, in order."""
        return [one for batch in _batches(documents) for one in self._batch(batch)]

    def _read(self, document: Document, hits: Hits) -> Findings:
        spoken = language(f"{document.title or ''} {document.text[:2000]}")
        if not hits:
            return Findings(language=spoken)
        events = read_events(document, hits.sentences, hits.phrases, hits.mentions, self.watchlists)
        return Findings(hits.mentions, events, spoken, hits.sentences)

    def _batch(self, documents: Sequence[Document]) -> list[Hits]:
        fields = [(at, name, text) for at, document in enumerate(documents) for name, text in document.fields()]
        found: dict[int, dict[Field, list[_Found]]] = {}
        for number, places in self._sieve.places([text for *_, text in fields]):
            at, name, text = fields[number]
            day = documents[at].published
            held = self._around(text, places, day.date() if day else None)
            if held:
                found.setdefault(at, {})[name] = held
        return [self._hits(document, found.get(at)) for at, document in enumerate(documents)]

    def _hits(self, document: Document, found: Mapping[Field, Sequence[_Found]] | None) -> Hits:
        if not found:
            return Hits()
        mentions: list[Mention] = []
        phrases: list[PhraseHit] = []
        for name, text in document.fields():
            for one in found.get(name, ()):
                if self._entries[one.entry].role == "entity":
                    mentions.append(self._mention(one, name, text))
                else:
                    phrases.append(self._phrase(one, name, text))
        return Hits(tuple(mentions), tuple(phrases), {name: sentences(text) for name, text in document.fields()})

    def _around(self, text: str, places: Sequence[int], day: date | None) -> list[_Found]:
        """What counts in the sentences in which these places are."""
        spans = sentences(text)
        held = dict.fromkeys(bisect_right(spans, (place, len(text))) - 1 for place in places)
        counting = (self._counting(self._found(text, *spans[at]), day) for at in held)
        return [one for some in counting for role in _REPORTED for one in self._longest(some, role)]

    def resolve(self, typed: str) -> tuple[Entity | EventType | None, tuple[str, ...]]:
        """The entry whose key or alias a person typed; else None and the keys of those that look alike."""
        return self._directory.resolve(typed)

    def _found(self, text: str, start: int, end: int) -> list[_Found]:
        sentence = read(text, start, end, self._sieve.memory, self._resolver)
        return list(dict.fromkeys(self._aligned(sentence))) if sentence is not None else []

    def _aligned(self, sentence: Sentence) -> Iterator[_Found]:
        for edges in sentence.starting.values():
            for edge in edges:
                for number, anchor in self._anchors.get(edge.reading.lexeme, ()):
                    pattern = self._patterns[number]
                    if pattern.required <= sentence.lexemes:
                        aligned = self._aligner.align(pattern, anchor, edge, sentence)
                        if aligned is not None:
                            yield _found(pattern, aligned, sentence)

    def _weighed(self, found: Sequence[_Found], text: str, start: int, end: int) -> list[_Found]:
        """The homographs among the findings weighed by the words around them; those that speak of others go."""
        return [one for held in found if (one := self._in_context(held, found, text, start, end)) is not None]

    def _in_context(self, one: _Found, found: Sequence[_Found], text: str, start: int, end: int) -> _Found | None:
        entry = self._entries[one.entry]
        if entry.entity is None or not entry.alias.guard:
            return one
        named = Named.of(entry.entity, entry.alias, one.how)
        if not is_homograph(named.words, self._vocabulary):
            return one
        held = around(text, start, end, (one.start, one.end), self._beside(one, found, text))
        verdict = weigh(named, held, self._vocabulary)
        if verdict.dropped:
            return None
        return replace(one, score=max(0.0, round(one.score - verdict.lost, 1)), how=(*one.how, *verdict.how))

    def _beside(self, one: _Found, found: Sequence[_Found], text: str) -> str:
        """Another watched name joined to this one by a particle, a comma or quotes."""
        for other in found:
            entry, near = self._entries[other.entry], max(other.start - one.end, one.start - other.end)
            if 0 <= near <= _BESIDE and entry.entity is not None and entry.key != self._entries[one.entry].key:
                return text[other.start : other.end]
        return ""

    def _counting(self, found: Sequence[_Found], day: date | None) -> list[_Found]:
        """What is left once every condition of its alias was looked at."""
        spans: dict[int, list[_Found]] = {}
        for one in found:
            if self._entries[one.entry].role == "condition":
                spans.setdefault(one.entry, []).append(one)
        covers = {entry: Cover(held) for entry, held in spans.items()}
        return [one for one in found if self._counts(one, covers, day)]

    def _counts(self, one: _Found, conditions: Mapping[int, Cover], day: date | None) -> bool:
        entry = self._entries[one.entry]
        if entry.role == "condition" or one.score < (entry.alias.min_score or 0):
            return False
        if day is not None and not entry.valid(day):
            return False
        if entry.needs and conditions.keys().isdisjoint(entry.needs):
            return False
        vetoes = (conditions[number] for number in entry.unless if number in conditions)
        return not any(veto.touches(one.start, one.end) for veto in vetoes)

    def _longest(self, found: Iterable[_Found], role: str) -> list[_Found]:
        """Of overlapping matches the longest; of one key in one span the best; in order of the text."""
        ranked = sorted((one for one in found if self._entries[one.entry].role == role), key=_rank)
        best: dict[tuple[int, int, str], _Found] = {}
        for one in without_overlaps(ranked):
            best.setdefault((one.start, one.end, self._entries[one.entry].key), one)
        return sorted(best.values(), key=lambda one: (one.start, self._entries[one.entry].key))

    def _mention(self, one: _Found, name: Field, text: str) -> Mention:
        entry = self._entries[one.entry]
        quoted = text[one.start : one.end]
        return Mention(entry.key, entry.alias.text, quoted, name, one.start, one.end, one.score, one.how)

    def _phrase(self, one: _Found, name: Field, text: str) -> PhraseHit:
        entry = self._entries[one.entry]
        quoted = text[one.start : one.end]
        return PhraseHit(entry.key, entry.alias.text, quoted, name, one.start, one.end, one.score, one.how)


def _found(pattern: Pattern, at: Alignment, sentence: Sentence) -> _Found:
    start, end = sentence.tokens[at.start].start, sentence.tokens[at.end - 1].end
    how = tuple(dict.fromkeys(at.how))
    length = at.length if pattern.gap == "phrase" else end - start
    return _Found(pattern.entry, start, end, length, score(how, pattern.letters), how)


def _rank(one: _Found) -> tuple[int, float, int, int]:
    return (-one.length, -one.score, one.start, one.entry)


def _anchors(patterns: Sequence[Pattern], words: Vocabulary) -> dict[int, tuple[tuple[int, int], ...]]:
    """The patterns to try at each lexeme, with the place of that word: each pattern at its rarest word."""
    table: dict[int, list[tuple[int, int]]] = {}
    for number, pattern in enumerate(patterns):
        places = [at for at, slot in enumerate(pattern.slots) if not slot.optional]
        rarest = min(places, key=lambda at: (words.frequency(pattern.slots[at].seen), at))
        table.setdefault(pattern.slots[rarest].lexeme, []).append((number, rarest))
    return {lexeme: tuple(held) for lexeme, held in table.items()}


def _sought(
    held: Iterable[tuple[int, int]], patterns: Sequence[Pattern], entries: Sequence[Entry]
) -> list[tuple[int, int]]:
    """What the sieve has to look for: no conditions, which are read where something has one."""
    return [one for one in held if entries[patterns[one[0]].entry].role != "condition"]


def _optional(patterns: Iterable[Pattern]) -> int:
    """The most words one after the other that a pattern may lack."""
    runs = (len(list(run)) for one in patterns for may, run in groupby(one.slots, lambda slot: slot.optional) if may)
    return max(runs, default=0)


def _batches(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    first = size = 0
    for at, document in enumerate(documents):
        size += len(document.text)
        if at - first == _BATCH or (size > _CHARACTERS and at > first):
            yield documents[first:at]
            first, size = at, len(document.text)
    if first < len(documents):
        yield documents[first:]

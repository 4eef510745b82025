"""Finds the entities and event phrases of the watchlists in a document. Pure: the same document, the same findings.

tokens -> readings of each word (remembered) -> alignments around the rarest word of each pattern -> conditions
(`needs`, `unless`, validity, `min_score`) -> longest wins.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from watchlists.align import Aligner, Alignment, Limits
from watchlists.events import read_events
from watchlists.guards import Vocabulary, vocabulary
from watchlists.language import language
from watchlists.lattice import Edge, Sentence, read
from watchlists.lexicon import Lexicon
from watchlists.memory import Marks, Memory
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
from watchlists.patterns import Compiler, Entry, Pattern
from watchlists.resolve import Resolver
from watchlists.score import score
from watchlists.sentences import sentences
from watchlists.spans import Cover, without_overlaps
from watchlists.suggest import Directory


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
    _memory: Memory = field(repr=False)
    _aligner: Aligner = field(repr=False)
    _directory: Directory = field(repr=False)

    @classmethod
    def compile(cls, watchlists: Watchlists, limits: Limits | None = None) -> "Matcher":
        """Index all entries. `limits` says how many words may stand inside an event phrase."""
        words = vocabulary()
        compiler = Compiler(words)
        compiler.add(watchlists)
        resolver = Resolver(Lexicon.build(compiler.lexemes, words), words)
        return cls(
            watchlists,
            tuple(compiler.entries),
            tuple(compiler.patterns),
            _anchors(compiler.patterns, words),
            resolver,
            Memory(resolver.read, lambda _: Marks(), 0),
            Aligner(words, limits or Limits()),
            Directory.of(watchlists),
        )

    def match(self, document: Document) -> Findings:
        """All mentions and events of a document, its language and sentences."""
        hits = self.hits(document)
        events = read_events(document, hits.sentences, hits.phrases, hits.mentions, self.watchlists)
        spoken = language(f"{document.title or ''} {document.text[:2000]}")
        return Findings(hits.mentions, events, spoken, hits.sentences)

    def match_many(self, documents: Sequence[Document]) -> list[Findings]:
        """The findings of each document, in order."""
        return [self.match(document) for document in documents]

    def hits(self, document: Document) -> Hits:
        """Mentions and event phrases, before events are read from them."""
        spans: dict[Field, tuple[tuple[int, int], ...]] = {}
        mentions: list[Mention] = []
        phrases: list[PhraseHit] = []
        day = document.published.date() if document.published else None
        for name, text in document.fields():
            spans[name] = sentences(text)
            for start, end in spans[name]:
                found = self._counting(self._found(text, start, end), day)
                mentions += (self._mention(one, name, text) for one in self._longest(found, "entity"))
                phrases += (self._phrase(one, name, text) for one in self._longest(found, "event"))
        return Hits(tuple(mentions), tuple(phrases), spans)

    def resolve(self, typed: str) -> tuple[Entity | EventType | None, tuple[str, ...]]:
        """The entry whose key or alias a person typed; else None and the keys of those that look alike."""
        return self._directory.resolve(typed)

    def _found(self, text: str, start: int, end: int) -> list[_Found]:
        sentence = read(text, start, end, self._memory, self._resolver)
        return list(dict.fromkeys(self._aligned(sentence))) if sentence is not None else []

    def _aligned(self, sentence: Sentence) -> Iterator[_Found]:
        for edges in sentence.starting.values():
            for edge in edges:
                for number, anchor in self._anchors.get(edge.reading.lexeme, ()):
                    pattern = self._patterns[number]
                    if pattern.required <= sentence.lexemes:
                        yield from self._around(pattern, anchor, edge, sentence)

    def _around(self, pattern: Pattern, anchor: int, edge: Edge, sentence: Sentence) -> Iterator[_Found]:
        aligned = self._aligner.align(pattern, anchor, edge, sentence)
        if aligned is not None:
            yield _found(pattern, aligned, sentence)

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

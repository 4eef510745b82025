"""Finds the entities and event phrases of the watchlists in a document. Pure: the same document, the same findings.

A first pass over a batch of articles tells where something may stand (`sieve`); what does stand there is decided
sentence by sentence (`finder`): readings of each word -> alignments around the rarest word of each pattern ->
conditions (`needs`, `unless`, validity, `min_score`) -> longest wins -> homographs weighed by what is around them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from watchlists.align import Aligner, Limits
from watchlists.context import Scales
from watchlists.events import read_events
from watchlists.finder import Finder, Found
from watchlists.guards import vocabulary
from watchlists.index import Index
from watchlists.language import language
from watchlists.marks import Marker
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
from watchlists.resolve import Resolver
from watchlists.screen import Screen
from watchlists.sentences import sentences
from watchlists.sieve import Sieve
from watchlists.suggest import Directory
from watchlists.unhurried import unhurried

# Articles, and characters, that are sieved at once: more is no faster and takes more memory.
_BATCH, _CHARACTERS = 64, 1_000_000
_NO_HITS = Hits()


@dataclass(frozen=True)
class Matcher:
    """Compiled watchlists, an immutable value; make one with `Matcher.compile`."""

    watchlists: Watchlists
    _sieve: Sieve = field(repr=False)
    _finder: Finder = field(repr=False)
    _index: Index = field(repr=False)
    _limits: Limits = field(repr=False)

    @classmethod
    def compile(cls, watchlists: Watchlists, limits: Limits | None = None) -> "Matcher":
        """Index all entries. `limits` says how many words may stand inside an event phrase."""
        with unhurried():
            words, bounds = vocabulary(), limits or Limits()
            index = Index.of(watchlists, words)
            resolver, marker = Resolver(index.lexicon, words), index.marker(Aligner(words, bounds))
            memory = Memory(resolver.read, marker.marks, Screen.of(index.lexicon, marker.most))
            return cls._made(watchlists, index, memory, marker, resolver, bounds)

    def adding(self, entities: Sequence[Entity], slug: str = "added") -> "Matcher":
        """A matcher that finds these entities too, in a fraction of the time of compiling; this one stays as it is.

        They go into the watchlist `slug`, which is made where it is missing. Of an entity whose key is watched, in any
        case, further aliases are taken and nothing else. Raises ValueError for a key that is an event's, and for a
        `part_of` that is no entity.
        """
        changes, words = self.watchlists.changes(entities), vocabulary()
        index = self._index.adding(changes, words)
        resolver, marker = Resolver(index.lexicon, words), index.marker(Aligner(words, self._limits))
        memory = self._sieve.memory.adding(resolver.read, marker.marks, marker.most, index.touched)
        return self._made(self.watchlists.changed(changes, slug), index, memory, marker, resolver, self._limits)

    @classmethod
    def _made(
        cls, watchlists: Watchlists, index: Index, memory: Memory, marker: Marker, resolver: Resolver, limits: Limits
    ) -> "Matcher":
        words, reach = vocabulary(), max(map(limits.reach, index.gaps), default=1)
        sieve = Sieve(memory, marker, reach, reach * index.longest, index.joints, resolver)
        entries, patterns = index.compiled.entries, index.compiled.patterns
        aligner, scales = Aligner(words, limits), Scales(words)
        finder = Finder(entries, patterns, index.anchors, index.conditions, reach, words, aligner, scales)
        return cls(watchlists, sieve, finder, index, limits)

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
        hits: list[Hits] = []
        for batch in _batches(documents):
            with unhurried():
                hits += self._batch(batch)
        return hits

    def may_hold(self, documents: Sequence[Document]) -> list[bool]:
        """Of each document, in order, whether something may stand in it. Takes a small part of the time of finding out
        what does, and is never wrong about a document in which something stands, whatever else is watched."""
        found = [False] * len(documents)
        first = 0
        for batch in _batches(documents):
            with unhurried():
                self._sifted(batch, first, found)
            first += len(batch)
        return found

    def resolve(self, typed: str) -> tuple[Entity | EventType | None, tuple[str, ...]]:
        """The entry whose key or alias a person typed; else None and the keys of those that look alike."""
        return self._directory.resolve(typed)

    def holding(self, typed: str) -> tuple[str, ...]:
        """The keys of all entries in whose key or names these words stand, in the order of the lists."""
        return self._directory.holding(typed)

    @cached_property
    def _directory(self) -> Directory:
        return Directory.of(self.watchlists)

    def _read(self, document: Document, hits: Hits) -> Findings:
        spoken = language(document.text, document.title or "")
        if not hits:
            return Findings(language=spoken)
        spans = {name: sentences(text) for name, text in document.fields()}
        events = read_events(document, spans, hits.phrases, hits.mentions, self.watchlists)
        return Findings(hits.mentions, events, spoken, spans)

    def _sifted(self, documents: Sequence[Document], first: int, found: list[bool]) -> None:
        fields = [(at, text) for at, document in enumerate(documents, first) for _, text in document.fields()]
        for passage in self._sieve.sift([text for _, text in fields]):
            found[fields[passage.number][0]] = True

    def _batch(self, documents: Sequence[Document]) -> list[Hits]:
        fields = [(at, name, text) for at, document in enumerate(documents) for name, text in document.fields()]
        found: dict[int, list[Mention | PhraseHit]] = {}
        for passage in self._sieve.sift([text for *_, text in fields]):
            at, name, text = fields[passage.number]
            published = documents[at].published
            held = self._finder.find(passage, published.date() if published else None)
            if held:
                found.setdefault(at, []).extend([self._hit(one, name, text) for one in held])
        return [_hits(found[at]) if at in found else _NO_HITS for at in range(len(documents))]

    def _hit(self, one: Found, name: Field, text: str) -> Mention | PhraseHit:
        entry = self._finder.entries[one.entry]
        kind = Mention if entry.role == "entity" else PhraseHit
        quoted = text[one.start : one.end]
        return kind(entry.key, entry.alias.text, quoted, name, one.start, one.end, one.score, one.how)


def _hits(found: Iterable[Mention | PhraseHit]) -> Hits:
    """In order of the text: the title first, then by start, then by key."""
    mentions = [one for one in found if isinstance(one, Mention)]
    phrases = [one for one in found if isinstance(one, PhraseHit)]
    mentions.sort(key=lambda one: (one.field != "title", one.start, one.end, one.entity))
    phrases.sort(key=lambda one: (one.field != "title", one.start, one.end, one.event))
    return Hits(tuple(mentions), tuple(phrases))


def _batches(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    first = size = 0
    for at, document in enumerate(documents):
        size += len(document.text)
        if at - first == _BATCH or (size > _CHARACTERS and at > first):
            yield documents[first:at]
            first, size = at, len(document.text)
    if first < len(documents):
        yield documents[first:]

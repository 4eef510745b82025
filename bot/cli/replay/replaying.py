"""What `rasid replay` does with a bunch of articles, in whichever process, and what it counts."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.core.bidi import strip_controls
from bot.core.model import Reading
from watchlists import Matcher
from watchlists.covering import beside
from watchlists.model import Document, Field

SAMPLES: Final = 3
_AROUND: Final = 50
_TITLE: Final = 60


class Hit(NamedTuple):
    """Where an entry was found, and by which alias or phrase."""

    key: str
    alias: str
    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Search:
    """Finds some keys, or everything, in articles. `whole` reads events, too; without it mentions alone are looked for.
    `alias` is the only alias that counts."""

    matcher: Matcher
    keys: frozenset[str] | None = None
    whole: bool = True
    alias: str | None = None

    @classmethod
    def of(cls, matcher: Matcher, keys: frozenset[str] | None, alias: str | None = None) -> "Search":
        """A search; for entities alone the matcher is made anew, with them and what may cover them."""
        if keys is None or not matcher.watchlists.entities.keys() >= keys:
            return cls(matcher, keys, True, alias)
        return cls(Matcher.compile(beside(matcher.watchlists, keys)), keys, False, alias)

    def __call__(self, documents: Sequence[Document]) -> list[tuple[Hit, ...]]:
        """What is found in each article."""
        return [tuple(one for one in hits if self._counts(one)) for hits in self._found(documents)]

    def _found(self, documents: Sequence[Document]) -> Iterator[list[Hit]]:
        if not self.whole:
            for hits in self.matcher.hits_many(documents):
                yield [Hit(one.entity, one.alias, one.field, one.start, one.end) for one in hits.mentions]
            return
        for found in self.matcher.match_many(documents):
            mentions = [Hit(one.entity, one.alias, one.field, one.start, one.end) for one in found.mentions]
            yield mentions + [Hit(one.event, one.phrase, one.field, one.start, one.end) for one in found.events]

    def _counts(self, hit: Hit) -> bool:
        return (self.keys is None or hit.key in self.keys) and (self.alias is None or hit.alias == self.alias)


@dataclass(frozen=True, slots=True)
class Work:
    """What a process does: the search, and where another one is compared with it, that one, too."""

    search: Search
    other: Search | None = None

    def __call__(self, documents: Sequence[Document]) -> list[tuple[tuple[Hit, ...], tuple[Hit, ...]]]:
        """What both find in each article; nothing for the other where there is none."""
        nothing: list[tuple[Hit, ...]] = [()] * len(documents)
        others = self.other(documents) if self.other else nothing
        return list(zip(self.search(documents), others, strict=True))


@dataclass(slots=True)
class Difference:
    """Articles in which an entry is found anew, no longer, and as before; with samples of the first two."""

    new: int = 0
    lost: int = 0
    same: int = 0
    samples: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """Counts what is found in stored articles: by alias, against what was found when they came in, and against what
    another search finds of the keys in `compared`."""

    compared: Collection[str] = ()
    total: int = 0
    articles: int = 0
    newly: int = 0
    by_alias: Counter[tuple[str, str]] = field(default_factory=Counter)
    samples: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    differences: dict[str, Difference] = field(default_factory=dict)

    def add(self, reading: Reading, hits: Sequence[Hit], others: Sequence[Hit]) -> None:
        """Count one article."""
        self.total += 1
        self._compare(reading, hits, others)
        if not hits:
            return
        self.articles += 1
        self.newly += not {one.key for one in hits} & reading.findings.keys()
        for (key, alias), hit in _first(hits).items():
            self.by_alias[key, alias] += 1
            _keep(self.samples.setdefault((key, alias), []), reading, hit)

    def _compare(self, reading: Reading, hits: Sequence[Hit], others: Sequence[Hit]) -> None:
        now, before = _by_key(hits), _by_key(others)
        for key in (now.keys() | before.keys()) & set(self.compared):
            held = self.differences.setdefault(key, Difference())
            held.same += key in now and key in before
            held.new += key not in before
            held.lost += key not in now
            if key not in before or key not in now:
                kind, hit = ("new", now[key]) if key in now else ("lost", before[key])
                _keep(held.samples.setdefault(kind, []), reading, hit)


def _by_key(hits: Sequence[Hit]) -> dict[str, Hit]:
    return {one.key: one for one in reversed(hits)}


def _first(hits: Sequence[Hit]) -> dict[tuple[str, str], Hit]:
    """The first hit of each alias."""
    return {(one.key, one.alias): one for one in reversed(hits)}


def _keep(samples: list[str], reading: Reading, hit: Hit) -> None:
    if len(samples) < SAMPLES:
        samples.append(_sample(reading, hit))


def _sample(reading: Reading, hit: Hit) -> str:
    """The title and the words around a hit, in one line."""
    title, text = reading.article.title or "", reading.article.text
    if hit.field == "title":
        return plain(title)
    words = text[max(0, hit.start - _AROUND) : hit.end + _AROUND]
    return plain(f"{title[:_TITLE]} — …{words}…" if title else f"…{words}…")


def plain(text: str) -> str:
    """Foreign words for a terminal: one line, nothing that steers it."""
    flat = " ".join(strip_controls(text).split())
    return "".join(char for char in flat if char.isprintable() or char == "\N{ZERO WIDTH NON-JOINER}")

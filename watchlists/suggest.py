"""What a person meant who typed a key or a name into a chat."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

from watchlists.model import Entity, EventType, Watchlists
from watchlists.normalize import key, words

_CLOSE = 80.0
_MOST = 5


@dataclass(frozen=True)
class Directory:
    """Every key, name and alias of the watchlists, folded. Immutable."""

    watchlists: Watchlists
    by_name: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, watchlists: Watchlists) -> "Directory":
        """The directory of all entries; where entries share a name the first keeps it."""
        by_name: dict[str, str] = {}
        for name, entry_key in _names(watchlists):
            by_name.setdefault(_plain(name), entry_key)
        return cls(watchlists, by_name)

    def resolve(self, typed: str) -> tuple[Entity | EventType | None, tuple[str, ...]]:
        """The entry of an exact key or name (any case, any spelling of alef); else None and up to five keys."""
        found = self.watchlists.key(typed) or self.by_name.get(_plain(typed))
        if found is not None:
            return self.watchlists.entities.get(found) or self.watchlists.events[found], ()
        return None, self._close(_plain(typed))

    def holding(self, typed: str) -> tuple[str, ...]:
        """The keys of all entries in whose key or names these words stand, folded, in the order of the lists."""
        wanted = _plain(typed)
        return tuple(dict.fromkeys(key for name, key in self._every if wanted in name)) if wanted else ()

    @cached_property
    def _every(self) -> tuple[tuple[str, str], ...]:
        """Every name, folded, with the key of its entry; a name of several entries once for each."""
        return tuple((_plain(name), entry_key) for name, entry_key in _names(self.watchlists))

    def _close(self, typed: str) -> tuple[str, ...]:
        if len(typed) < 3:
            return ()
        near = process.extract(typed, self.by_name.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=4 * _MOST)
        words_of = self._parts
        parts = process.extract(typed, words_of.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=4 * _MOST)
        rows = [(rank, name) for name, rank, _ in near] + [(rank, words_of[word]) for word, rank, _ in parts]
        ranked = sorted(rows, key=lambda row: -row[0])
        return tuple(dict.fromkeys(self.by_name[name] for _, name in ranked))[:_MOST]

    @cached_property
    def _parts(self) -> dict[str, str]:
        """Each longer word of a name of several, with that name: «الضواهري» means أيمن الظواهري."""
        return {word: name for name in self.by_name for word in name.split() if len(word) >= 5 and word != name}


def _names(watchlists: Watchlists) -> Iterator[tuple[str, str]]:
    for entity in watchlists.entities.values():
        yield entity.key, entity.key
        yield from ((alias.text, entity.key) for alias in entity.spellings)
    for event in watchlists.events.values():
        yield event.key, event.key
        yield from ((name, event.key) for name in event.name.values())
        yield from ((phrase.text, event.key) for phrase in event.phrases)


def _plain(typed: str) -> str:
    return " ".join(key(word) for word in words(typed))

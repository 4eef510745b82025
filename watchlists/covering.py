"""Which other entities a search for some has to know, so that the longest wins as it does with all of them. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from watchlists.advice.ordinary import bare
from watchlists.model import Entity, Watchlists
from watchlists.normalize import key, words

_STEM = 2


def beside(lists: Watchlists, keys: Collection[str]) -> Watchlists:
    """The entities of these keys and all whose names may cover theirs: those that share a word, as far as its first
    letters tell. Without event types, which take nothing from a name."""
    wanted = frozenset(stem for one in keys for stem in _stems(lists.entities[one]))
    kept = {one.key for one in lists.entities.values() if one.key in keys or not wanted.isdisjoint(_stems(one))}
    return Watchlists(
        tuple(replace(one, entities=tuple(e for e in one.entities if e.key in kept), events=()) for one in lists.lists)
    )


def _stems(entity: Entity) -> Iterator[str]:
    """The beginnings of the words of its aliases, and of what stands behind one letter, which may be a particle."""
    for alias in entity.spellings:
        for word in words(alias.text):
            stem = bare(key(word))
            yield stem[:_STEM]
            yield bare(stem[1:])[:_STEM]

"""An import leaves to the lists in force what they are sure of: no name takes a mention out of their test sentences."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from watchlists.imports.naming import plain
from watchlists.matcher import Matcher
from watchlists.model import Document, Entity, Mention, Watchlist, Watchlists

_ROUNDS = 3


def taking(made: Sequence[Entity], lists: Watchlists | None) -> frozenset[tuple[str, str]]:
    """The names of some entities, each with the key, that are longer than one of `lists` and found in its place.

    They are looked for in the test sentences of those lists.
    """
    near = tuple(_longer(made, lists)) if lists else ()
    refused: frozenset[tuple[str, str]] = frozenset()
    for _ in range(_ROUNDS if near and lists else 0):
        more = frozenset(_taken(tuple(without(near, refused)), lists or Watchlists()))
        if not more:
            break
        refused |= more
    return refused


def without(made: Iterable[Entity], refused: frozenset[tuple[str, str]]) -> Iterator[Entity]:
    """The entities without some of their aliases; one that has no other goes. What it is called stays, and is never
    found where it was one of them."""
    for one in made:
        aliases = tuple(alias for alias in one.aliases if (one.key, alias.text) not in refused)
        never = (text for text in one.name.values() if (one.key, text) in refused)
        if aliases:
            yield replace(one, aliases=aliases, never=tuple(dict.fromkeys((*one.never, *never))))


def _longer(made: Iterable[Entity], lists: Watchlists) -> Iterator[Entity]:
    """Entities with a name that holds all words of one of the lists and more."""
    held = {_words(alias.text) for one in lists.entities.values() if one.tests.yes for alias in one.spellings}
    by_word: dict[str, list[frozenset[str]]] = {}
    for words in held - {frozenset()}:
        by_word.setdefault(min(words), []).append(words)
    for one in made:
        names = [_words(alias.text) for alias in one.aliases]
        if any(words < name for name in names for word in name for words in by_word.get(word, ())):
            yield one


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(text).split())


def _taken(near: Sequence[Entity], lists: Watchlists) -> Iterator[tuple[str, str]]:
    matcher = Matcher.compile(Watchlists((*lists.lists, Watchlist("\N{ZERO WIDTH SPACE}", {}, tuple(near)))))
    ours = {one.key for one in near}
    told = [(one.key, text) for one in lists.entities.values() for text in one.tests.yes]
    found = matcher.hits_many([Document(text) for _, text in told])
    for (key, _), hits in zip(told, found, strict=True):
        if not any(one.entity == key for one in hits.mentions):
            yield from _of(hits.mentions, ours)


def _of(mentions: Iterable[Mention], ours: set[str]) -> Iterator[tuple[str, str]]:
    return ((one.entity, one.alias) for one in mentions if one.entity in ours)

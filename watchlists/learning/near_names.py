"""The names of watchlists as sequences of folded words, to be found by entity and by each telling word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from watchlists.inflect import bare
from watchlists.learning.respelling import Respelling
from watchlists.model import Entity, Kind, Watchlists
from watchlists.normalize import ARTICLE, is_arabic, key, words

# Longer names are hardly ever written whole.
_MOST_WORDS = 6
# A word that stands in more names than this leads to none of them. Own choice; it bounds the work of huge lists.
_MOST_NAMES = 40
# Letters of two words together from which they may be written as one.
_SHORTEST_JOINED = 6


@dataclass(frozen=True, slots=True)
class Name:
    """An alias of an entity by its safe keys."""

    key: str
    alias: str
    words: tuple[str, ...]
    kind: Kind = "other"

    @property
    def has_head(self) -> bool:
        """Whether it begins with what it is (حركة, جبهة) and has enough behind that to be known by."""
        return len(self.words) > 2 and is_head(self.words[0])


@dataclass(frozen=True)
class Names:
    """All names that may be misspelt. Immutable; make them with `Names.of`."""

    singles: Mapping[str, Sequence[Name]] = field(repr=False)
    """Those of one word, by entity."""
    several: Mapping[str, Sequence[Name]] = field(repr=False)
    """Those of several, by entity."""
    telling: Mapping[str, Sequence[Name]] = field(repr=False)
    """Those of several, by each of their words that says whose name it is."""
    known: frozenset[str] = field(repr=False)
    """Every word of every name, with and without its article."""

    @classmethod
    def of(cls, watchlists: Watchlists, respelling: Respelling) -> "Names":
        """The names of all entities that are written in Arabic letters; events are no names."""
        every = [name for entity in watchlists.entities.values() for name in _names(entity)]
        several = [one for one in every if len(one.words) > 1]
        telling = [(word, one) for one in several for word in dict.fromkeys(one.words) if _tells(one, word, respelling)]
        known = {word for one in every for word in one.words}
        bare_words = {word.removeprefix(ARTICLE) for word in known}
        return cls(
            _by((one.key, one) for one in every if len(one.words) == 1),
            _by((one.key, one) for one in several),
            {word: held for word, held in _by(telling).items() if len(held) <= _MOST_NAMES},
            frozenset(known | bare_words | {ARTICLE + word for word in bare_words}),
        )


def is_head(word: str) -> bool:
    """Whether a word says that something is an armed group; one such word is written for another."""
    return bare(word) in _HEADS


def _tells(name: Name, word: str, respelling: Respelling) -> bool:
    return respelling.is_telling(word) and (name.kind != "person" or respelling.is_uncommon(word))


def _names(entity: Entity) -> Iterator[Name]:
    for alias in entity.spellings:
        held = tuple(map(key, words(alias.text)))
        if alias.match == "exact" or not 0 < len(held) <= _MOST_WORDS or not all(map(is_arabic, held)):
            continue
        yield Name(entity.key, alias.text, held, entity.kind)
        if len(held) == 2 and len("".join(held)) >= _SHORTEST_JOINED:
            yield Name(entity.key, alias.text, ("".join(held),), entity.kind)


def _by(rows: "Iterator[tuple[str, Name]] | Sequence[tuple[str, Name]]") -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = {}
    for word, name in rows:
        found.setdefault(word, []).append(name)
    return found


# A party, an army or a ministry that is called otherwise is another one.
_HEADS = frozenset(
    map(key, "تنظيم حركة جماعة جبهة كتائب كتيبة لواء ميليشيا مليشيا مجموعة شبكة هيئة فصيل سرايا".split())
)

"""A new version of a list into the file that people changed meanwhile: what they did stays, what the list did follows.

Three versions of each fact are held against one another: what the file has, what the list has now, and what the list
had when it was imported last (`remembering`). Where that is not remembered, people's part is guessed by its kind.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from watchlists.imports.facts import Fact, Facts, Place, entity_of, facts, text_of
from watchlists.imports.knowing import renamed, twins
from watchlists.imports.remembering import Said, digest
from watchlists.model import Entity, Watchlist
from watchlists.normalize import folded

# Where nothing is remembered, these are the list's; all else that stands in the file is taken for people's.
_OF_THE_LIST: Final = frozenset({"kind", "name", "source", "valid_from", "valid_until"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that people changed and the list, too: the file's stays. None: it is not there on that side."""

    key: str
    place: Place
    ours: Fact | None
    theirs: Fact | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The list as the file is to have it, and what people did that the list would have otherwise.

    `said` is what is to be remembered of the list: all of it but names that the file never wants. `out` are names of
    entities that stay, `gone` entities, that somebody took out of the file and that the list has
    still; `lost` are entities with work of people in them that the list has no more. `called` are those to which the
    list gives another id now: the key of the file and that of the list. `bare` are names with conditions of people that
    the list took from an entity: its key, the name, and the keys of those that have it now.
    """

    watchlist: Watchlist
    said: tuple[Entity, ...] = ()
    kept: tuple[Kept, ...] = ()
    out: tuple[tuple[str, str], ...] = ()
    gone: tuple[Entity, ...] = ()
    lost: tuple[Entity, ...] = ()
    called: tuple[tuple[str, str], ...] = ()
    bare: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


def merge(
    ours: Watchlist, theirs: Watchlist, base: Mapping[str, Said], numbers: Mapping[str, str] = MappingProxyType({})
) -> Merged:
    """`theirs`, a list as it is now, into `ours`, the file; `base` by the key that the list gives, without case.

    An entity is known by its key, by its source where somebody gave it another key, and where the list gave it another
    id by its lasting number (`numbers`, by the list's key) or by all that it had at the last import; it keeps the key
    of the file, so that subscriptions go on. The title and the events of the file stay. Order is the file's; what is
    new stands behind what it stands behind in the list.
    """
    return _Merge(ours, theirs, base, numbers).done()


class _Merge:
    def __init__(
        self, ours: Watchlist, theirs: Watchlist, base: Mapping[str, Said], numbers: Mapping[str, str]
    ) -> None:
        self._ours, self._theirs, self._base = ours, theirs, base
        known = twins(ours, theirs)
        self._again = renamed(ours, theirs, known, base, numbers)
        self._twins = known | self._again
        self._bare: list[tuple[str, str]] = []
        self._keys = {one.key: mine.key for one in theirs.entities if (mine := self._twins.get(one.key.casefold()))}
        self._sources = frozenset(one.source for one in theirs.entities if one.source)
        self._known = frozenset(filter(None, (said.at(("source",)) for said in base.values())))
        self._publishers = frozenset(map(_publisher, self._sources))
        self._kept: list[Kept] = []
        self._out: list[tuple[str, str]] = []
        self._said: list[Entity] = []

    def done(self) -> Merged:
        now: dict[str, Entity] = {}
        fresh: dict[str | None, list[Entity]] = {}
        gone: list[Entity] = []
        last: str | None = None
        for one in self._theirs.entities:
            mine = self._twins.get(one.key.casefold())
            one = self._parented(_allowed(one, self._refused(mine, one) if mine else ()))
            if mine is not None:
                now[mine.key] = merged = self._merged(mine, one)
                one, last = _allowed(one, merged.never), mine.key
            elif one.key.casefold() in self._base:
                gone.append(one)
            else:
                fresh.setdefault(last, []).append(one)
            self._said.append(one)
        entities = tuple(self._ordered(now, fresh))
        held = {one.key for one in entities}
        lost = [one for one in self._ours.entities if one.key not in held and self._touched(one)]
        watchlist = replace(self._ours, entities=entities)
        called = tuple(
            (self._again[key].key, one.key)
            for one in self._theirs.entities
            if (key := one.key.casefold()) in self._again
        )
        told = tuple(self._kept), tuple(self._out), tuple(gone), tuple(lost), called, tuple(self._with_heirs())
        return Merged(watchlist, tuple(self._said), *told)

    def _with_heirs(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """The names that go with conditions of people, with the entities of the list that have them now."""
        for key, text in self._bare:
            heirs = (one.key for one in self._theirs.entities if any(alias.text == text for alias in one.spellings))
            yield key, text, tuple(self._keys.get(one, one) for one in heirs)

    def _refused(self, mine: Entity, one: Entity) -> list[str]:
        """What is never to be added; what was so by the list alone is as the list has it now."""
        said = self._base.get(one.key.casefold())
        return [text for text in mine.never if text in one.never or not (said and said.had(("never", text)))]

    def _ordered(self, now: Mapping[str, Entity], fresh: Mapping[str | None, list[Entity]]) -> Iterator[Entity]:
        yield from fresh.get(None, ())
        for mine in self._ours.entities:
            if mine.key in now:
                yield now[mine.key]
            elif not self._is_of_the_list(mine):
                yield mine
            yield from fresh.get(mine.key, ())

    def _merged(self, mine: Entity, other: Entity) -> Entity:
        if mine == replace(other, key=mine.key):
            return mine
        said = self._base.get(other.key.casefold()) or self._base.get(mine.key.casefold())
        old, new = facts(mine), facts(other)
        found = {
            place: value
            for place in _places(old, new)
            if (value := self._fact(mine, place, old, new, said)) is not None
        }
        alone = {place: value for place, value in found.items() if not _dangles(place, found)}
        out = {text for key, text in self._out if key == mine.key}
        made = entity_of(mine.key, alone)
        # People took one language's name out and the list the other: an entity is called something.
        return _silent(made if made.name else replace(made, name=other.name), out)

    def _fact(self, mine: Entity, place: Place, old: Facts, new: Facts, said: Said | None) -> Fact | None:
        ours, theirs = old.get(place), new.get(place)
        if ours == theirs:
            return ours
        if said is None:
            return _guessed(mine, place, old, theirs)
        if theirs is None:
            return self._dropped(mine, place, ours, said)
        if ours is None and said.had(place):
            self._out += [(mine.key, place[1])] if len(place) == 2 and place[0] == "aliases" else []
            return None
        if ours is None or said.was(place, ours):
            return theirs
        if not said.was(place, theirs):
            self._kept.append(Kept(mine.key, place, ours, theirs))
        return ours

    def _dropped(self, mine: Entity, place: Place, ours: Fact | None, said: Said) -> Fact | None:
        """What the file has and the list has not: the list's own goes, an alias with whatever was done to it."""
        if not said.had(place) or ours is None:
            return ours
        is_alias = len(place) == 2 and place[0] == "aliases"
        if is_alias and any(not said.was(one, fact) for one, fact in facts(mine).items() if one[:2] == place):
            self._bare.append((mine.key, text_of(place)))
        return None if is_alias or said.was(place, ours) else ours

    def _parented(self, one: Entity) -> Entity:
        """With the key that the file gives to whom it is part of."""
        return replace(one, part_of=self._keys.get(one.part_of, one.part_of)) if one.part_of else one

    def _is_of_the_list(self, mine: Entity) -> bool:
        """Whether an entity that the list has no more came from it."""
        if mine.key.casefold() in self._base:
            return True
        if mine.source is None or mine.source in self._sources:
            return False
        return digest(mine.source) in self._known if self._base else _publisher(mine.source) in self._publishers

    def _touched(self, mine: Entity) -> bool:
        said = self._base.get(mine.key.casefold())
        return said is not None and not all(said.was(place, value) for place, value in facts(mine).items())


def _guessed(mine: Entity, place: Place, old: Facts, theirs: Fact | None) -> Fact | None:
    """The fact where it is not remembered what the list said: its aliases are known by their source."""
    ours = old.get(place)
    if place[0] == "aliases" and len(place) == 2 and theirs is None:
        return None if mine.source is not None and old.get((*place, "source")) == mine.source else ours
    if ours is None:
        return theirs
    return theirs if theirs is not None and place[0] in _OF_THE_LIST else ours


def _publisher(source: str) -> str:
    """Whose list a source is: `UN` of `UN QDi.430`."""
    return source.partition(" ")[0]


def _places(old: Facts, new: Facts) -> list[Place]:
    return list(dict.fromkeys([*old, *new]))


def _dangles(place: Place, found: Facts) -> bool:
    """A condition of an alias that is not there."""
    return place[0] == "aliases" and len(place) > 2 and place[:2] not in found


def _silent(one: Entity, out: Collection[str]) -> Entity:
    """With those of the aliases that people took out among `never` that are its name: a name alone would count, and
    without the conditions that the alias had."""
    names = [text for text in dict.fromkeys(one.name.values()) if text in out]
    return replace(one, never=(*one.never, *names)) if names else one


def _allowed(one: Entity, never: Sequence[str]) -> Entity:
    """Without the aliases that the file says are never to be added."""
    refused = set(map(folded, never))
    return replace(one, aliases=tuple(alias for alias in one.aliases if folded(alias.text) not in refused))

"""What lists that are in force already know of the names of a list that is imported: guards, and Arabic names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from watchlists.imports.naming import Name, plain
from watchlists.imports.records import Record
from watchlists.model import Alias, Entity, Watchlists
from watchlists.normalize import is_arabic


@dataclass(frozen=True, slots=True)
class Acquaintances:
    """The aliases of other lists by their folded text, and by the id of a record the entities that it is."""

    guards: Mapping[str, Alias]
    same: Mapping[str, Sequence[Entity]]


def acquaintances(named: Iterable[tuple[Record, Sequence[Name]]], lists: Watchlists | None) -> Acquaintances:
    """What `lists` know of some records with their names; nothing where there are none."""
    entities = tuple(lists.entities.values()) if lists else ()
    guards = {plain(alias.text): alias for entity in reversed(entities) for alias in reversed(entity.spellings)}
    return Acquaintances(guards, _same(named, dict(_unguarded(entities))))


def _unguarded(entities: Sequence[Entity]) -> Iterator[tuple[str, Entity]]:
    """Entities by what they are called in Latin letters, whatever stands around it."""
    for entity in entities:
        for alias in entity.spellings:
            if not (alias.needs or alias.unless or is_arabic(plain(alias.text))):
                yield plain(alias.text), entity


def _same(named: Iterable[tuple[Record, Sequence[Name]]], called: Mapping[str, Entity]) -> Mapping[str, list[Entity]]:
    """A record is an entity that its first name names, or two of its names where no other record has them."""
    first: dict[str, list[str]] = defaultdict(list)
    twice: dict[str, list[str]] = defaultdict(list)
    entities = {entity.key: entity for entity in called.values()}
    for record, names in named:
        latin = [called.get(plain(name.text)) for name in names if not name.arabic and name.quality != "weak"]
        found = Counter(entity.key for entity in latin if entity is not None and entity.kind == record.kind)
        if latin and latin[0] is not None and latin[0].kind == record.kind:
            first[latin[0].key].append(record.id)
        for key in (key for key, times in found.items() if times > 1):
            twice[key].append(record.id)
    same: dict[str, list[Entity]] = defaultdict(list)
    for key, entity in entities.items():
        held = first[key] or twice[key]
        if len(held) == 1:
            same[held[0]].append(entity)
    return same

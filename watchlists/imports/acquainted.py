"""What lists that are in force already know of the names of a list that is imported: guards, and Arabic names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from watchlists.imports.naming import Name, plain
from watchlists.imports.records import Record
from watchlists.model import Alias, Entity, Watchlists
from watchlists.normalize import is_arabic


@dataclass(frozen=True, slots=True)
class Acquaintances:
    """The aliases of other lists by their folded text, and by the id of a record the entities that it is."""

    guards: Mapping[str, Alias]
    same: Mapping[str, Sequence[Entity]]


# What is said of an armed group rather than of a base, a youth, a victory; and what stands beside one.
_HEADS = "تنظيم زعيم قيادي قادة عناصر مسلحي مقاتلي إرهابيي جماعة حركة".split()
_BESIDE_A_GROUP = ("داعش", "بن لادن", "الظواهري", "حركة طالبان", "تنظيم إرهابي", "جماعة إرهابية", "السلفية الجهادية")


def careful(alias: Alias) -> Alias:
    """An alias of another list, for one that is not reviewed: a word that has a guard, but no context, gets one."""
    if alias.needs or len(plain(alias.text).split()) > 1 or not (alias.definite or alias.unless):
        return alias
    return replace(alias, needs=(*(f"{head} {alias.text}" for head in _HEADS), *_BESIDE_A_GROUP))


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
    """A record is the entity that its first name names, or two of its names, where no other record has a name of it."""
    known = {entity.key: entity for entity in called.values()}
    holders: dict[str, list[str]] = defaultdict(list)
    surely: set[tuple[str, str]] = set()
    for record, names in named:
        found = Counter(_found(record, names, called))
        first = [key for key in list(found)[:1] if _is_first(names, called)]
        surely.update((record.id, key) for key in found if found[key] > 1 or key in first)
        for key in found:
            holders[key].append(record.id)
    same: dict[str, list[Entity]] = defaultdict(list)
    for key, held in holders.items():
        if len(held) == 1 and (held[0], key) in surely:
            same[held[0]].append(known[key])
    return same


def _latin(names: Sequence[Name]) -> list[Name]:
    return [name for name in names if not name.arabic and name.quality != "weak"]


def _found(record: Record, names: Sequence[Name], called: Mapping[str, Entity]) -> list[str]:
    """The keys of the entities of its kind that the names of a record name, one for each name."""
    entities = (called.get(plain(name.text)) for name in _latin(names))
    return [entity.key for entity in entities if entity is not None and entity.kind == record.kind]


def _is_first(names: Sequence[Name], called: Mapping[str, Entity]) -> bool:
    return any(plain(name.text) in called for name in _latin(names)[:1])

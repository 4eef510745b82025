"""What differs between two versions of a list: for whoever is to agree to it. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from watchlists.imports.facts import Fact, Place, facts
from watchlists.model import Entity, Watchlist


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that was or is; None on the side on which it is not."""

    place: Place
    before: Fact | None
    after: Fact | None


@dataclass(frozen=True, slots=True)
class Changed:
    """An entity that both versions have, by its key, and what is different in it."""

    before: Entity
    after: Entity
    differences: tuple[Difference, ...]

    def of(self, *, aliases: bool) -> tuple[Difference, ...]:
        """The differences of its aliases and their conditions, or those of everything else."""
        return tuple(one for one in self.differences if (one.place[0] == "aliases") is aliases)


@dataclass(frozen=True, slots=True)
class Changes:
    """From one version to another. False where nothing differs."""

    added: tuple[Entity, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[Entity, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def compare(before: Watchlist, after: Watchlist) -> Changes:
    """What differs in the entities; keys are compared without case, the order is not compared."""
    old = {one.key.casefold(): one for one in before.entities}
    new = {one.key.casefold(): one for one in after.entities}
    return Changes(
        added=tuple(one for key, one in new.items() if key not in old),
        changed=tuple(_changed(old[key], one) for key, one in new.items() if key in old and one != old[key]),
        removed=tuple(one for key, one in old.items() if key not in new),
    )


def _changed(before: Entity, after: Entity) -> Changed:
    return Changed(before, after, tuple(_differences(before, after)))


def _differences(before: Entity, after: Entity) -> Iterator[Difference]:
    old, new = facts(before), facts(after)
    if before.key != after.key:
        yield Difference(("key",), before.key, after.key)
    for place in dict.fromkeys([*old, *new]):
        if old.get(place) != new.get(place) and not _goes_without_saying(place, old.keys(), new.keys()):
            yield Difference(place, old.get(place), new.get(place))


def _goes_without_saying(place: Place, *sides: Collection[Place]) -> bool:
    """The conditions of an alias that comes or goes."""
    return len(place) > 2 and place[0] == "aliases" and any(place[:2] not in side for side in sides)

"""Where an imported list meets those that are there: names that both have, keys that are taken. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watchlists.files.schema import ListFile, Named
from watchlists.model import Entity
from watchlists.normalize import key, words


@dataclass(frozen=True, slots=True)
class Shared:
    """A name that an imported entity has and one of another list, too: both are told where it stands."""

    key: str
    other: str
    text: str


def shared(made: Iterable[Entity], held: Iterable[Entity]) -> list[Shared]:
    """Each pair of an imported entity and one of the other lists with the first name that they share, in any spelling
    of alef and without marks."""
    by_name: dict[str, list[str]] = {}
    for one in held:
        for alias in one.spellings:
            by_name.setdefault(_plain(alias.text), []).append(one.key)
    found: dict[tuple[str, str], Shared] = {}
    for one in made:
        for alias in one.spellings:
            for other in by_name.get(_plain(alias.text), ()):
                found.setdefault((one.key, other), Shared(one.key, other, alias.text))
    return list(found.values())


def taken(keys: Sequence[Named], files: Iterable[ListFile], slug: str) -> list[tuple[Named, Named]]:
    """Each of some keys that a list other than `slug` has, with where it has it. Keys are compared without case."""
    held = {one.key.casefold(): one for file in files if file.slug.key != slug for one in file.keys}
    return [(one, held[one.key.casefold()]) for one in keys if one.key.casefold() in held]


def orphans(gone: Iterable[str], files: Iterable[ListFile], slug: str) -> list[tuple[str, Named]]:
    """Each entity of a list other than `slug` that is part of one of some keys: its key, and where that is written."""
    lost = {one.casefold() for one in gone}
    held = (pair for file in files if file.slug.key != slug for pair in file.parents)
    return [(child, parent) for child, parent in held if parent.key.casefold() in lost]


def _plain(text: str) -> str:
    return " ".join(key(word) for word in words(text))

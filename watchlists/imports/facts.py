"""An entity as single facts, each with its place: what three versions of it are held against one another by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeAlias

from watchlists.model import Alias, Entity, Examples

Place: TypeAlias = tuple[str, ...]
"""`("kind",)`, `("name", "ar")`, `("aliases", TEXT)`, `("aliases", TEXT, "needs")`, `("tests", "no", SENTENCE)`."""
Fact: TypeAlias = str | bool | float | date | tuple[str, ...]
Facts: TypeAlias = Mapping[Place, Fact]

_PLAIN = ("kind", "part_of", "note", "source", "valid_from", "valid_until")
_CONDITIONS = tuple(one.name for one in fields(Alias) if one.name != "text")
_DEFAULT = Alias("")
# Stands in the place of an alias whose text the entity has already, before a number; YAML forbids it in texts.
_AGAIN = "\0"


def facts(entity: Entity) -> dict[Place, Fact]:
    """Everything but the key. What is left out, or as it is by default, is no fact."""
    found: dict[Place, Fact] = {(name,): value for name in _PLAIN if (value := getattr(entity, name)) is not None}
    found |= {("name", language): text for language, text in entity.name.items()}
    found |= {("never", text): True for text in entity.never}
    found |= {("tests", "yes", text): True for text in entity.tests.yes}
    found |= {("tests", "no", text): True for text in entity.tests.no}
    for place, alias in _placed(entity.aliases):
        found[place] = True
        found |= {(*place, name): getattr(alias, name) for name in _CONDITIONS if _is_set(alias, name)}
    return found


def entity_of(key: str, found: Facts) -> Entity:
    """The entity of some facts, in their order: the inverse of `facts`."""
    conditions: dict[Place, dict[str, Any]] = {}
    for place, value in found.items():
        if place[0] == "aliases":
            held = conditions.setdefault(place[:2], {})
            held |= {place[2]: value} if len(place) > 2 else {}
    plain: dict[str, Any] = {name: found.get((name,)) for name in _PLAIN}
    return Entity(
        key=key,
        name={place[1]: str(text) for place, text in found.items() if place[0] == "name"},
        aliases=tuple(Alias(text_of(place), **held) for place, held in conditions.items() if place in found),
        tests=Examples(_under(found, "tests", "yes"), _under(found, "tests", "no")),
        never=_under(found, "never"),
        **plain,
    )


def text_of(place: Place) -> str:
    """The text of the alias that a place is about."""
    return place[1].partition(_AGAIN)[0]


def called(place: Place) -> str:
    """What a place is called in a file: `name.ar`, `from`, `tests.no`, of an alias the condition."""
    part = {"valid_from": "from", "valid_until": "until"}
    if place[0] == "aliases":
        return part.get(place[2], place[2]) if len(place) > 2 else "alias"
    return part.get(place[0], ".".join(place[:2]) if place[0] in ("name", "tests") else place[0])


def _placed(aliases: Iterable[Alias]) -> Iterator[tuple[Place, Alias]]:
    met: dict[str, int] = {}
    for one in aliases:
        met[one.text] = number = met.get(one.text, 0) + 1
        yield ("aliases", one.text if number == 1 else f"{one.text}{_AGAIN}{number}"), one


def _is_set(alias: Alias, name: str) -> bool:
    return bool(getattr(alias, name) != getattr(_DEFAULT, name))


def _under(found: Facts, *start: str) -> tuple[str, ...]:
    return tuple(place[-1] for place in found if place[: len(start)] == start)

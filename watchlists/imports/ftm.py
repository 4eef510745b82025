"""Entities of FollowTheMoney, as OpenSanctions and Aleph give them out: one a line, or all in one list.

What it is made of is documented at https://followthemoney.tech: an entity has an id, a schema, and lists of values by
property, where a value may be an entity itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from watchlists.imports.fields import country, first_day, named
from watchlists.imports.jsonlines import objects
from watchlists.imports.records import ListedName, ListImportError, Quality, Record, Told, heard
from watchlists.imports.wording import each, said
from watchlists.model import Kind

KINDS: Mapping[str, Kind] = {
    "Person": "person",
    **dict.fromkeys(("Organization", "Company", "LegalEntity", "PublicBody", "Group"), "organization"),
    **dict.fromkeys(("Vessel", "Airplane", "Vehicle"), "other"),
}
"""What becomes an entry. An Address with a name is a place; all other schemata (Sanction, Ownership, Passport …) and
addresses without are left out and counted."""

_NAMES: tuple[tuple[str, Quality], ...] = (
    ("name", "name"),
    ("alias", "strong"),
    ("previousName", "strong"),
    ("weakAlias", "weak"),
    ("abbreviation", "weak"),
)
_COUNTRIES = ("nationality", "citizenship", "country", "jurisdiction", "flag")
_GIVEN = ("firstName", "secondName", "middleName", "fatherName")


def recognises(head: str) -> bool:
    """Whether it begins like JSON."""
    return head.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def read(stream: BinaryIO, told: Told = heard) -> Iterator[Record]:
    """Every entity that is somebody or something to watch, in the order of the file. Raises `ListImportError`.

    Those that are marked as no target (relatives, owners, addresses of somebody who is one) are left out, too.
    """
    left: Counter[str] = Counter()
    for line, entity in objects(stream):
        schema = entity.get("schema")
        if not isinstance(schema, str) or not schema:
            raise ListImportError(line, "an entity without a schema", "is it FollowTheMoney, as OpenSanctions has it?")
        kind = _kind(line, schema, entity)
        if kind is None or entity.get("target") is False:
            left[schema if kind is None else f"{schema}, marked as no target"] += 1
            continue
        yield _record(line, entity, kind)
    for what, count in sorted(left.items()):
        told(0, f"left out: {count} of {what[:80]}")


def _kind(line: int, schema: str, entity: Mapping[str, Any]) -> Kind | None:
    if schema == "Address" and _texts(_properties(line, entity), "name"):
        return "place"
    return KINDS.get(schema)


def source_of(number: str) -> str:
    """Where a name comes from, for a person; ids of Rasid's own exports begin with its name."""
    return f"FollowTheMoney {number}" if number.startswith("rasid-") else f"OpenSanctions {number}"


def _record(line: int, entity: Mapping[str, Any], kind: Kind) -> Record:
    number = entity.get("id")
    number = number.strip() if isinstance(number, str) else ""
    held = _properties(line, entity)
    sanctions = [_properties(line, one) for one in _entities(held.get("sanctions", ()))]
    return Record(
        id=number,
        kind=kind,
        names=tuple(_names(entity, held, kind == "person")),
        source=source_of(number),
        line=line,
        listed=first_day(
            *(day for one in sanctions for key in ("listingDate", "startDate") for day in _texts(one, key))
        ),
        context=each((*map(country, _texts(held, *_COUNTRIES)), *_texts(held, "position"))),
        note=" ".join(_texts(held, "notes")),
        extra={
            "list": ", ".join(
                each((*_texts(held, "programId"), *(p for one in sanctions for p in _texts(one, "program"))))
            ),
            "topics": ", ".join(_texts(held, "topics")),
            "title": ", ".join(_texts(held, "title")),
        },
    )


def _properties(line: int, entity: Mapping[str, Any]) -> Mapping[str, Any]:
    held = entity.get("properties", {})
    if not isinstance(held, dict):
        raise ListImportError(line, "`properties` is no object", 'it looks like {"name": ["…"], "alias": ["…"]}')
    return held


def _values(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]


def _texts(held: Mapping[str, Any], *keys: str) -> list[str]:
    """The texts of some properties, in order; what is an entity, a number or nothing is read over."""
    return [value for key in keys for value in _values(held.get(key)) if isinstance(value, str)]


def _entities(values: Any) -> list[Mapping[str, Any]]:
    return [value for value in _values(values) if isinstance(value, dict)]


def _names(entity: Mapping[str, Any], held: Mapping[str, Any], person: bool) -> Iterator[ListedName]:
    """The names; the one that stands for the entity in its own list first."""
    caption = entity.get("caption")
    for key, quality in _NAMES:
        found = _texts(held, key)
        for text in sorted(found, key=lambda one: one != caption):
            yield from named(text, quality, person, None, _parts(text, held) if person else ())
    if isinstance(caption, str) and not _texts(held, *(key for key, _ in _NAMES)):
        yield from named(caption, "name", person)


def _parts(text: str, held: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts of a name that begins and ends with what the entity calls its given and family names."""
    whole = said(text)
    for given in each(_texts(held, *_GIVEN)):
        for family in each(_texts(held, "lastName")):
            if whole.casefold().startswith(f"{given} ".casefold()) and whole.casefold().endswith(
                f" {family}".casefold()
            ):
                between = whole[len(given) : len(whole) - len(family)].strip()
                return tuple(filter(None, (whole[: len(given)], between, whole[len(whole) - len(family) :])))
    return ()

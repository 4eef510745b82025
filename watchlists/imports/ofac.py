"""OFAC's lists as plain XML: SDN.XML and CONSOLIDATED.XML, which have names in Latin letters alone."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from watchlists.imports.fields import named
from watchlists.imports.records import ListedName, Quality, Record, Told, heard
from watchlists.imports.wording import each, said
from watchlists.imports.xml import Element, elements
from watchlists.model import Kind

ROOT = "sdnList"
_KINDS: dict[str, Kind] = {"individual": "person", "entity": "organization", "vessel": "other", "aircraft": "other"}
_LINKED = re.compile(r"Linked To:\s*([^;)]+)", re.IGNORECASE)


def read(stream: BinaryIO, told: Told = heard) -> Iterator[Record]:
    """Every entry of the list, in its order. Raises `ListImportError`."""
    return map(_record, elements(stream, ("sdnEntry",)))


def kind_of(name: str) -> Kind:
    """What OFAC's word for a kind of party is here; an organization where it has none."""
    return _KINDS.get(name.casefold(), "other" if name else "organization")


def linked(remarks: str) -> tuple[str, ...]:
    """Whom the remarks name after "Linked To:"."""
    return each(_LINKED.findall(remarks))


def _record(entry: Element) -> Record:
    kind, uid = kind_of(entry.said("sdnType")), entry.said("uid")
    programmes, remarks = entry.texts("programList", "program"), entry.said("remarks")
    return Record(
        id=uid,
        kind=kind,
        names=tuple(_names(entry, kind == "person")),
        source=f"OFAC {uid}",
        line=entry.line,
        context=each((*linked(remarks), *_countries(entry), entry.said("title"))),
        note=remarks,
        extra={"list": ", ".join(programmes), "title": entry.said("title")},
    )


def _names(entry: Element, person: bool) -> Iterator[ListedName]:
    yield from _name(entry, "name", person)
    for alias in entry.all("akaList", "aka"):
        yield from _name(alias, "weak" if alias.said("category").casefold() == "weak" else "strong", person)


def _name(held: Element, quality: Quality, person: bool) -> Iterator[ListedName]:
    parts = tuple(part for tag in ("firstName", "lastName") if (part := held.said(tag)))
    return named(said(*parts), quality, person, None, parts if person else ())


def _countries(entry: Element) -> Iterator[str]:
    yield from entry.texts("nationalityList", "nationality", "country")
    yield from entry.texts("citizenshipList", "citizenship", "country")
    yield from entry.texts("addressList", "address", "country")

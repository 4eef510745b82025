"""The consolidated list of financial sanctions of the European Union, as XML (version 1.1)."""

from collections.abc import Iterator
from typing import BinaryIO

from watchlists.imports.fields import first_day, named
from watchlists.imports.records import ListedName, Quality, Record, Told, heard
from watchlists.imports.wording import each, said
from watchlists.imports.xml import Element, elements
from watchlists.model import Kind

ROOT = "export"
_KINDS: dict[str, Kind] = {"person": "person", "p": "person"}


def read(stream: BinaryIO, told: Told = heard) -> Iterator[Record]:
    """Every entity of the list, in its order. Raises `ListImportError`."""
    return map(_record, elements(stream, ("sanctionEntity",)))


def kind_of(*codes: str) -> Kind:
    """What the list's word or letter for a subject is here: `person` or `P`; an organization otherwise."""
    return next((_KINDS[code.casefold()] for code in codes if code.casefold() in _KINDS), "organization")


def source_of(number: str) -> str:
    """Where a name comes from, for a person: the list's number, which begins with EU in most cases."""
    return number if number.startswith("EU") else f"EU {number}"


def _record(entry: Element) -> Record:
    number = entry.get("euReferenceNumber") or entry.get("logicalId")
    subject, regulations = entry.first("subjectType"), tuple(entry.all("regulation"))
    codes = (subject.get("code"), subject.get("classificationCode")) if subject is not None else ()
    titles = each(alias.get("title") for alias in entry.all("nameAlias"))
    return Record(
        id=number,
        kind=kind_of(*codes),
        names=tuple(_names(entry, kind_of(*codes) == "person")),
        source=source_of(number),
        line=entry.line,
        listed=first_day(entry.get("designationDate"))
        or first_day(*(one.get("publicationDate") for one in regulations)),
        context=each((*_countries(entry), *(alias.get("function") for alias in entry.all("nameAlias")))),
        note=" ".join(entry.texts("remark")),
        extra={"list": ", ".join(each(one.get("programme") for one in regulations)), "title": ", ".join(titles)},
        number=entry.get("logicalId"),
    )


def _names(entry: Element, person: bool) -> Iterator[ListedName]:
    """The first name, and the others as sure as the list says."""
    for number, alias in enumerate(entry.all("nameAlias")):
        quality: Quality = "weak" if alias.get("strong") == "false" else "strong" if number else "name"
        parts = tuple(filter(None, map(alias.get, ("firstName", "middleName", "lastName"))))
        whole = alias.get("wholeName") or said(*parts)
        same = said(*parts) == whole
        yield from named(whole, quality, person, alias.get("nameLanguage").lower(), parts if person and same else ())


def _countries(entry: Element) -> Iterator[str]:
    for tag in ("citizenship", "address"):
        yield from (one.get("countryDescription").title() for one in entry.all(tag))

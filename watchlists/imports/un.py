"""The consolidated list of the Security Council of the United Nations, as XML."""

from collections.abc import Iterator
from typing import BinaryIO

from watchlists.imports.fields import day, named
from watchlists.imports.records import ListedName, Quality, Record, Told, heard
from watchlists.imports.wording import counted, each, is_arabic, names_in_note, said
from watchlists.imports.xml import Element, elements
from watchlists.model import Kind

ROOT = "CONSOLIDATED_LIST"
_KINDS: dict[str, Kind] = {"INDIVIDUAL": "person", "ENTITY": "organization"}
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "FIFTH_NAME", "SIXTH_NAME")
_LOW = ("low", "weak")


def read(stream: BinaryIO, told: Told = heard) -> Iterator[Record]:
    """Every individual and entity of the list, in its order. Raises `ListImportError`."""
    return map(_record, elements(stream, _KINDS))


def _record(entry: Element) -> Record:
    number = entry.said("REFERENCE_NUMBER") or entry.said("DATAID")
    return Record(
        id=number,
        kind=_KINDS[entry.tag],
        names=tuple(_names(entry)),
        source=f"UN {number}",
        line=entry.line,
        listed=day(entry.said("LISTED_ON")),
        context=_context(entry),
        note=entry.said("COMMENTS1"),
        extra={"list": entry.said("UN_LIST_TYPE"), "title": ", ".join(entry.texts("TITLE", "VALUE"))},
        number=entry.said("DATAID"),
    )


def _names(entry: Element) -> Iterator[ListedName]:
    """Its name in Latin letters, in its own script, and the aliases; the name of a passport counts as weak."""
    person = entry.tag == "INDIVIDUAL"
    yield from _first(entry, person)
    for original in entry.all("NAME_ORIGINAL_SCRIPT"):
        yield from named(original.raw, "name", person)
    for alias in entry.all(f"{entry.tag}_ALIAS"):
        quality: Quality = "weak" if alias.said("QUALITY").casefold() in _LOW else "strong"
        for written in alias.all("ALIAS_NAME"):
            yield from named(written.raw, quality, person)
        yield from (ListedName(name, quality) for name in names_in_note(alias.said("NOTE")))
    for note in entry.texts("INDIVIDUAL_DOCUMENT", "NOTE"):
        yield from (ListedName(name, "weak") for name in names_in_note(note))


def _first(entry: Element, person: bool) -> Iterator[ListedName]:
    parts = tuple(part for tag in _NAMES if (part := entry.said(tag)))
    if person and not any(map(is_arabic, parts)):
        yield ListedName(said(*parts), "name", None, parts)
    else:
        yield from named(said(*parts), "name", person)


def _context(entry: Element) -> tuple[str, ...]:
    """Which list it stands on, offices and countries, as written."""
    held = (*entry.texts("DESIGNATION", "VALUE"), *entry.texts("TITLE", "VALUE"))
    offices = (office for text in held for office in counted(text))
    countries = (*entry.texts("NATIONALITY", "VALUE"), *entry.texts(f"{entry.tag}_ADDRESS", "COUNTRY"))
    return each((entry.said("UN_LIST_TYPE"), *countries, *offices))

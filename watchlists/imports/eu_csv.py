"""The consolidated list of financial sanctions of the European Union, as CSV (version 1.1).

An entity has a row for each of its names, and further ones for its addresses, birth dates and papers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from watchlists.imports.bounds import bounded
from watchlists.imports.eu import kind_of, source_of
from watchlists.imports.fields import first_day, named
from watchlists.imports.records import ListedName, ListImportError, Quality, Record, Told, heard
from watchlists.imports.tables import header_of, lines_of, named_rows
from watchlists.imports.wording import each, said

DELIMITER = ";"
_IDS = ("Entity_EU_ReferenceNumber", "Entity_LogicalId")
_NAMES = ("NameAlias_WholeName", "NameAlias_LastName")
_TYPES = ("Entity_SubjectType", "Entity_SubjectType_ClassificationCode")
_CONTEXT = ("Citizenship_CountryDescription", "Address_CountryDescription")
_MOST = 5000


def recognises(head: str) -> bool:
    """Whether the first line has the columns."""
    header = header_of(head, DELIMITER)
    return any(one in header for one in _IDS) and any(one in header for one in _NAMES)


def read(stream: BinaryIO, told: Told = heard) -> Iterator[Record]:
    """Every entity of the list, in the order of its first row. Raises `ListImportError`."""
    held: dict[str, _Entity] = {}
    for line, row in named_rows(lines_of(stream), DELIMITER, (_IDS, _NAMES)):
        number = next((row[one] for one in _IDS if row.get(one)), "")
        if not number:
            raise ListImportError(line, "a row without the entity's number", f"fill in {_IDS[0]}")
        if number not in held:
            bounded(len(held), line)
            held[number] = _Entity(number, line, row)
        held[number].take(line, row)
    return (one.record() for one in held.values())


@dataclass
class _Entity:
    """What the rows of an entity have told so far, each once."""

    number: str
    line: int
    first: dict[str, str]
    names: dict[ListedName, None] = field(default_factory=dict)
    context: dict[str, None] = field(default_factory=dict)
    programmes: dict[str, None] = field(default_factory=dict)

    @property
    def person(self) -> bool:
        return kind_of(*(self.first.get(one, "") for one in _TYPES)) == "person"

    def take(self, line: int, row: dict[str, str]) -> None:
        bounded(len(self.names) + len(self.context), line, _MOST, "names of one entity")
        self.names.update(dict.fromkeys(self._names(row)))
        countries = (row.get(one, "").title() for one in _CONTEXT)
        self.context.update(dict.fromkeys(each((*countries, row.get("NameAlias_Function", "")))))
        self.programmes.update(dict.fromkeys(each([row.get("Entity_Regulation_Programme", "")])))

    def record(self) -> Record:
        row = self.first
        return Record(
            id=self.number,
            kind="person" if self.person else "organization",
            names=tuple(self.names),
            source=source_of(self.number),
            line=self.line,
            listed=first_day(row.get("Entity_DesignationDate", ""))
            or first_day(row.get("Entity_Regulation_PublicationDate", "")),
            context=tuple(self.context),
            note=row.get("Entity_Remark", ""),
            extra={"list": ", ".join(self.programmes)},
        )

    def _names(self, row: dict[str, str]) -> Iterator[ListedName]:
        strong = row.get("NameAlias_Strong", "").casefold() not in ("false", "0", "no")
        quality: Quality = ("strong" if self.names else "name") if strong else "weak"
        keys = ("NameAlias_FirstName", "NameAlias_MiddleName", "NameAlias_LastName")
        parts = tuple(part for key in keys if (part := said(row.get(key, ""))))
        whole = row.get("NameAlias_WholeName", "") or said(*parts)
        apart = parts if self.person and said(whole) == said(*parts) else ()
        for one in named(whole, quality, self.person, row.get("NameAlias_NameLanguage", "").lower(), apart):
            if one.text not in {name.text for name in self.names}:
                yield one

"""OFAC's lists as tables without a header: SDN.CSV or CONS_PRIM.CSV, with the aliases of ALT.CSV or CONS_ALT.CSV below.

Both in one file, one after the other, are one list: `cat SDN.CSV ALT.CSV > list.csv`.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from watchlists.imports.bounds import bounded, taken
from watchlists.imports.fields import named
from watchlists.imports.ofac import kind_of, linked
from watchlists.imports.records import ListedName, ListImportError, Quality, Record, Told, heard
from watchlists.imports.tables import lines_of, rows
from watchlists.imports.wording import each

ENTRY, ALIAS = 12, 5
"""How many cells a row of an entry has, and one of an alias."""
_NOTHING = "-0-"
_ALSO = re.compile(r"\b(?:a\.k\.a\.|alt\. a\.k\.a\.)\s*'([^';]+)'")
_COUNTRY = re.compile(r"\b(?:nationality|citizen)(?:ship)?(?:\s+of(?:\s+registration)?\b|:)?\s+([^;.]+)", re.IGNORECASE)
_MOST = 5000


def recognises(head: str) -> bool:
    """Whether the first line is a numbered row of twelve cells, or of five with a kind of alias."""
    first = next((line for line in head.splitlines() if line.strip()), "")
    try:
        cells = next(csv.reader([first]), [])
    except csv.Error:
        return False
    return bool(cells) and cells[0].strip().isdecimal() and len(cells) in (ENTRY, ALIAS) and _NOTHING in first


def read(stream: BinaryIO, told: Told = heard) -> Iterator[Record]:
    """Every entry of the list, in its order. Raises `ListImportError`; an alias of no entry is told and left out."""
    held: dict[str, _Entry] = {}
    for line, cells in rows(lines_of(stream), ","):
        cells = ["" if cell == _NOTHING else cell for cell in cells]
        if len(cells) == ENTRY:
            _entry(held, line, cells)
        elif len(cells) == ALIAS and cells[0] in held:
            held[cells[0]].alias(line, cells)
        elif len(cells) == ALIAS:
            told(line, f"an alias of {cells[0][:40]}, which is no entry before it: left out")
        else:
            message = f"a row of {len(cells)} cells; an entry has {ENTRY}, an alias {ALIAS}"
            raise ListImportError(line, message, "download it again")
    return (one.record() for one in held.values())


def _entry(held: "dict[str, _Entry]", line: int, cells: list[str]) -> None:
    if cells[0] in held:
        raise taken(cells[0], line, held[cells[0]].line)
    bounded(len(held), line)
    held[cells[0]] = _Entry(line, cells)


@dataclass
class _Entry:
    line: int
    cells: list[str]
    aliases: list[ListedName] = field(default_factory=list)

    @property
    def person(self) -> bool:
        return kind_of(self.cells[2]) == "person"

    def alias(self, line: int, cells: list[str]) -> None:
        bounded(len(self.aliases), line, _MOST, "names of one entry")
        quality: Quality = "weak" if "weak" in cells[4].casefold() else "strong"
        self.aliases += named(cells[3], quality, self.person)

    def record(self) -> Record:
        number, name, kind, programmes, title, *_, remarks = self.cells
        also = [one for text in _ALSO.findall(remarks) for one in named(text, "weak", self.person)]
        return Record(
            id=number,
            kind=kind_of(kind),
            names=(*named(name, "name", self.person), *self.aliases, *also),
            source=f"OFAC {number}",
            line=self.line,
            context=each((*linked(remarks), *_COUNTRY.findall(remarks), title)),
            note=remarks,
            extra={"list": ", ".join(programmes.replace("[", " ").replace("]", " ").split()), "title": title},
        )

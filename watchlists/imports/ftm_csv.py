"""OpenSanctions' simple table of its targets: `targets.simple.csv`."""

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from watchlists.imports.fields import country, named
from watchlists.imports.ftm import KINDS, source_of
from watchlists.imports.records import ListedName, Record, Told, heard
from watchlists.imports.tables import header_of, lines_of, named_rows
from watchlists.imports.wording import each

DELIMITER = ","
_NEEDED = (("id",), ("schema",), ("name",))


def recognises(head: str) -> bool:
    """Whether the first line has the columns."""
    header = header_of(head, DELIMITER)
    return all(one in header for (one,) in _NEEDED)


def read(stream: BinaryIO, told: Told = heard) -> Iterator[Record]:
    """Every row that is somebody or something to watch, in order. Raises `ListImportError`."""
    left: Counter[str] = Counter()
    for line, row in named_rows(lines_of(stream), DELIMITER, _NEEDED):
        kind = KINDS.get(row.get("schema", ""))
        if kind is None:
            left[row.get("schema", "")] += 1
            continue
        number = row["id"]
        yield Record(
            id=number,
            kind=kind,
            names=tuple(_names(row, kind == "person")),
            source=source_of(number),
            line=line,
            context=each(map(country, row.get("countries", "").split(";"))),
            extra={"list": row.get("program_ids", "") or row.get("dataset", "")},
        )
    for schema, count in sorted(left.items()):
        told(0, f"left out: {count} of {schema[:80] or 'no schema'}")


def _names(row: dict[str, str], person: bool) -> Iterator[ListedName]:
    yield from named(row.get("name", ""), "name", person)
    for alias in row.get("aliases", "").split(";"):
        yield from named(alias, "strong", person)

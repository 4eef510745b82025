"""Tables as text: rows with their lines, in UTF-8, UTF-16 or, of one's own, windows-1256."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from watchlists.imports.records import ListImportError

LINE = 1 << 20
"""Bytes of the longest line."""
MARKS = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins."""


def lines_of(stream: BinaryIO, encoding: str = "utf-8", most: int = LINE) -> Iterator[str]:
    """The lines with their ends. Raises `ListImportError` for one that is not in this encoding, or too long."""
    for number, line in enumerate(iter(lambda: stream.readline(most + 1), b""), 1):
        if len(line) > most:
            raise ListImportError(number, f"a line of more than {most:,} bytes", "is it the right file?")
        try:
            yield line.decode("utf-8-sig" if number == 1 and encoding == "utf-8" else encoding)
        except UnicodeDecodeError as broken:
            hint = "save it as UTF-8, or download it again"
            raise ListImportError(number, f"byte {broken.start + 1} of the line is no {encoding}", hint) from None


def wide_lines_of(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines of UTF-16, which is decoded as a whole."""
    try:
        yield from io.StringIO(stream.read().decode(encoding).removeprefix("\ufeff"), newline="")
    except UnicodeDecodeError:
        raise ListImportError(0, "it begins like UTF-16 and is none", "save it as UTF-8") from None


def rows(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line where it begins."""
    reader = csv.reader(lines, delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            cells = [" ".join(cell.split()) if "\n" not in cell else cell.strip() for cell in cells]
            if any(cells) and cells != ["\x1a"]:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as broken:
        hint = "is a quotation mark left open there?"
        raise ListImportError(line, f"the table cannot be read on: {broken}", hint) from None


def named_rows(
    lines: Iterable[str], delimiter: str, needed: Sequence[Sequence[str]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the header as values by column; of each of `needed` one column must be there."""
    below = rows(lines, delimiter)
    _, header = next(below, (1, []))
    for names in needed:
        if not set(names) & set(header):
            raise ListImportError(1, f"there is no column {' or '.join(names)}", "download the whole table again")
    for line, cells in below:
        if len(cells) == 1 < len(header):
            raise ListImportError(line, f"a row of one cell, and the header has {len(header)}", "it ends in the middle")
        yield line, dict(zip(header, cells, strict=False))


def header_of(head: str, delimiter: str) -> list[str]:
    """The cells of the first line that holds anything; empty where it is none of a table."""
    first = next((line for line in head.splitlines() if line.strip("\ufeff \t")), "")
    try:
        return next(
            ([cell.strip("\ufeff \t") for cell in cells] for cells in csv.reader([first], delimiter=delimiter)), []
        )
    except csv.Error:
        return []

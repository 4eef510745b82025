"""A table of one's own with a header: columns in any order, in English or Arabic words, comma, semicolon or tab."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import chain, islice
from typing import BinaryIO

from watchlists.imports.faults import Faults
from watchlists.imports.fields import day
from watchlists.imports.meant import tells_nothing
from watchlists.imports.records import ListedName, ListImportError, Quality, Record, Told, heard
from watchlists.imports.tables import MARKS, header_of, lines_of, rows, wide_lines_of
from watchlists.imports.tidy import plain
from watchlists.imports.wording import clean, each, in_order
from watchlists.model import Kind
from watchlists.normalize import key, words

MOST = 64 << 20
"""Bytes of the largest table: it is read as a whole, to know its encoding."""
_DELIMITERS = ",;\t|،؛"
_EXCEL = "sep="
"""How a line begins that tells Excel the separator."""
_FIRST = 20
_BETWEEN_WORDS = re.compile(r"[|;؛،\n]")
_SHOWN = 40
_WORDS = {
    "key": "key, id, code, identifier, المفتاح, المعرف, الرمز",
    "kind": "kind, type, schema, النوع, الفئة",
    "name": "name, full name, الاسم, الاسم الكامل, اسم",
    "name_ar": "name ar, arabic, arabic name, name arabic, الاسم بالعربية, الاسم العربي, الاسم بالعربي",
    "name_en": "name en, english, english name, name english, latin, latin name, name latin, الاسم بالإنجليزية,"
    " الاسم الإنجليزي",
    "aliases": "aliases, alias, aka, other names, also known as, spellings, أسماء أخرى, الأسماء الأخرى,"
    " الأسماء البديلة, اسم آخر, الألقاب, اللقب, الكنية, الأسماء المستعارة",
    "weak": "weak aliases, weak, nicknames, أسماء ضعيفة",
    "part_of": "part of, parent, member of, group, جزء من, تابع ل, يتبع, التنظيم الأم, الجهة الأم, الجماعة",
    "context": "context, country, nationality, role, title, position, السياق, البلد, الدولة, الجنسية, الصفة, المنصب",
    "note": "note, notes, comment, comments, remarks, ملاحظة, ملاحظات, الملاحظات",
    "source": "source, sources, reference, المصدر, المصادر, المرجع",
    "from": "from, since, valid from, من, منذ, من تاريخ",
    "listed": "listed, listed on, date listed, تاريخ الإدراج, أدرج في",
    "until": "until, to, valid until, إلى, حتى, إلى تاريخ",
}
_KINDS: dict[Kind, str] = {
    "organization": "organization, organisation, organizations, org, group, entity, company, party, militia, faction,"
    " foundation, institution, association, charity, bank, agency, ministry, authority, government, army, brigade,"
    " network, team, club, union, منظمة, تنظيم, جماعة, حركة, جهة, كيان, شركة, حزب, مجموعة, فصيل, ميليشيا, مليشيا,"
    " مؤسسة, هيئة, جمعية, بنك, مصرف, وكالة, وزارة, إدارة, حكومة, سلطة, جيش, كتيبة, كتائب, لواء, سرية, شبكة, فريق,"
    " ناد, نادي, اتحاد, نقابة, قناة, صحيفة, جامعة, مركز, لجنة, مجلس, ائتلاف, تحالف, جبهة, عصابة",
    "person": "person, people, individual, man, woman, شخص, أشخاص, فرد, أفراد, شخصية, رجل, امرأة",
    "place": "place, location, city, town, village, province, region, country, مكان, موقع, مدينة, بلدة, قرية, محافظة,"
    " ولاية, بلد, دولة, منطقة, حي",
    "other": "other, thing, vessel, ship, aircraft, أخرى, آخر, غير ذلك, سفينة, باخرة, ناقلة, طائرة",
}


def recognises(head: str, filename: str) -> bool:
    """Whether the first line has a column of names, or the file is called a table."""
    named = any(_is_header(header_of(head, delimiter)) for delimiter in _DELIMITERS)
    return named or filename.casefold().endswith((".csv", ".tsv"))


def read(stream: BinaryIO, told: Told = heard) -> Iterator[Record]:
    """Every row, in order; without a key the name is the id. Columns that mean nothing here are told.

    Raises `ListImportError`: no column of names; and at the end, all together, rows without a name or with more cells
    than the header, kinds and days that are none, periods that end before they begin.
    """
    data = stream.read(MOST + 1)
    if len(data) > MOST:
        raise ListImportError(0, f"a table of more than {MOST >> 20} MB", "part it, or take another format")
    lines = _of_text(_decoded(data))
    first = list(islice(lines, _FIRST))
    below = rows(chain(first, lines), _delimiter("".join(first)))
    line, header = next(below, (1, []))
    if "".join(header[:1]).casefold().startswith(_EXCEL):
        line, header = next(below, (line, []))
    columns = _columns(line, header, told)
    return _records(below, columns, told)


def _records(below: Iterator[tuple[int, list[str]]], columns: Sequence[str | None], told: Told) -> Iterator[Record]:
    faults = Faults()
    for line, row in faults.through(below):
        cells = faults.tried(_cells, line, row, columns)
        record = _record(line, cells, faults, told) if cells is not None else None
        if record is not None:
            yield record
    faults.end()


def _decoded(data: bytes) -> Iterator[str]:
    """The lines, by the mark at the beginning or by what the bytes are."""
    if data.startswith(MARKS):
        return wide_lines_of(io.BytesIO(data), "utf-16")
    if b"\0" in data[:4]:
        return wide_lines_of(io.BytesIO(data), "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    return lines_of(io.BytesIO(data), "utf-8" if _is_utf8(data) else "cp1256")


def _of_text(lines: Iterator[str]) -> Iterator[str]:
    """The lines, none of which holds what no text does."""
    for number, line in enumerate(lines, 1):
        if "\0" in line:
            raise ListImportError(
                number, "a zero byte stands in it: this is no text", "save the table as CSV, in UTF-8"
            )
        yield line


def _is_utf8(data: bytes) -> bool:
    """Whether it is meant as UTF-8: letters beyond ASCII that are whole outnumber those that are not."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken == 0 or sum(not char.isascii() for char in text) > 2 * broken


def _delimiter(text: str) -> str:
    """What the first line says, or parts the header into the most columns that are known; a comma where none does."""
    if text.casefold().startswith(_EXCEL):
        said = text[len(_EXCEL) :][:1]
        return said if said and said in _DELIMITERS else ","
    return max(_DELIMITERS, key=lambda one: len({_meant(cell) for cell in header_of(text, one)} - {None}))


def _is_header(cells: Sequence[str]) -> bool:
    return any(_meant(cell) in ("name", "name_ar", "name_en") for cell in cells)


def _meant(cell: str) -> str | None:
    """The column that a word of the header means."""
    return _columns_by_word().get(_folded(cell))


def _folded(text: str) -> str:
    return " ".join(map(key, words(text.replace("_", " "))))


@cache
def _columns_by_word() -> dict[str, str]:
    return {_folded(word): column for column, all_words in _WORDS.items() for word in all_words.split(",")}


@cache
def _kinds_by_word() -> dict[str, Kind]:
    return {_folded(word): kind for kind, all_words in _KINDS.items() for word in all_words.split(",")}


def _columns(line: int, header: Sequence[str], told: Told) -> list[str | None]:
    """What each column means, None for one that means nothing; two of one meaning are both read."""
    found = [_meant(cell) for cell in header]
    if not _is_header(header):
        known = _seen(", ".join(_seen(cell) for cell in header[:12]), 3 * _SHOWN)
        hint = "the first line names the columns; call one name, name_ar, name_en or الاسم"
        raise ListImportError(line, f"no column of names among {known or 'none at all'}", hint)
    for cell in (cell for cell, column in zip(header, found, strict=True) if column is None and cell):
        told(line, f"the column {_seen(cell, 2 * _SHOWN)} is not known and is left out")
    return found


def _cells(line: int, cells: Sequence[str], columns: Sequence[str | None]) -> dict[str, list[str]]:
    """The cells that hold anything, by column."""
    if any(cells[len(columns) :]):
        message = f"a row of {len(cells)} cells, and the header has {len(columns)}"
        raise ListImportError(line, message, 'put a name with a comma into quotation marks: "…, …"')
    found: dict[str, list[str]] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and cell.strip():
            found.setdefault(column, []).append(cell)
    if "key" in columns and "key" not in found:
        raise ListImportError(line, "a row without a key", "fill it in, or take the column out of the table")
    return found


def _seen(text: str, most: int = _SHOWN) -> str:
    """A value as it is shown to people."""
    shown = plain(text)
    return shown if len(shown) <= most else f"{shown[:most]}…"


def _record(line: int, cells: dict[str, list[str]], faults: Faults, told: Told) -> Record | None:
    """The record of a row; all that is wrong with it is kept in `faults`."""
    kind = faults.tried(_kind, line, cells) or "organization"
    names = faults.tried(_own_names, line, cells, kind)
    since, until = faults.tried(_period, line, cells, faults) or (None, None)
    listed = faults.tried(_day, line, cells, "listed")
    if not names:
        return None
    return Record(
        id=clean(cells.get("key", [names[0].text])[0]),
        kind=kind,
        names=names,
        source=" ".join(cells.get("source", ())),
        line=line,
        listed=listed,
        until=until,
        part_of=next(map(clean, cells.get("part_of", ())), None),
        context=tuple(_context(line, cells, told)),
        note=" ".join(cells.get("note", ())),
        since=since,
        is_meant=True,
    )


def _context(line: int, cells: dict[str, list[str]], told: Told) -> Iterator[str]:
    """The words of the context; those that stand in every text are told and left out."""
    for one in each(one for cell in cells.get("context", ()) for one in _BETWEEN_WORDS.split(cell)):
        if tells_nothing(one):
            told(line, f"the context “{_seen(one)}” stands in every text and tells nobody apart; it is left out")
        else:
            yield one


def _own_names(line: int, cells: dict[str, list[str]], kind: Kind) -> tuple[ListedName, ...]:
    names = tuple(_names(cells, kind == "person"))
    if not any(one.quality == "name" for one in names):
        raise ListImportError(line, "a row without a name", "fill in the column of the name")
    return names


def _names(cells: dict[str, list[str]], person: bool) -> Iterator[ListedName]:
    qualities: dict[str, Quality] = {"aliases": "strong", "weak": "weak"}
    for column, language in (("name_ar", "ar"), ("name_en", "en"), ("name", None), ("aliases", None), ("weak", None)):
        quality = qualities.get(column, "name")
        for cell in cells.get(column, ()):
            for text in [cell] if quality == "name" else _several(cell):
                if name := clean(text):
                    yield ListedName(name, quality, language, in_order(name) if person else ())


def _several(cell: str) -> list[str]:
    return re.split(r"[|;؛\n]", cell)


def _kind(line: int, cells: dict[str, list[str]]) -> Kind:
    word = cells.get("kind", ["organization"])[0]
    found = _kinds_by_word().get(_folded(word))
    if found is None:
        raise ListImportError(
            line, f"{_seen(word)} is no kind", "organization, person, place or other; شخص، تنظيم، مكان"
        )
    return found


def _day(line: int, cells: dict[str, list[str]], column: str) -> date | None:
    text = cells.get(column, [""])[0]
    found = day(text)
    if text and found is None:
        raise ListImportError(line, f"{_seen(text)} is no day", "write it like 2024-03-22 or 22/03/2024")
    return found


def _period(line: int, cells: dict[str, list[str]], faults: Faults) -> tuple[date | None, date | None]:
    since, until = faults.tried(_day, line, cells, "from"), faults.tried(_day, line, cells, "until")
    if since and until and until < since:
        raise ListImportError(line, f"until {until} lies before from {since}", "exchange the two days")
    return since, until

"""Tables of one's own: the words of the header, separators, encodings, and what is said of a row that is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from tests.watchlists.imports.samples import fault, names, read, sample
from watchlists.imports.faults import MOST

TABLE = "key,name,kind,aliases\nGUARDS,حراس الوادي,organization,حراس الوادي الأحمر|GRV\n"


def test_the_sample() -> None:
    (guards, wadan), told = read(sample("own.csv"))
    assert told == ["1: the column Colour is not known and is left out"]
    assert names(guards) == [
        ("Guards of the Red Valley", "name"),
        ("حراس الوادي الأحمر", "name"),
        ("حراس الوادي", "strong"),
        ("GRV", "strong"),
    ]
    assert (guards.id, guards.source, guards.note) == ("GUARDS", "own notes", "watched since the flood")
    assert (wadan.kind, wadan.part_of, wadan.since, wadan.line) == ("person", "GUARDS", date(2018, 7, 15), 3)
    assert names(wadan)[1:] == [("أبو الرمال", "strong"), ("Abu Rimal", "strong")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256"])
def test_encodings(encoding: str) -> None:
    ((one,), _) = read(TABLE.encode(encoding), "mine.csv")
    assert names(one) == [("حراس الوادي", "name"), ("حراس الوادي الأحمر", "strong"), ("GRV", "strong")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_separators(delimiter: str) -> None:
    ((one,), _) = read(TABLE.replace(",", delimiter))
    assert (one.id, one.kind, len(one.names)) == ("GUARDS", "organization", 3)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("الاسم,النوع,المفتاح\nسالم الودان,شخص,W\n", id="Arabic words"),
        pytest.param("الإسم;النّوع;المفتاح\nسالم الودان;فرد;W\n", id="with hamza and marks"),
        pytest.param("KEY\tArabic Name\tType\nW\tسالم الودان\tIndividual\n", id="other words, tabs"),
        pytest.param("الاسم،النوع،المفتاح\nسالم الودان،شخص،W\n", id="the Arabic comma"),
        pytest.param("الاسم؛ النوع؛ المفتاح\nسالم الودان؛ شخص؛ W\n", id="the Arabic semicolon"),
        pytest.param("sep=;\nkind;name_ar;id\nperson;سالم الودان;W\n", id="Excel's first line"),
        pytest.param("\n\nkey , Name-AR , kind\nW, سالم الودان ,PERSON\n\n", id="blanks and empty lines"),
    ],
)
def test_headers(table: str) -> None:
    ((one,), told) = read(table, "mine.csv")
    assert (one.id, one.kind, [name.text for name in one.names], told) == ("W", "person", ["سالم الودان"], [])


def test_without_a_key_the_name_is_the_id_and_without_a_kind_it_is_an_organization() -> None:
    ((one,), _) = read("name\nحراس الوادي\n")
    assert (one.id, one.kind) == ("حراس الوادي", "organization")


def test_a_persons_family_name_may_come_first() -> None:
    ((one,), _) = read('name,kind\n"Wadan, Salim",person\n')
    assert (one.names[0].text, one.names[0].ordered) == ("Wadan, Salim", "Salim Wadan")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Person", "person"),
        ("فرد", "person"),
        ("تنظيم", "organization"),
        ("Group", "organization"),
        ("مكان", "place"),
        ("مؤسسة", "organization"),
        ("جمعية", "organization"),
        ("أشخاص", "person"),
        ("ولاية", "place"),
        ("باخرة", "other"),
        ("غير ذلك", "other"),
        ("", "organization"),
    ],
)
def test_kinds(word: str, kind: str) -> None:
    ((one,), _) = read(f"name,kind\nحراس الوادي,{word}\n")
    assert one.kind == kind


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        pytest.param("key,kind\nA,person\n", 1, "no column of names among key, kind", id="no column of names"),
        pytest.param("key,name\nA,a\nB,\n", 3, "a row without a name", id="no name"),
        pytest.param("name,aliases\n,b|c\n", 2, "a row without a name", id="aliases alone"),
        pytest.param("key,name\nA,a\n,b\n", 3, "a row without a key", id="no key"),
        pytest.param("key,name\nA,a\nB,b, c\n", 3, "a row of 3 cells, and the header has 2", id="a comma in a name"),
        pytest.param("name,kind\na,dragon\n", 2, "dragon is no kind", id="no kind"),
        pytest.param("name,from\na,soon\n", 2, "soon is no day", id="no day"),
        pytest.param("name,listed\na,soon\n", 2, "soon is no day", id="no day of listing"),
        pytest.param(
            "name,from,until\na,2024-02-01,2024-01-31\n", 2, "until 2024-01-31 lies before from", id="it ends before"
        ),
        pytest.param("name\nabcd\nb\0\n", 3, "a zero byte", id="a zero byte"),
        pytest.param("ke\x07y\x1b[31m,kind\nA,person\n", 1, "among key[31m, kind", id="controls in the header"),
        pytest.param("key,name\nA,a\nB,b\nA,c\n", 4, "the id A is taken by line 2", id="two of one key"),
        pytest.param('key,name\nA,a\nB,"b\nC,c\n' + "x" * 200_000, 3, "the table cannot be read on", id="open quote"),
        pytest.param("key,name\n", 0, "there is no entry in it", id="a header alone"),
        pytest.param("name\n!!!\n", 2, "has no name", id="no letter in a name"),
    ],
)
def test_faults(table: str, line: int, message: str) -> None:
    found = fault(table, "mine.csv")
    assert found is not None
    assert (found.line, message in str(found)) == (line, True), str(found)
    assert found.hint


def test_a_broken_letter_in_utf8_is_no_windows_1256() -> None:
    found = fault("name\nحراس الوادي\n".encode() + "سالم الودان".encode()[:-1] + b"\n", "mine.csv")
    assert found is not None
    assert (found.line, found.message) == (3, "byte 20 of the line is no utf-8")


def test_all_faults_are_told_at_once() -> None:
    table = "key,name,kind,from,until\nA,a,dragon,soon,\nB,,,,\nC,c,,2024-01-02,2024-01-01\nD,d\nd,!!!\nD,e\n"
    found = fault(table, "mine.csv")
    assert found is not None
    told = [(one.line, one.message) for one in (found, *found.further)]
    assert told == [
        (2, "dragon is no kind"),
        (2, "soon is no day"),
        (3, "a row without a name"),
        (4, "until 2024-01-01 lies before from 2024-01-02"),
        (6, "the entry d has no name"),
        (7, "the id D is taken by line 5"),
    ]


def test_of_very_many_faults_the_first_are_told() -> None:
    found = fault("name,kind\n" + "".join(f"Valley {one},dragon\n" for one in range(500)), "mine.csv")
    assert found is not None
    assert (found.line, len(found.further), found.further[-1].line) == (2, MOST - 1, MOST + 1)


@pytest.mark.parametrize(
    ("column", "since", "listed"),
    [
        pytest.param("from", date(2024, 3, 22), None, id="from"),
        pytest.param("منذ", date(2024, 3, 22), None, id="in Arabic"),
        pytest.param("listed", None, date(2024, 3, 22), id="listed"),
        pytest.param("تاريخ الإدراج", None, date(2024, 3, 22), id="listed, in Arabic"),
    ],
)
def test_since_when_names_hold_is_not_when_they_were_listed(
    column: str, since: date | None, listed: date | None
) -> None:
    ((one,), _) = read(f"name,{column}\nحراس الوادي,2024-03-22\n")
    assert (one.since, one.listed) == (since, listed)

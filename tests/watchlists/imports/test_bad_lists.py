"""What is refused, at which line, and that nothing but `ListImportError` ever comes out."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from tests.watchlists.imports.samples import ALL, fault, read, sample
from watchlists.imports.bounds import Limits
from watchlists.imports.reading import records
from watchlists.imports.records import ListImportError
from watchlists.imports.xml import DEPTH, ELEMENTS, LETTERS, TOKEN

ENTRY = "<ENTITY><REFERENCE_NUMBER>{}</REFERENCE_NUMBER><FIRST_NAME>{}</FIRST_NAME></ENTITY>"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def un(entries: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>\n{before}<CONSOLIDATED_LIST><ENTITIES>{entries}</ENTITIES></CONSOLIDATED_LIST>'


def zipped(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("list.xml", data)
    return held.getvalue()


GOOD = ENTRY.format("A", "Valley Watch")
HTML = "<!DOCTYPE html>\n<html><head><title>403 Forbidden</title></head></html>"


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        pytest.param(un(GOOD, f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'), 2, "a DTD", id="billion laughs"),
        pytest.param(un(GOOD, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), 2, "a DTD", id="a file"),
        pytest.param(un(GOOD, '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">'), 2, "a DTD", id="a DTD elsewhere"),
        pytest.param(
            un(GOOD, '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://192.0.2.1/x">%p;]>'), 2, "a DTD", id="a parameter entity"
        ),
        pytest.param(
            un(GOOD, f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'), 2, "a DTD", id="quadratic blow-up"
        ),
        pytest.param(un(ENTRY.format("A", "&a;")), 2, "no whole XML", id="an entity that nobody declares"),
        pytest.param(un(f"{'<a>' * 1000}"), 2, f"more than {DEPTH} elements in one another", id="deep"),
        pytest.param(un(f'<ENTITY a="{"a" * (TOKEN * 2)}">'), 2, "bytes in one tag or comment", id="a huge attribute"),
        pytest.param(un(f"<!--{'a' * (TOKEN * 2)}-->"), 2, "bytes in one tag or comment", id="a huge comment"),
        pytest.param(un(ENTRY.format("A", "a" * (LETTERS + 1))), 2, "letters in one entry", id="a huge text"),
        pytest.param(un(f"<ENTITY>{'<a/>' * (ELEMENTS + 1)}</ENTITY>"), 2, "elements in one entry", id="many elements"),
        pytest.param(un(GOOD)[:-20], 2, "it ends in the middle", id="cut off"),
        pytest.param(un(GOOD)[:70], 2, "it ends in the middle", id="cut off in an entry"),
        pytest.param(un(GOOD) + "x", 2, "no whole XML", id="more after the end"),
        pytest.param(un(GOOD).replace("</ENTITIES>", "</ENTITY>"), 2, "no whole XML", id="crossed"),
        pytest.param(
            un(GOOD).replace("1.0", '1.0" encoding="nonsense').encode(), 1, "", id="an encoding that is none"
        ),
        pytest.param(
            un(ENTRY.format("A", "حراس")).encode("windows-1256"), 2, "no whole XML", id="another encoding than it says"
        ),
        pytest.param(un(""), 0, "there is no entry in it", id="no entry"),
        pytest.param(un(GOOD + "\n" + ENTRY.format("A", "b")), 3, "the id A is taken by line 2", id="one id twice"),
        pytest.param(un("\n" + ENTRY.format(" ", "b")), 3, "an entry without an id", id="no id"),
        pytest.param(un(ENTRY.format("a" * 201, "b")), 2, "an id of more than 200 characters", id="a long id"),
        pytest.param(un("\n\n" + ENTRY.format("A", "")), 4, "the entry A has no name", id="no name"),
        pytest.param("", 0, "the file is empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \n", 0, "the file is empty", id="a mark alone"),
        pytest.param(HTML, 1, "a page of the web", id="a page"),
        pytest.param("\n<html><body>Sign in</body></html>", 2, "a page of the web", id="a page without its type"),
        pytest.param(gzip.compress(un(GOOD).encode()), 0, "this is packed, gzip", id="gzip"),
        pytest.param(zipped(un(GOOD).encode()), 0, "this is packed, zip", id="zip"),
        pytest.param(b"%PDF-1.7\n", 0, "this is a PDF", id="PDF"),
        pytest.param("<rss><channel/></rss>", 1, "no list of a known format", id="other XML"),
        pytest.param("Dear all,\nplease find the list", 1, "no list of a known format", id="a letter"),
        pytest.param(b"\x00\x01\x02\x03" * 20, 1, "no list of a known format", id="bytes"),
    ],
)  # fmt: skip
def test_xml_and_what_is_none(data: bytes | str, line: int, message: str) -> None:
    found = fault(data, "list.xml")
    assert found is not None
    assert (found.line, message in found.message) == (line, True), str(found)
    assert found.hint


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        pytest.param('{"id": "a", "schema": "Person", "caption": "a"}\n{"id": "b"', 2, "no JSON", id="a broken line"),
        pytest.param('{"id": "a"}\n', 1, "without a schema", id="no schema"),
        pytest.param('{"schema": "Person", "caption": "a"}', 1, "without an id", id="no id"),
        pytest.param('{"id": 7, "schema": "Person", "caption": "a"}', 1, "without an id", id="a number as id"),
        pytest.param('{"id": "a", "schema": "Person"}', 1, "has no name", id="no name"),
        pytest.param('{"id": "a", "schema": "Person", "properties": []}', 1, "is no object", id="wrong properties"),
        pytest.param(
            '{"id": "a", "schema": "Person", "caption": "a"}\n\n{"id": "a", "schema": "Person", "caption": "b"}',
            3, "the id a is taken by line 1", id="one id twice",
        ),
        pytest.param('{"a": ' + "[" * 100_000, 1, "too deep", id="deep"),
        pytest.param('{"a": ' + "9" * 10_000 + "}", 1, "too long", id="a long number"),
        pytest.param('{"id": "a", "schema": "Address"}', 0, "no entry", id="nothing to watch"),
        pytest.param("[1]", 1, "no object", id="a list of numbers"),
        pytest.param("[]", 0, "no entry", id="an empty list"),
        pytest.param('[{"id": "a",\n "schema": }]', 2, "no JSON", id="broken in a list"),
        pytest.param('[{"id": "a", "schema": "Person", "caption": "a"}\n{', 2, "no JSON", id="no comma in a list"),
        pytest.param('[{"id": "a", "schema": "Person", "caption": "a"}\n', 2, "the file ends", id="a list cut off"),
        pytest.param('["' + "a" * 9_000_000, 1, "no JSON", id="a huge value in a list"),
        pytest.param('{"a": "' + "a" * 5_000_000, 1, "a line of more than", id="a huge line"),
        pytest.param(b'{"id": "a"}\n{"\xff": 1}', 1, "without a schema", id="the first fault"),
        pytest.param(b'{"\xff": 1}', 1, "is no utf-8", id="no UTF-8"),
        pytest.param(b'[{"\xff": 1}]', 1, "is no UTF-8", id="no UTF-8 in a list"),
    ],
)  # fmt: skip
def test_json(data: bytes | str, line: int, message: str) -> None:
    found = fault(data, "entities.ftm.json")
    assert found is not None
    assert (found.line, message in found.message) == (line, True), str(found)
    assert found.hint


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "message"),
    [
        pytest.param("sdn.csv", b"70002,", b"70001,", 2, "the id 70001 is taken by line 1", id="OFAC, one id twice"),
        pytest.param("sdn.csv", b'"aka",', b"", 5, "a row of 4 cells", id="OFAC, a row too short"),
        pytest.param("eu.csv", b"9002;EU.9002.22;", b";;", 5, "without the entity's number", id="EU, no number"),
        pytest.param("eu.csv", "الودان".encode(), b"\xff", 3, "is no utf-8", id="EU, no UTF-8"),
        pytest.param("targets.simple.csv", b'"NK-guards"', b'"NK-wadan"', 3, "is taken by line 2", id="one id twice"),
        pytest.param("targets.simple.csv", b'"NK-guards"', b'""', 3, "without an id", id="no id"),
        pytest.param("sdn.xml", b"<uid>70002</uid>", b"", 18, "without an id", id="OFAC, no id"),
        pytest.param("sdn_advanced.xml", b'ID="70002" P', b'ID="70001" P', 70, "taken by line 37", id="two profiles"),
        pytest.param("eu.xml", b"EU.9002.22", b"EU.9001.11", 15, "taken by line 3", id="EU, one id twice"),
    ],
)  # fmt: skip
def test_tables_and_others(name: str, old: bytes, new: bytes, line: int, message: str) -> None:
    data = sample(name)
    assert old in data
    found = fault(data.replace(old, new), name)
    assert found is not None
    assert (found.line, message in found.message) == (line, True), str(found)


def test_a_text_that_is_no_name_is_told_and_left_out() -> None:
    ((one,), told) = read(un(ENTRY.format("A", f"Valley Watch; {'Watch ' * 60}")))
    assert [name.text for name in one.names] == ["Valley Watch"]
    assert told == [f"2: A: “{('Watch ' * 7)[:40]}…” has 359 letters, more than a name: left out"]


def test_a_format_that_is_none() -> None:
    found = fault(sample("un.xml"), form="dbase")
    assert found is not None
    assert "no format is called dbase" in str(found)
    assert "ofac-advanced" in found.hint


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("form", ["un", "ofac", "ofac-advanced", "eu", "eu-csv", "ftm", "ftm-csv", "ofac-csv"])
def test_a_list_read_as_another_is_refused_with_a_sentence(name: str, form: str) -> None:
    found = fault(sample(name), name, form)
    assert found is None or (found.message and found.hint)


@pytest.mark.parametrize("name", ALL)
def test_more_entries_than_allowed_are_refused_at_the_first_that_is_too_many(name: str) -> None:
    entries, _ = read(sample(name))
    found = fault(sample(name), limits=Limits(entries=len(entries) - 1))
    assert found is not None
    assert found.line == entries[-1].line
    assert f"a list may have {len(entries) - 1} entries" in str(found)


def test_a_hundred_thousand_entries_are_refused_at_the_line_where_it_is_too_much() -> None:
    found = fault("name\n" + "".join(f"Valley Watch {number}\n" for number in range(100_000)))
    assert found is not None
    assert (found.line, found.message) == (50_002, "a list may have 50,000 entries, and here is one more")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        pytest.param("Entity_LogicalId;NameAlias_WholeName\n", "{};Valley Watch\n", id="EU"),
        pytest.param("", '{},"Valley Watch",-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-\n', id="OFAC"),
    ],
)
def test_lists_that_are_kept_to_their_end_are_bounded_on_the_way(header: str, row: str) -> None:
    found = fault(header + "".join(row.format(number) for number in range(1, 50_002)) + "cut off")
    assert found is not None
    assert (found.line, "50,000 entries" in found.message) == (50_001 + bool(header), True)


def test_a_file_beyond_the_bytes_is_refused() -> None:
    found = fault(un(GOOD + " " * 2_000_000), limits=Limits(bytes=1 << 20))
    assert found is not None
    assert "a list of more than 1 MB" in found.message


class Endless(io.RawIOBase):
    """A list that never ends, and counts what was taken of it."""

    def __init__(self) -> None:
        self.taken, self._number = 0, 0
        self._held = un(GOOD).partition("</ENTITIES>")[0].encode()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._held) < size:
            self._number += 1
            self._held += ENTRY.format(self._number, "Valley Watch").encode()
        piece, self._held = self._held[:size], self._held[size:]
        self.taken += len(piece)
        return piece


def test_a_list_is_read_no_further_than_it_is_asked_for() -> None:
    endless = Endless()
    found = records(endless, "list.xml")  # type: ignore[arg-type]
    assert next(found).id == "A"
    assert endless.taken < 1 << 20


def test_a_stream_that_breaks_is_a_fault_of_the_list() -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(ListImportError, match="cannot be read on"):
        list(records(Broken(), "list.xml"))  # type: ignore[arg-type]

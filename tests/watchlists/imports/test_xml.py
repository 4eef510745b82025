"""The stream of elements: lines, encodings, pieces of any size, and no way out of the file."""

from __future__ import annotations

import io
import resource
import tracemalloc
from pathlib import Path

import pytest

from watchlists.imports.bounds import Limits
from watchlists.imports.reading import records
from watchlists.imports.records import ListImportError
from watchlists.imports.xml import Element, elements

SECRET = "the secret of this machine"


def read(data: bytes | str, *wanted: str) -> list[Element]:
    held = data.encode() if isinstance(data, str) else data
    return list(elements(io.BytesIO(held), wanted or ("a",)))


def test_elements_with_their_lines_and_texts() -> None:
    first, second = read('<x>\n<a n=" 1 ">b\n c<d>e</d></a>\n<b/><y><a><![CDATA[<&]]>&amp;&#x627;</a></y></x>')
    assert (first.line, first.text, first.get("n"), first.said("d"), first.get("m"), first.said("e")) == (
        2, "b c", "1", "e", "", "",
    )  # fmt: skip
    assert (second.line, second.text) == (4, "<&&\N{ARABIC LETTER ALEF}")


def test_one_wanted_inside_another_belongs_to_it() -> None:
    (only,) = read("<x><a><a>b</a></a></x>")
    assert [one.text for one in only.all("a")] == ["b"]


def test_prefixes_of_namespaces_are_left_out() -> None:
    (only,) = read('<n:x xmlns:n="urn:x"><n:a n:b="c"><n:d>e</n:d></n:a></n:x>')
    assert (only.tag, only.get("b"), only.said("d")) == ("a", "c", "e")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256", "iso-8859-6"])
def test_encodings(encoding: str) -> None:
    (only,) = read(f'<?xml version="1.0" encoding="{encoding}"?><x><a>حراس الوادي</a></x>'.encode(encoding))
    assert only.text == "حراس الوادي"


class Pieces(io.RawIOBase):
    """Some bytes, no more than `size` of them at once."""

    def __init__(self, data: bytes, size: int) -> None:
        self._rest, self._size = io.BytesIO(data), size

    def read(self, size: int = -1) -> bytes:
        return self._rest.read(self._size)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pieces_of_any_size_give_the_same(size: int) -> None:
    data = "<x>\n<a>سالم بركات \n الودان</a><a>b</a></x>".encode()
    found = list(elements(Pieces(data, size), ("a",)))  # type: ignore[arg-type]
    assert [(one.text, one.line) for one in found] == [("سالم بركات الودان", 2), ("b", 3)]


@pytest.mark.parametrize(
    "prolog",
    [
        pytest.param('<!DOCTYPE x [<!ENTITY a SYSTEM "{}">]>', id="an external entity"),
        pytest.param('<!DOCTYPE x [<!ENTITY % a SYSTEM "{}">%a;]>', id="a parameter entity"),
        pytest.param('<!DOCTYPE x SYSTEM "{}">', id="an external DTD"),
        pytest.param('<!DOCTYPE x [<!ENTITY a "' + "b" * 100_000 + '">]>', id="a long entity"),
        pytest.param(f"<!--{'c' * 20_000}-->" + '<!DOCTYPE x [<!ENTITY a "b">]>', id="below a long comment"),
    ],
)
def test_no_dtd_is_read(prolog: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET)
    data = prolog.replace("{}", (tmp_path / "secret").as_uri()) + "<x><a>&a;</a></x>"
    with pytest.raises(ListImportError, match="a DTD or an entity is declared") as found:
        read(data)
    assert SECRET not in str(found.value)


def test_other_ways_out_of_the_file_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET)
    where = (tmp_path / "secret").as_uri()
    data = f"""<?xml-stylesheet href="{where}"?><x xmlns:i="http://www.w3.org/2001/XInclude" xmlns:s="urn:s"
        s:schemaLocation="{where}"><a><i:include href="{where}" parse="text"/></a></x>"""
    (only,) = read(data)
    assert only.text == ""
    assert [(one.tag, one.text) for one in only.children] == [("include", "")]


class Written(io.RawIOBase):
    """A list of the UN's shape with so many bytes, made while it is read."""

    def __init__(self, size: int) -> None:
        self._left, self._number = size, 0
        self._held, self._end = b"<CONSOLIDATED_LIST><INDIVIDUALS>", b"</INDIVIDUALS></CONSOLIDATED_LIST>"

    def read(self, size: int = -1) -> bytes:
        while len(self._held) < size and self._left > 0:
            self._number += 1
            entry = self._entry()
            self._held, self._left = self._held + entry, self._left - len(entry)
        if len(self._held) < size:
            self._held, self._end = self._held + self._end, b""
        piece, self._held = self._held[:size], self._held[size:]
        return piece

    def _entry(self) -> bytes:
        note = "Led the guards of the valley and looked after their money. " * 20
        return (
            f"<INDIVIDUAL>\n<REFERENCE_NUMBER>VAi.{self._number}</REFERENCE_NUMBER>\n<FIRST_NAME>SALIM</FIRST_NAME>\n"
            f"<NAME_ORIGINAL_SCRIPT>سالم الودان</NAME_ORIGINAL_SCRIPT>\n<COMMENTS1>{note}</COMMENTS1>\n</INDIVIDUAL>\n"
        ).encode()


def count(size: int) -> int:
    found = records(Written(size), "list.xml", limits=Limits(entries=10**9))  # type: ignore[arg-type]
    return sum(bool(one.id) for one in found)


def test_a_long_list_is_read_in_little_memory() -> None:
    tracemalloc.start()
    try:
        entries = count(3_000_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert entries > 1500
    assert peak < 2_000_000


@pytest.mark.slow
def test_two_hundred_megabytes_are_read_in_little_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert count(200_000_000) > 100_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64_000

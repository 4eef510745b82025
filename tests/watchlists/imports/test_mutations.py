"""However a list is damaged: it is read, or refused with a sentence and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.watchlists.imports.samples import ALL, fault, sample
from watchlists.imports.reading import FORMATS

PIECES = st.sampled_from([
    b"", b"\0", b"\xff\xfe", b"\xff", b'"', b"'", b"<", b">", b"/>", b"</", b"&", b"&#0;", b"&#x41;", b"]]>",
    b"<![CDATA[", b"<!--", b"<?", b"<!DOCTYPE x>", b"{", b"}", b"[", b"]", b",", b";", b"\t", b"\n", b"\r", b"(", b")",
    b"(((", b"\x1a", b"null", b"1e999", b"-1", b"\\ud800", b" also ", b" a.k.a. ", b"0000-00-00", b"99/99/9999",
    b"born in ", b"a" * 300, *(text.encode() for text in ("\u202e", "\u0627", "\ufdfa", "\u061b", "\U0001f4a5")),
])  # fmt: skip
CUT = st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES)


def damaged(data: bytes, cuts: list[tuple[float, int, bytes]]) -> bytes:
    """Some bytes with pieces taken out and others put in."""
    for where, length, piece in cuts:
        at = int(where * len(data))
        data = data[:at] + piece + data[at + length :]
    return data


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cuts=st.lists(CUT, min_size=1, max_size=4))
def test_a_damaged_list_is_read_or_refused(name: str, cuts: list[tuple[float, int, bytes]]) -> None:
    found = fault(damaged(sample(name), cuts), name)
    assert found is None or found.message


@pytest.mark.parametrize("form", [one.name for one in FORMATS])
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(form: str, data: bytes) -> None:
    found = fault(data, "list", form)
    assert found is None or found.message


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=40, deadline=None)
@given(where=st.floats(0, 1))
def test_a_list_that_is_cut_off_is_read_or_refused(name: str, where: float) -> None:
    data = sample(name)
    found = fault(data[: int(where * len(data))], name)
    assert found is None or found.message

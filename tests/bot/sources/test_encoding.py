"""Encodings: labels lie, bytes do not."""

import pytest

from bot.core.errors import WireError
from bot.sources.encoding import decode

ARABIC = "<p>أعلنت السلطات إحباط هجوم كان يستهدف سوقا شعبية في المدينة القديمة</p>"
ENGLISH = "<p>Officials say a café near the market was searched, naïvely or not</p>"


@pytest.mark.parametrize(
    ("text", "written", "label", "encoding"),
    [
        pytest.param(ARABIC, "utf-8", None, "utf-8", id="UTF-8"),
        pytest.param(ARABIC, "utf-8", "windows-1256", "utf-8", id="UTF-8 labelled otherwise"),
        pytest.param(ARABIC, "utf-8-sig", None, "utf-8-sig", id="byte order mark"),
        pytest.param(ARABIC, "utf-16", None, "utf-16", id="UTF-16"),
        pytest.param(ARABIC, "utf-16-le", "utf-8", "utf-16-le", id="UTF-16 without a mark, little end first"),
        pytest.param(ARABIC, "utf-16-be", None, "utf-16-be", id="UTF-16 without a mark, big end first"),
        pytest.param(ARABIC, "cp1256", None, "windows-1256", id="windows-1256 without a label"),
        pytest.param(ARABIC, "cp1256", "utf-8", "windows-1256", id="windows-1256 labelled UTF-8"),
        pytest.param(ARABIC, "cp1256", "iso-8859-1", "windows-1256", id="windows-1256 labelled Latin"),
        pytest.param(ARABIC, "cp1256", "windows-1256", "cp1256", id="windows-1256 labelled so"),
        pytest.param(ARABIC, "iso8859-6", "iso-8859-6", "iso8859-6", id="ISO 8859-6"),
        pytest.param(ENGLISH, "cp1252", None, "windows-1252", id="western without a label"),
        pytest.param(ENGLISH, "latin-1", "iso-8859-1", "iso8859-1", id="western"),
        pytest.param(ENGLISH, "utf-8", "no-such-charset", "utf-8", id="unknown label"),
        pytest.param("", "utf-8", None, "utf-8", id="nothing"),
        pytest.param("\0<p>x</p>", "utf-8", None, "utf-8", id="a NUL first"),
    ],
)
def test_reads(text: str, written: str, label: str | None, encoding: str) -> None:
    found = decode(text.encode(written), label)
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize(
    "declaration",
    [
        '<?xml version="1.0" encoding="windows-1251"?>',
        "<meta charset=windows-1251>",
        "<meta content='x;charset=cp1251'>",
    ],
)
def test_a_document_names_its_own_encoding(declaration: str) -> None:
    text = declaration + "<p>Взрыв на рынке</p>"
    assert decode(text.encode("cp1251")).text == text


def test_utf8_with_a_torn_letter_stays_utf8() -> None:
    found = decode((ARABIC * 3).encode()[:-5] + b"\xd8")
    assert found.text.startswith(ARABIC * 2)
    assert (found.encoding, found.text[-1]) == ("utf-8", "\ufffd")


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n\0\0" + bytes(range(256)) * 9, b"\xff\xff\xee" * 200])
def test_what_is_no_text_is_refused(body: bytes) -> None:
    with pytest.raises(WireError, match="encoding is unknown"):
        decode(body)


def test_a_codec_that_is_no_charset_is_never_used() -> None:
    assert decode(ARABIC.encode("cp1256"), "base64").encoding == "windows-1256"

"""Hostile files: the process that reads them is bound, and its end is a sentence."""

import socket
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from bot.core.errors import WireError
from bot.sources.confined import Bounds, Kind, extract
from tests.bot.sources.papers import docx, p, pdf

TINY = Bounds(memory=1 << 30, seconds=0.05)


def objects() -> bytes:
    return pdf(b"0 0 m 1 1 l S\n" * 1_000_000)


def lying_zip() -> bytes:
    """A part of 64 MB whose directory says that it has a hundred bytes."""
    body = docx(p("x") + " " * (1 << 26))
    with zipfile.ZipFile(BytesIO(body)) as packed:
        size = packed.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    return body.replace(size, (100).to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("kind", "body", "bounds", "told"),
    [
        pytest.param("pdf", objects, TINY, r"within 0\.05 seconds", id="a million objects, little time"),
        pytest.param(
            "pdf", lambda: pdf(b"q\n" * 50_000_000), Bounds(memory=1 << 28), "needs too much memory", id="a PDF bomb"
        ),
        pytest.param(
            "pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 500, Bounds(), "damaged or cut off", id="noise"
        ),
        pytest.param("docx", lying_zip, Bounds(), "damaged", id="a zip that lies"),
        pytest.param("docx", lambda: docx(p("x" * 5000)), Bounds(most=4000), "unpacks to far more", id="a small bound"),
        pytest.param(
            "docx", lambda: docx(p("ش" * 1000)), Bounds(most=5000), "too large", id="an outcome over the bound"
        ),
        pytest.param(
            "docx", lambda: docx(p("x")), Bounds(memory=1 << 20), "needs too much memory", id="no memory at all"
        ),
    ],
)
def test_what_goes_over_its_bounds_is_killed(kind: Kind, body: Callable[[], bytes], bounds: Bounds, told: str) -> None:
    with pytest.raises(WireError, match=told):
        extract(kind, body(), bounds)


def test_entities_are_not_expanded() -> None:
    names = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    prolog = f'<!DOCTYPE x [<!ENTITY a0 "bomb">{"".join(names)}]>'
    with pytest.raises(WireError, match="damaged"):
        extract("docx", docx(p("before &a9; after"), prolog=prolog), Bounds())


def test_nothing_that_a_file_points_to_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        kinds = ("image", "attachedTemplate", "footnotes")
        more = "".join(
            f'<Relationship Id="r{n}" Type="{office}/{kind}" Target="{address}" TargetMode="External"/>'
            for n, kind in enumerate(kinds)
        )
        prolog = (
            f'<!DOCTYPE x SYSTEM "{address}.dtd" [<!ENTITY e SYSTEM "{address}.txt"><!ENTITY f SYSTEM "/etc/passwd">]>'
        )
        with pytest.raises(WireError, match="damaged"):
            extract("docx", docx(p("نص &e;&f;"), prolog=prolog), Bounds())
        found = extract("docx", docx(p("نص"), more=more), Bounds())
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert found.text == "نص"


def test_a_crash_is_a_sentence_and_tokens_stay_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """PYTHONINSPECT and the like of the one who starts the bot change nothing there either."""
    monkeypatch.setenv("RASID_API_TOKEN", "secret")
    monkeypatch.setenv("PYTHONSTARTUP", "/nonexistent")
    assert extract("docx", docx(p("نص")), Bounds()).text == "نص"
    with pytest.raises(WireError, match="could not be read"):
        extract("pdf", b"", Bounds())

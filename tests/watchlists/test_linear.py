"""Four times the text is no more than about four times the work, counted in calls and never by a clock."""

from __future__ import annotations

import sys
from functools import cache
from types import FrameType

import pytest

from tests.watchlists.test_reference import ENTITIES, EVENTS
from watchlists import Matcher
from watchlists.model import Document, Watchlist, Watchlists

ZWNJ, FATHA = "\N{ZERO WIDTH NON-JOINER}", "\N{ARABIC FATHA}"
FEW, MANY = 50, 200
# What is read once, or the more often the longer a text is by a log of it, is neither four nor sixteen times as much.
LIMIT = 1.25 * MANY / FEW

PIECES = [
    pytest.param("قالت مصادر محلية إن الأمطار هطلت أمس ", id="no name"),
    pytest.param("داعش ", id="a name"),
    pytest.param("داعش خراسان، ", id="a name of two words"),
    pytest.param("أفغان ستان ", id="a name in two pieces"),
    pytest.param("القاعدة الجوية ", id="an exception"),
    pytest.param("الشباب في الصومال ", id="a condition"),
    pytest.param("أحبطت الأجهزة هجوما ", id="a phrase"),
    pytest.param("خراسان الدولة ", id="the ends of names"),
    pytest.param("علي عبد الله ", id="the beginning of a name"),
    pytest.param("أحبطت الأجهزة الأمنية ", id="the beginning of a phrase"),
    pytest.param(f"أفغان{ZWNJ}ستان ", id="glue"),
    pytest.param(f"د{FATHA}ا{FATHA}عش ", id="marks"),
    pytest.param("21هجوما داعش ", id="digits before words"),
    pytest.param("ﺩﺍﻋﺶ ", id="presentation forms"),
    pytest.param("و داعش ل ", id="particles apart"),
    pytest.param("3.5 داعش ", id="dots that end nothing"),
    pytest.param("داعش. ", id="sentences"),
    pytest.param(". . داعش ", id="dots"),
    pytest.param("داعش والقاعدة و", id="names side by side"),
    pytest.param("الظواهري أيمن ", id="reversed names"),
    pytest.param("القبض على أيمن الظواهري ", id="a phrase and a name"),
    pytest.param("قال داعش إن أفغان ستان 21هجوما في القاعدة ", id="some of everything"),
]


@cache
def matcher() -> Matcher:
    return Matcher.compile(Watchlists((Watchlist("test", {}, ENTITIES, EVENTS),)))


def calls(text: str) -> int:
    """How many functions are called to read a text whose words are known."""
    document, count = Document(text), 0

    def counted(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    matcher().match(document)
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        matcher().match(document)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_sentence_is_four_times_the_work(piece: str) -> None:
    few, many = calls(piece * FEW), calls(piece * MANY)
    assert 0 < few <= many <= LIMIT * few


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_lines_are_four_times_the_work(piece: str) -> None:
    few, many = calls(f"{piece}\n" * FEW), calls(f"{piece}\n" * MANY)
    assert 0 < few <= many <= LIMIT * few


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["داعش ", "3.5 داعش ", "و داعش ل ", "قال داعش إن أفغان ستان في القاعدة ", f"21{ZWNJ}داعش "]
)
def test_a_sentence_of_very_many_names_ends(piece: str) -> None:
    """What is quadratic beneath the calls does not end here within anybody's patience."""
    found = matcher().hits(Document(piece * 40_000)).mentions
    assert len(found) >= 40_000

"""The words that several messages share."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.bidi import isolate
from bot.core.message import plain
from bot.core.model import Language
from bot.core.render.words import (
    entry_name,
    figures,
    names,
    place_name,
    quoted,
    reason_name,
    severity_name,
    status_name,
)
from bot.core.timing import Reason
from tests.bot.core.render.scenes import LISTS, OVERRIDE, event, faults, texts
from watchlists.model import SEVERITIES, Place


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        pytest.param("كلام المصدر", 300, "كلام المصدر", id="as it is"),
        pytest.param("سطر\nوسطر\t  آخر", 300, "سطر وسطر آخر", id="on one line"),
        pytest.param(f"أ{OVERRIDE}ب\u2066ج\u200f", 300, "أبج", id="without direction controls"),
        pytest.param("كلمة " * 100, 12, "كلمة كلمة ك…", id="cut"),
        pytest.param("12345", 5, "12345", id="just fits"),
    ],
)
def test_quoted(text: str, limit: int, shown: str) -> None:
    assert quoted(text, limit) == isolate(shown)


def test_a_megabyte_is_quoted_short() -> None:
    assert len(quoted("ا" * 1_000_000)) == 302


@pytest.mark.parametrize(
    ("key", "arabic", "english"),
    [
        pytest.param("ISKP", "داعش خراسان", "Islamic State Khorasan", id="both languages"),
        pytest.param("AR_ONLY", "كتائب النخيل", isolate("كتائب النخيل"), id="only Arabic"),
        pytest.param("EN_ONLY", isolate("Palm Brigades"), "Palm Brigades", id="only English"),
        pytest.param("suicide_bombing", "تفجير انتحاري", "Suicide bombing", id="event"),
        pytest.param("GONE", isolate("GONE"), "GONE", id="on no list"),
    ],
)
def test_entry_name(key: str, arabic: str, english: str) -> None:
    assert entry_name(key, LISTS, texts("ar")) == arabic
    assert entry_name(key, LISTS, texts("en")) == english


def test_names_are_parted_by_the_comma_of_the_language() -> None:
    assert names(["ISKP", "EN_ONLY"], LISTS, texts("ar")) == f"داعش خراسان، {isolate('Palm Brigades')}"
    assert names(["ISKP", "EN_ONLY"], LISTS, texts("en")) == "Islamic State Khorasan, Palm Brigades"


@pytest.mark.parametrize(
    ("place", "arabic", "english"),
    [
        pytest.param(Place("بقندهار", "KANDAHAR"), "قندهار", "Kandahar", id="watched"),
        pytest.param(Place("فيينا"), isolate("فيينا"), "Vienna", id="of the gazetteer"),
        pytest.param(Place("Vienna"), "فيينا", isolate("Vienna"), id="from an English article"),
        pytest.param(Place("بلدة السنديان"), isolate("بلدة السنديان"), isolate("بلدة السنديان"), id="unknown"),
        pytest.param(
            Place("Oakville Hollow"), isolate("Oakville Hollow"), isolate("Oakville Hollow"), id="unknown too"
        ),
        pytest.param(Place(f"وادي{OVERRIDE}"), isolate("وادي"), isolate("وادي"), id="without controls"),
    ],
)
def test_place_name(place: Place, arabic: str, english: str) -> None:
    assert place_name(place, LISTS, texts("ar")) == arabic
    assert place_name(place, LISTS, texts("en")) == english


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_severity_reason_and_status_has_a_word(language: Language) -> None:
    said = texts(language)
    words = [severity_name(one, said) for one in SEVERITIES] + [reason_name(one, said) for one in Reason]
    words += [status_name(one, said) for one in ("planned", "foiled", "claimed", "denied", "threatened")]
    assert len(set(words)) == len(words) == 16
    assert faults(plain(words, language)) == []


def test_what_is_simply_reported_has_no_status() -> None:
    assert status_name("reported", texts("en")) == ""


@pytest.mark.parametrize(
    ("facts", "arabic", "english"),
    [
        pytest.param({"killed": 21}, ["\u206621\u2069 قتيلا"], ["21 killed"], id="killed"),
        pytest.param({"killed": 2}, ["قتيلان"], ["2 killed"], id="two killed"),
        pytest.param({"killed": 0}, ["دون قتلى"], ["0 killed"], id="nobody killed"),
        pytest.param(
            {"injured": 3, "arrested": 1}, ["\u20663\u2069 جرحى", "موقوف واحد"], ["3 injured", "1 arrested"], id="more"
        ),
        pytest.param({}, [], [], id="nothing known"),
    ],
)
def test_figures(facts: dict[str, Any], arabic: list[str], english: list[str]) -> None:
    assert figures(event(**facts), texts("ar")) == arabic
    assert figures(event(**facts), texts("en")) == english

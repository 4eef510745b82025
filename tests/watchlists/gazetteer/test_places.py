"""The shipped gazetteer: what it must hold, and what it must not take for a place."""

import csv
from importlib.resources import files

import pytest

from watchlists.gazetteer.build import fold, spellings


@pytest.fixture(scope="module")
def kinds() -> dict[str, str]:
    text = (files("watchlists") / "gazetteer" / "places.csv").read_text("utf-8")
    return {fold(row["spelling"]): row["kind"] for row in csv.DictReader(text.splitlines())}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("أفغانستان", "country", id="country"),
        pytest.param("أميركا", "country", id="press name of a country"),
        pytest.param("سورية", "country", id="other spelling of a country"),
        pytest.param("مقديشو", "capital", id="capital"),
        pytest.param("كونار", "province", id="province"),
        pytest.param("قطاع غزة", "province", id="territory"),
        pytest.param("دبي", "city", id="city"),
    ],
)
def test_holds(kinds: dict[str, str], name: str, kind: str) -> None:
    assert kinds.get(fold(name)) in {kind, "province"}


@pytest.mark.parametrize("word", ["الباب", "الدولة", "مشهد", "صور", "بداية", "حجة", "المدينة", "خالد", "قوم", "سراب"])
def test_leaves_ordinary_words_out(kinds: dict[str, str], word: str) -> None:
    assert fold(word) not in kinds


def test_spellings_are_arabic_and_with_their_article() -> None:
    assert list(spellings(["الموصل", "موصل", "موسڵ", "Mosul", "کرکوک", "دبي (الإمارات)"])) == ["الموصل", "دبي"]

"""Place names in the other language."""

from __future__ import annotations

import pytest

from watchlists import toponyms


@pytest.mark.parametrize(
    ("name", "english", "arabic"),
    [
        pytest.param("فيينا", "Vienna", "فيينا", id="a capital"),
        pytest.param("كندهار", "Kandahar", "قندهار", id="a rarer spelling"),
        pytest.param("kandahar", "Kandahar", "قندهار", id="English in small letters"),
        pytest.param("الولايات المتحدة", "United States", "الولايات المتحدة", id="two words"),
        pytest.param("London", "London", "لندن", id="the spelling of the news, not the first of the file"),
        pytest.param("بلدة لا يعرفها أحد", None, None, id="unknown"),
        pytest.param("", None, None, id="nothing"),
    ],
)
def test_names(name: str, english: str | None, arabic: str | None) -> None:
    assert toponyms.english(name) == english
    assert toponyms.arabic(name) == arabic


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("الموصل", "IQ", id="a city in Arabic"),
        pytest.param("mosul", "IQ", id="in English"),
        pytest.param("السعودية", "SA", id="a country"),
        pytest.param("بلدة لا يعرفها أحد", None, id="unknown"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_countries(name: str, code: str | None) -> None:
    assert toponyms.country(name) == code

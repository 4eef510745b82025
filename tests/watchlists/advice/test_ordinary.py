"""Which single words are ordinary words of the news, and in how many articles they stand."""

from __future__ import annotations

import pytest

from watchlists.advice.ordinary import is_ordinary, share


@pytest.mark.parametrize(
    ("word", "ordinary"),
    [
        pytest.param("الوزير", True, id="a noun"),
        pytest.param("وزير", True, id="without its article"),
        pytest.param("بالسوق", True, id="with a particle and the article"),
        pytest.param("الشَّباب", True, id="with marks"),
        pytest.param("أعلن", True, id="a verb"),
        pytest.param("هاجم", True, id="a rarer verb"),
        pytest.param("فتح", True, id="a name that is listed with its other meaning"),
        pytest.param("منذ", True, id="a function word"),
        pytest.param("الظواهري", False, id="a name"),
        pytest.param("موسكو", False, id="a name that is frequent in the news"),
        pytest.param("العراق", False, id="a name with the article"),
        pytest.param("اليمن", False, id="another one"),
        pytest.param("مصر", False, id="a name that looks like a verb"),
        pytest.param("داعش", False, id="a group that the news know"),
        pytest.param("كندا", False, id="a name that begins like a particle"),
        pytest.param("state", False, id="nothing is known of English"),
    ],
)
def test_ordinary_words(word: str, ordinary: bool) -> None:
    assert is_ordinary(word) is ordinary


@pytest.mark.parametrize(
    ("word", "least", "most"),
    [
        pytest.param("في", 8_500, 9_500, id="nearly everywhere"),
        pytest.param("الوزير", 200, 400, id="an ordinary word"),
        pytest.param("الشبّاب", 200, 300, id="with a mark"),
        pytest.param("قعقعستان", 0, 0, id="nowhere"),
    ],
)
def test_in_how_many_of_ten_thousand(word: str, least: int, most: int) -> None:
    assert least <= share(word) <= most

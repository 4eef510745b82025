"""Words one edit away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from watchlists.fuzzy import Deletions, edit, is_cheap

EDITS = [
    pytest.param("غوتيريس", "غوتيريش", "typo:س→ش", id="exchanged"),
    pytest.param("غوتيريس", "غوتيرس", "typo:-ي", id="left out"),
    pytest.param("مقديشو", "مقدييشو", "typo:+ي", id="too many"),
    pytest.param("مقديشو", "مقيدشو", "typo:دي→يد", id="swapped"),
    pytest.param("ماليزيا", "ماليزبا", "typo:ي→ب", id="any other letter"),
    pytest.param("سش", "شس", "typo:سش→شس", id="swapped letters are told as they stand"),
]


@pytest.mark.parametrize(("watched", "word", "how"), EDITS)
def test_edit(watched: str, word: str, how: str) -> None:
    assert edit(watched, word).how == how


def test_cheap_pairs() -> None:
    assert all(map(is_cheap, ("typo:س→ش", "typo:ج→غ", "typo:-ي", "typo:+و")))
    assert not any(map(is_cheap, ("typo:س→م", "typo:-ك", "typo:بل→لب")))


words = st.text(alphabet="ابتثنيسش", min_size=1, max_size=8)


@given(st.lists(words, max_size=12), words)
def test_near_finds_exactly_the_words_one_edit_away(watched: list[str], word: str) -> None:
    assert set(Deletions(watched).near(word)) == {one for one in watched if OSA.distance(one, word) == 1}

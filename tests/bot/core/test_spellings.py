"""What is kept of a near miss, and what becomes of several."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.core.model import Article
from bot.core.spellings import (
    SOURCE,
    Gain,
    Sighting,
    by_worth,
    details,
    further,
    is_company,
    samples,
    sighting,
    written,
)
from watchlists.learning.near import NearMiss
from watchlists.model import Alias

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)


def seen(number: int, text: str = "الغلاني", alias: str = "الجولاني", sentence: str = "س") -> Sighting:
    return Sighting("X", "الغلاني", number, alias, text, sentence, ("الهيئة",), NOW)


def test_of_a_long_sentence_the_words_around_are_kept() -> None:
    text = f"قبل. {'كلمة ' * 60}الغلاني\n{'أخرى ' * 60}. بعد"
    start = text.index("الغلاني")
    article = Article(7, "a", 1, "s", None, text, None, "ar", NOW, NOW)
    near = NearMiss("X", "الجولاني", "الغلاني", "الغلاني", "text", start, start + 7, (5, len(text) - 4), ("الهيئة",))
    kept = sighting(near, article)
    assert "كلمة الغلاني أخرى" in kept.sentence
    assert len(kept.sentence) < 220
    assert (kept.article_id, kept.seen, kept.beside) == (7, NOW, ("الهيئة",))


@pytest.mark.parametrize(
    ("together", "its", "own", "every", "is_one"),
    [
        pytest.param(10, 20, 40, 1_000, True, id="half of its articles"),
        pytest.param(10, 40, 40, 1_000, False, id="a quarter"),
        pytest.param(2, 2, 40, 1_000, False, id="too few"),
        pytest.param(10, 20, 400, 1_000, False, id="one that is named with everybody"),
    ],
)
def test_company(together: int, its: int, own: int, every: int, is_one: bool) -> None:
    assert is_company(together, its, own, every) is is_one


@pytest.mark.parametrize(("together", "its", "is_one"), [(3, 4, True), (3, 6, True), (3, 7, False), (2, 2, False)])
def test_a_member_of_an_organization_is_its_company_where_everything_is_about_it(
    together: int, its: int, is_one: bool
) -> None:
    assert is_company(together, its, 50, 50, member=True) is is_one
    assert not is_company(together, its, 50, 50)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(Gain(3, 1, 99, 4, 30), Gain(9, 9, 99, 3, 30), id="brings more"),
        pytest.param(Gain(3, 1, 99, 1, 30), Gain(9, 9, 99, 9, 30, ordinary=True), id="an ordinary word"),
        pytest.param(Gain(3, 1, 99, 1, 30), Gain(9, 9, 99, 9, 30, also="X"), id="somebody else's, too"),
        pytest.param(Gain(4, 1, 99, 1, 30), Gain(3, 9, 99, 1, 30), id="stood in more texts"),
    ],
)
def test_what_is_offered_first(better: Gain, worse: Gain) -> None:
    assert sorted([worse, better], key=by_worth) == [better, worse]


def test_what_most_write_is_the_spelling() -> None:
    assert written([seen(1, "الغلانى"), seen(2), seen(3, alias="أبو الجولاني"), seen(4)]) == ("الغلاني", "الجولاني")


def test_sentences_are_shown_once() -> None:
    assert samples([seen(1, sentence="أ"), seen(2, sentence="أ"), seen(3, sentence="ب")]) == (("أ", "ب"), ("الهيئة",))


def test_a_further_alias_has_the_conditions_of_the_one_that_it_nearly_is() -> None:
    near = Alias("الجولاني", definite=True, needs=("إدلب",), unless=("حي الجولاني",), valid_until=date(2025, 1, 1))
    new = further(near, "الغلاني")
    assert new == Alias(
        "الغلاني", match="inflected", definite=True, needs=("إدلب",), valid_until=date(2025, 1, 1), source=SOURCE
    )
    assert details(new)["alias"]["source"] == SOURCE
    assert not further(near, "غلاني").definite


def test_a_gain_is_plain_data_and_back() -> None:
    gain = Gain(3, 2, 100, 7, 30, ("أ",), ("ب",), ordinary=True, also="Y")
    assert Gain.from_dict(gain.as_dict()) == gain

"""What is said of an alias before it goes live, in both languages."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.core.bidi import strip_controls
from bot.core.language import Texts
from bot.core.render.advice import advice_line
from bot.locales import load_texts
from watchlists.advice.alias import Advice, Concern

ENGLISH, ARABIC = Texts.english(), load_texts()["ar"]


@pytest.mark.parametrize("concern", get_args(Concern))
def test_everything_is_said_with_what_can_be_done(concern: Concern) -> None:
    one = Advice(concern, "WADI", "الوادي", "SAHL", 4120)
    english, arabic = (strip_controls(advice_line(one, texts)) for texts in (ENGLISH, ARABIC))
    assert english.count("; ") == 1
    assert "؛ " in arabic
    assert "الوادي" in english or "WADI" in english or concern == "large"
    assert "الوادي" in arabic or "WADI" in arabic or concern == "large"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        pytest.param(
            ENGLISH,
            "“الوزير” is also an ordinary word: about 4,120 of 10,000 news articles hold it; "
            "give it a condition (needs:, unless:) or write a longer form",
            id="English",
        ),
        pytest.param(
            ARABIC,
            "«الوزير» لفظ شائع أيضا، ويرد في نحو 4,120 من كل 10,000 خبر؛ "
            "أضف إليه شرطا (needs:، unless:) أو اكتب صيغة أطول",
            id="Arabic",
        ),
    ],
)
def test_how_often_an_ordinary_word_stands(texts: Texts, said: str) -> None:
    assert strip_controls(advice_line(Advice("ordinary", "X", "الوزير", count=4120), texts)) == said


def test_a_word_that_was_never_counted() -> None:
    said = strip_controls(advice_line(Advice("ordinary", "X", "بالسوق"), ENGLISH))
    assert said.startswith("“بالسوق” is also an ordinary word; give it")


def test_of_a_long_alias_the_beginning() -> None:
    assert len(advice_line(Advice("long", "X", "س" * 10_000, count=10_000), ENGLISH)) < 250

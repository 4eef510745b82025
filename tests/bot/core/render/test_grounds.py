"""Why a report stands in its story, in words."""

import pytest

from bot.core.grouping import Grouping
from bot.core.render.grounds import because
from tests.bot.core.render.scenes import texts

GROUNDS = {"overlap": 0.43, "words": 9, "agree": ["act", "place", "toll", "aftermath"], "against": ["later"]}


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        pytest.param(Grouping.SAME_TEXT, "the same text", id="text"),
        pytest.param(Grouping.NEAR_TEXT, "nearly the same text, 43 % of the shorter one", id="nearly"),
        pytest.param(Grouping.SAME_EVENT, "the same act, place, toll; 43 % of the words are the same", id="event"),
        pytest.param(Grouping.OTHER_LANGUAGE, "in another language the same act, place, toll", id="language"),
        pytest.param(Grouping.EDITION, "a new edition of a report that stands in it", id="edition"),
    ],
)
def test_reasons(reason: Grouping, line: str) -> None:
    assert because(reason, GROUNDS, texts("en")) == f"In this story because: {line}"
    assert because(reason, GROUNDS, texts("ar")) not in {None, f"In this story because: {line}"}


def test_words_alone() -> None:
    said = because(Grouping.SAME_WORDS, {"overlap": 0.7, "agree": []}, texts("en"))
    assert said == "In this story because: 70 % of the words are the same"


@pytest.mark.parametrize("reason", ["new", "", "of another version"])
def test_where_there_is_nothing_to_say(reason: str) -> None:
    assert because(reason, {}, texts("en")) is None

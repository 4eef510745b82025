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
        pytest.param(Grouping.SAME_EVENT, "the same act, location, toll; 43 % of the words are the same", id="event"),
        pytest.param(Grouping.OTHER_LANGUAGE, "in another language the same act, location, toll", id="language"),
        pytest.param(Grouping.EDITION, "a new edition of a report that stands in it", id="edition"),
    ],
)
def test_reasons(reason: Grouping, line: str) -> None:
    assert because(reason, GROUNDS, texts("en")) == f"In this story because: {line}"
    assert because(reason, GROUNDS, texts("ar")) not in {None, f"In this story because: {line}"}


@pytest.mark.parametrize(
    ("agree", "headlines", "said"),
    [
        pytest.param([], 1.3, "70 % of the words and 65 % of the headlines are the same", id="without a fact"),
        pytest.param(["act"], 2.0, "the same act; 70 % of the words and 100 % of the headlines are the same", id="all"),
        pytest.param(["act"], 0.5, "the same act; 70 % of the words and 25 % of the headlines are the same", id="half"),
        pytest.param(["act"], 0.4, "the same act; 70 % of the words are the same", id="too little to decide"),
        pytest.param(["act"], None, "the same act; 70 % of the words are the same", id="of an older version"),
    ],
)
def test_what_headlines_gave(agree: list[str], headlines: float | None, said: str) -> None:
    kept = {} if headlines is None else {"headlines": headlines}
    grounds = {"overlap": 0.7, "agree": agree, **kept}
    for reason in (Grouping.SAME_WORDS, Grouping.SAME_EVENT):
        assert because(reason, grounds, texts("en")) == f"In this story because: {said}"
        assert because(reason, grounds, texts("ar")) != because(reason, grounds, texts("en"))


@pytest.mark.parametrize("reason", ["near_text", "same_words", "same_event", "other_language"])
def test_of_what_the_first_versions_did_not_keep_nothing_is_said(reason: str) -> None:
    assert because(reason, {}, texts("en")) is None


def test_words_alone() -> None:
    said = because(Grouping.SAME_WORDS, {"overlap": 0.7, "agree": []}, texts("en"))
    assert said == "In this story because: 70 % of the words are the same"


@pytest.mark.parametrize("reason", ["new", "", "of another version"])
def test_where_there_is_nothing_to_say(reason: str) -> None:
    assert because(reason, {}, texts("en")) is None

"""The measuring of summaries measures what it says."""

import pytest

from tests.bench.rouge import rouge
from tests.bench.summaries import Item, margin, without_lead
from tests.bench.textrank import textrank
from watchlists.model import Document, Findings

LEAD, MORE = "افتتح المجلس مدرسة جديدة في القرية.", "وحضر الأهالي الحفل."


@pytest.mark.parametrize(
    ("reference", "summary", "scores"),
    [
        pytest.param("ا ب ج د", "ا ب ج د", (1.0, 1.0, 1.0), id="the same"),
        pytest.param("إلى المدينة", "الى المدينه", (1.0, 1.0, 1.0), id="folded"),
        pytest.param("ا ب ج د", "د ج ب ا", (1.0, 0.0, 0.25), id="turned round"),
        pytest.param("ا ب ج د", "ا س ج ص ع ف", (0.4, 0.0, 0.4), id="words between"),
        pytest.param("ا ا ب", "ا ب ب", (2 / 3, 0.5, 2 / 3), id="counted as often as both have it"),
        pytest.param("ا", "", (0.0, 0.0, 0.0), id="nothing"),
    ],
)
def test_rouge(reference: str, summary: str, scores: tuple[float, float, float]) -> None:
    assert rouge(reference, summary) == pytest.approx(scores)


def test_textrank_prefers_what_others_speak_of() -> None:
    text = "جاء المطر في الليل. هطل المطر على القرية في الليل. نام الناس في القرية. لون السيارة أحمر."
    assert textrank(text, 1) == "هطل المطر على القرية في الليل."
    assert textrank("", 3) == ""
    assert textrank("ا. ب.", 3) == "ا. ب."


def test_the_paragraph_that_is_the_abstract_can_be_left_out() -> None:
    assert without_lead(Document(f"{LEAD}\n{MORE}"), LEAD) == Document(MORE)
    assert without_lead(Document(f"{LEAD}\n{MORE}"), MORE) is None
    assert without_lead(Document(LEAD), LEAD) is None


def test_an_abstract_may_nearly_be_the_first_sentence() -> None:
    assert Item(Document(f"{LEAD} {MORE}"), LEAD.replace("جديدة ", ""), Findings(), False).is_lead
    assert not Item(Document(f"{LEAD} {MORE}"), f"{LEAD} {MORE}", Findings(), False).is_lead


def test_the_margin_is_paired() -> None:
    ahead, low, high = margin([0.5, 0.7, 0.9], [0.4, 0.6, 0.8])
    assert (ahead, low, high) == pytest.approx((0.1, 0.1, 0.1))

"""What outlets add of themselves is no part of what they say."""

import pytest

from bot.core.outlet_lines import bare_headline, bare_text, is_round_up


@pytest.mark.parametrize(
    ("headline", "source", "said"),
    [
        pytest.param("هجوم في كابول | الظهيرة نت", "الظهيرة", "هجوم في كابول", id="a bar"),
        pytest.param("هجوم في كابول - صحيفة المرفأ", "feed", "هجوم في كابول", id="a dash and the kind of outlet"),
        pytest.param("هجوم في كابول – صدى الهضبة", "صدى الهضبة", "هجوم في كابول", id="the name of the source"),
        pytest.param("قناة السهل | هجوم في كابول | أخبار السهل نيوز", "x", "هجوم في كابول", id="on both sides"),
        pytest.param("عاجل | هجوم في كابول", "x", "هجوم في كابول", id="shouted"),
        pytest.param("كابول - مقتل ثلاثة في هجوم", "x", "كابول - مقتل ثلاثة في هجوم", id="a place"),
        pytest.param("طالبان - داعش: من بدأ؟", "x", "طالبان - داعش: من بدأ؟", id="two parties"),
        pytest.param("وكالة الظهيرة", "x", "وكالة الظهيرة", id="nothing else"),
    ],
)
def test_headlines(headline: str, source: str, said: str) -> None:
    assert bare_headline(headline, source) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("كابول - وكالة الظهيرة - قتل ثلاثة", "قتل ثلاثة", id="dashes"),
        pytest.param("كابول (وكالة الظهيرة): قتل ثلاثة", "قتل ثلاثة", id="colon"),
        pytest.param("كابول - قتل ثلاثة", "كابول - قتل ثلاثة", id="no agency"),
        pytest.param("قالت وكالة الأنباء إن ثلاثة قتلوا", "قالت وكالة الأنباء إن ثلاثة قتلوا", id="a sentence"),
    ],
)
def test_datelines(text: str, said: str) -> None:
    assert bare_text(text) == said


@pytest.mark.parametrize(
    ("headline", "lists"),
    [
        pytest.param("أبرز أحداث الأربعاء", True, id="events"),
        pytest.param("أهم الأخبار اليوم", True, id="news"),
        pytest.param("موجز الأخبار ليوم الأحد", True, id="brief"),
        pytest.param("جولة الصحافة", True, id="press"),
        pytest.param("أبرز قادة التنظيم يقتل في غارة", False, id="a leader"),
        pytest.param("نشرة 45: هجوم على حاجز", False, id="a bulletin"),
    ],
)
def test_round_ups(headline: str, lists: bool) -> None:
    assert is_round_up(headline) is lists

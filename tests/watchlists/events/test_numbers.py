"""Numbers in running text."""

import pytest

from watchlists.events.numbers import Number, numbers
from watchlists.events.words import split


def _all(text: str) -> list[Number]:
    return list(numbers(split(text, 0, len(text))))


EXACT = [
    pytest.param("وصل 21 راكبا", 21, id="digits"),
    pytest.param("وصل ٢١ راكبا", 21, id="arabic-indic digits"),
    pytest.param("وصل ۲۱ راكبا", 21, id="persian digits"),
    pytest.param("وصل 1,200 راكب", 1200, id="thousands comma"),
    pytest.param("وصل ١٬٢٠٠ راكب", 1200, id="arabic thousands separator"),
    pytest.param("وصل 3 آلاف راكب", 3000, id="digits with a scale"),
    pytest.param("كلف 2.5 مليون", 2_500_000, id="decimal with a scale"),
    pytest.param("وصل ثلاثة رجال", 3, id="unit"),
    pytest.param("وصلت ثلاث نساء", 3, id="unit for women"),
    pytest.param("وصلت ثماني نساء", 8, id="eight with ya"),
    pytest.param("وصل عشرة رجال", 10, id="ten"),
    pytest.param("وصل أحد عشر رجلا", 11, id="eleven"),
    pytest.param("وصلت إحدى عشرة امرأة", 11, id="eleven for women"),
    pytest.param("وصل اثنا عشر رجلا", 12, id="twelve"),
    pytest.param("وصل أربعة عشر رجلا", 14, id="fourteen"),
    pytest.param("رأينا ثلاثة وعشرين رجلا", 23, id="unit and ten"),
    pytest.param("وصل واحد وثلاثون رجلا", 31, id="one and thirty"),
    pytest.param("وصل تسعون رجلا", 90, id="ten alone"),
    pytest.param("وصل مئة رجل", 100, id="hundred"),
    pytest.param("رأينا مائتي رجل", 200, id="two hundred, construct, older spelling"),
    pytest.param("وصل ثلاثمئة وخمسون رجلا", 350, id="three hundred in one word"),
    pytest.param("وصل ثلاث مئة رجل", 300, id="three hundred in two words"),
    pytest.param("وصل مئة وثلاثة وعشرون رجلا", 123, id="three pieces"),
    pytest.param("وصل ألفا رجل", 1000, id="thousand, accusative or dual"),
    pytest.param("رأينا ألفي رجل", 2000, id="two thousand"),
    pytest.param("وصل ثلاثة آلاف وخمسمئة رجل", 3500, id="thousands and hundreds"),
    pytest.param("وصل خمسة وعشرون ألفا", 25_000, id="scaled compound"),
    pytest.param("رأينا مليوني زائر", 2_000_000, id="two million"),
    pytest.param("وسبعة رجال", 7, id="conjunction"),
    pytest.param("مقارنة بثمانية رجال", 8, id="preposition"),
    pytest.param("seven men", 7, id="english"),
]


@pytest.mark.parametrize(("text", "value"), EXACT)
def test_reads_an_exact_number(text: str, value: int) -> None:
    found = _all(text)
    assert [one.value for one in found] == [value]
    assert found[0].exact


OPEN = [
    pytest.param("ما لا يقل عن 20 رجلا", 20, 20, None, id="at least"),
    pytest.param("أكثر من ثلاثين رجلا", 30, 30, None, id="more than"),
    pytest.param("ثلاثة رجال على الأقل", 3, 3, None, id="at least, behind the noun"),
    pytest.param("أقل من 50 رجلا", None, None, 50, id="fewer than"),
    pytest.param("ما بين 20 و25 رجلا", None, 20, 25, id="between"),
    pytest.param("بين خمسة وسبعة رجال", None, 5, 7, id="between, in words"),
    pytest.param("20-23 رجلا", None, 20, 23, id="dash"),
    pytest.param("30 إلى 40 رجلا", None, 30, 40, id="to"),
    pytest.param("نحو 40 رجلا", 40, None, None, id="about"),
    pytest.param("العشرات من الرجال", None, None, None, id="tens"),
    pytest.param("مئات الرجال", None, None, None, id="hundreds"),
    pytest.param("عشرات الآلاف من الرجال", None, None, None, id="tens of thousands"),
    pytest.param("عدد من الرجال", None, None, None, id="a number of"),
    pytest.param("at least 20 men", 20, 20, None, id="english bound"),
]


@pytest.mark.parametrize(("text", "value", "low", "high"), OPEN)
def test_keeps_what_is_left_open(text: str, value: int | None, low: int | None, high: int | None) -> None:
    (found,) = _all(text)
    assert (found.value, found.low, found.high) == (value, low, high)
    assert not found.exact


NONE = [
    pytest.param("بنسبة 20 في المئة", id="percent in words"),
    pytest.param("ارتفع 20% هذا العام", id="percent sign"),
    pytest.param("قال أحد الرجال", id="one of"),
    pytest.param("الرجل الثالث", id="ordinal"),
    pytest.param("رقمه 123456789012345678901234567890", id="longer than any figure"),
]


@pytest.mark.parametrize("text", NONE)
def test_reads_no_number(text: str) -> None:
    assert _all(text) == []


def test_from_to_is_two_numbers() -> None:
    assert [one.value for one in _all("ارتفع العدد من 10 إلى 15")] == [10, 15]


def test_ten_thousand_numbers() -> None:
    assert len(_all("20 رجلا " * 10_000)) == 10_000

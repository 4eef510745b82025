"""Which acts may be one, and what tells of the aftermath."""

import pytest

from bot.core.acts import aftermath, alike, is_again, unlike


@pytest.mark.parametrize(
    ("one", "other", "same", "apart"),
    [
        pytest.param({"bombing"}, {"bombing"}, True, False, id="the same"),
        pytest.param({"bombing"}, {"suicide_bombing"}, True, False, id="of one kind"),
        pytest.param({"airstrike"}, {"shelling"}, True, False, id="from afar"),
        pytest.param({"killing"}, {"assassination"}, True, False, id="any killing"),
        pytest.param({"bombing"}, {"kidnapping"}, False, True, id="two deeds"),
        pytest.param({"bombing"}, {"trial"}, False, False, id="no deed"),
        pytest.param({"bombing"}, set(), False, False, id="nothing known"),
    ],
)
def test_acts(one: set[str], other: set[str], same: bool, apart: bool) -> None:
    assert (alike(one, other), unlike(one, other)) == (same, apart)
    assert (alike(other, one), unlike(other, one)) == (same, apart)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("تشييع ضحايا الهجوم", {"funeral"}, id="funeral"),
        pytest.param("ارتفاع حصيلة الهجوم", {"toll"}, id="toll"),
        pytest.param("الجماعة تتبنى الهجوم", {"claim"}, id="claim"),
        pytest.param("إدانات واسعة للهجوم", {"reaction"}, id="reaction"),
        pytest.param("توقيف مشتبه به", {"inquiry"}, id="inquiry"),
        pytest.param("هجوم على سوق", set(), id="the deed itself"),
    ],
)
def test_aftermath(text: str, kinds: set[str]) -> None:
    assert set(aftermath(text)) == kinds


@pytest.mark.parametrize(
    ("text", "again"),
    [
        pytest.param("غارة أميركية ثانية على الجبل", True, id="second"),
        pytest.param("كمين آخر لقافلة", True, id="another"),
        pytest.param("غارة إسرائيلية جديدة على البلدة", True, id="new"),
        pytest.param("الطيران يعاود قصف الميناء", True, id="repeats"),
        pytest.param("المدفعية تدك السوق مجددا", True, id="again"),
        pytest.param("Second strike hits the port", True, id="English"),
        pytest.param("غارة إسرائيلية على البلدة", False, id="a strike"),
        pytest.param("مقتل آخر جندي في الغارة", False, id="another soldier"),
        pytest.param("الوزير يجدد إدانة ما جرى", False, id="what is repeated is no deed"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_second_deed(text: str, again: bool) -> None:
    assert is_again(text) is again

"""Which acts may be one, and what tells of the aftermath."""

import pytest

from bot.core.acts import aftermath, alike, unlike


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

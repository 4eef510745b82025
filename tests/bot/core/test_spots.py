"""Which kinds of spots are named."""

import pytest

from bot.core.spots import spots


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("تفجير داخل المسجد", ["mosque"], id="mosque"),
        pytest.param("انفجار بسوق الخضار", ["market"], id="particle"),
        pytest.param("قذائف على مدرسة وفندق", ["school", "hotel"], id="two"),
        pytest.param("هجوم على مركز للشرطة", ["police"], id="police station"),
        pytest.param("Bomb in a market near the hospital", ["market", "hospital"], id="English"),
        pytest.param("قيادي في تنظيم القاعدة", [], id="a name"),
    ],
)
def test_spots(text: str, kinds: list[str]) -> None:
    assert list(spots(text)) == kinds

"""The probability of a number by chance."""

from __future__ import annotations

from math import exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.chance import at_least


def poisson(number: int, usual: float) -> float:
    """By adding up: what is not fewer."""
    return 1 - sum(exp(-usual) * usual**each / factorial(each) for each in range(number))


@pytest.mark.parametrize("usual", [0.1, 1.0, 4.5, 30.0])
@pytest.mark.parametrize("number", [1, 2, 5, 12, 30])
def test_it_is_poissons(number: int, usual: float) -> None:
    assert at_least(number, usual) == pytest.approx(poisson(number, usual), abs=1e-9)


@pytest.mark.parametrize(
    ("number", "usual", "expected"),
    [
        pytest.param(0, 3.0, 1.0, id="nothing is always reached"),
        pytest.param(3, 0.0, 0.0, id="what never happens"),
        pytest.param(0, 0.0, 1.0, id="nothing of nothing"),
    ],
)
def test_at_the_edges(number: float, usual: float, expected: float) -> None:
    assert at_least(number, usual) == expected


@given(st.floats(0, 300), st.floats(0.01, 300), st.floats(0, 50))
def test_more_is_less_likely(number: float, usual: float, more: float) -> None:
    assert 0 <= at_least(number + more, usual) <= at_least(number, usual) + 1e-9 <= 1 + 1e-9

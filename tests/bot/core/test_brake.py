"""How long somebody waits who was wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.brake import FREE, LONGEST, Brake

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failed", "seconds"),
    [
        pytest.param(0, 0, id="never"),
        pytest.param(FREE - 1, 0, id="mistyped"),
        pytest.param(FREE, 1, id="once more"),
        pytest.param(FREE + 2, 4, id="and again"),
        pytest.param(FREE + 400, LONGEST.total_seconds(), id="guessing"),
    ],
)
def test_the_wait_grows_and_has_an_end(failed: int, seconds: float) -> None:
    brake = Brake()
    for _ in range(failed):
        brake.failed("198.51.100.7", NOW)
    assert brake.wait("198.51.100.7", NOW).total_seconds() == seconds
    assert brake.wait("198.51.100.7", NOW + LONGEST) == timedelta()
    assert brake.wait("198.51.100.8", NOW) == timedelta()


def test_it_is_forgotten_once_it_was_right_and_after_a_while() -> None:
    brake = Brake()
    for who in ("a", "b"):
        for _ in range(FREE + 5):
            brake.failed(who, NOW)
    brake.passed("a")
    assert not brake.wait("a", NOW)
    assert brake.wait("b", NOW)
    assert brake.failed("b", NOW + timedelta(hours=1)) == 1


def test_it_remembers_a_bounded_number() -> None:
    brake = Brake()
    for number in range(3000):
        for _ in range(FREE):
            brake.failed(str(number), NOW)
    assert brake.wait("2999", NOW)
    assert not brake.wait("0", NOW)

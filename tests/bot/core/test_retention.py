"""How long what is stored is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.retention import Ages, ages, is_due

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "old"),
    [
        pytest.param(365, Ages(NOW - 365 * DAY, NOW - 365 * DAY, NOW - 30 * DAY), id="a year"),
        pytest.param(1, Ages(NOW - DAY, NOW - 7 * DAY, NOW - 30 * DAY), id="a day, but stories of a week stay"),
        pytest.param(0, Ages(None, NOW - 7 * DAY, NOW - 30 * DAY), id="for ever, but not the conversation"),
    ],
)
def test_ages(days: int, old: Ages) -> None:
    assert ages(days, NOW) == old


@pytest.mark.parametrize(
    ("last", "due"),
    [
        pytest.param(None, True, id="never"),
        pytest.param(NOW - DAY, True, id="a day ago"),
        pytest.param(NOW - DAY + timedelta(minutes=1), False, id="today"),
        pytest.param(NOW + timedelta(minutes=1), True, id="the clock was set back"),
    ],
)
def test_is_due(last: datetime | None, due: bool) -> None:
    assert is_due(last, NOW) is due

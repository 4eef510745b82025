"""Quiet hours by the clock on the wall: over midnight, and when the clocks change."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.core.preferences import Quiet
from bot.core.quiet import quiet_hours

NIGHT, NOON, GAP = Quiet("22:00", "07:00"), Quiet("12:00", "14:00"), Quiet("02:30", "05:00")
UTC, BAGHDAD, BERLIN = "UTC", "Asia/Baghdad", "Europe/Berlin"


@pytest.mark.parametrize(
    ("quiet", "zone", "moment", "hours"),
    [
        pytest.param(NIGHT, UTC, "2026-03-01T21:59", None, id="before"),
        pytest.param(NIGHT, UTC, "2026-03-01T22:00", ("2026-03-01T22:00", "2026-03-02T07:00"), id="at the start"),
        pytest.param(NIGHT, UTC, "2026-03-02T06:59", ("2026-03-01T22:00", "2026-03-02T07:00"), id="after midnight"),
        pytest.param(NIGHT, UTC, "2026-03-02T07:00", None, id="at the end"),
        pytest.param(NOON, UTC, "2026-03-01T13:00", ("2026-03-01T12:00", "2026-03-01T14:00"), id="within a day"),
        pytest.param(NOON, UTC, "2026-03-01T23:00", None, id="outside of it"),
        pytest.param(NIGHT, BAGHDAD, "2026-03-01T19:00", ("2026-03-01T19:00", "2026-03-02T04:00"), id="its own zone"),
        pytest.param(NIGHT, BERLIN, "2026-03-28T23:00", ("2026-03-28T21:00", "2026-03-29T05:00"), id="a shorter night"),
        pytest.param(NIGHT, BERLIN, "2026-10-24T23:00", ("2026-10-24T20:00", "2026-10-25T06:00"), id="a longer night"),
        pytest.param(GAP, BERLIN, "2026-03-29T01:30", ("2026-03-29T01:30", "2026-03-29T03:00"), id="begun in a gap"),
        pytest.param(None, UTC, "2026-03-01T23:00", None, id="none are set"),
    ],
)
def test_quiet_hours(quiet: Quiet | None, zone: str, moment: str, hours: tuple[str, str] | None) -> None:
    found = quiet_hours(quiet, zone, utc(moment))
    assert found == (tuple(map(utc, hours)) if hours else None)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")

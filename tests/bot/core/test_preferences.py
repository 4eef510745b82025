"""What a chat set comes back from plain data, and is as by default where nothing was set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.preferences import Preferences, Quiet

QUIET = Quiet("22:00", "07:30", "critical")
WOKEN = Preferences(caught_up=datetime(2026, 3, 1, 7, tzinfo=UTC))
SET = Preferences(timedelta(seconds=30), timedelta(hours=1), QUIET, "silent", trends=False)
SHOWN = Preferences(digits="arabic", months="levant", summary="long", least="high", own=True)


@pytest.mark.parametrize("preferences", [Preferences(), SET, SHOWN, Preferences(quiet=Quiet("23:00", "06:00")), WOKEN])
def test_there_and_back(preferences: Preferences) -> None:
    assert Preferences.from_dict(preferences.as_dict()) == preferences


def test_what_is_by_default_is_not_kept() -> None:
    assert Preferences().as_dict() == {}


def test_what_another_version_kept_is_filled_up() -> None:
    assert Preferences.from_dict({"group_interval": 60, "sounds": 3}) == Preferences(timedelta(minutes=1))

"""Invitations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.invites import Invite, digest_of, link

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("expires", "used", "good"),
    [
        pytest.param(NOW + HOUR, None, True, id="in its time"),
        pytest.param(NOW, None, False, id="at its end"),
        pytest.param(NOW - HOUR, None, False, id="after it"),
        pytest.param(NOW + HOUR, NOW - HOUR, False, id="used"),
    ],
)
def test_an_invitation_is_good_once_and_for_a_time(expires: datetime, used: datetime | None, good: bool) -> None:
    assert Invite("viewer", "telegram:1001", expires, used).is_good(NOW) is good


def test_a_code_is_read_in_any_case_and_is_not_kept() -> None:
    assert digest_of(" 1a2b ") == digest_of("1A2B") != digest_of("1A2C")
    assert "1A2B" not in digest_of("1A2B").upper()[:4]


def test_the_link_opens_the_bot() -> None:
    assert link("rasid_bot", "1a2b") == "https://t.me/rasid_bot?start=1a2b"

"""Expected failures carry who, why, and whether trying again can help."""

from __future__ import annotations

import pytest

from bot.core.errors import RasidError, SendError, SendFailure, SourceError, StoreError, WireError

PERMANENT = {SendFailure.GONE, SendFailure.CLOSED, SendFailure.REFUSED, SendFailure.REVOKED}


@pytest.mark.parametrize("failure", SendFailure)
def test_send_errors(failure: SendFailure) -> None:
    error = SendError(failure, "so it was", retry_after=3.0, moved_to="-5")
    assert error.permanent is (failure in PERMANENT)
    assert str(error) == f"{failure}: so it was"
    assert (error.retry_after, error.moved_to, error.reason) == (3.0, "-5", "so it was")


def test_a_source_error_names_the_source() -> None:
    error = SourceError("https://valley.example/rss", "410 gone", permanent=True)
    assert str(error) == "https://valley.example/rss: 410 gone"
    assert error.permanent
    assert not SourceError("a", "b").permanent


def test_what_is_known_of_the_others() -> None:
    assert not StoreError("locked").permanent
    assert WireError("line 3").permanent
    assert all(issubclass(one, RasidError) for one in (SendError, SourceError, StoreError, WireError))
    assert RasidError.exit_code == 1

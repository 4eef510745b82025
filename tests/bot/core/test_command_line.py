"""What is typed without a slash."""

from __future__ import annotations

import pytest

from bot.core.command_line import as_command


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        pytest.param("status ISKP", "/status ISKP", id="a command word"),
        pytest.param("  STATUS  ISKP ", "/STATUS  ISKP", id="in capitals, with blanks"),
        pytest.param("/status ISKP", "/status ISKP", id="with its slash"),
        pytest.param("statusquo", "statusquo", id="a longer word"),
        pytest.param("what is the status", "what is the status", id="the word elsewhere"),
        pytest.param("   ", "", id="nothing"),
    ],
)
def test_as_command(typed: str, heard: str) -> None:
    assert as_command(typed, {"status", "help"}) == heard

"""What follows a failed delivery."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.errors import SendError, SendFailure
from bot.core.message import plain
from bot.core.model import Address, Delivery, Destination
from bot.core.retry import Again, Decision, GiveUp, Leave, Move, Scope, after, wait

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CHAT, PLATFORM = Scope.CHAT, Scope.PLATFORM


def seconds(number: float) -> datetime:
    return NOW + timedelta(seconds=number)


def decided(
    failure: SendFailure,
    attempts: int = 0,
    age: timedelta = timedelta(0),
    *,
    retry_after: float | None = None,
    moved_to: str | None = None,
    **state: Any,
) -> Decision:
    error = SendError(failure, "so it was", retry_after=retry_after, moved_to=moved_to)
    chat = Destination(1, Address("telegram", "5"), "allowed", "ar", "UTC")
    delivery = Delivery(1, chat, "alert", plain(["x"], "ar"), attempts, NOW - age, **state)
    return after(error, delivery, NOW, 0.5)


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        pytest.param(
            decided(SendFailure.BUSY, retry_after=43_000),
            Again(seconds(43_000), counted=False, holds=CHAT),
            id="busy",
        ),
        pytest.param(
            decided(SendFailure.BUSY, retry_after=0.5),
            Again(seconds(0.5), counted=False, holds=CHAT),
            id="half a second",
        ),
        pytest.param(decided(SendFailure.BUSY), Again(seconds(5), counted=False, holds=CHAT), id="busy, no time given"),
        pytest.param(
            decided(SendFailure.BUSY, retry_after=1e12),
            Again(NOW + 7 * DAY, counted=False, holds=CHAT),
            id="absurd",
        ),
        pytest.param(decided(SendFailure.AWAY), Again(seconds(5)), id="away"),
        pytest.param(decided(SendFailure.AWAY, 3), Again(seconds(40)), id="away for the fourth time"),
        pytest.param(decided(SendFailure.AWAY, 50, 2 * DAY), Again(seconds(3600)), id="away for two days"),
        pytest.param(decided(SendFailure.AWAY, 50, 4 * DAY), GiveUp("so it was"), id="away for four days"),
        pytest.param(decided(SendFailure.AWAY, 1, 9 * DAY), Again(seconds(10)), id="we were away ourselves"),
        pytest.param(decided(SendFailure.UNKNOWN), Again(seconds(5), doubtful=True), id="unknown"),
        pytest.param(
            decided(SendFailure.UNKNOWN, 2, doubtful=True), Again(seconds(80), doubtful=True), id="unknown again"
        ),
        pytest.param(decided(SendFailure.UNKNOWN, 5, doubtful=True), GiveUp("so it was"), id="unknown six times"),
        pytest.param(
            decided(SendFailure.UNKNOWN, 9), Again(seconds(3600), doubtful=True), id="unknown once, after an outage"
        ),
        pytest.param(decided(SendFailure.GONE), GiveUp("so it was", "chat"), id="gone"),
        pytest.param(decided(SendFailure.CLOSED), GiveUp("so it was", "thread"), id="topic closed"),
        pytest.param(decided(SendFailure.VANISHED), Leave(), id="the message to change was deleted"),
        pytest.param(decided(SendFailure.MARKUP), Again(NOW, counted=False, plain=True), id="markup"),
        pytest.param(decided(SendFailure.MARKUP, plain=True), GiveUp("so it was"), id="plain text is refused too"),
        pytest.param(decided(SendFailure.TOO_LONG), Again(NOW, counted=False, tighter=True), id="too long"),
        pytest.param(
            decided(SendFailure.TOO_LONG, tight=4), Again(NOW, counted=False, plain=True), id="too long in small parts"
        ),
        pytest.param(decided(SendFailure.TOO_LONG, tight=4, plain=True), GiveUp("so it was"), id="too long, plain"),
        pytest.param(
            decided(SendFailure.ALONE, reply_to="7"), Again(NOW, counted=False, alone=True), id="nothing to answer to"
        ),
        pytest.param(decided(SendFailure.ALONE), GiveUp("so it was"), id="it answered nothing"),
        pytest.param(decided(SendFailure.REFUSED), GiveUp("so it was"), id="refused"),
        pytest.param(decided(SendFailure.REVOKED), Again(seconds(600), counted=False, holds=PLATFORM), id="revoked"),
        pytest.param(decided(SendFailure.MOVED, moved_to="-9"), Move("-9", NOW), id="moved"),
        pytest.param(decided(SendFailure.MOVED, 3, moved_to="-9"), Move("-9", seconds(40)), id="moved in a circle"),
        pytest.param(decided(SendFailure.MOVED), GiveUp("so it was"), id="moved nowhere"),
    ],
)
def test_decisions(decision: Decision, expected: Decision) -> None:
    assert decision == expected


@pytest.mark.parametrize("failure", SendFailure)
def test_every_failure_is_decided(failure: SendFailure) -> None:
    assert decided(failure) is not None


@pytest.mark.parametrize(
    ("attempts", "luck", "expected"),
    [
        pytest.param(0, 0.5, 5, id="first"),
        pytest.param(1, 0.5, 10, id="doubling"),
        pytest.param(9, 0.5, 2560, id="still doubling"),
        pytest.param(10, 0.5, 3600, id="an hour at most"),
        pytest.param(10**6, 0.5, 3600, id="no overflow"),
        pytest.param(0, 0.0, 4.5, id="a tenth less"),
        pytest.param(0, 1.0, 5.5, id="a tenth more"),
    ],
)
def test_wait(attempts: int, luck: float, expected: float) -> None:
    assert wait(attempts, luck).total_seconds() == pytest.approx(expected)


def test_an_unknown_outcome_is_tried_for_about_half_an_hour() -> None:
    waits = [decided(SendFailure.UNKNOWN, turn, doubtful=turn > 0) for turn in range(5)]
    total = sum((one.at - NOW for one in waits if isinstance(one, Again)), timedelta(0))
    assert timedelta(minutes=25) < total < timedelta(minutes=35)

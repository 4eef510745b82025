"""What follows a failed delivery."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import SendError, SendFailure
from bot.core.retry import Again, GiveUp, Move, after, wait

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def seconds(number: float) -> datetime:
    return NOW + timedelta(seconds=number)


def decided(
    failure: SendFailure, attempts: int = 0, age: timedelta = timedelta(0), doubtful: bool = False, **details: object
) -> Again | GiveUp | Move:
    error = SendError(failure, "so it was", **details)  # type: ignore[arg-type]
    return after(error, attempts, NOW - age, NOW, 0.5, doubtful=doubtful)


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        pytest.param(
            decided(SendFailure.BUSY, retry_after=43_000), Again(seconds(43_000), counted=False, hold=True), id="busy"
        ),
        pytest.param(
            decided(SendFailure.BUSY, retry_after=0.5),
            Again(seconds(0.5), counted=False, hold=True),
            id="half a second",
        ),
        pytest.param(decided(SendFailure.BUSY), Again(seconds(5), counted=False, hold=True), id="busy, no time given"),
        pytest.param(
            decided(SendFailure.BUSY, retry_after=1e12), Again(NOW + 7 * DAY, counted=False, hold=True), id="absurd"
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
        pytest.param(decided(SendFailure.GONE), GiveUp("so it was", chat=True), id="gone"),
        pytest.param(decided(SendFailure.REFUSED), GiveUp("so it was"), id="refused"),
        pytest.param(decided(SendFailure.REVOKED), Again(seconds(600), counted=False), id="revoked"),
        pytest.param(decided(SendFailure.MOVED, moved_to="-9"), Move("-9", NOW), id="moved"),
        pytest.param(decided(SendFailure.MOVED, 3, moved_to="-9"), Move("-9", seconds(40)), id="moved in a circle"),
        pytest.param(decided(SendFailure.MOVED), GiveUp("so it was"), id="moved nowhere"),
    ],
)
def test_decisions(decision: Again | GiveUp | Move, expected: Again | GiveUp | Move) -> None:
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

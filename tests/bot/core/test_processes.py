"""The processes that share a database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.processes import ROLES, SEEN_WITHIN, Process, missing, versions

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def process(roles: Collection[str], seen: datetime = NOW, version: str = "1.0.0") -> Process:
    """One that gave its last sign then."""
    return Process("n", "machine", 1, roles, version, NOW - SECOND, seen)


def test_who_gave_a_sign_lately_runs() -> None:
    assert process((), NOW - SEEN_WITHIN + SECOND).runs(NOW)
    assert not process((), NOW - SEEN_WITHIN).runs(NOW)
    assert process((), NOW + SECOND).runs(NOW), "its clock is ahead"


@pytest.mark.parametrize(
    ("processes", "lacking"),
    [
        pytest.param([], list(ROLES), id="nobody"),
        pytest.param([process(ROLES)], [], id="one of all"),
        pytest.param([process(("ingest", "match")), process(("deliver", "chat"))], ["alert"], id="one lacks"),
        pytest.param([process(ROLES, NOW - SEEN_WITHIN), process(("chat",))], list(ROLES[:-1]), id="one is gone"),
    ],
)
def test_a_role_that_nobody_has_is_missing(processes: list[Process], lacking: list[str]) -> None:
    assert missing(processes, NOW) == lacking


def test_the_versions_are_those_of_whoever_runs() -> None:
    gone = process((), NOW - SEEN_WITHIN, "0.9.0")
    assert versions([process((), version="1.1.0"), process(()), process(()), gone], NOW) == ["1.0.0", "1.1.0"]
    assert versions([gone], NOW) == []

"""An article that waits is kept and carried as plain data: what comes back is the same, or refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.arrivals import RUSH, VERSION, Arrival, Lanes, VersionError
from bot.core.model import Incoming

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ARRIVAL = Arrival(
    Incoming("وكالة", "نص الخبر", "id-1", "عنوان", "https://a.example/1", NOW - timedelta(hours=1), author="سالم"),
    "feed",
    NOW,
    "backfill",
)


def test_it_comes_back_as_it_was() -> None:
    assert Arrival.from_dict(ARRIVAL.as_dict()) == ARRIVAL


def test_what_a_later_version_added_is_passed_over_and_its_form_is_not_read() -> None:
    held = ARRIVAL.as_dict()
    assert Arrival.from_dict(held | {"more": 1, "article": held["article"] | {"mood": "new"}}) == ARRIVAL
    with pytest.raises(VersionError):
        Arrival.from_dict(held | {"version": VERSION + 1})


@pytest.mark.parametrize("wrong", ["source", "text", "external_id", "title", "url", "author"])
def test_what_could_not_be_named_or_stored_is_no_arrival(wrong: str) -> None:
    """It would stop all that wait beside it."""
    held = ARRIVAL.as_dict()
    with pytest.raises(ValueError, match=f"{wrong} is no text"):
        Arrival.from_dict(held | {"article": held["article"] | {wrong: 5}})


@pytest.mark.parametrize(
    "changed",
    [
        {"article": []},
        {"article": None},
        {"came": "yesterday"},
        {"came": "0001-01-01T00:00:00+05:00"},
        {"version": "one", "article": 1},
    ],
)
def test_what_is_no_arrival_is_a_value_error(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Arrival.from_dict(ARRIVAL.as_dict() | changed)


def test_what_is_old_and_what_floods_waits_behind() -> None:
    lanes, new = Lanes(), Incoming("a", "x", published=NOW)
    assert lanes.of(Incoming("b", "x", published=NOW - timedelta(days=2)), NOW) == "backfill"
    assert {lanes.of(new, NOW) for _ in range(RUSH)} == {"fresh"}
    assert lanes.of(new, NOW) == "backfill"
    assert lanes.of(Incoming("c", "x"), NOW) == "fresh"
    assert lanes.of(new, NOW + timedelta(minutes=11)) == "fresh"

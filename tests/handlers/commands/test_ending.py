"""When something ends, as people type it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.commands.ending import inner_end

NOW = datetime(2026, 3, 28, 21, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "before", "length", "after"),
    [
        pytest.param("ISKP 4h too loud", "ISKP", 4 * HOUR, "too loud", id="with a reason"),
        pytest.param("داعش خراسان ٤ ساعات", "داعش خراسان", 4 * HOUR, "", id="Arabic"),
        pytest.param("داعش يومين حداد", "داعش", 2 * DAY, "حداد", id="two days in one word"),
        pytest.param("S5 أسبوع", "S5", 7 * DAY, "", id="a week in one word"),
        pytest.param("ISKP 4h for 2d", "ISKP", 4 * HOUR, "for 2d", id="the first counts"),
        pytest.param("ISKP for 4h", "ISKP", 4 * HOUR, "", id="for"),
        pytest.param("داعش لمدة ٣ أيام", "داعش", 3 * DAY, "", id="for in Arabic"),
        pytest.param("4h", "", 4 * HOUR, "", id="nothing before it"),
        pytest.param("ISKP", "ISKP", None, "", id="none"),
        pytest.param("ISKP until they stop", "ISKP until they stop", None, "", id="until, and no time"),
        pytest.param("ISKP until 25:00", "ISKP until 25:00", None, "", id="until no time of day"),
        pytest.param("ISKP until", "ISKP until", None, "", id="until nothing"),
        pytest.param("", "", None, "", id="empty"),
    ],
)
def test_a_length(typed: str, before: str, length: timedelta | None, after: str) -> None:
    found = inner_end(tuple(typed.split()), NOW, "UTC")
    assert found == (tuple(before.split()), NOW + length if length else None, tuple(after.split()))


@pytest.mark.parametrize(
    ("typed", "zone", "end", "after"),
    [
        pytest.param("all until 08:00", "UTC", "2026-03-29T08:00", "", id="tomorrow"),
        pytest.param(
            "all until 22:00 night shift", "UTC", "2026-03-28T22:00", "night shift", id="today, with a reason"
        ),
        pytest.param("all until 21:30", "UTC", "2026-03-29T21:30", "", id="now is over"),
        pytest.param("all حتى ٠٨:٠٠ نوم", "Asia/Baghdad", "2026-03-29T05:00", "نوم", id="Arabic, in the zone"),
        pytest.param("all حتى الساعة ٨", "Asia/Baghdad", "2026-03-29T05:00", "", id="the hour alone"),
        pytest.param("all till 2:30", "Europe/Berlin", "2026-03-29T01:30", "", id="a time that spring skips"),
        pytest.param("all إلى 7:15", "Europe/Berlin", "2026-03-29T05:15", "", id="after the clocks changed"),
    ],
)
def test_a_time_of_day(typed: str, zone: str, end: str, after: str) -> None:
    found = inner_end(tuple(typed.split()), NOW, zone)
    assert found == (("all",), datetime.fromisoformat(end).replace(tzinfo=UTC), tuple(after.split()))

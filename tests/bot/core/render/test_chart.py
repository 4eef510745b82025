"""The words of charts in both languages: on the picture, and below it for who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.baseline import Pace
from bot.core.charting import bars
from bot.core.language import Texts
from bot.core.model import Language, Story
from bot.core.render.chart import ChartView, chart, chart_message, compared
from bot.locales import load_texts
from tests.bot.services.newsroom import bare, lists

NOW = datetime(2026, 3, 5, 8, 37, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEXTS: Mapping[Language, Texts] = load_texts()
TRIPLE = Pace(9, 3.0)
GRAVE = Story(5, NOW - 3 * HOUR, NOW - HOUR, frozenset(), "critical", None)


def count(start: datetime, end: datetime) -> int:
    return 9 if start <= NOW - 2 * DAY < end else 0


def view(window: timedelta = 7 * DAY, pace: Pace = TRIPLE, **given: Any) -> ChartView:
    found = bars(NOW, window, "Asia/Baghdad", None, given.pop("count", count))
    named: dict[str, Any] = {"stories": [GRAVE], "outlets": 4, "timezone": "Asia/Baghdad", **given}
    return ChartView("ISKP", NOW, window, pace, found, watchlists=lists(), **named)


def lines(language: Language, **given: Any) -> list[str]:
    return [bare(one.text) for one in chart_message(view(**given), TEXTS[language]).blocks]


def test_below_the_picture_in_english() -> None:
    assert lines("en") == [
        "Mentions of Islamic State Khorasan (ISKP)",
        "7 days: 9 mentions, usually 3 ↑ · ×3",
        "Most in the day from 2026-03-03 00:00: 9 mentions",
        "Stories: S5 (critical)",
        "Rasid, from 4 sources",
    ]


def test_below_the_picture_in_arabic() -> None:
    assert lines("ar") == [
        "الذكر: داعش خراسان (ISKP)",
        "7 أيام: ذكر 9 مرات، المعتاد 3 ↑ · ×3",
        "الذروة في اليوم الذي يبدأ 3 مارس 2026، 00:00: ذكر 9 مرات",
        "القصص: S5 (حرجة)",
        "راصد، عن 4 مصادر",
    ]


@pytest.mark.parametrize(
    ("pace", "shown"),
    [
        pytest.param(Pace(9, 3.0), "usually 3 ↑ · ×3", id="more"),
        pytest.param(Pace(1, 3.0), "usually 3 ↓ · ×0.3", id="less"),
        pytest.param(Pace(3, 3.0), "usually 3 → · ×1", id="as usual"),
        pytest.param(Pace(4, 0.2), "usually almost none ↑", id="out of nothing"),
        pytest.param(Pace(1, 0.2), "usually almost none", id="one is no rise"),
        pytest.param(Pace(9, None), "", id="without a past"),
    ],
)
def test_what_it_is_held_against(pace: Pace, shown: str) -> None:
    assert compared(pace, TEXTS["en"]) == shown


@pytest.mark.parametrize(
    ("language", "window", "ticks"),
    [
        pytest.param("en", DAY, {5: "16:00", 13: "00:00\n5 Mar", 24: None}, id="hours, and the day where it begins"),
        pytest.param("en", 7 * DAY, {0: "Thu\n26 Feb", 1: "Fri\n27", 3: "Sun\n1 Mar"}, id="weekdays"),
        pytest.param("ar", 7 * DAY, {0: "الخميس\n26 فبراير", 3: "الأحد\n1 مارس"}, id="in Arabic"),
        pytest.param("ar", 30 * DAY, {30: "5 مارس", 24: "27 فبراير"}, id="every sixth day, the last one too"),
    ],
)
def test_labels_below_the_bars(language: Language, window: timedelta, ticks: dict[int, str | None]) -> None:
    found = {place: bare(label) for place, label in chart(view(window), TEXTS[language]).ticks}
    assert {place: found.get(place) for place in ticks} == ticks


@pytest.mark.parametrize(
    ("most", "language", "top"),
    [
        pytest.param(9, "ar", "10", id="ten"),
        pytest.param(9_000, "en", "10 k", id="thousands"),
        pytest.param(9_000, "ar", "10 ألف", id="thousands in Arabic"),
        pytest.param(1_300_000, "ar", "1.5 مليون", id="millions"),
    ],
)
def test_the_scale_in_words(most: int, language: Language, top: str) -> None:
    seen = chart(view(count=lambda start, end: most if start <= NOW - 2 * DAY < end else 0), TEXTS[language])
    assert bare(seen.levels[-1][1]) == top


def test_nothing_to_show_is_said() -> None:
    empty = view(pace=Pace(0, 0.0), stories=[], outlets=0, count=lambda *_: 0)
    seen = chart(empty, TEXTS["ar"])
    assert (seen.empty, bare(seen.figure), seen.turn) == ("لا ذكر في هذه المدة.", "لا ذكر", "even")
    assert "No mention in this window." in chart_message(empty, TEXTS["en"]).text


def test_digits_and_months_are_the_readers() -> None:
    seen = chart(view(), replace(TEXTS["ar"], digits="arabic", months="levant"))
    shown = [seen.figure, seen.window, seen.compared, *(label for _, label in (*seen.ticks, *seen.levels))]
    assert [one for one in shown if any(sign in "0123456789" for sign in one)] == []
    assert any("آذار" in label or "شباط" in label for _, label in seen.ticks)
    assert not any("مارس" in label or "فبراير" in label for _, label in seen.ticks)


def test_hours_are_in_the_readers_digits() -> None:
    seen = chart(view(window=24 * HOUR), replace(TEXTS["ar"], digits="arabic"))
    assert [label for _, label in seen.ticks if any(sign in "0123456789" for sign in label)] == []


def test_the_gravest_are_told_though_there_is_no_room_for_their_signs() -> None:
    minor = [replace(GRAVE, id=100 + n, severity="low", opened=NOW - n * DAY) for n in range(7)]
    near = [replace(GRAVE, id=10 + n) for n in range(2)]
    (told,) = [one for one in lines("en", stories=[*minor, *near]) if one.startswith("Stories: ")]
    assert told.startswith("Stories: S10 (critical), S11 (critical), S10")
    assert told.endswith(" and 2 more")


def test_buttons_change_it_in_its_place() -> None:
    rows = chart_message(view(dark=True), TEXTS["en"]).buttons
    assert [button.command for row in rows for button in row] == [
        "/chart ISKP 24h dark again",
        "/chart ISKP 7d dark again",
        "/chart ISKP 30d dark again",
        "/chart ISKP 7d again",
        "/status ISKP",
    ]

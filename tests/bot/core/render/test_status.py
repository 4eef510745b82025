"""The answer to /status."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.baseline import Pace
from bot.core.bidi import isolate, ltr
from bot.core.message import Message
from bot.core.model import Language
from bot.core.render.status import status_message
from bot.core.views import StatusView
from tests.bot.core.render.scenes import (
    DAY,
    HOUR,
    LANGUAGES,
    LISTS,
    NOW,
    OVERRIDE,
    POP,
    event,
    faults,
    reading,
    story,
    texts,
)

VIEW = StatusView(
    key="ISKP",
    now=NOW,
    window=7 * DAY,
    paces={DAY: Pace(14, 2.5), 7 * DAY: Pace(3, 3.0), 30 * DAY: Pace(1, None)},
    stories=[story()],
    named_with=[("KANDAHAR", 4), ("EN_ONLY", 1)],
    sources=[("صدى الوادي", 3), ("Highland Lantern", 1)],
    branches=["AR_ONLY"],
    muted=2,
    first_heard=NOW - 9 * DAY,
    last_heard=NOW - 3 * HOUR,
    watchlists=LISTS,
    timezone="Asia/Baghdad",
)
SILENT = replace(
    VIEW,
    paces={DAY: Pace(0, None)},
    stories=[],
    named_with=[],
    sources=[],
    branches=[],
    muted=0,
    first_heard=None,
    last_heard=None,
)


def status(view: StatusView = VIEW, language: Language = "en") -> Message:
    return status_message(view, texts(language))


def lines(view: StatusView = VIEW, language: Language = "en") -> list[str]:
    return [one.text for one in status(view, language).blocks]


def test_a_status_in_english() -> None:
    assert lines() == [
        "Islamic State Khorasan (ISKP)",
        "24 hours: 14 mentions, usually 2.5 ↑ · ×5.6",
        "7 days: 3 mentions, usually 3.0 → · ×1.0",
        "30 days: 1 mention",
        "Stories",
        "🔴 Suicide bombing — Kandahar — 21 killed — 3 injured — Islamic State Khorasan — "
        f"target: {isolate('كتائب النخيل')} — 1 source, 2026-03-01 15:00 · S5",
        "Named with: Kandahar (4), Palm Brigades (1)",
        f"Sources: {isolate('صدى الوادي')} (3), {isolate('Highland Lantern')} (1)",
        f"Includes: {isolate('كتائب النخيل')}",
        "Last heard 3 hours ago.",
        "2 alerts were muted",
    ]


def test_a_status_in_arabic() -> None:
    found = lines(language="ar")
    assert found[0] == f"داعش خراسان ({isolate('ISKP')})"
    assert found[1] == f"{ltr(24)} ساعة: ذكر {ltr(14)} مرة، المعتاد {ltr(2.5)} ↑ · ×{ltr(5.6)}"
    assert found[-2:] == ["آخر خبر قبل \u20663\u2069 ساعات.", "كتم تنبيهان"]


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        pytest.param(Pace(2, 0.0), "24 hours: 2 mentions, usually almost none", id="two against none"),
        pytest.param(Pace(3, 0.0), "24 hours: 3 mentions, usually almost none ↑", id="three against none"),
        pytest.param(Pace(3, 0.4), "24 hours: 3 mentions, usually almost none ↑", id="no factor of next to nothing"),
        pytest.param(Pace(0, 0.0), "24 hours: 0 mentions, usually almost none", id="as ever"),
        pytest.param(Pace(1, 0.5), "24 hours: 1 mention, usually 0.5 ↑ · ×2.0", id="half a mention"),
    ],
)
def test_a_past_that_holds_next_to_nothing(pace: Pace, said: str) -> None:
    assert lines(replace(VIEW, paces={DAY: pace}))[1] == said


def test_a_past_that_holds_next_to_nothing_in_arabic() -> None:
    found = lines(replace(VIEW, paces={DAY: Pace(3, 0.0)}), "ar")[1]
    assert found == f"{ltr(24)} ساعة: ذكر {ltr(3)} مرات، المعتاد: لا شيء تقريبا ↑"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", [VIEW, SILENT, replace(VIEW, stories=[])], ids=["busy", "silent", "no story"])
def test_no_status_has_a_fault(language: Language, view: StatusView) -> None:
    assert faults(status(view, language)) == []


def test_nothing_heard_yet() -> None:
    assert lines(SILENT) == ["Islamic State Khorasan (ISKP)", "24 hours: 0 mentions", "Nothing was found about it yet."]


def test_no_story_in_the_window_says_so() -> None:
    assert "No story in this window." in lines(replace(VIEW, stories=[]))


def test_more_stories_than_fit_are_counted() -> None:
    many = [story(reading(1, event("arrest")), id=number) for number in range(12)]
    found = lines(replace(VIEW, stories=many))
    assert sum(one.startswith("🔴") for one in found) == 5
    assert "and 7 more stories" in found


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        pytest.param(timedelta(seconds=20), "Last heard 1 minute ago.", id="just now"),
        pytest.param(timedelta(seconds=-20), "Last heard 1 minute ago.", id="a clock that runs ahead"),
        pytest.param(timedelta(days=3), "Last heard 3 days ago.", id="days"),
    ],
)
def test_when_last_heard(ago: timedelta, said: str) -> None:
    assert said in lines(replace(VIEW, last_heard=NOW - ago))


def test_the_buttons() -> None:
    rows = [[button.command for button in row] for row in status().buttons]
    assert rows == [["/status ISKP 24h", "/status ISKP 7d", "/status ISKP 30d"], ["/latest ISKP", "/watch ISKP"]]
    assert status(replace(VIEW, key="K" * 60)).buttons == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_and_titles_that_do_their_worst(language: Language) -> None:
    attack = f"{OVERRIDE}\u2066x\u200f" * 3000
    view = replace(VIEW, sources=[(attack, 1)], stories=[story(reading(1, event(), title=attack))])
    message = status(view, language)
    assert faults(message) == []
    assert max(len(one.text) for one in message.blocks) < 500
    assert POP in message.text

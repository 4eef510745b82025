"""The line that says what is new to a chat that was told before."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.bidi import strip_controls
from bot.core.model import Language
from bot.core.render.update import update_line
from bot.core.timing import Reason
from bot.core.views import AlertView
from tests.bot.core.render.scenes import LANGUAGES, LISTS, alert, event, reading, story, texts
from watchlists.model import Place

CITY, VALLEY = Place("قندهار", "KANDAHAR"), Place("وادي النخيل")
FACTS: dict[str, Any] = {
    "killed": 14,
    "claims": [],
    "denials": [],
    "places": [["kandahar"]],
    "sources": 2,
    "articles": 1,
}


def view(reason: Reason, **news: Any) -> AlertView:
    told = story(reading(1, event(places=(CITY,))), reading(2, event(places=(VALLEY, CITY)), source="ب"))
    before = alert(id=16, severity="high", known=FACTS)
    now = alert(reason=reason, known=FACTS | news)
    return AlertView(told, now, None, LISTS, before=before)


@pytest.mark.parametrize(
    ("one", "english", "arabic"),
    [
        pytest.param(view(Reason.TOLL, killed=17), "17 killed (before: 14 killed)", "17 قتيلا", id="toll"),
        pytest.param(
            view(Reason.CLAIM, claims=["ISKP"]),
            "responsibility claimed by Islamic State Khorasan",
            "أعلن المسؤولية: داعش خراسان",
            id="claim",
        ),
        pytest.param(
            view(Reason.DENIAL, denials=["ISKP"]),
            "denied by Islamic State Khorasan",
            "نفى المسؤولية: داعش خراسان",
            id="denial",
        ),
        pytest.param(
            view(Reason.PLACE, places=[["kandahar"], ["وادي النخيل", "kandahar"]]),
            "place: وادي النخيل (before: Kandahar)",
            "المكان: وادي النخيل",
            id="place",
        ),
        pytest.param(view(Reason.SEVERITY), "severity: critical (before: high)", "الخطورة: حرجة", id="severity"),
        pytest.param(view(Reason.SOURCES, sources=14), "14 sources (before: 2 sources)", "14 مصدرا", id="sources"),
    ],
)
def test_what_is_new(one: AlertView, english: str, arabic: str) -> None:
    said = {language: shown(one, language) for language in LANGUAGES}
    assert said["en"] == f"Update on S5: {english}"
    assert arabic in said["ar"]


def test_who_was_told_nothing_before_reads_no_update() -> None:
    one = view(Reason.FIRST)
    assert update_line(AlertView(one.story, one.alert, None, LISTS), texts("en")) == []


def shown(one: AlertView, language: Language) -> str:
    (line,) = update_line(one, texts(language))
    return strip_controls(line.text)

"""The message of a digest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.bidi import ltr
from bot.core.model import Language, Mute
from bot.core.render.digest import digest_message
from bot.core.views import DigestView
from tests.bot.core.render.scenes import DAY, HOUR, LANGUAGES, LISTS, NOW, event, faults, reading, story, texts

MUTES = (
    Mute(1, 1, "entity", "EN_ONLY", NOW + HOUR, "telegram:1001", "too loud"),
    Mute(2, 1, "story", "5", NOW + HOUR, "slack:U1"),
    Mute(3, 1, "all", "*", NOW + HOUR, "slack:U1", "نوم"),
)
VIEW = DigestView(
    start=NOW - DAY,
    end=NOW,
    groups=[("ISKP", [story()]), ("suicide_bombing", [story(reading(1, event("arrest")), id=6, severity="medium")])],
    stories=17,
    articles=40,
    before=11,
    held=3,
    muted=1,
    left_out=15,
    watchlists=LISTS,
    mutes=MUTES,
    timezone="Asia/Baghdad",
)
EMPTY = replace(VIEW, groups=[], stories=0, articles=0, before=4, held=0, muted=0, left_out=0, mutes=())


def lines(view: DigestView, language: Language = "en") -> list[str]:
    return [one.text for one in digest_message(view, texts(language)).blocks]


def test_a_digest_in_english() -> None:
    found = lines(VIEW)
    assert found[:4] == [
        "Digest",
        "From 2026-02-28 15:00 to 2026-03-01 15:00",
        "17 stories, 40 articles; 11 stories the time before",
        "Islamic State Khorasan",
    ]
    assert found[4].startswith("🔴 Suicide bombing — Kandahar")
    assert found[5:7] == ["Suicide bombing", "🟡 Arrest — 1 source, 2026-03-01 15:00 · S6"]
    assert found[7:10] == ["and 15 more stories", "3 alerts were kept for this digest", "1 alert was muted"]
    assert [one.split(" ")[0] for one in found[10:]] == ["Palm", "Story", "Everything"]


def test_a_digest_in_arabic() -> None:
    found = lines(VIEW, "ar")
    assert found[0] == "الموجز"
    assert found[3] == "داعش خراسان"
    assert "وأجل" not in found
    assert found[7:10] == [f"و{ltr(15)} قصة أخرى", f"أجلت {ltr(3)} تنبيهات إلى هذا الموجز", "كتم تنبيه واحد"]


def test_an_empty_window_is_one_line() -> None:
    assert lines(EMPTY)[2:] == ["Nothing new in this window."]


def test_an_empty_window_still_tells_what_was_held() -> None:
    assert lines(replace(EMPTY, muted=2))[2:] == ["Nothing new in this window.", "2 alerts were muted"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", [VIEW, EMPTY], ids=["full", "empty"])
def test_no_digest_has_a_fault(language: Language, view: DigestView) -> None:
    assert faults(digest_message(view, texts(language))) == []

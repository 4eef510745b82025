"""A mute in one line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.bidi import isolate
from bot.core.message import plain
from bot.core.model import Language, Mute
from bot.core.render.mutes import mute_line, muted_name
from tests.bot.core.render.scenes import HOUR, LANGUAGES, LISTS, NOW, OVERRIDE, faults, texts

MUTE = Mute(1, 1, "entity", "ISKP", NOW + HOUR, "telegram:1001", "ليلا")


@pytest.mark.parametrize(
    ("scope", "key", "arabic", "english"),
    [
        pytest.param("entity", "ISKP", "داعش خراسان", "Islamic State Khorasan", id="an entity"),
        pytest.param("entity", "arrest", "اعتقال", "Arrest", id="an event"),
        pytest.param("story", "5", f"القصة {isolate('S5')}", "Story S5", id="a story"),
        pytest.param("all", "*", "الكل", "Everything", id="all"),
    ],
)
def test_what_is_muted(scope: str, key: str, arabic: str, english: str) -> None:
    assert muted_name(scope, key, LISTS, texts("ar")) == arabic
    assert muted_name(scope, key, LISTS, texts("en")) == english


def test_a_line_says_what_until_when_by_whom_and_why() -> None:
    line = mute_line(MUTE, LISTS, texts("en"), "Asia/Baghdad")
    assert line == f"Islamic State Khorasan — muted until 2026-03-01 16:00 by telegram:1001: “{isolate('ليلا')}”"
    assert mute_line(replace(MUTE, reason=""), LISTS, texts("en"), "UTC").endswith("by telegram:1001")
    assert isolate("1 مارس 2026، 16:00") in mute_line(MUTE, LISTS, texts("ar"), "Asia/Baghdad")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_that_does_its_worst(language: Language) -> None:
    line = mute_line(replace(MUTE, reason=OVERRIDE + "x" * 5000), LISTS, texts(language), "UTC")
    assert faults(plain([line], language)) == []
    assert len(line) < 250

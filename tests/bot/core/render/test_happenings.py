"""The answer to /events."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.bidi import ltr
from bot.core.heads import Head
from bot.core.message import Message
from bot.core.model import Language
from bot.core.render.happenings import happenings_lines, types_message
from tests.bot.core.render.scenes import ATTACK, LANGUAGES, LISTS, event, faults, reading, story, texts

WEEK = (timedelta(days=7), "7d")
TYPES = [("suicide_bombing", 4), ("arrest", 2)]
BOTH = Head(story(reading(1, ATTACK, event("arrest", arrested=5))), 1, ("a",))


def types(language: Language = "en", found: list[tuple[str, int]] = TYPES) -> Message:
    return types_message(5, found, WEEK, LISTS, texts(language))


def test_how_often_each_type() -> None:
    assert [one.text for one in types().blocks] == [
        "Events in 7 days: 5 stories",
        "🔴 Suicide bombing (4)",
        "🟡 Arrest (2)",
        "A story in which several things happened counts with each.",
    ]
    assert [one.text for one in types("ar").blocks][:3] == [
        f"الأحداث في {ltr(7)} أيام: {ltr(5)} قصص",
        f"🔴 تفجير انتحاري ({ltr(4)})",
        f"🟡 اعتقال ({ltr(2)})",
    ]


def test_the_most_frequent_types_are_buttons() -> None:
    assert [one.command for row in types().buttons for one in row] == [
        "/events suicide_bombing 7d",
        "/events arrest 7d",
    ]


def test_no_event_at_all() -> None:
    assert [one.text for one in types(found=[]).blocks] == ["Events in 7 days: 5 stories"]


def test_a_type_that_is_on_no_list_any_more() -> None:
    assert types(found=[("gone_type", 1)]).blocks[1].text == "⚪ gone_type (1)"


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        pytest.param(None, "🔴 Suicide bombing — Kandahar — 21 killed", id="the one that stands for the story"),
        pytest.param("suicide_bombing", "🔴 Suicide bombing — Kandahar — 21 killed", id="the same by its type"),
        pytest.param("arrest", "🔴 Arrest — 5 arrested — 1 source", id="another one that was asked for"),
        pytest.param("foiled_plot", "🔴 Suicide bombing — Kandahar", id="one that is in older reports"),
    ],
)
def test_the_event_that_was_asked_for_is_told(asked: str | None, begins: str) -> None:
    (line,) = happenings_lines([BOTH], asked, LISTS, texts("en"), "UTC")
    assert line.text.startswith(begins)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_has_a_fault(language: Language) -> None:
    lines = happenings_lines([BOTH], "arrest", LISTS, texts(language), "UTC")
    assert faults(Message((*lines, *types(language).blocks), language)) == []

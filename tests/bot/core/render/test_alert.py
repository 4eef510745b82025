"""The message of an alert."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.bidi import isolate
from bot.core.message import Button
from bot.core.model import Language, MuteScope, Story
from bot.core.render.alert import alert_message, more_message
from bot.core.timing import Reason
from bot.core.views import AlertView
from tests.bot.core.render.scenes import (
    ATTACK,
    DAY,
    LANGUAGES,
    LISTS,
    NOW,
    OVERRIDE,
    TEXT,
    alert,
    event,
    faults,
    mention,
    reading,
    story,
    texts,
)
from watchlists.model import SEVERITIES, Findings

VIEW = AlertView(story(), alert(), "وقتل 21 شخصا", LISTS, "Asia/Baghdad")


def lines(view: AlertView, language: Language = "en") -> list[str]:
    return [one.text for one in alert_message(view, texts(language)).blocks]


def test_an_alert_in_english() -> None:
    message = alert_message(VIEW, texts("en"))
    assert [(one.shape, one.text) for one in message.blocks] == [
        (
            "heading",
            "🔴 Suicide bombing — Kandahar — 21 killed — 3 injured — Islamic State Khorasan — "
            f"target: {isolate('كتائب النخيل')}",
        ),
        ("paragraph", f"{isolate('تفجير في قندهار')} — {isolate('صدى الوادي')}, 2026-03-01 14:00"),
        ("quote", isolate("وقتل 21 شخصا")),
        ("paragraph", "Named: Islamic State Khorasan"),
        ("footer", "A17 · S5 · severity: critical · first report"),
    ]


def test_an_alert_in_arabic() -> None:
    message = alert_message(VIEW, texts("ar"))
    assert message.language == "ar"
    assert message.blocks[0].text.startswith("🔴 تفجير انتحاري — قندهار — ")
    assert message.blocks[1].text == (
        f"{isolate('تفجير في قندهار')} — {isolate('صدى الوادي')}، {isolate('1 مارس 2026، 14:00')}"
    )
    assert message.blocks[-1].text == f"{isolate('A17')} · {isolate('S5')} · الخطورة: حرجة · أول خبر"


def test_the_buttons() -> None:
    assert alert_message(VIEW, texts("en")).buttons == (
        (Button("More", "/more A17"), Button("Sources", "/sources A17"), Button("Why?", "/why A17")),
        (
            Button("Relevant", "/rate A17 yes"),
            Button("Not relevant", "/rate A17 no"),
            Button("Duplicate", "/rate A17 dup"),
        ),
        (Button("Mute ISKP for 4 h", "/mute ISKP 4h"), Button("Status", "/status ISKP")),
    )


@pytest.mark.parametrize(
    ("interest", "label", "command"),
    [
        pytest.param(("entity", "KANDAHAR"), "Mute Kandahar for 4 h", "/mute KANDAHAR 4h", id="an entity"),
        pytest.param(("event", "arrest"), "Mute Arrest for 4 h", "/mute event:arrest 4h", id="an event type"),
    ],
)
def test_muted_is_what_the_chat_watches(interest: tuple[MuteScope, str], label: str, command: str) -> None:
    assert alert_message(replace(VIEW, interest=interest), texts("en")).buttons[-1][0] == Button(label, command)


def test_where_nobody_is_named_the_story_is_muted() -> None:
    bare = replace(reading(), findings=Findings((), (ATTACK,)))
    (row,) = alert_message(replace(VIEW, story=story(bare)), texts("en")).buttons[-1:]
    assert row == (Button("Mute Story S5 for 4 h", "/mute S5 4h"),)


def test_the_longer_version_lists_more_reports() -> None:
    others = [reading(number, event("arrest"), source=f"مصدر {number}") for number in range(9, 1, -1)]
    message = more_message(replace(VIEW, story=story(*others, reading(1))), texts("en"))
    assert sum("مصدر" in one.text for one in message.blocks) == len(others)
    assert [one.command for row in message.buttons for one in row] == [
        "/sources A17",
        "/why A17",
        "/story S5",
        "/mute S5 4h",
    ]
    assert faults(more_message(VIEW, texts("ar"))) == []


def test_a_key_too_long_for_a_button_has_none() -> None:
    one = story(reading(1, mentions=(mention("K" * 60),)))
    assert len(alert_message(replace(VIEW, story=one), texts("en")).buttons) == 2


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        pytest.param("en", "Written by a model: ", id="en"),
        pytest.param("ar", "ملخص آلي: ", id="ar"),
    ],
)
def test_what_a_model_wrote_says_so_and_is_no_quote(language: Language, shown: str) -> None:
    message = alert_message(replace(VIEW, written=True), texts(language))
    assert [(one.shape, one.text) for one in message.blocks][2] == ("paragraph", f"{shown}{isolate('وقتل 21 شخصا')}")
    assert "quote" not in [one.shape for one in message.blocks]
    assert faults(message) == []


def test_without_a_summary_there_is_no_quote() -> None:
    assert "quote" not in [one.shape for one in alert_message(replace(VIEW, summary=None), texts("en")).blocks]


def test_the_title_links_to_the_article() -> None:
    links = [span.url for one in alert_message(VIEW, texts("en")).blocks for span in one.spans if span.url]
    assert links == ["https://valley-echo.example/1"]


def test_others_are_listed_newest_first_and_the_rest_counted() -> None:
    others = [reading(number, event("arrest"), source=f"مصدر {number}") for number in range(9, 1, -1)]
    found = lines(replace(VIEW, story=story(*others, reading(1))))
    start = found.index("Also reported:")
    assert [one.partition(":")[0] for one in found[start + 1 : -1]] == [
        *(isolate(f"مصدر {number}") for number in range(2, 7)),
        "and 3 more reports",
    ]


def test_samples_say_so() -> None:
    assert lines(replace(VIEW, story=story(reading(1, sample=True))))[-1].endswith(" · sample")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("severity", SEVERITIES)
@pytest.mark.parametrize("reason", Reason)
def test_every_severity_and_reason(language: Language, severity: str, reason: str) -> None:
    view = replace(VIEW, alert=alert(severity=severity, reason=reason))
    assert faults(alert_message(view, texts(language))) == []


def nasty() -> Story:
    """A feed that does its worst."""
    attack = f"{OVERRIDE}<b>\u2066&{{x}} @channel "
    huge = reading(1, event(places=()), title=attack * 5000, source=attack * 100, text=TEXT + attack * 50_000, url=None)
    return story(huge, *(reading(number, ATTACK, title=attack * 5000, source=attack) for number in range(2, 12)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_that_does_its_worst_stays_bounded_and_isolated(language: Language) -> None:
    message = alert_message(AlertView(nasty(), alert(), f"{OVERRIDE}\u2066" + "س" * 100_000, LISTS), texts(language))
    found = [one for one in faults(message) if not one.startswith("template")]
    assert found == []
    assert len(message.text) < 4000


def test_the_clock_is_the_readers() -> None:
    winter = replace(VIEW, timezone="Europe/Berlin", story=story(reading(1, published=NOW - 200 * DAY)))
    assert "2025-08-13 14:00" in lines(winter)[1]

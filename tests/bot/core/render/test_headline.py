"""One line that says what happened, where, how many and who."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.bidi import isolate, ltr
from bot.core.message import plain
from bot.core.model import Language, Reading
from bot.core.render.headline import article_title, event_line, headline, headlines, story_headline
from tests.bot.core.render.scenes import (
    ATTACK,
    LANGUAGES,
    LISTS,
    OVERRIDE,
    event,
    faults,
    mention,
    reading,
    story,
    texts,
)
from watchlists.model import Event, Findings, Place


@pytest.mark.parametrize(
    ("one", "arabic", "english"),
    [
        pytest.param(
            ATTACK,
            f"تفجير انتحاري — قندهار — {ltr(21)} قتيلا — {ltr(3)} جرحى — داعش خراسان — الهدف: كتائب النخيل",
            "Suicide bombing — Kandahar — 21 killed — 3 injured — Islamic State Khorasan — "
            f"target: {isolate('كتائب النخيل')}",
            id="everything known",
        ),
        pytest.param(event(), "تفجير انتحاري", "Suicide bombing", id="nothing known"),
        pytest.param(
            event(status="denied"), "تفجير انتحاري (منفي)", "Suicide bombing (denied)", id="a status of its own"
        ),
        pytest.param(
            event("foiled_plot", status="foiled", about="suicide_bombing"),
            "إحباط مخطط: تفجير انتحاري",
            "Foiled plot: Suicide bombing",
            id="the type says the status, and what it is about",
        ),
        pytest.param(
            event("en_event", places=(Place("فيينا"),)),
            f"{isolate('Palm felling')} — {isolate('فيينا')}",
            "Palm felling — Vienna",
            id="a name without Arabic",
        ),
        pytest.param(
            event("gone", actors=("EN_ONLY",)),
            f"{isolate('gone')} — {isolate('Palm Brigades')}",
            "gone — Palm Brigades",
            id="on no list",
        ),
    ],
)
def test_event_line(one: Event, arabic: str, english: str) -> None:
    assert event_line(one, LISTS, texts("ar")) == arabic
    assert event_line(one, LISTS, texts("en")) == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_headline_has_a_fault(language: Language) -> None:
    events = [ATTACK, event("en_event", places=(Place("Vienna"),), targets=("EN_ONLY", "AR_ONLY")), event("gone")]
    lines = [event_line(one, LISTS, texts(language)) for one in events]
    assert faults(plain(lines, language)) == []


def test_of_several_events_the_most_serious_one_of_which_most_is_known() -> None:
    one = reading(1, event("arrest", arrested=4, actors=("ISKP",)), event(), event(killed=2))
    assert headline(one, LISTS, texts("en")) == "Suicide bombing — 2 killed"


def without_event(title: str | None, **given: Any) -> Reading:
    one = reading(1, title=title, **given)
    return Reading(one.article, Findings((mention(), mention("EN_ONLY"), mention())))


def test_without_an_event_who_is_named_and_the_title() -> None:
    one = without_event("قراءة في تاريخ")
    assert headline(one, LISTS, texts("en")) == f"Islamic State Khorasan, Palm Brigades — {isolate('قراءة في تاريخ')}"


def test_without_a_title_the_beginning_of_the_text() -> None:
    assert article_title(without_event(None, text="أول الكلام\nثم بقيته")) == isolate("أول الكلام ثم بقيته")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_of_100_kb_with_controls_stays_short_and_harmless(language: Language) -> None:
    line = headline(without_event(f"{OVERRIDE}خبر " * 25_000), LISTS, texts(language))
    assert len(line) < 200
    assert faults(plain([line], language)) == []


def test_a_story_is_told_by_its_most_serious_article() -> None:
    one = story(reading(1, event("arrest")), reading(2, ATTACK))
    assert story_headline(one, LISTS, texts("en")).startswith("Suicide bombing")


def test_both_languages_of_an_article() -> None:
    found = headlines(reading().findings, LISTS, {language: texts(language) for language in LANGUAGES})
    assert found == {
        "ar": "تفجير انتحاري — قندهار — 21 قتيلا — 3 جرحى — داعش خراسان — الهدف: كتائب النخيل",
        "en": "Suicide bombing — Kandahar — 21 killed — 3 injured — Islamic State Khorasan — target: كتائب النخيل",
    }
    assert headlines(Findings(), LISTS, {"en": texts("en")}) is None

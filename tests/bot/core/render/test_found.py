"""Articles in a list, and those of a search."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.bidi import isolate, ltr
from bot.core.found_view import FoundView
from bot.core.message import Block, Message
from bot.core.model import Language
from bot.core.render.found import latest_lines, search_lines
from tests.bot.core.render.scenes import LANGUAGES, LISTS, OVERRIDE, TEXT, event, faults, reading, texts
from watchlists.model import Findings
from watchlists.outlets import NO_OUTLETS

REPORT = reading(1)
NAMED = replace(reading(2), findings=Findings(reading(2).findings.mentions))
VIEW = FoundView([REPORT, NAMED], {1: 5, 2: 6}, {5: 17})
WHOLE = isolate("تفجير في قندهار")


def latest(view: FoundView = VIEW, language: Language = "en") -> list[Block]:
    return list(latest_lines(view, LISTS, NO_OUTLETS, texts(language), "Asia/Baghdad"))


def search(asked: list[str], view: FoundView = VIEW, language: Language = "en") -> list[Block]:
    return list(search_lines(view, asked, NO_OUTLETS, texts(language), "Asia/Baghdad"))


def test_the_title_leads_to_the_article() -> None:
    assert [one.url for one in latest()[0].spans] == [None, None, "https://valley-echo.example/1", None]


def bold(lines: list[Block]) -> list[list[str]]:
    return [[one.text for one in line.spans if one.style == "bold"] for line in lines]


def test_what_happened_stands_before_the_title() -> None:
    source, target = isolate("صدى الوادي"), isolate("كتائب النخيل")
    assert [one.text for one in latest()] == [
        f"Suicide bombing — Kandahar — 21 killed — 3 injured — Islamic State Khorasan — target: {target}"
        f" — {WHOLE} — {source}, 2026-03-01 14:00 · S5 · A17",
        f"Islamic State Khorasan — {WHOLE} — {source}, 2026-03-01 13:00 · S6",
    ]


def test_the_numbers_in_arabic() -> None:
    assert latest(language="ar")[0].text.endswith(f"، {isolate('1 مارس 2026، 14:00')} · {ltr('S5')} · {ltr('A17')}")


def test_an_article_of_no_story_has_no_number() -> None:
    assert latest(replace(VIEW, stories={}))[0].text.endswith("2026-03-01 14:00")


def test_words_of_a_search_are_bold_in_title_and_text() -> None:
    found = search(["قندهار"])
    assert bold(found) == [["قندهار"]] * 4
    assert [one.shape for one in found] == ["item", "quote", "item", "quote"]
    assert found[1].text == isolate(TEXT.replace("\n", " "))
    assert found[0].text == f"{WHOLE} — {isolate('صدى الوادي')}, 2026-03-01 14:00 · S5 · A17"


def test_the_whole_title_leads_to_the_article() -> None:
    spans = search(["قندهار"])[0].spans
    assert {one.url for one in spans[1:-2]} == {"https://valley-echo.example/1"}


def test_without_a_title_the_source_leads_to_the_article() -> None:
    view = replace(VIEW, readings=[reading(1, title=None)])
    assert search(["قندهار"], view)[0].spans[0].text == isolate("صدى الوادي")
    assert len(search(["قندهار"], replace(VIEW, readings=[reading(1, text="")]))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", [TEXT, "Kabul market and سوق كابول " * 90, f"{OVERRIDE}\u2066سوق\u200f " * 400])
def test_no_line_has_a_fault(language: Language, text: str) -> None:
    view = replace(VIEW, readings=[reading(1, event(), text=text, title=text)])
    lines = [*latest(view, language), *search(["سوق", "kabul"], view, language)]
    assert faults(Message(tuple(lines), language)) == []
    assert max(len(one.text) for one in lines) < 500

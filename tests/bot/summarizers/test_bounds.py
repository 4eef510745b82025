"""Summaries stay within their bounds on any text, and the baseline does, too."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarizers.extractive import Extractive
from bot.summarizers.lead import Lead
from tests.bot.summarizers.council import (
    event,
    pieces,
    summarize,
)
from watchlists.model import Document, Event, Findings, Mention


@pytest.mark.parametrize(
    "before", [pytest.param(0, id="early"), pytest.param(380, id="late"), pytest.param(9000, id="far")]
)
def test_a_long_sentence_is_cut_around_the_event(before: int) -> None:
    text = "كلمة " * (before // 5) + "هز تفجير انتحاري السوق " + "كلمة " * 20_000
    (shown,) = pieces(summarize(Findings((), (event("suicide_bombing", "تفجير انتحاري", text),)), text), text)
    assert "تفجير انتحاري" in shown
    assert re.fullmatch(r"\w+( \w+)*", shown)
    assert set(shown.split()) <= {"كلمة", "هز", "تفجير", "انتحاري", "السوق"}  # no word is torn
    assert len(shown) > 380
    assert text.startswith(shown) is (before <= 380)


def test_one_endless_word() -> None:
    text = "داعش" * 30_000
    found = Findings((Mention("ISIS", "داعش", "داعش", "text", 50_000, 50_004, 100.0),))
    (shown,) = pieces(summarize(found, text), text)
    assert len(shown) == 400
    (span,) = summarize(found, text).spans
    assert span[0] <= 50_000 < 50_004 <= span[1]


def spread(text: str, words: str, key: str) -> tuple[tuple[Event, ...], tuple[Mention, ...]]:
    """An event and a mention, of ever another entity, wherever the words stand."""
    spans = [one.span() for one in re.finditer(words, text)]
    mentions = (Mention(f"M{at}", words, words, "text", *span, 99.0) for at, span in enumerate(spans))
    return tuple(Event(key, words, words, "text", *span, 99.0, span) for span in spans), tuple(mentions)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("وقع انفجار في الحي " * 5_000, id="ten thousand findings in one sentence"),
        pytest.param("وقع انفجار في الحي. " * 5_000, id="in as many sentences"),
        pytest.param("".join(f"{number} " for number in range(10_000)) + "انفجار", id="ten thousand numbers"),
        pytest.param("7. " * 30_000 + "انفجار", id="numbered lines without words"),
        pytest.param("«ا." * 30_000 + " انفجار", id="quotations that never end"),
        pytest.param('"ا. ' * 30_000 + " انفجار", id="quotations in quotations"),
        pytest.param("ا.\n" * 30_000 + "انفجار", id="short lines"),
        pytest.param("اب" + "\N{ARABIC FATHATAN}" * 100_000 + " انفجار", id="a hundred thousand marks"),
    ],
)
def test_hostile_text_is_summarised_in_the_same_way(text: str) -> None:
    events, mentions = spread(text, "انفجار", "bombing")
    shown = pieces(Extractive().summarize(Document(text, text), Findings(mentions, events), ("M3",)), text)
    assert any("انفجار" in one for one in shown)


def test_ten_thousand_sentences_with_events() -> None:
    text = "وقع انفجار في الحي. " * 10_000
    found = tuple(
        Event("bombing", "انفجار", "انفجار", "text", one.start(), one.end(), 99.0, one.span())
        for one in re.finditer("انفجار", text)
    )
    assert pieces(summarize(Findings((), found), text), text) == ["وقع انفجار في الحي."]


@given(st.text(alphabet="اب .\n؟", max_size=900), st.integers(0, 900), st.integers(0, 30))
def test_any_text_is_quoted_and_bounded(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    start = min(start, end)
    found = Findings((Mention("X", "x", text[start:end], "text", start, end, 90.0),))
    for summarizer in (Extractive(), Lead()):
        summary = summarizer.summarize(Document(text), found)
        if summary.text is None:
            assert summary.spans == ()
        else:
            pieces(summary, text)

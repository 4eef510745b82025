"""What is told of an unusual number of mentions, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.bidi import ltr, strip_controls
from bot.core.message import Message
from bot.core.model import Language
from bot.core.render.mentions import mentions_line
from bot.core.render.trend import trend_message, verdict_name, why_trend_message
from bot.core.trend_views import TrendView
from bot.core.trends import DAY, HOURS, Baseline, Count, Trend, Verdict
from tests.bot.core.render.scenes import LANGUAGES, LISTS, NOW, faults, story, texts

PAST = Baseline((0,) * 30 + (1,) * 20 + (2,) * 20 + (5,) * 14, 28, 1.3, 1.2)
COUNT = Count(14, tuple((story, 2) for story in range(5, 12)), 11, 17)
TREND = Trend(5, "ISKP", HOURS, NOW, Verdict.FIRST, COUNT, PAST)
VIEW = TrendView(TREND, (story(),), LISTS, "Asia/Baghdad")


def lines(message: Message) -> list[str]:
    return [strip_controls(one.text) for one in message.blocks]


def test_the_message_in_english() -> None:
    message = trend_message(VIEW, texts("en"))
    assert lines(message) == [
        "📈 Unusual: Islamic State Khorasan",
        "14 mentions in 2 hours, usually 1.3 (×10.8)",
        "7 stories, 11 sources:",
        "🔴 Suicide bombing — Kandahar — 21 killed — 3 injured — Islamic State Khorasan — target: كتائب النخيل"
        " — 1 source, 2026-03-01 15:00 · S5",
        "and 6 more stories",
        "T5 · 2026-03-01 15:00 · unusual for the first time",
    ]
    assert [one.command for one in message.buttons[0]] == ["/why T5", "/mute ISKP 4h", "/status ISKP"]


def test_the_message_in_arabic() -> None:
    first, second, third, *_, last = lines(trend_message(VIEW, texts("ar")))
    assert first == "📈 غير معتاد: داعش خراسان"
    assert second == "ذكر 14 مرة خلال ساعتين، والمعتاد 1.3 (×10.8)"
    assert third == "7 قصص، 11 مصدرا:"
    assert last == "T5 · 1 مارس 2026، 15:00 · غير معتاد للمرة الأولى"


def test_why_in_english() -> None:
    assert lines(why_trend_message(VIEW, texts("en")))[:9] == [
        "Why T5: Islamic State Khorasan",
        "14 mentions in 2 hours, usually 1.3 (×10.8)",
        "Reason: unusual for the first time.",
        "A mention here is a report in words of its own; of one story at most 2 outlets count.",
        "17 further reports were not counted.",
        "Held against 84 windows of 2 hours, at the same time of the 28 days before:",
        "mentions and how many windows held so many: 0: 30 · 1: 20 · 2: 20 · 5: 14",
        "median 1, highest 5",
        "unusual from 6 on, if chance gives it once in 10000 windows at most",
    ]


def test_why_in_arabic() -> None:
    assert lines(why_trend_message(VIEW, texts("ar")))[:9] == [
        "لماذا T5: داعش خراسان",
        "ذكر 14 مرة خلال ساعتين، والمعتاد 1.3 (×10.8)",
        "السبب: غير معتاد للمرة الأولى.",
        "الذكر هنا خبر مكتوب بكلماته الخاصة؛ ولا يحسب من القصة الواحدة أكثر من مصدرين.",
        "لم يحسب 17 خبرا آخر.",
        "المقارنة: 84 فترة بطول ساعتين، في الوقت نفسه من الأيام السابقة الـ28:",
        "عدد الذكر وعدد الفترات: 0: 30 · 1: 20 · 2: 20 · 5: 14",
        "الوسيط 1، والأعلى 5",
        "غير معتاد ابتداء من 6، إذا كانت المصادفة تأتي به مرة في 10000 فترة على الأكثر",
    ]


@pytest.mark.parametrize(
    ("mentions", "usual", "span", "english", "arabic"),
    [
        pytest.param(5, 0.0, HOURS, "5 mentions in 2 hours, usually almost none", "ذكر {} مرات خلال ساعتين", id="none"),
        pytest.param(11, 3.0, DAY, "11 mentions in 24 hours, usually 3 (×3.7)", "ذكر {} مرة خلال", id="a day"),
        pytest.param(100, 9.9, DAY, "100 mentions in 24 hours, usually 9.9 (×10.1)", "ذكر {} مرة خلال", id="hundred"),
    ],
)
def test_the_line_of_figures(mentions: int, usual: float, span: timedelta, english: str, arabic: str) -> None:
    one = replace(TREND, span=span, count=replace(COUNT, mentions=mentions), baseline=replace(PAST, usual=usual))
    assert mentions_line(one, texts("en")) == english
    assert mentions_line(one, texts("ar")).startswith(arabic.format(ltr(mentions)))


@pytest.mark.parametrize("verdict", [one for one in Verdict if one.is_news])
def test_every_reason_has_words(verdict: Verdict) -> None:
    assert verdict_name(verdict, texts("en")) != verdict.value
    assert verdict_name(verdict, texts("ar")) != verdict_name(verdict, texts("en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["ISKP", "AR_ONLY", "EN_ONLY", "GONE"])
def test_no_message_has_a_fault(language: Language, key: str) -> None:
    uneven = replace(PAST, counts=tuple(range(84)))
    for one in (TREND, replace(TREND, key=key, baseline=uneven, count=Count(6, (), 2))):
        view = replace(VIEW, trend=one)
        for message in (trend_message(view, texts(language)), why_trend_message(view, texts(language))):
            assert faults(message) == []

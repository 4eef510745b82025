"""Sentences, plurals, times and lengths of time in both languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.bidi import isolate, ltr
from bot.core.language import LANGUAGES, Texts

PO = """
msgid ""
msgstr ""
"Language: ar\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "{who} in {place}"
msgstr "{who} في {place}"

msgid "{n} hour"
msgid_plural "{n} hours"
msgstr[0] "صفر"
msgstr[1] "ساعة"
msgstr[2] "ساعتان"
msgstr[3] "{n} ساعات"
msgstr[4] "{n} ساعة"
msgstr[5] "{n} ساعة"
"""
ENGLISH, ARABIC = Texts.english(), Texts.from_po("ar", PO.encode())
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


def test_languages() -> None:
    assert LANGUAGES == ("ar", "en")


def test_values_are_isolated_where_they_run_the_other_way() -> None:
    assert ARABIC.say("{who} in {place}", who="طالبان", place="Kabul") == f"طالبان في {isolate('Kabul')}"
    assert ENGLISH.say("{who} in {place}", who="طالبان", place="Kabul") == f"{isolate('طالبان')} in Kabul"
    assert ARABIC.say("{who} in {place}", who=7, place=2.5) == f"{ltr(7)} في {ltr(2.5)}"
    assert ENGLISH.say("{who} in {place}", who=7, place=2.5) == "7 in 2.5"


def test_braces_in_a_value_are_no_fields() -> None:
    assert ENGLISH.say("{who} in {place}", who="{place}", place="{0.__class__}") == "{place} in {0.__class__}"


def test_a_sentence_without_a_translation_is_said_in_english() -> None:
    assert ARABIC.say("Nobody translated {n}", n=1) == f"Nobody translated {ltr(1)}"


@pytest.mark.parametrize(
    ("n", "arabic", "english"), [(1, "ساعة", "1 hour"), (2, "ساعتان", "2 hours"), (11, f"{ltr(11)} ساعة", "11 hours")]
)
def test_count(n: int, arabic: str, english: str) -> None:
    assert ARABIC.count("{n} hour", "{n} hours", n) == arabic
    assert ENGLISH.count("{n} hour", "{n} hours", n) == english


@pytest.mark.parametrize(
    ("names", "arabic", "english"),
    [
        pytest.param({"ar": "أ", "en": "A"}, "أ", "A", id="both"),
        pytest.param({"en": "A"}, "A", "A", id="one"),
        pytest.param({"ar": "", "en": "A"}, "A", "A", id="an empty one"),
        pytest.param({}, "", "", id="none"),
    ],
)
def test_name(names: dict[str, str], arabic: str, english: str) -> None:
    assert (ARABIC.name(names), ENGLISH.name(names)) == (arabic, english)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        pytest.param("UTC", "2026-03-05 12:00", id="UTC"),
        pytest.param("Asia/Baghdad", "2026-03-05 15:00", id="Baghdad"),
        pytest.param("Asia/Kolkata", "2026-03-05 17:30", id="half an hour"),
        pytest.param("Pacific/Auckland", "2026-03-06 01:00", id="tomorrow"),
    ],
)
def test_when(zone: str, shown: str) -> None:
    assert ENGLISH.when(NOON, zone) == shown
    assert ARABIC.when(NOON, zone) == ltr(shown)


@pytest.mark.parametrize(
    ("length", "said"),
    [
        pytest.param(timedelta(0), "1 minute", id="never zero"),
        pytest.param(timedelta(minutes=59), "59 minutes", id="minutes"),
        pytest.param(timedelta(minutes=60), "1 hour", id="an hour"),
        pytest.param(timedelta(minutes=89), "1 hour", id="rounded down"),
        pytest.param(timedelta(minutes=91), "2 hours", id="rounded up"),
        pytest.param(timedelta(hours=24), "24 hours", id="a day in hours"),
        pytest.param(timedelta(hours=47), "47 hours", id="almost two days"),
        pytest.param(timedelta(hours=48), "2 days", id="two days"),
        pytest.param(timedelta(days=400), "400 days", id="long"),
    ],
)
def test_span(length: timedelta, said: str) -> None:
    assert ENGLISH.span(length) == said

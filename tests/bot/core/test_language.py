"""Sentences, plurals, times and lengths of time in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.bidi import isolate, ltr
from bot.core.language import LANGUAGES, Texts, spoken
from bot.core.model import Address, Destination
from bot.core.preferences import Preferences

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
    ("zone", "shown", "arabic"),
    [
        pytest.param("UTC", "2026-03-05 12:00", "5 مارس 2026، 12:00", id="UTC"),
        pytest.param("Asia/Baghdad", "2026-03-05 15:00", "5 مارس 2026، 15:00", id="Baghdad"),
        pytest.param("Asia/Kolkata", "2026-03-05 17:30", "5 مارس 2026، 17:30", id="half an hour"),
        pytest.param("Pacific/Auckland", "2026-03-06 01:00", "6 مارس 2026، 01:00", id="tomorrow"),
    ],
)
def test_when(zone: str, shown: str, arabic: str) -> None:
    assert ENGLISH.when(NOON, zone) == shown
    assert ARABIC.when(NOON, zone) == isolate(arabic)


@pytest.mark.parametrize(
    ("preferences", "arabic"),
    [
        pytest.param(Preferences(), "5 مارس 2026، 12:00", id="Egypt"),
        pytest.param(Preferences(months="levant"), "5 آذار 2026، 12:00", id="Levant"),
        pytest.param(Preferences(months="maghreb"), "5 مارس 2026، 12:00", id="Maghreb"),
        pytest.param(Preferences(digits="arabic", months="levant"), "٥ آذار ٢٠٢٦، ١٢:٠٠", id="Arabic-Indic digits"),
    ],
)
def test_dates_are_as_a_chat_chose(preferences: Preferences, arabic: str) -> None:
    assert ARABIC.of(preferences).when(NOON, "UTC") == isolate(arabic)
    assert ENGLISH.of(preferences).when(NOON, "UTC") == "2026-03-05 12:00"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("08:00", "٠٨:٠٠", id="a time"),
        pytest.param("20–23", "٢٠–٢٣", id="a range"),
        pytest.param("1.", "١.", id="of a list"),
        pytest.param("2.5", "٢٫٥", id="with a decimal point"),
        pytest.param("1,250", "١٬٢٥٠", id="with thousands"),
        pytest.param("12%", "١٢٪", id="in percent"),
        pytest.param("٧", "٧", id="as it is"),
    ],
)
def test_numerals(typed: str, shown: str) -> None:
    assert ARABIC.of(Preferences(digits="arabic")).numerals(typed) == shown
    assert ARABIC.of(Preferences(digits="arabic")).number(typed) == ltr(shown)
    assert ARABIC.numerals(typed) == ENGLISH.of(Preferences(digits="arabic")).numerals(typed) == typed.replace("٧", "7")


def test_numbers_are_in_the_digits_of_a_chat_words_and_ids_as_they_are() -> None:
    arabic = ARABIC.of(Preferences(digits="arabic"))
    assert arabic.say("{who} in {place}", who=7, place=2.5) == f"{ltr('٧')} في {ltr('٢٫٥')}"
    assert arabic.count("{n} hour", "{n} hours", 11) == f"{ltr('١١')} ساعة"
    assert arabic.say("{who} in {place}", who="A17", place="في 2024") == f"{isolate('A17')} في {isolate('في 2024')}"
    assert ENGLISH.of(Preferences(digits="arabic")).count("{n} hour", "{n} hours", 11) == "11 hours"


def test_no_dot_stands_beside_digits_that_it_looks_like() -> None:
    assert ARABIC.of(Preferences(digits="arabic")).say("{who} · {place}", who=7, place="A1 · x") == (
        f"{ltr('٧')} | {isolate('A1 · x')}"
    )
    assert ARABIC.say("{who} · {place}", who=7, place=1) == f"{ltr(7)} · {ltr(1)}"


def test_a_chat_is_spoken_to_in_its_language_and_digits() -> None:
    chat = Destination(1, Address("telegram", "1"), "allowed", "ar", "UTC", preferences=Preferences(digits="arabic"))
    every = {"ar": ARABIC, "en": ENGLISH}
    assert spoken(every, chat).ltr(3) == ltr("٣")  # type: ignore[arg-type]
    assert spoken(every, replace(chat, language="en")).ltr(3) == "3"  # type: ignore[arg-type]


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


@pytest.mark.parametrize(
    ("texts", "zone", "day", "hour"),
    [
        pytest.param(ENGLISH, "UTC", "Thursday 5 March 2026", "12:00", id="English"),
        pytest.param(ENGLISH, "Pacific/Kiritimati", "Friday 6 March 2026", "02:00", id="elsewhere it is tomorrow"),
        pytest.param(ARABIC, "Asia/Kabul", isolate("الخميس 5 مارس 2026"), ltr("16:30"), id="Arabic"),
        pytest.param(
            replace(ARABIC, digits="arabic", months="levant"),
            "UTC",
            isolate("الخميس ٥ آذار ٢٠٢٦"),
            ltr("١٢:٠٠"),
            id="digits",
        ),
    ],
)
def test_a_day_and_an_hour_on_the_readers_clock(texts: Texts, zone: str, day: str, hour: str) -> None:
    assert (texts.day(NOON, zone), texts.hour(NOON, zone)) == (day, hour)

"""Numbers and lengths of time, as Arabic and English keyboards give them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.typed_lengths import first_length, last_length, length, number, typed_length

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        pytest.param("24h", DAY, id="hours"),
        pytest.param("24 hrs", DAY, id="an abbreviation"),
        pytest.param("7D", WEEK, id="capital"),
        pytest.param("30m", HOUR / 2, id="minutes"),
        pytest.param("1 month", 30 * DAY, id="a month"),
        pytest.param("2 weeks", 2 * WEEK, id="English word"),
        pytest.param("three days", 3 * DAY, id="a number in words"),
        pytest.param("a week", WEEK, id="a"),
        pytest.param("half an hour", HOUR / 2, id="half"),
        pytest.param("last 7 days", WEEK, id="last"),
        pytest.param("in the last 24 hours", DAY, id="with all that may lead to it"),
        pytest.param("past week", WEEK, id="past"),
        pytest.param("last year", timedelta(days=365), id="a unit that needs a word before it"),
        pytest.param("this week", WEEK, id="this"),
        pytest.param("today", DAY, id="today"),
        pytest.param("since yesterday", 2 * DAY, id="yesterday"),
        pytest.param("3 days ago?", 3 * DAY, id="ago, and a question mark"),
        pytest.param("٧ أيام", WEEK, id="Arabic digits and word"),
        pytest.param("۷ ايام", WEEK, id="Persian digits, no hamza"),
        pytest.param("٧ أيّامٍ", WEEK, id="with marks"),
        pytest.param("٢٤ ساعه", DAY, id="ha for ta marbuta"),
        pytest.param("3 أسابيع", 3 * WEEK, id="weeks in Arabic"),
        pytest.param("٧ي", WEEK, id="Arabic letter"),
        pytest.param("يومين", 2 * DAY, id="two days in Arabic"),
        pytest.param("ساعتان", 2 * HOUR, id="two hours in Arabic"),
        pytest.param("أسبوع", WEEK, id="one week in Arabic"),
        pytest.param("ثلاثة أيام", 3 * DAY, id="a number in Arabic words"),
        pytest.param("نصف ساعة", HOUR / 2, id="half in Arabic"),
        pytest.param("آخر ٣ أيام", 3 * DAY, id="last in Arabic"),
        pytest.param("خلال الـ٢٤ ساعة الماضية", DAY, id="with article, tatweel and adjective"),
        pytest.param("هذا الأسبوع", WEEK, id="this week in Arabic"),
        pytest.param("الأسبوع الماضي", WEEK, id="last week in Arabic"),
        pytest.param("اليوم", DAY, id="today in Arabic"),
        pytest.param("9999d", timedelta(days=366), id="at most a year"),
        pytest.param("0h", None, id="nothing"),
        pytest.param("-4h", None, id="negative"),
        pytest.param("1.5h", None, id="a fraction"),
        pytest.param("h", None, id="no number"),
        pytest.param("last h", None, id="an abbreviation without a number"),
        pytest.param("دقيقة", None, id="a unit that is another word, too"),
        pytest.param("الأمن العام", None, id="and another"),
        pytest.param("24", None, id="no unit"),
        pytest.param("4hours5", None, id="rubbish"),
        pytest.param("99999h", None, id="too many digits"),
        pytest.param("last", None, id="nothing behind last"),
        pytest.param("9" * 4000, None, id="4,000 digits"),
        pytest.param("", None, id="empty"),
    ],
)
def test_lengths_of_time(typed: str, span: timedelta | None) -> None:
    assert length(typed) == span


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        pytest.param("17", 17, id="digits"),
        pytest.param("١٧", 17, id="Arabic digits"),
        pytest.param("۱۷", 17, id="Persian digits"),
        pytest.param("9" * 15, int("9" * 15), id="the longest"),
        pytest.param("9" * 16, None, id="beyond a database"),
        pytest.param("²", None, id="superscript"),
        pytest.param("৭", None, id="digits of another script"),
        pytest.param("-1", None, id="negative"),
        pytest.param("", None, id="empty"),
    ],
)
def test_numbers(typed: str, value: int | None) -> None:
    assert number(typed) == value


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        pytest.param("ISKP last 7 days", None, (3, WEEK), id="at the end"),
        pytest.param("آخر ٣ أيام داعش", (3, 3 * DAY), None, id="at the beginning"),
        pytest.param("7d", (1, WEEK), (1, WEEK), id="alone"),
        pytest.param("ISKP", None, None, id="none"),
        pytest.param("", None, None, id="empty"),
    ],
)
def test_a_length_at_either_end(
    typed: str, first: tuple[int, timedelta] | None, last: tuple[int, timedelta] | None
) -> None:
    assert first_length(typed.split()) == first
    assert last_length(typed.split()) == last


@pytest.mark.parametrize("typed", ["7d", "36h", "90m", "24h", "12h", "366d"])
def test_a_length_is_typed_as_it_is_read(typed: str) -> None:
    span = length(typed)
    assert span is not None
    assert typed_length(span) == typed

"""Typed words: lengths, times, numbers, zones and severities, as Arabic and English keyboards give them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.commands import parsing


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        pytest.param("24h", timedelta(hours=24), id="hours"),
        pytest.param("7D", timedelta(days=7), id="capital"),
        pytest.param("30m", timedelta(minutes=30), id="minutes"),
        pytest.param("2 weeks", timedelta(days=14), id="English word"),
        pytest.param("٧ أيام", timedelta(days=7), id="Arabic digits and word"),
        pytest.param("۷ ايام", timedelta(days=7), id="Persian digits, no hamza"),
        pytest.param("٢٤ ساعة", timedelta(hours=24), id="hours in Arabic"),
        pytest.param("3 أسابيع", timedelta(days=21), id="weeks in Arabic"),
        pytest.param("٧ي", timedelta(days=7), id="Arabic letter"),
        pytest.param("يومين", timedelta(days=2), id="two days in Arabic"),
        pytest.param("ساعتان", timedelta(hours=2), id="two hours in Arabic"),
        pytest.param("أسبوع", timedelta(days=7), id="one week in Arabic"),
        pytest.param("اسبوعين", timedelta(days=14), id="two weeks, no hamza"),
        pytest.param("9999d", timedelta(days=366), id="at most a year"),
        pytest.param("0h", None, id="nothing"),
        pytest.param("-4h", None, id="negative"),
        pytest.param("h", None, id="no number"),
        pytest.param("24", None, id="no unit"),
        pytest.param("4hours5", None, id="rubbish"),
        pytest.param("99999h", None, id="too many digits"),
        pytest.param("", None, id="empty"),
    ],
)
def test_lengths_of_time(typed: str, length: timedelta | None) -> None:
    assert parsing.length(typed) == length


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        pytest.param("8:00", "08:00", id="one digit"),
        pytest.param("٠٨:٣٠", "08:30", id="Arabic digits"),
        pytest.param("23:59", "23:59", id="last minute"),
        pytest.param("24:00", None, id="24:00"),
        pytest.param("8:60", None, id="60 minutes"),
        pytest.param("8", None, id="hour alone"),
        pytest.param("08:0", None, id="one digit of minutes"),
        pytest.param("8:00pm", None, id="pm"),
    ],
)
def test_times_of_day(typed: str, time: str | None) -> None:
    assert parsing.time_of_day(typed) == time


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("17", 17, id="digits"),
        pytest.param("١٧", 17, id="Arabic digits"),
        pytest.param("9" * 15, int("9" * 15), id="the longest"),
        pytest.param("9" * 16, None, id="beyond a database"),
        pytest.param("²", None, id="superscript"),
        pytest.param("৭", None, id="digits of another script"),
        pytest.param("-1", None, id="negative"),
        pytest.param("", None, id="empty"),
    ],
)
def test_numbers(typed: str, number: int | None) -> None:
    assert parsing.number(typed) == number


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        pytest.param("Asia/Baghdad", "Asia/Baghdad", id="as written"),
        pytest.param("asia/baghdad", "Asia/Baghdad", id="without case"),
        pytest.param("utc", "UTC", id="UTC"),
        pytest.param("Baghdad", None, id="a city alone"),
        pytest.param("../../etc/passwd", None, id="a path"),
        pytest.param("Asia", None, id="a folder"),
        pytest.param("x" * 5000, None, id="too long for a file"),
        pytest.param("\0", None, id="NUL"),
        pytest.param("", None, id="empty"),
    ],
)
def test_time_zones(typed: str, zone: str | None) -> None:
    assert parsing.timezone(typed) == zone


@pytest.mark.parametrize(
    ("typed", "severity"),
    [
        pytest.param("HIGH", "high", id="English"),
        pytest.param("عالية", "high", id="Arabic"),
        pytest.param("حرجة", "critical", id="Arabic critical"),
        pytest.param("urgent", None, id="unknown"),
    ],
)
def test_severities(typed: str, severity: str | None) -> None:
    assert parsing.severity(typed) == severity


@pytest.mark.parametrize(
    ("typed", "words", "length"),
    [
        pytest.param("داعش خراسان 7d", ("داعش", "خراسان"), timedelta(days=7), id="behind an alias"),
        pytest.param("ISKP ٧ أيام", ("ISKP",), timedelta(days=7), id="two words"),
        pytest.param("ISKP", ("ISKP",), None, id="none"),
        pytest.param("7d", (), timedelta(days=7), id="alone"),
        pytest.param("", (), None, id="empty"),
    ],
)
def test_a_length_at_the_end(typed: str, words: tuple[str, ...], length: timedelta | None) -> None:
    assert parsing.trailing_length(tuple(typed.split())) == (words, length)

"""Times as outlets write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.dates import read_date

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026-03-05T08:00:00+03:00", at(2026, 3, 5, 5)),
        ("Thu, 05 Mar 2026 08:00:00 +0300", at(2026, 3, 5, 5)),
        ("2026-03-05", at(2026, 3, 5)),
        ("الخميس 5 مارس 2026", at(2026, 3, 5)),
        ("٥ آذار/مارس ٢٠٢٦ - ١٠:٣٠", at(2026, 3, 5, 10, 30)),
        ("۵ مارس ۲۰۲۶", at(2026, 3, 5)),
        ("5 كانون الثاني 2026", at(2026, 1, 5)),
        ("17 شباط 2026", at(2026, 2, 17)),
        ("9 نيسان 2025", at(2025, 4, 9)),
        ("9 أيار 2025", at(2025, 5, 9)),
        ("9 حزيران 2025", at(2025, 6, 9)),
        ("9 تموز 2025", at(2025, 7, 9)),
        ("9 آب 2025", at(2025, 8, 9)),
        ("9 أيلول 2025", at(2025, 9, 9)),
        ("9 تشرين الأول 2025", at(2025, 10, 9)),
        ("9 تشرين الثاني 2025", at(2025, 11, 9)),
        ("9 كانون الأول 2025", at(2025, 12, 9)),
        ("14 جانفي 2026", at(2026, 1, 14)),
        ("14 فيفري 2026", at(2026, 2, 14)),
        ("14 أفريل 2025", at(2025, 4, 14)),
        ("14 ماي 2025", at(2025, 5, 14)),
        ("14 جوان 2025", at(2025, 6, 14)),
        ("14 جويلية 2025", at(2025, 7, 14)),
        ("2 أوت 2025", at(2025, 8, 2)),
        ("2 غشت 2025", at(2025, 8, 2)),
        ("2 شتنبر 2025", at(2025, 9, 2)),
        ("2 نونبر 2025", at(2025, 11, 2)),
        ("2 دجنبر 2025 على الساعة 18:30", at(2025, 12, 2, 18, 30)),
        ("الخامس من مارس 2026", at(2026, 3, 5)),
        ("04/03/2026", at(2026, 3, 4)),
        ("05.02.2026 14:05", at(2026, 2, 5, 14, 5)),
        ("03/13/2025", at(2025, 3, 13)),
        ("02/05/2026 ", at(2026, 2, 5)),
        ("March 5, 2026 10:15 AM", at(2026, 3, 5, 10, 15)),
        ("Mar 4, 2026 1:15 pm", at(2026, 3, 4, 13, 15)),
        ("5th of March 2026", at(2026, 3, 5)),
        ("5 Sept. 2025", at(2025, 9, 5)),
        ("Published: 4 March 2026, 22:10 GMT+3", at(2026, 3, 4, 19, 10)),
        ("05 آذار 2026 10:30 ص بتوقيت غرينتش", at(2026, 3, 5, 10, 30)),
        ("الأربعاء، ٤ مارس ٢٠٢٦ ٠٩:٤٥ مساءً", at(2026, 3, 4, 21, 45)),
        ("12:30 ص 5 مارس 2026", at(2026, 3, 5, 0, 30)),
        ("\u200f4\u200f/3\u200f/2026، 10:00:00 ص", at(2026, 3, 4, 10)),
        ("16 رمضان 1447 هـ - 5 مارس 2026م", at(2026, 3, 5)),
        ("16/09/1447 - 05/03/2026", at(2026, 3, 5)),
        ("10 شعبان 1447", at(2026, 1, 29)),
        ("۱۴ اسفند ۱۴۰۴", at(2026, 3, 5)),
        ("1404/12/14", at(2026, 3, 5)),
        ("14 حوت 1404", at(2026, 3, 5)),
        ("1 فروردین 1404", at(2025, 3, 21)),
        ("منذ ساعتين", NOW - timedelta(hours=2)),
        ("منذ 3 ساعات", NOW - timedelta(hours=3)),
        ("قبل ثلاثة أيام", NOW - timedelta(days=3)),
        ("قبل 20 دقيقة", NOW - timedelta(minutes=20)),
        ("منذ لحظات", NOW),
        ("2 hours ago", NOW - timedelta(hours=2)),
        ("an hour ago", NOW - timedelta(hours=1)),
        ("۲ ساعت پیش", NOW - timedelta(hours=2)),
        ("أمس 22:15", at(2026, 3, 4, 22, 15)),
        ("اليوم الساعة 09:10 صباحًا", at(2026, 3, 5, 9, 10)),
        ("5 مارس", at(2026, 3, 5)),
        ("31 ديسمبر", at(2025, 12, 31)),
        ("6 مارس 2026", NOW),
        ("5 مارس 2027", None),
        ("1 يناير 1970", None),
        ("31/02/2026", None),
        ("قتل 20 شخصا في 3 هجمات", None),
        ("مارس الماضي", None),
        ("", None),
        ("قبل 99999999999999 ساعة", None),
    ],
)
def test_read_date(words: str, moment: datetime | None) -> None:
    assert read_date(words, NOW) == moment


@pytest.mark.parametrize("words", ["منذ ساعتين", "أمس", "5 مارس", "2 hours ago"])
def test_without_now_nothing_is_told_against_it(words: str) -> None:
    assert read_date(words) is None


@given(st.text(alphabet="0123456789٣۴:/-+. مارسأغشتمنذقبلساعةpmT,اليومرمضان\u200f\0\ud800", max_size=40))
def test_any_words(words: str) -> None:
    found = read_date(words, NOW)
    assert found is None or found <= NOW

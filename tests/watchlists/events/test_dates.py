"""Dates, absolute and relative to Monday, 25 March 2024."""

from datetime import UTC, datetime

import pytest

from watchlists.events.dates import dates, nearest
from watchlists.events.passage import Passage

PUBLISHED = datetime(2024, 3, 25, 22, tzinfo=UTC)


def _dates(text: str, published: datetime | None = PUBLISHED) -> list[str]:
    return [one.when for one in dates(Passage("text", text, 0, len(text), (0, len(text))), published)]


CASES = [
    pytest.param("وقع منذ أسبوع", "2024-03-18", id="a week ago"),
    pytest.param("وقع قبل شهرين", "2024-01", id="two months ago"),
    pytest.param("وقع قبل نحو عامين", "2022", id="about two years ago"),
    pytest.param("وقع قبل عشر سنوات", "2014", id="ten years ago"),
    pytest.param("وقع الجمعة الماضية", "2024-03-22", id="last Friday, in the feminine"),
    pytest.param("وقع الليلة الماضية", "2024-03-24", id="last night"),
    pytest.param("وقع هذا العام", "2024", id="this year"),
    pytest.param("وقع مطلع الشهر", "2024-03", id="the beginning of the month"),
    pytest.param("وقع في صيف 2014", "2014", id="a summer"),
    pytest.param("وقع في 2014", "2014", id="in a year"),
    pytest.param("وقع في الثالث والعشرين من أكتوبر 2023", "2023-10-23", id="an ordinal of two words"),
    pytest.param("وقع في الحادي عشر من الشهر الجاري", "2024-03-11", id="an ordinal of this month"),
    pytest.param("وقع في 22 مارس 2024", "2024-03-22", id="day month year"),
    pytest.param("وقع في ٢٢ مارس ٢٠٢٤", "2024-03-22", id="arabic-indic"),
    pytest.param("وقع في مارس 2024", "2024-03", id="month year"),
    pytest.param("وقع في مارس من عام 2021", "2021-03", id="month of the year"),
    pytest.param("وقع في يونيو/حزيران 2023", "2023-06", id="double name"),
    pytest.param("وقع في 13 كانون الثاني 2021", "2021-01-13", id="levantine of two words"),
    pytest.param("وقع في تشرين الأول 2020", "2020-10", id="levantine"),
    pytest.param("وقع يوم 5 جويلية 2022", "2022-07-05", id="maghrebi july"),
    pytest.param("وقع في أوت 2013", "2013-08", id="maghrebi august"),
    pytest.param("وقع في 14 جانفي 2011", "2011-01-14", id="maghrebi january"),
    pytest.param("وقع في غشت 2019", "2019-08", id="moroccan august"),
    pytest.param("وقع عام 2015", "2015", id="year"),
    pytest.param("وقع سنة 1998", "1998", id="year, other word"),
    pytest.param("وقع في 2024-03-22", "2024-03-22", id="iso"),
    pytest.param("وقع في 22/3/2024", "2024-03-22", id="slashes"),
    pytest.param("وقع في 31 فبراير 2024", "2024-02", id="a day that does not exist"),
    pytest.param("وقع في فبراير الماضي", "2024-02", id="month without year"),
    pytest.param("وقع في نوفمبر الماضي", "2023-11", id="month of last year"),
    pytest.param("وقع تفجير في مارس", "2024-03", id="a month that ends the text"),
    pytest.param("وقع في 5 مارس الجاري", "2024-03-05", id="this month"),
    pytest.param("وقع أمس", "2024-03-24", id="yesterday"),
    pytest.param("وقع اليوم", "2024-03-25", id="today"),
    pytest.param("وقع أول أمس", "2024-03-23", id="the day before yesterday"),
    pytest.param("وقع يوم الجمعة", "2024-03-22", id="weekday"),
    pytest.param("وقع الاثنين", "2024-03-25", id="weekday of publication"),
    pytest.param("وقع الاثنين الماضي", "2024-03-18", id="last monday"),
    pytest.param("وقع قبل ثلاثة أيام", "2024-03-22", id="three days ago"),
    pytest.param("وقع قبل أسبوع", "2024-03-18", id="a week ago"),
    pytest.param("وقع قبل يومين", "2024-03-23", id="two days ago"),
    pytest.param("وقع الشهر الماضي", "2024-02", id="last month"),
    pytest.param("وقع العام الماضي", "2023", id="last year"),
    pytest.param("وقع في 15 رمضان 1445", "2024-03-25", id="hijri day"),
    pytest.param("وقع في محرم 1445", "2023-07", id="hijri month"),
    pytest.param("happened on 22 March 2024", "2024-03-22", id="english"),
]


@pytest.mark.parametrize(("text", "when"), CASES)
def test_reads_a_date(text: str, when: str) -> None:
    assert _dates(text) == [when]


NONE = [
    pytest.param("قتل 20 شخصا", id="people"),
    pytest.param("يجتمعون الجمعة المقبلة", id="to come"),
    pytest.param("شرح رمضان الخطة", id="a given name"),
    pytest.param("رقم 12/45/9999", id="no date"),
    pytest.param("وقع منذ سنوات", id="nobody says how many years"),
    pytest.param("في 2014 منزلا", id="houses"),
]


@pytest.mark.parametrize("text", NONE)
def test_reads_no_date(text: str) -> None:
    assert _dates(text) == []


def test_relative_dates_need_the_day_of_publication() -> None:
    assert _dates("وقع أمس في مارس 2024", None) == ["2024-03"]


def test_of_dates_side_by_side_the_absolute_one_holds() -> None:
    text = "وقع اليوم الجمعة 12 ماي 2017"
    passage = Passage("text", text, 0, len(text), (0, len(text)))
    best = nearest(passage, dates(passage, PUBLISHED), 0, 1)
    assert best is not None
    assert best.when == "2017-05-12"

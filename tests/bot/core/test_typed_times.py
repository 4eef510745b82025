"""Times of day, weekdays and schedules, as people type them."""

from __future__ import annotations

import pytest

from bot.core.typed_times import WantedSchedule, schedule, time_of_day, weekday


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        pytest.param("8:00", "08:00", id="one digit"),
        pytest.param("٠٨:٣٠", "08:30", id="Arabic digits"),
        pytest.param("8.30", "08:30", id="a dot"),
        pytest.param("23:59", "23:59", id="last minute"),
        pytest.param("8am", "08:00", id="am"),
        pytest.param("8 AM", "08:00", id="am in capitals"),
        pytest.param("8 p.m.", "20:00", id="pm with dots"),
        pytest.param("8:15pm", "20:15", id="minutes and pm"),
        pytest.param("12am", "00:00", id="midnight by the clock"),
        pytest.param("12pm", "12:00", id="noon by the clock"),
        pytest.param("at 8", "08:00", id="at"),
        pytest.param("10 at night", "22:00", id="at night"),
        pytest.param("noon", "12:00", id="noon"),
        pytest.param("midnight", "00:00", id="midnight"),
        pytest.param("٨ صباحا", "08:00", id="Arabic morning"),
        pytest.param("٨ صباحًا", "08:00", id="with a mark"),
        pytest.param("٨ ص", "08:00", id="its letter"),
        pytest.param("٨:٣٠ مساء", "20:30", id="Arabic evening"),
        pytest.param("١٠ ليلا", "22:00", id="Arabic night"),
        pytest.param("٢ ليلا", "02:00", id="deep in the night"),
        pytest.param("١ ظهرا", "13:00", id="Arabic noon and one"),
        pytest.param("الساعة ٨", "08:00", id="o'clock in Arabic"),
        pytest.param("منتصف الليل", "00:00", id="midnight in Arabic"),
        pytest.param("١٢ مساء", None, id="noon or midnight"),
        pytest.param("24:00", None, id="24:00"),
        pytest.param("13pm", None, id="13 pm"),
        pytest.param("0am", None, id="0 am"),
        pytest.param("8:60", None, id="60 minutes"),
        pytest.param("8", None, id="hour alone"),
        pytest.param("08:0", None, id="one digit of minutes"),
        pytest.param("8x", None, id="a letter"),
        pytest.param("9" * 4000, None, id="4,000 digits"),
        pytest.param("", None, id="empty"),
    ],
)
def test_times_of_day(typed: str, time: str | None) -> None:
    assert time_of_day(typed) == time


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        pytest.param("Sunday", "sun", id="English"),
        pytest.param("tues", "tue", id="an abbreviation"),
        pytest.param("الأحد", "sun", id="Arabic"),
        pytest.param("الاحد", "sun", id="no hamza"),
        pytest.param("أحد", "sun", id="no article"),
        pytest.param("الإثنين", "mon", id="a hamza too many"),
        pytest.param("الجمعه", "fri", id="ha for ta marbuta"),
        pytest.param("someday", None, id="none"),
        pytest.param("", None, id="empty"),
    ],
)
def test_weekdays(typed: str, day: str | None) -> None:
    assert weekday(typed) == day


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        pytest.param("daily 08:00", WantedSchedule("daily", None, "08:00", ()), id="as documented"),
        pytest.param("8 am Baghdad daily", WantedSchedule("daily", None, "08:00", ("Baghdad",)), id="another order"),
        pytest.param("every day at 8", WantedSchedule("daily", None, "08:00", ()), id="every day"),
        pytest.param("20:00", WantedSchedule(None, None, "20:00", ()), id="a time alone"),
        pytest.param("weekly sun 08:00", WantedSchedule("weekly", "sun", "08:00", ()), id="weekly"),
        pytest.param("sunday 9am please", WantedSchedule(None, "sun", "09:00", ()), id="a day says weekly"),
        pytest.param("every monday at 9", WantedSchedule(None, "mon", "09:00", ()), id="every Monday"),
        pytest.param("كل أحد ٩ صباحا الرياض", WantedSchedule(None, "sun", "09:00", ("الرياض",)), id="Arabic"),
        pytest.param("كل يوم أحد ٩ صباحا", WantedSchedule("weekly", "sun", "09:00", ()), id="every day of that name"),
        pytest.param("كل يوم الساعة ٨", WantedSchedule("daily", None, "08:00", ()), id="every day in Arabic"),
        pytest.param("يوميا ٨ مساء بتوقيت بغداد", WantedSchedule("daily", None, "20:00", ("بغداد",)), id="a zone"),
        pytest.param("daily 8am New York", WantedSchedule("daily", None, "08:00", ("New", "York")), id="two words"),
        pytest.param("daily eight", WantedSchedule("daily", None, None, ("eight",)), id="no time"),
        pytest.param("weekly 08:00", WantedSchedule("weekly", None, "08:00", ()), id="no day"),
        pytest.param("daily sun 8:00", WantedSchedule("daily", "sun", "08:00", (), clash=True), id="daily on Sundays"),
        pytest.param("sun mon 8:00", WantedSchedule(None, None, "08:00", (), clash=True), id="two days"),
        pytest.param("", WantedSchedule(None, None, None, ()), id="empty"),
    ],
)
def test_schedules(typed: str, wanted: WantedSchedule) -> None:
    assert schedule(typed.split()) == wanted

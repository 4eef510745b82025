"""/digest: schedules of a chat in its zone, and a digest at once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model import Schedule
from tests.handlers.commands.conversing import Room, commands_of


def schedules(room: Room) -> list[Schedule]:
    with room.parts.store.begin() as unit:
        return list(unit.schedules.of(1))


@pytest.mark.parametrize(
    ("typed", "weekday", "zone", "next_at"),
    [
        pytest.param("daily 08:00", None, "UTC", datetime(2026, 3, 6, 8, tzinfo=UTC), id="daily, just past"),
        pytest.param("DAILY 8:01", None, "UTC", datetime(2026, 3, 5, 8, 1, tzinfo=UTC), id="capitals"),
        pytest.param("daily 08:00 asia/baghdad", None, "Asia/Baghdad", datetime(2026, 3, 6, 5, tzinfo=UTC), id="zone"),
        pytest.param("weekly sun 08:00", "sun", "UTC", datetime(2026, 3, 8, 8, tzinfo=UTC), id="weekly"),
        pytest.param("weekly Sunday 08:00", "sun", "UTC", datetime(2026, 3, 8, 8, tzinfo=UTC), id="whole day"),
        pytest.param("أسبوعي الأحد ٠٨:٠٠", "sun", "UTC", datetime(2026, 3, 8, 8, tzinfo=UTC), id="Arabic"),
        pytest.param("08:30", None, "UTC", datetime(2026, 3, 5, 8, 30, tzinfo=UTC), id="a time alone is daily"),
        pytest.param(
            "every sunday 8am Baghdad", "sun", "Asia/Baghdad", datetime(2026, 3, 8, 5, tzinfo=UTC), id="words"
        ),
        pytest.param(
            "كل أحد ٨ صباحا بغداد", "sun", "Asia/Baghdad", datetime(2026, 3, 8, 5, tzinfo=UTC), id="Arabic words"
        ),
        pytest.param("يومي ٠٨:٣٠", None, "UTC", datetime(2026, 3, 5, 8, 30, tzinfo=UTC), id="daily in Arabic"),
    ],
)
def test_a_schedule_is_kept(typed: str, weekday: str | None, zone: str, next_at: datetime, english: Room) -> None:
    reply = english.say(f"/digest {typed}")
    (schedule,) = schedules(english)
    assert (schedule.weekday, schedule.timezone, schedule.next_at) == (weekday, zone, next_at)
    assert zone in reply.text


def test_the_chats_own_zone_is_the_default(english: Room) -> None:
    english.say("/settings timezone Asia/Baghdad")
    english.say("/digest daily 08:00")
    assert schedules(english)[0].timezone == "Asia/Baghdad"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("daily 24:00", "24:00\u2069” is no time of day", id="24:00"),
        pytest.param("daily eight", "eight\u2069” is no time of day", id="no time"),
        pytest.param("daily 08:00 Mars/Base", "I know no time zone", id="zone"),
        pytest.param("weekly someday 08:00", "did not understand", id="day"),
        pytest.param("daily", "did not understand", id="no time at all"),
        pytest.param("daily 08:00 UTC maybe", "I know no time zone", id="a word too many"),
        pytest.param("daily sun 08:00", "did not understand", id="daily on Sundays"),
        pytest.param("08:00 Russia", "has several time zones. For example: Europe/Moscow", id="a large country"),
        pytest.param("hourly", "did not understand", id="rhythm"),
        pytest.param("now soon", "did not understand", id="window"),
        pytest.param("off now", "did not understand", id="off and more"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(typed: str, said: str, english: Room) -> None:
    english.say("/digest daily 07:00")
    before = schedules(english)
    reply = english.say(f"/digest {typed}")
    assert said in reply.text
    assert "/digest" in reply.text or "For example: " in reply.text
    assert schedules(english) == before


def test_alone_it_tells_and_off_ends(english: Room) -> None:
    without = english.say("/digest")
    assert "gets no digest" in without.text
    assert "/digest off" not in commands_of(without)
    assert commands_of(without)[0] == "/digest now"
    english.say(commands_of(without)[2])
    assert schedules(english)[0].at == "08:00"
    assert "/digest off" in commands_of(english.say("/digest"))
    english.say("/digest weekly sun 09:00")
    assert len(english.say("/digest").text.splitlines()) == 2
    assert "No more digests" in english.say("/digest off").text
    assert "gets no digest" in english.say("/digest off").text
    assert schedules(english) == []


def test_now_covers_the_window_asked_for(english: Room) -> None:
    english.say("/watch ISKP")
    english.publish(ago=timedelta(days=3))
    assert "Nothing new" in english.say("/digest now").text
    assert "S1" in english.say("/digest now 7d").text
    assert "S1" in english.say("/digest الآن ٧ أيام").text
    assert "S1" in english.say("/digest last week").text


def test_now_holds_only_what_the_chat_watches(english: Room) -> None:
    english.publish()
    assert "Nothing new" in english.say("/digest now").text


def test_a_digest_of_nothing_is_one_line(english: Room) -> None:
    english.say("/watch ISKP")
    reply = english.say("/digest now 24h")
    assert reply.text == "Digest — Nothing new from 2026-03-04 08:00 to 2026-03-05 08:00."


def test_more_stories_are_a_button_away(english: Room) -> None:
    """Twenty happenings on twenty days."""
    english.say("/watch ISKP")
    for day in range(20):
        english.publish(ago=timedelta(days=6 * day + 1), source=f"outlet {day}")
    english.now += timedelta(seconds=1)
    first = english.say("/digest now 180d")
    assert "and 5 more stories" in first.text
    second = english.say(commands_of(first)[0])
    numbers = [set(re.findall(r"S\d+$", page.text, re.MULTILINE)) for page in (first, second)]
    assert [len(some) for some in numbers] == [15, 5]
    assert not numbers[0] & numbers[1]
    assert commands_of(second) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("more", "did not understand", id="nothing"),
        pytest.param("more 1 2", "did not understand", id="no offset"),
        pytest.param("more 2 1 15", "did not understand", id="turned round"),
        pytest.param("more 1772611200000000 1772697600000000 15", "no more stories", id="beyond the end"),
    ],
)
def test_a_page_that_is_none(typed: str, said: str, english: Room) -> None:
    assert said in english.say(f"/digest {typed}").text


def test_what_was_held_is_told_with_its_reason(english: Room) -> None:
    english.say("/watch ISKP critical")
    english.publish("أعلنت الشرطة أنها اعتقلت عنصرا من داعش خراسان في كابول.", ago=timedelta(minutes=2))
    english.now += timedelta(minutes=1)
    text = english.say("/digest now").text
    assert re.search(r"1 alert was kept for this digest \(below the level of this chat\): S1$", text, re.MULTILINE)
    assert re.search(r"^Islamic State Khorasan.*: 1 story \(before: 0 ↑\)$", text, re.MULTILINE)

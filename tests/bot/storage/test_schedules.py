"""Schedules on both databases."""

from __future__ import annotations

from dataclasses import replace

from bot.core.model import Schedule
from bot.storage import SqlStore
from tests.bot.storage.samples import DAY, HOUR, NOW, put_chat


def test_a_chat_has_one_daily_and_one_weekly_schedule(store: SqlStore) -> None:
    with store.begin() as unit:
        here, there = put_chat(unit, "1"), put_chat(unit, "2")
        wanted = Schedule(0, here.id, "08:00", None, "Asia/Baghdad", NOW)
        daily = unit.schedules.put(wanted, NOW)
        assert replace(daily, id=0) == wanted
        weekly = unit.schedules.put(Schedule(0, here.id, "08:00", "sun", "UTC", NOW, NOW - DAY), NOW)
        other = unit.schedules.put(Schedule(0, there.id, "08:00", "mon", "UTC", NOW), NOW)
        later = unit.schedules.put(replace(wanted, at="09:30", timezone="UTC", next_at=NOW + DAY), NOW)
        assert later == replace(daily, at="09:30", timezone="UTC", next_at=NOW + DAY)
        friday = unit.schedules.put(replace(weekly, weekday="fri", last_at=None), NOW)
        assert friday == replace(weekly, weekday="fri")
        assert unit.schedules.of(here.id) == [later, friday]
        assert unit.schedules.drop(here.id) == 2
        assert unit.schedules.drop(here.id) == 0
        assert unit.schedules.of(there.id) == [other]


def test_due_schedules_of_chats_that_are_allowed_in(store: SqlStore) -> None:
    with store.begin() as unit:
        chats = [put_chat(unit, "1"), put_chat(unit, "2"), put_chat(unit, "3"), put_chat(unit, "4", access="gone")]
        times = (NOW, NOW - HOUR, NOW + HOUR, NOW)
        made = [
            unit.schedules.put(Schedule(0, chat.id, "08:00", None, "UTC", at), NOW)
            for chat, at in zip(chats, times, strict=True)
        ]
        assert unit.schedules.due(NOW) == [made[1], made[0]]


def test_an_occurrence_runs_once(store: SqlStore) -> None:
    with store.begin() as unit:
        schedule = unit.schedules.put(Schedule(0, put_chat(unit).id, "02:30", None, "UTC", NOW), NOW)
        assert unit.schedules.last_run() is None
        assert unit.schedules.ran(schedule.id, "2026-10-25T02:30", NOW, NOW + HOUR)
        assert unit.schedules.last_run() == NOW
        assert not unit.schedules.ran(schedule.id, "2026-10-25T02:30", NOW + HOUR, NOW + DAY)
        (left,) = unit.schedules.of(schedule.destination_id)
        assert (left.last_at, left.next_at) == (NOW, NOW + DAY)
        assert unit.schedules.ran(schedule.id, "2026-10-26T02:30", NOW + DAY, NOW + 2 * DAY)
        unit.schedules.put(replace(schedule, at="03:00"), NOW)
        assert not unit.schedules.ran(schedule.id, "2026-10-26T02:30", NOW + DAY, NOW + 2 * DAY)
        unit.schedules.drop(schedule.destination_id)
        assert not unit.schedules.ran(schedule.id, "2026-10-27T02:30", NOW, NOW)

"""/health: whether all is well, what failed, and sending it again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.core.arrivals import Arrival, Lane
from bot.core.bidi import outside
from bot.core.model import Incoming
from bot.core.processes import ROLES, Process
from tests.handlers.commands.conversing import Room, commands_of


def fail(room: Room, reason: str = "Forbidden: bot was blocked by the user") -> int:
    """One delivery that failed; returns its number."""
    room.say("/watch ISKP")
    room.publish()
    with room.parts.store.begin() as unit:
        (delivery,) = unit.outbox.claim("telegram", room.now, 60, 9)
        unit.outbox.dead(delivery.id, reason, room.now)
    return delivery.id


def waiting(room: Room) -> int:
    with room.parts.store.begin() as unit:
        return unit.outbox.counts().get(("telegram", "pending"), 0)


def test_nothing_is_wrong(english: Room) -> None:
    assert "Nothing is wrong that is known of." in english.say("/health").text


def test_what_failed_is_listed_with_its_reason_and_buttons(english: Room) -> None:
    number = fail(english)
    reply = english.say("/health")
    assert "1 failed delivery" in reply.text
    assert f"#{number} telegram:" in reply.text
    assert "Forbidden: bot was blocked by the user" in reply.text
    assert commands_of(reply) == ["/health retry all", f"/health retry {number}"]


@pytest.mark.parametrize("typed", ["all", "{n}", "#{n}", "ALL"])
def test_it_is_sent_again(english: Room, typed: str) -> None:
    number = fail(english)
    before = waiting(english)
    reply = english.say("/health retry " + typed.format(n=number))
    assert "1 message will be sent again." in reply.text
    assert waiting(english) == before + 1
    with english.parts.store.begin() as unit:
        assert unit.people.audit()[0][2] == "retry"


@pytest.mark.parametrize("typed", ["retry", "retry x", "retry 1 x", "what"])
def test_what_is_unclear_sends_nothing(english: Room, typed: str) -> None:
    fail(english)
    before = waiting(english)
    assert "For example: /health retry 12" in english.say(f"/health {typed}").text
    assert waiting(english) == before


def test_an_unknown_number_is_said(english: Room) -> None:
    assert "0 messages will be sent again." in english.say("/health retry 99").text
    assert "0 messages will be sent again." in english.say("صحة أعد الكل").text


def test_only_what_was_sent_again_is_in_the_audit_log(english: Room) -> None:
    english.say("/health retry 3")
    english.say("/health retry all")
    with english.parts.store.begin() as unit:
        assert [one[2] for one in unit.people.audit() if one[2] == "retry"] == []
    number = fail(english)
    english.say(f"/health retry {number} {number + 7}")
    with english.parts.store.begin() as unit:
        assert unit.people.audit()[0][2:4] == ("retry", {"deliveries": [number]})


def test_alarms_and_chats_that_are_left_alone(english: Room) -> None:
    fail(english)
    with english.parts.store.begin() as unit:
        unit.outbox.hold(1, english.now + timedelta(hours=12))
    english.parts.heartbeat.beat(english.now, {})
    said = english.say("/health").text
    assert "1 message could not be delivered." in said
    assert "takes nothing until" in said


def sign(room: Room, name: str, *roles: str, version: str = "1.0", duties: tuple[str, ...] = ()) -> None:
    with room.parts.store.begin() as unit:
        started = room.now - timedelta(hours=2)
        unit.processes.sign(Process(name, name, 71, roles, version, started, room.now, duties))


def wait(room: Room, *lanes: Lane) -> None:
    with room.parts.store.begin() as unit:
        new = [Incoming("wire", f"نص {number}") for number, _ in enumerate(lanes)]
        unit.arrivals.put(
            [Arrival(one, "api", room.now - timedelta(minutes=5), lane) for one, lane in zip(new, lanes, strict=True)]
        )


def test_of_one_process_and_nothing_that_waits_nothing_is_said(english: Room) -> None:
    before = english.say("/health").text
    sign(english, "a", *ROLES, duties=("sources", "schedules", "telegram"))
    assert english.say("/health").text == before
    assert "Processes" not in before
    assert "Not matched yet" not in before


def test_processes_that_share_the_work(english: Room) -> None:
    sign(english, "one", "ingest", "chat", duties=("sources", "telegram"))
    sign(english, "two", "match")
    sign(english, "three", "match", "deliver", version="1.1")
    lines = english.say("/health").text.splitlines()
    start = lines.index("Processes")
    assert lines[start + 1 : start + 6] == [
        "3 processes share the work: ingest (1), match (2), alert (0), deliver (1), chat (1)",
        "Polls the feeds: one/71",
        "Keeps the schedules: nobody at the moment",
        "Hears telegram: one/71",
        "Several versions run: 1.0, 1.1",
    ]


def test_a_process_that_is_gone_is_not_counted(english: Room) -> None:
    sign(english, "one", "ingest", "chat")
    english.now += timedelta(minutes=1)
    sign(english, "two", "match")
    assert "1 process works: ingest (0), match (1)" in english.say("/health").text


def test_articles_that_wait_and_are_put_aside(english: Room) -> None:
    wait(english, "fresh", "fresh", "backfill")
    with english.parts.store.begin() as unit:
        unit.arrivals.keep_spoilt(b"{", "no JSON", english.now)
    lines = english.say("/health").text.splitlines()
    start = lines.index("Not matched yet")
    assert lines[start + 1 :] == [
        "2 articles wait to be matched",
        "1 article of the backfill waits",
        "Waiting longest: 5 minutes",
        "1 article is put aside; rasid queue list says why",
    ]


def test_processes_and_what_waits_in_arabic(arabic: Room) -> None:
    sign(arabic, "one", "ingest", "chat", duties=("sources",))
    sign(arabic, "two", "match")
    fresh: list[Lane] = ["fresh"] * 11
    wait(arabic, *fresh, "backfill", "backfill")
    with arabic.parts.store.begin() as unit:
        unit.arrivals.keep_spoilt(b"{", "no JSON", arabic.now)
    said = arabic.say("/صحة").text
    assert [re.sub("[\u2066-\u2069]", "", line) for line in said.splitlines()[-9:]] == [
        "العمليات",
        "تتقاسم العمل عمليتان: ingest (1)، match (1)، alert (0)، deliver (0)، chat (1)",
        "تقرأ المصادر: one/71",
        "تتولى المواعيد: لا أحد الآن",
        "في انتظار المطابقة",
        "11 خبرا ينتظر المطابقة",
        "خبران مؤجلان ينتظران",
        "أطول انتظار: 5 دقائق",
        "خبر واحد منحى جانبا؛ السبب في rasid queue list",
    ]
    assert not re.search("[A-Za-z0-9]", outside(said)), "names and numbers keep their order"


def test_only_for_admins(english: Room) -> None:
    english.other("-7", english.person).say("/start")
    assert "Only an administrator may do that." in english.other("-7").say("/health").text


def test_in_arabic(arabic: Room) -> None:
    fail(arabic)
    said = arabic.say("/صحة").text
    assert "رسالة واحدة متعذرة" in said

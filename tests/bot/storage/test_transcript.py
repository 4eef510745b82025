"""The chats of the web console and its sessions, on both databases."""

from __future__ import annotations

import threading
from datetime import timedelta

from bot.core.message import Message, block
from bot.storage import SqlStore
from tests.bot.storage.samples import HOUR, NOW

CHAT = "console"


def message(text: str) -> Message:
    return Message((block(text),), "ar")


def test_lines_stand_in_their_order_with_what_they_are(store: SqlStore) -> None:
    with store.begin() as unit:
        said = unit.transcript.say(CHAT, "u1", "/status ISKP", NOW)
        answer = unit.transcript.put(CHAT, "d1", message("حالة"), NOW + HOUR, reply_to=said.id, alert_id=7)
        unit.transcript.say("other", "u1", "elsewhere", NOW)
        assert unit.transcript.latest(CHAT, 10) == [said, answer]
        assert unit.transcript.latest(CHAT, 1) == [answer]
        assert unit.transcript.latest(CHAT, 10, before=answer.id) == [said]
    assert (said.said, said.message) == ("/status ISKP", None)
    assert (answer.message, answer.reply_to, answer.alert_id) == (message("حالة"), said.id, 7)
    assert answer.revision > said.revision


def test_the_same_key_is_the_same_line(store: SqlStore) -> None:
    with store.begin() as unit:
        first = unit.transcript.put(CHAT, "d1", message("one"), NOW)
    with store.begin() as unit:
        assert unit.transcript.put(CHAT, "d1", message("two"), NOW + HOUR) == first
        assert unit.transcript.latest(CHAT, 10) == [first]


def test_one_line_is_found_until_it_is_gone(store: SqlStore) -> None:
    with store.begin() as unit:
        line = unit.transcript.put(CHAT, "d1", message("one"), NOW)
        assert unit.transcript.line(CHAT, line.id) == line
        assert unit.transcript.line("other", line.id) is None
        assert unit.transcript.line(CHAT, line.id + 1) is None
        unit.transcript.take_back(CHAT, line.id)
        assert unit.transcript.line(CHAT, line.id) is None


def test_what_changed_is_told_since_a_revision(store: SqlStore) -> None:
    with store.begin() as unit:
        one, two = (unit.transcript.put(CHAT, key, message(key), NOW) for key in ("1", "2"))
        seen = unit.transcript.revision(CHAT)
        assert unit.transcript.since(CHAT, seen, 10) == []
        assert unit.transcript.change(CHAT, one.id, message("changed"))
        unit.transcript.take_back(CHAT, two.id)
        changed, gone = unit.transcript.since(CHAT, seen, 10)
        assert (changed.id, changed.message) == (one.id, message("changed"))
        assert (gone.id, gone.gone, gone.message) == (two.id, True, None)
        assert not unit.transcript.change(CHAT, two.id, message("too late"))
        assert not unit.transcript.change("other", one.id, message("of another chat"))
        assert [line.id for line in unit.transcript.latest(CHAT, 10)] == [one.id]


def test_whoever_saw_a_revision_saw_all_before_it(store: SqlStore) -> None:
    """Several write at once; a reader that goes on from what it saw last misses nothing."""
    with store.begin() as unit:
        unit.transcript.say(CHAT, "first", "x", NOW)

    def write(who: int) -> None:
        for number in range(10):
            with store.begin() as unit:
                unit.transcript.say(CHAT, f"{who}:{number}", "x", NOW)

    writers = [threading.Thread(target=write, args=(who,)) for who in range(3)]
    for one in writers:
        one.start()
    seen, revision, writing, new = set[int](), 0, True, True
    while writing or new:
        writing = any(one.is_alive() for one in writers)
        with store.begin(read_only=True) as unit:
            lines = unit.transcript.since(CHAT, revision, 5)
        seen |= {line.id for line in lines}
        revision, new = lines[-1].revision if lines else revision, bool(lines)
    assert len(seen) == 31


def test_a_session_is_open_until_it_ends_or_is_closed(store: SqlStore) -> None:
    with store.begin() as unit:
        for name in "abc":
            unit.sessions.open(name, NOW, NOW + HOUR)
        assert unit.sessions.is_open("a", NOW)
        assert not unit.sessions.is_open("a", NOW + HOUR)
        assert not unit.sessions.is_open("d", NOW)
        unit.sessions.close("a")
        assert not unit.sessions.is_open("a", NOW)
        assert unit.sessions.close_all() == 2


def test_old_lines_and_ended_sessions_go(store: SqlStore) -> None:
    old = NOW - timedelta(days=100)
    with store.begin() as unit:
        unit.transcript.say(CHAT, "old", "x", old)
        kept = unit.transcript.say(CHAT, "new", "x", NOW)
        unit.sessions.open("a", old, old + HOUR)
        assert unit.expiry.rows(NOW - timedelta(days=30), None, 50) == 1
        assert unit.expiry.rows(NOW - timedelta(days=30), NOW - timedelta(days=90), 50) == 1
        assert unit.transcript.latest(CHAT, 10) == [kept]

"""The outbox on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from bot.core.message import Block, Button, Message, Span
from bot.core.model import Address, Delivery, NewDelivery, Told
from bot.storage import SqlStore
from bot.storage.tables import deliveries
from tests.bot.storage.samples import DAY, HOUR, NOW, note, put_alert, put_chat, queue
from tests.fakes.postgres import PostgresServer

LEASE = 60.0

WORKER = """
import json, sys, time
from datetime import datetime
from bot.storage import SqlStore

store, now, claimed = SqlStore(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), []
sys.stdin.readline()
while True:
    with store.begin() as unit:
        batch = unit.outbox.claim("telegram", now, 60, 7)
    claimed += [(one.destination.id, one.id) for one in batch]
    with store.begin() as unit:
        for one in batch:
            unit.outbox.sent(one.id, str(one.id), now)
        if not batch and not unit.outbox.counts().get(("telegram", "pending")):
            break
    time.sleep(0 if batch else 0.02)
print(json.dumps(claimed))
"""


def keys(claimed: Sequence[Delivery]) -> list[str]:
    return [one.message.text for one in claimed]


def test_more_messages_are_brought_up_to_date_than_a_statement_takes_values(store: SqlStore) -> None:
    with store.begin() as unit:
        chat, alert = put_chat(unit), put_alert(unit)
        queue(unit, "old", chat, alert=alert)
        [told] = unit.outbox.told([alert.story_id, 10_000])[alert.story_id]
        absent = [(Told(1_000 + number, chat, alert.id, alert.id, NOW), note()) for number in range(20_000)]
        unit.outbox.revise([*absent, (told, note("new"))], NOW)
        assert keys(unit.outbox.claim("telegram", NOW, LEASE, 9)) == ["new"]
        assert unit.outbox.told([]) == {}


def test_a_delivery_comes_back_as_it_was_written(store: SqlStore) -> None:
    rows = ((Button("المزيد", "/why A1"), Button("كتم", "/mute ISKP 4h")),)
    spans = (Span("داعش", "bold", "https://example.org"), Span(" قال: <b>&\u2067"))
    message = Message((Block(spans, "heading"), Block((Span("نص"),), "quote")), "ar", rows)
    with store.begin() as unit:
        chat, alert = put_chat(unit), put_alert(unit)
        new = NewDelivery("alert:1", chat.id, "alert", message, alert.id, "55", trace="a12")
        assert unit.outbox.add(new, NOW)
        assert not unit.outbox.add(new, NOW)
        (claimed,) = unit.outbox.claim("telegram", NOW, LEASE, 9)
    assert claimed == Delivery(
        claimed.id,
        chat,
        "alert",
        message,
        0,
        NOW,
        alert_id=alert.id,
        reply_to="55",
        state="sending",
        key="alert:1",
        trace="a12",
    )


def test_replies_then_notices_then_critical_alerts_then_alerts_then_digests(store: SqlStore) -> None:
    with store.begin() as unit:
        critical, high = put_alert(unit, "a", severity="critical"), put_alert(unit, "b", severity="high")
        written = [("digest", None), ("alert", high), ("alert", critical), ("notice", None), ("reply", None)]
        for turn, (kind, alert) in enumerate(written):
            queue(unit, f"{kind}-{alert.severity if alert else ''}", put_chat(unit, str(turn)), kind, alert)
        everything = keys(unit.outbox.claim("telegram", NOW, LEASE, 9))
    assert everything == ["reply-", "notice-", "alert-critical", "alert-high", "digest-"]


def test_of_a_chat_one_at_a_time_by_priority_then_in_order(store: SqlStore) -> None:
    with store.begin() as unit:
        chat = put_chat(unit)
        for key, kind in (("d", "digest"), ("a1", "alert"), ("a2", "alert"), ("r", "reply")):
            queue(unit, key, chat, kind)
        order = []
        while claimed := unit.outbox.claim("telegram", NOW, LEASE, 9):
            assert unit.outbox.claim("telegram", NOW, LEASE, 9) == []
            order += keys(claimed)
            unit.outbox.sent(claimed[0].id, f"m{claimed[0].id}", NOW)
    assert order == ["r", "a1", "a2", "d"]


def test_the_limit_and_the_platform(store: SqlStore) -> None:
    with store.begin() as unit:
        for turn in range(3):
            queue(unit, f"t{turn}", put_chat(unit, str(turn)))
        queue(unit, "s", put_chat(unit, "C1", platform="slack"))
        assert keys(unit.outbox.claim("slack", NOW, LEASE, 9)) == ["s"]
        assert keys(unit.outbox.claim("telegram", NOW, LEASE, 2)) == ["t0", "t1"]
        assert keys(unit.outbox.claim("telegram", NOW, LEASE, 2)) == ["t2"]
        assert unit.outbox.claim("telegram", NOW, LEASE, 2) == []


def test_a_held_chat_and_one_that_is_gone_get_nothing_and_stop_no_other(store: SqlStore) -> None:
    with store.begin() as unit:
        held, gone, free = (put_chat(unit, name) for name in ("held", "gone", "free"))
        for chat in (held, gone, free):
            queue(unit, chat.address.chat, chat)
        unit.outbox.hold(held.id, NOW + DAY)
        unit.outbox.hold(held.id, NOW + HOUR)
        unit.chats.change(gone.id, access="gone")
        assert keys(unit.outbox.claim("telegram", NOW, LEASE, 9)) == ["free"]
        assert unit.outbox.claim("telegram", NOW + HOUR, 9 * DAY.total_seconds(), 9)[0].doubtful
        assert keys(unit.outbox.claim("telegram", NOW + DAY, LEASE, 9)) == ["held"]
        unit.chats.change(gone.id, access="allowed")
        assert keys(unit.outbox.claim("telegram", NOW + DAY, LEASE, 9)) == ["gone"]


def test_a_lost_lease_is_taken_again_as_doubtful_and_before_all_else_of_its_chat(store: SqlStore) -> None:
    with store.begin() as unit:
        chat = put_chat(unit)
        queue(unit, "a", chat)
        (first,) = unit.outbox.claim("telegram", NOW, LEASE, 9)
        queue(unit, "r", chat, "reply")
        assert unit.outbox.claim("telegram", NOW + HOUR / 120, LEASE, 9) == []
        (again,) = unit.outbox.claim("telegram", NOW + HOUR, LEASE, 9)
        assert (again.id, again.doubtful, again.attempts) == (first.id, True, 1)
        unit.outbox.retry(again.id, NOW + HOUR, "busy", doubtful=False, counted=False)
        assert keys(unit.outbox.claim("telegram", NOW + HOUR, LEASE, 9)) == ["r"]


def test_a_retry_waits_and_keeps_its_place(store: SqlStore) -> None:
    with store.begin() as unit:
        chat = put_chat(unit)
        queue(unit, "a1", chat)
        queue(unit, "a2", chat)
        queue(unit, "d", chat, "digest")
        (first,) = unit.outbox.claim("telegram", NOW, LEASE, 9)
        unit.outbox.retry(first.id, NOW + HOUR, "away", doubtful=True, counted=True)
        assert keys(unit.outbox.claim("telegram", NOW, LEASE, 9)) == ["d"]
        unit.outbox.sent(unit.outbox.claim("telegram", NOW + DAY, LEASE, 9)[0].id, "9", NOW)
        (again,) = unit.outbox.claim("telegram", NOW + HOUR, LEASE, 9)
        assert (again.message.text, again.attempts, again.doubtful, again.error) == ("a1", 1, True, "away")
        unit.outbox.retry(again.id, NOW, "flood", doubtful=False, counted=False)
        (again,) = unit.outbox.claim("telegram", NOW, LEASE, 9)
        assert (again.attempts, again.doubtful) == (1, True)


def test_the_dead_are_listed_and_revived(store: SqlStore) -> None:
    with store.begin() as unit:
        for name in ("1", "2", "3"):
            queue(unit, name, put_chat(unit, name))
        one, two, three = unit.outbox.claim("telegram", NOW, LEASE, 9)
        unit.outbox.dead(two.id, "refused", NOW)
        unit.outbox.dead(one.id, "blocked", NOW + HOUR)
        unit.outbox.dead(three.id, "blocked", NOW - HOUR)
        failed = unit.outbox.failed()
        assert [(d.message.text, d.error, d.state) for d in failed[:2]] == [
            ("1", "blocked", "dead"),
            ("2", "refused", "dead"),
        ]
        assert keys(unit.outbox.failed(1)) == ["1"]
        assert unit.outbox.counts() == {("telegram", "dead"): 3}
        assert unit.outbox.revive([one.id, 10_000], NOW) == 1
        assert keys(unit.outbox.claim("telegram", NOW, LEASE, 9)) == ["1"]
        assert unit.outbox.revive(None, NOW) == 2
        assert keys(unit.outbox.claim("telegram", NOW, LEASE, 9)) == ["2", "3"]


def test_an_older_delivery_that_is_revived_does_not_block_one_in_flight(store: SqlStore) -> None:
    with store.begin() as unit:
        chat = put_chat(unit)
        queue(unit, "old", chat)
        (old,) = unit.outbox.claim("telegram", NOW, LEASE, 9)
        unit.outbox.dead(old.id, "refused", NOW)
        queue(unit, "new", chat)
        unit.outbox.claim("telegram", NOW, LEASE, 9)
        unit.outbox.revive(None, NOW)
        assert keys(unit.outbox.claim("telegram", NOW + HOUR, LEASE, 9)) == ["new"]


def test_what_was_sent_stays_sent(store: SqlStore) -> None:
    with store.begin() as unit:
        queue(unit, "a", put_chat(unit))
        (one,) = unit.outbox.claim("telegram", NOW, LEASE, 9)
        unit.outbox.sent(one.id, "77", NOW)
        unit.outbox.retry(one.id, NOW, "late", doubtful=True, counted=True)
        unit.outbox.dead(one.id, "late", NOW)
        assert unit.outbox.revive(None, NOW) == 0
        assert unit.outbox.counts() == {("telegram", "sent"): 1}


def test_counts_and_the_oldest(store: SqlStore) -> None:
    with store.begin() as unit:
        assert unit.outbox.counts() == {}
        assert unit.outbox.oldest(NOW) is None
        first, second = put_chat(unit, "1"), put_chat(unit, "C1", platform="slack")
        assert unit.outbox.add(NewDelivery("a", first.id, "reply", note()), NOW - HOUR)
        assert unit.outbox.add(NewDelivery("b", second.id, "reply", note()), NOW)
        assert unit.outbox.oldest(NOW) == NOW - HOUR
        unit.outbox.hold(first.id, NOW + HOUR)
        assert unit.outbox.oldest(NOW) == NOW
        unit.outbox.claim("slack", NOW, LEASE, 1)
        assert unit.outbox.oldest(NOW) is None
        assert unit.outbox.counts() == {("telegram", "pending"): 1, ("slack", "sending"): 1}


def test_what_waits_for_another_try_waits_all_the_same(store: SqlStore) -> None:
    with store.begin() as unit:
        queue(unit, "a", put_chat(unit))
        (one,) = unit.outbox.claim("telegram", NOW, LEASE, 9)
        unit.outbox.retry(one.id, NOW + DAY, "502", doubtful=False, counted=True)
        assert unit.outbox.oldest(NOW) == NOW


def test_a_chat_that_left_is_not_sent_anything_again(store: SqlStore) -> None:
    with store.begin() as unit:
        for name in ("1", "2"):
            queue(unit, name, put_chat(unit, name))
        for one in unit.outbox.claim("telegram", NOW, LEASE, 9):
            unit.outbox.dead(one.id, "blocked", NOW)
        unit.chats.lose(unit.outbox.failed()[0].destination.id, whole=True)
        assert unit.outbox.revive(None, NOW) == 1
        assert len(unit.outbox.failed()) == 1


def test_an_answer_leads_to_the_alert(store: SqlStore) -> None:
    with store.begin() as unit:
        alert = put_alert(unit)
        queue(unit, "a", put_chat(unit, "C1", platform="slack"), alert=alert)
        queue(unit, "b", put_chat(unit, "C2", platform="slack"), "digest")
        for one in unit.outbox.claim("slack", NOW, LEASE, 9):
            unit.outbox.sent(one.id, "171.5", NOW)
        assert unit.outbox.alert_of(Address("slack", "C1"), "171.5") == alert.id
        assert unit.outbox.alert_of(Address("slack", "C1", "171.5"), "171.5") == alert.id
        assert unit.outbox.alert_of(Address("slack", "C2"), "171.5") is None
        assert unit.outbox.alert_of(Address("slack", "C1"), "171.6") is None
        assert unit.outbox.alert_of(Address("telegram", "C1"), "171.5") is None


def test_the_database_itself_allows_one_in_flight_per_chat(store: SqlStore) -> None:
    with store.begin() as unit:
        chat = put_chat(unit)
        queue(unit, "a", chat)
        queue(unit, "b", chat)
        with pytest.raises(IntegrityError), unit.outbox._connection.begin_nested():
            unit.outbox._connection.execute(update(deliveries).values(state="sending"))


def test_four_processes_share_400_deliveries(store: SqlStore, store_url: str) -> None:
    with store.begin() as unit:
        for turn in range(40):
            chat = put_chat(unit, str(turn))
            for number in range(10):
                queue(unit, f"{turn}-{number}", chat)
    patient = f"{store_url}?timeout=60" if store_url.startswith("sqlite") else store_url  # for a lock, in seconds
    command = [sys.executable, "-c", WORKER, patient, NOW.isoformat()]
    workers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    claimed = [json.loads(out) for out in started_together(workers)]
    taken = Counter(delivery for one in claimed for _, delivery in one)
    assert len(taken) == 400
    assert set(taken.values()) == {1}
    assert all(in_order(one) for one in claimed)
    with store.begin() as unit:
        assert unit.outbox.counts() == {("telegram", "sent"): 400}


def started_together(workers: Sequence[subprocess.Popen[str]]) -> list[str]:
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    outputs = [worker.communicate(timeout=120)[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * len(workers)
    return outputs


def in_order(claimed: Sequence[tuple[int, int]]) -> bool:
    """Whether the deliveries of each chat came in the order in which they were written."""
    last: dict[int, int] = {}
    for chat, delivery in claimed:
        if last.get(chat, 0) > delivery:
            return False
        last[chat] = delivery
    return True


@pytest.fixture
def rivals(postgres_server: PostgresServer, postgres_template: str) -> Iterator[tuple[SqlStore, SqlStore]]:
    """Two stores on one PostgreSQL database; on SQLite one transaction writes at a time."""
    name = postgres_server.create_database(postgres_template)
    both = SqlStore(postgres_server.url(name)), SqlStore(postgres_server.url(name))
    yield both
    for store in both:
        store.close()
    postgres_server.drop_database(name)


def test_two_claims_at_once_take_turns(rivals: tuple[SqlStore, SqlStore]) -> None:
    """So that both count the same calls, and neither takes for a chat that the other takes for."""
    one, other = rivals
    with one.begin() as unit:
        chat = put_chat(unit)
        queue(unit, "a", chat)
        queue(unit, "b", put_chat(unit, "2"))
    with ThreadPoolExecutor() as pool:
        with one.begin() as unit:
            assert keys(unit.outbox.claim("telegram", NOW, LEASE, 1)) == ["a"]
            with other.begin() as meanwhile:
                queue(meanwhile, "r", chat, "reply")
            later = pool.submit(claimed_by, other)
            wait_until_blocked(one)
        assert later.result(timeout=30) == ["b"]
    with one.begin() as unit:
        assert unit.outbox.counts() == {("telegram", "sending"): 2, ("telegram", "pending"): 1}


def claimed_by(store: SqlStore) -> list[str]:
    with store.begin() as unit:
        return keys(unit.outbox.claim("telegram", NOW, LEASE, 9))


def wait_until_blocked(store: SqlStore, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while time.monotonic() < deadline:
        with store.begin() as unit:
            if unit.outbox._connection.scalar(waiting):
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits for a lock")

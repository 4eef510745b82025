"""Who works on a database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.core.processes import FORGOTTEN_AFTER, ROLES, SEEN_WITHIN, Process
from bot.storage import SqlStore
from tests.bot.storage.samples import NOW

SECOND = timedelta(seconds=1)
ONE = Process(
    "one",
    "machine-1",
    41,
    ("match", "ingest"),
    "1.0.0",
    NOW,
    NOW,
    ("sources",),
    {"telegram": "ترفض «الرمز»"},
)


def process(name: str, **given: Any) -> Process:
    """One that just started."""
    facts: dict[str, Any] = {"host": "machine-2", "pid": 7, "roles": ROLES, "version": "1.0.0", "started": NOW}
    return Process(name, **facts | {"seen": NOW} | given)


def sign(store: SqlStore, *processes: Process) -> None:
    for one in processes:
        with store.begin() as unit:
            unit.processes.sign(one)


def names(store: SqlStore) -> list[str]:
    with store.begin(read_only=True) as unit:
        return [one.name for one in unit.processes.all()]


def test_who_gives_a_sign_is_known_as_it_was_then(store: SqlStore) -> None:
    sign(store, ONE)
    with store.begin(read_only=True) as unit:
        assert unit.processes.all() == [ONE]
    later = process("one", seen=NOW + SECOND, duties=("sources", "schedules"), roles=("alert",))
    sign(store, later)
    with store.begin(read_only=True) as unit:
        (known,) = unit.processes.all()
    assert (known.seen, known.roles, known.duties, known.troubles) == (
        NOW + SECOND,
        ("alert",),
        ("schedules", "sources"),
        {},
    )


def test_they_are_in_the_order_of_their_start(store: SqlStore) -> None:
    sign(store, process("b"), process("a"), process("c", started=NOW - SECOND))
    assert names(store) == ["c", "a", "b"]


def test_who_ends_is_gone(store: SqlStore) -> None:
    sign(store, process("a"), process("b"))
    with store.begin() as unit:
        unit.processes.leave("a")
        unit.processes.leave("nobody")
    assert names(store) == ["b"]


def test_who_gave_no_sign_for_long_is_forgotten_by_the_next_sign(store: SqlStore) -> None:
    sign(store, process("gone"), process("late", seen=NOW + SECOND))
    sign(store, process("here", seen=NOW + FORGOTTEN_AFTER))
    assert names(store) == ["gone", "here", "late"]
    sign(store, process("here", seen=NOW + FORGOTTEN_AFTER + SECOND))
    assert names(store) == ["here", "late"]
    assert SEEN_WITHIN < FORGOTTEN_AFTER

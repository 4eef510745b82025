"""Articles that wait to be matched, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text, update

from bot.core.arrivals import VERSION, Arrival, Lane
from bot.core.model import Incoming
from bot.ports import Unit, Waiting
from bot.storage import SqlStore
from bot.storage.store import SqlUnit
from bot.storage.tables import arrivals
from tests.bot.storage.samples import NOW
from tests.bot.storage.test_plans import connection_of, plans
from tests.fakes.stores import Crash, CrashingStore

LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)
NO_WAIT = "options=-c%20lock_timeout=5s"
"""Of a store that fails where it would wait for another one's transaction."""


def one(name: str, lane: Lane = "fresh", **given: Any) -> Arrival:
    """An arrival by the name of its article."""
    return Arrival(Incoming("وكالة الربوة", f"خبر {name}", name, **given), "api", NOW, lane)


def put(store: SqlStore, *names: str, lane: Lane = "fresh") -> None:
    with store.begin() as unit:
        assert all(unit.arrivals.put([one(name, lane) for name in names]))


def named(waiting: Sequence[Waiting]) -> list[str]:
    """The names of the articles."""
    return [str(taken.arrival.incoming.external_id) for taken in waiting if taken.arrival]


def claim(store: SqlStore, limit: int = 50, now: timedelta = timedelta(0)) -> Sequence[Waiting]:
    with store.begin() as unit:
        return unit.arrivals.claim(NOW + now, LEASE, limit)


def claim_again(store: SqlStore, now: timedelta = timedelta(0)) -> Waiting | None:
    with store.begin() as unit:
        return unit.arrivals.claim_again(NOW + now, LEASE)


def depths(store: SqlStore) -> dict[str, int]:
    with store.begin(read_only=True) as unit:
        return dict(unit.arrivals.depths())


def change(store: SqlStore, **values: Any) -> None:
    """Write into every row what the program does not."""
    with store.begin() as unit:
        connection_of(unit).execute(update(arrivals).values(**values))


def test_what_waits_is_not_put_twice(store: SqlStore) -> None:
    with store.begin() as unit:
        assert unit.arrivals.put([one("a"), one("b")]) == [True, True]
    with store.begin() as unit:
        assert unit.arrivals.put([one("b"), one("c"), one("b", "backfill")]) == [False, True, False]
        assert unit.arrivals.put([]) == []
    assert named(claim(store)) == ["a", "b", "c"]
    with store.begin() as unit:
        assert unit.arrivals.put([one("a")]) == [False], "somebody has it"


def test_of_twins_in_one_call_the_first_is_new(store: SqlStore) -> None:
    with store.begin() as unit:
        assert unit.arrivals.put([one("a"), one("b"), one("a"), one("a")]) == [True, True, False, False]
    assert named(claim(store)) == ["a", "b"]


def test_many_are_put_at_once(store: SqlStore) -> None:
    names = [str(number) for number in range(1_201)]
    put(store, *names)
    with store.begin() as unit:
        assert unit.arrivals.put([one(name) for name in names]) == [False] * 1_201
    assert named(claim(store, 2_000)) == names


def test_what_waits_comes_back_as_it_was(store: SqlStore) -> None:
    given = Arrival(
        Incoming("وكالة", "نص\n'\"\\", "x", "عنوان", "https://rabwa.example/x", NOW, author="هـ", polled=True),
        "feed",
        NOW - LEASE,
        "backfill",
    )
    with store.begin() as unit:
        unit.arrivals.put([given])
    (taken,) = claim(store)
    assert taken == Waiting(taken.id, given, 1, None, NOW - LEASE)


def test_what_a_database_cannot_hold_is_replaced(store: SqlStore) -> None:
    given = Arrival(Incoming("a\x00", "نص \ud800", "e\udfff", "ع\x00"), "api", NOW)
    with store.begin() as unit:
        assert unit.arrivals.put([given]) == [True]
        assert unit.arrivals.put([given]) == [False]
    (taken,) = claim(store)
    assert taken.arrival is not None
    assert taken.arrival.incoming == Incoming("a\ufffd", "نص \ufffd", "e\ufffd", "ع\ufffd")


@pytest.mark.parametrize(
    ("fresh", "backfill", "limit", "taken"),
    [
        pytest.param(3, 0, 50, "fff", id="only fresh ones"),
        pytest.param(0, 3, 50, "bbb", id="only old ones"),
        pytest.param(3, 3, 50, "fffbbb", id="room for all"),
        pytest.param(3, 9, 8, "fffbbbbb", id="the fresh ones go first"),
        pytest.param(99, 9, 8, "fffffffb", id="always some of the backfill"),
        pytest.param(99, 99, 16, "ffffffffffffffbb", id="an eighth of the backfill"),
        pytest.param(99, 1, 16, "fffffffffffffffb", id="no more of the backfill than there is"),
        pytest.param(99, 9, 1, "f", id="one"),
        pytest.param(0, 9, 1, "b", id="one old one"),
    ],
)
def test_the_fresh_ones_are_taken_first(store: SqlStore, fresh: int, backfill: int, limit: int, taken: str) -> None:
    put(store, *(f"b{number}" for number in range(backfill)), lane="backfill")
    put(store, *(f"f{number}" for number in range(fresh)))
    names = named(claim(store, limit))
    assert "".join(name[0] for name in names) == taken
    for lane in "fb":
        assert [name for name in names if name[0] == lane] == [f"{lane}{turn}" for turn in range(taken.count(lane))]


def test_what_is_taken_is_nobody_elses_until_its_time_is_over(store: SqlStore) -> None:
    put(store, "a", "b")
    first = claim(store)
    assert [taken.tries for taken in first] == [1, 1]
    assert (claim(store, now=9 * LEASE), claim_again(store, LEASE - SECOND)) == ([], None)
    again = [claim_again(store, LEASE) for _ in range(3)]
    assert [taken and (named([taken]), taken.tries) for taken in again] == [(["a"], 2), (["b"], 2), None]
    assert claim_again(store, 2 * LEASE - SECOND) is None
    assert claim_again(store, 2 * LEASE) is not None


def test_a_take_that_is_not_committed_is_none(store: SqlStore) -> None:
    put(store, "a")
    died = CrashingStore(store, 1)
    with pytest.raises(Crash), died.begin() as unit:
        unit.arrivals.claim(NOW, LEASE, 9)
    assert [taken.tries for taken in claim(store)] == [1]


def test_what_is_done_is_gone_and_may_come_again(store: SqlStore) -> None:
    put(store, "a", "b")
    taken = claim(store, 1)
    with store.begin() as unit:
        unit.arrivals.done([])
        unit.arrivals.done([taken[0].id])
    assert depths(store) == {"fresh": 1, "backfill": 0, "aside": 0}
    put(store, "a")


@pytest.mark.parametrize(("counted", "tries"), [(True, 2), (False, 1)])
def test_what_is_postponed_is_taken_alone_then(store: SqlStore, counted: bool, tries: int) -> None:
    put(store, "a", "b")
    ids = [taken.id for taken in claim(store)]
    with store.begin() as unit:
        unit.arrivals.postpone(ids[:1], NOW + 5 * SECOND, "broke: «ش»", counted=counted)
    assert claim_again(store, 5 * SECOND - SECOND) is None
    again = claim_again(store, 5 * SECOND)
    assert again is not None
    assert (named([again]), again.tries, again.error) == (["a"], tries, "broke: «ش»")
    assert claim_again(store, 5 * SECOND) is None


def test_what_is_aside_is_not_postponed(store: SqlStore) -> None:
    put(store, "a")
    (taken,) = claim(store)
    with store.begin() as unit:
        unit.arrivals.put_aside([taken.id], "broke")
        unit.arrivals.postpone([taken.id], NOW, "late news of somebody", counted=False)
        assert [(aside.error, aside.tries) for aside in unit.arrivals.aside(9)] == [("broke", 1)]
    assert claim_again(store, 9 * LEASE) is None


def test_what_was_put_aside_waits_for_people(store: SqlStore) -> None:
    put(store, *"abcd")
    taken = claim(store)
    with store.begin() as unit:
        for aside in taken[:3]:
            unit.arrivals.put_aside([aside.id], f"broke at {named([aside])}")
        assert named(unit.arrivals.aside(9)) == ["c", "b", "a"]
        assert named(unit.arrivals.aside(2)) == ["c", "b"]
        assert unit.arrivals.aside(1)[0].error == "broke at ['c']"
    assert depths(store) == {"fresh": 1, "backfill": 0, "aside": 3}
    with store.begin() as unit:
        assert unit.arrivals.put([one("a")]) == [False]
        assert unit.arrivals.drop([taken[0].id, taken[3].id]) == 1
        assert unit.arrivals.retry([taken[1].id, taken[0].id, taken[3].id], NOW) == 1
    again = claim_again(store)
    assert again is not None
    assert (named([again]), again.tries) == (["b"], 1)
    with store.begin() as unit:
        assert unit.arrivals.retry(None, NOW) == 1
        assert unit.arrivals.retry(None, NOW) == 0
        assert unit.arrivals.retry([], NOW) == 0


def test_something_spoilt_is_kept_and_stays(store: SqlStore) -> None:
    with store.begin() as unit:
        for raw in (b"\x00\xff{", b"[]", b"[]"):
            unit.arrivals.keep_spoilt(raw, "no arrival\x00", NOW)
        assert unit.arrivals.retry(None, NOW) == 0
        kept = unit.arrivals.aside(9)
    assert [(spoilt.arrival, spoilt.error, spoilt.newer) for spoilt in kept] == [(None, "no arrival\ufffd", False)] * 2
    assert depths(store) == {"fresh": 0, "backfill": 0, "aside": 2}
    with store.begin(read_only=True) as unit:
        raws = connection_of(unit).execute(text("SELECT raw FROM arrivals ORDER BY id")).scalars()
        assert [bytes(raw) for raw in raws] == [b"\x00\xff{", b"[]"]
    with store.begin() as unit:
        assert unit.arrivals.drop([spoilt.id for spoilt in kept]) == 2


def test_what_a_later_version_wrote_is_known_as_such(store: SqlStore) -> None:
    put(store, "a")
    change(store, article=one("a").as_dict() | {"version": VERSION + 1})
    (taken,) = claim(store)
    assert (taken.arrival, taken.newer, taken.tries, taken.came) == (None, True, 1, NOW)
    assert "upgrade" in str(taken.error)


@pytest.mark.parametrize("article", [pytest.param([1], id="a list"), pytest.param({"version": 1}, id="half of it")])
def test_a_row_that_cannot_be_read_stops_no_other(store: SqlStore, article: object) -> None:
    put(store, "a")
    change(store, article=article)
    put(store, "b")
    spoilt, well = claim(store)
    assert (spoilt.arrival, spoilt.newer, named([well])) == (None, False, ["b"])
    assert "no arrival" in str(spoilt.error)


def test_what_was_tried_elsewhere_is_taken_alone_at_once(store: SqlStore) -> None:
    with store.begin() as unit:
        assert unit.arrivals.put([one("a"), one("b", "backfill")], tries=2) == [True, True]
    assert claim(store) == []
    assert depths(store) == {"fresh": 1, "backfill": 1, "aside": 0}
    taken = claim_again(store)
    assert taken is not None
    assert taken.tries == 3


def test_the_one_that_waits_longest_is_known(store: SqlStore) -> None:
    def oldest() -> object:
        with store.begin(read_only=True) as unit:
            return unit.arrivals.oldest()

    def come(name: str, seconds: int, lane: Lane = "fresh") -> None:
        with store.begin() as unit:
            unit.arrivals.put([replace(one(name, lane), came=NOW + seconds * SECOND)])

    assert oldest() is None
    come("fresh", 3)
    assert oldest() == NOW + 3 * SECOND
    come("backfill", 2, "backfill")
    come("newer", 9)
    assert oldest() == NOW + 2 * SECOND
    come("tried", 1)
    first, *rest = claim(store, now=LEASE)
    assert oldest() == NOW + SECOND, "it still waits while somebody has it"
    with store.begin() as unit:
        unit.arrivals.postpone(
            [taken.id for taken in (first, *rest) if named([taken]) == ["tried"]], NOW + LEASE * 9, "x"
        )
    assert oldest() == NOW + SECOND, "the one that is taken last may have come first"
    with store.begin() as unit:
        unit.arrivals.put_aside([taken.id for taken in (first, *rest)], "x")
    assert oldest() is None


def test_processes_that_take_at_once_share_nothing(borrowed_url: str, make_store: Callable[[str], SqlStore]) -> None:
    names = [str(number) for number in range(200)]
    put(make_store(borrowed_url), *names[::2])
    put(make_store(borrowed_url), *names[1::2], lane="backfill")
    together = Barrier(4)

    def work(store: SqlStore) -> list[str]:
        together.wait()
        mine: list[str] = []
        while taken := claim(store, 7):
            mine += named(taken)
        return mine

    with ThreadPoolExecutor(4) as pool:
        shares = list(pool.map(work, [make_store(borrowed_url) for _ in range(4)]))
    assert sorted(name for share in shares for name in share) == sorted(names)


def test_who_puts_the_same_in_another_order_does_not_hinder_the_other(
    borrowed_url: str, make_store: Callable[[str], SqlStore]
) -> None:
    together = Barrier(2)

    def work(given: tuple[SqlStore, int]) -> int:
        new = 0
        for turn in range(5):
            together.wait(20)
            some = [one(f"{turn} {number}") for number in range(400)][:: given[1]]
            with given[0].begin() as unit:
                new += sum(unit.arrivals.put(some))
        return new

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, [(make_store(borrowed_url), step) for step in (1, -1)])) == 5 * 400


def test_who_takes_waits_for_nobody(borrowed_url: str, make_store: Callable[[str], SqlStore]) -> None:
    first, second = make_store(borrowed_url), make_store(f"{borrowed_url}&{NO_WAIT}")
    put(first, *"abcd")
    with first.begin() as one_unit:
        assert named(one_unit.arrivals.claim(NOW, LEASE, 2)) == ["a", "b"]
        assert named(claim(second)) in (["c", "d"], ["d"])
    with first.begin() as one_unit:
        assert one_unit.arrivals.claim_again(NOW + LEASE, LEASE) is not None
        other = claim_again(second, LEASE)
        assert other is not None
        assert named([other]) == ["b"]


@pytest.fixture
def borrowed_url(request: pytest.FixtureRequest) -> Any:
    """URL of a migrated, empty database on PostgreSQL."""
    borrowed = request.getfixturevalue("borrowed")
    name = borrowed.lend()
    yield borrowed.server.url(name)
    borrowed.take_back(name)


QUESTIONS: dict[str, Callable[[Unit], object]] = {
    "claim": lambda unit: unit.arrivals.claim(NOW, LEASE, 50),
    "claim again": lambda unit: unit.arrivals.claim_again(NOW + 9 * LEASE, LEASE),
    "oldest": lambda unit: unit.arrivals.oldest(),
    "aside": lambda unit: unit.arrivals.aside(9),
    "postpone": lambda unit: unit.arrivals.postpone([1], NOW, None),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_from_an_index(store: SqlStore, question: str) -> None:
    put(store, *"abc")
    put(store, *"de", lane="backfill")
    claim(store, 1)
    with store.begin() as unit:
        assert isinstance(unit, SqlUnit)
        found = plans(unit, QUESTIONS[question])
    assert found
    assert [line for line in found if "SCAN arrivals" in line or "Seq Scan" in line] == []

"""What people are told of the articles that wait: how many, since when, and what was put aside lately."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import text

from bot.core.arrivals import MOST_COUNTED, Arrival, Lane
from bot.core.model import Incoming
from bot.core.processes import ROLES, Process
from bot.ports import Unit
from bot.storage import SqlStore
from tests.bot.storage.samples import DAY, HOUR, NOW
from tests.bot.storage.test_plans import connection_of, plans
from tests.bot.storage.test_stories import until_somebody_waits


def wait(unit: Unit, name: str, came: datetime = NOW, lane: Lane = "fresh") -> None:
    unit.arrivals.put([Arrival(Incoming("wire", f"نص {name}"), "api", came, lane)])


def put_aside(unit: Unit, name: str, now: datetime = NOW) -> int:
    """One whose last try began then; its number."""
    wait(unit, name)
    (one,) = unit.arrivals.claim(now, HOUR * 0, 1)
    unit.arrivals.put_aside([one.id], "ValueError")
    return one.id


def test_how_many_wait(store: SqlStore) -> None:
    with store.begin() as unit:
        put_aside(unit, "a")
        for name in "bc":
            wait(unit, name)
        unit.arrivals.claim(NOW, HOUR, 1)
        wait(unit, "d", lane="backfill")
        assert unit.arrivals.depths() == {"fresh": 2, "backfill": 1, "aside": 1}


def test_of_very_many_the_first_are_counted(store: SqlStore) -> None:
    """A row more than that of each kind."""
    with store.begin() as unit:
        unit.processes.sign(Process("p", "h", 1, ROLES, "1", NOW, NOW))
        for state, lane in (("new", 0), ("tried", 0), ("aside", 0), ("new", 1)):
            connection_of(unit).execute(
                text(
                    "INSERT INTO arrivals (key, state, lane, came, ready_at, tries) WITH RECURSIVE numbers(n) AS "
                    "(SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :most) "
                    f"SELECT '{state}{lane}:' || n, '{state}', {lane}, moment.t, moment.t, 0 FROM numbers, "
                    "(SELECT seen AS t FROM processes) AS moment"
                ),
                {"most": MOST_COUNTED + 1},
            )
        assert unit.arrivals.depths() == dict.fromkeys(("fresh", "backfill", "aside"), MOST_COUNTED)


def test_since_when_they_wait(store: SqlStore) -> None:
    with store.begin() as unit:
        assert unit.arrivals.oldest() is None
        wait(unit, "a", NOW - DAY, "backfill")
        wait(unit, "b", NOW - HOUR)
        unit.arrivals.claim(NOW, HOUR, 1)
        wait(unit, "c", NOW)
        assert unit.arrivals.oldest() == NOW - DAY
        assert unit.arrivals.oldest("fresh") == NOW - HOUR
        assert unit.arrivals.oldest("backfill") == NOW - DAY


def test_what_is_aside_does_not_wait(store: SqlStore) -> None:
    with store.begin() as unit:
        put_aside(unit, "a")
        assert unit.arrivals.oldest() is None


def test_what_was_put_aside_lately(store: SqlStore) -> None:
    with store.begin() as unit:
        put_aside(unit, "a", NOW - 2 * HOUR)
        assert unit.arrivals.lately_aside(NOW - HOUR) == (0, None)
        put_aside(unit, "b", NOW - HOUR)
        put_aside(unit, "c", NOW)
        assert unit.arrivals.lately_aside(NOW - HOUR) == (2, NOW)
        unit.arrivals.retry(None, NOW)
        assert unit.arrivals.lately_aside(NOW - HOUR) == (0, None)


@pytest.mark.parametrize("asked", ["depths", "oldest", "lately_aside"])
def test_it_is_read_off_an_index(store: SqlStore, asked: str) -> None:
    given = [NOW] if asked == "lately_aside" else []
    with store.begin() as unit:
        wait(unit, "a")
    with store.begin() as unit:
        found = plans(unit, lambda one: getattr(one.arrivals, asked)(*given))
    assert not [line for line in found if line.startswith("SCAN arrivals") or "Seq Scan on arrivals" in line]
    assert not [line for line in found if "Sort" in line or "TEMP B-TREE" in line]


def test_two_that_put_the_same_in_another_order_do_not_wait_for_each_other(store: SqlStore) -> None:
    if store.url.get_backend_name() == "sqlite":
        pytest.skip("one transaction writes at a time")
    with ThreadPoolExecutor(1) as other:
        with store.begin() as unit:
            assert unit.arrivals.put([named("a")]) == [True]
            putting = other.submit(put, store, ["b", "a"])
            with store.begin(read_only=True) as looking:
                until_somebody_waits(connection_of(looking))
            assert unit.arrivals.put([named("b")]) == [True]
        assert putting.result(20) == [False, False]


def named(name: str) -> Arrival:
    return Arrival(Incoming("wire", f"نص {name}"), "api", NOW)


def put(store: SqlStore, names: Sequence[str]) -> Sequence[bool]:
    with store.begin() as unit:
        return unit.arrivals.put([named(one) for one in names])

"""Articles that wait are matched once; one that cannot be is found among its neighbours and put aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.core.arrivals import MOST_TRIES, VERSION, Arrival
from bot.core.errors import StoreError
from bot.core.model import Incoming, Taken
from bot.ports import Carried, Waiting, Way
from bot.services.matching import LEASE, Matching
from bot.storage import SqlStore
from tests.bot.services.newsroom import NOW

POISON = "سم"


@dataclass
class Taker:
    """Takes all but the poison; where the database is `away` nothing."""

    stored: list[str] = field(default_factory=list)
    away: bool = False

    def __call__(self, items: Sequence[Incoming], now: datetime, way: Way) -> Sequence[Taken]:
        if self.away:
            raise StoreError("away")
        if any(one.text == POISON for one in items):
            raise RuntimeError("what it says is not kept")
        self.stored += [one.text for one in items]
        return [Taken("accepted") for _ in items]


@dataclass
class Hand:
    """Time goes on as somebody says."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


def arrival(text: str) -> Arrival:
    return Arrival(Incoming("وكالة", text), "api", NOW)


def wait(store: SqlStore, *texts: str) -> None:
    with store.begin() as unit:
        unit.arrivals.put([arrival(text) for text in texts])


def aside(store: SqlStore) -> Sequence[Waiting]:
    with store.begin(read_only=True) as unit:
        return unit.arrivals.aside(10)


def waiting(store: SqlStore) -> int:
    with store.begin(read_only=True) as unit:
        return sum(number for lane, number in unit.arrivals.depths().items() if lane != "aside")


def work(matching: Matching, hand: Hand, hours: float = 1.0) -> None:
    """For so long, whenever there is something."""
    until = hand.now + timedelta(hours=hours)
    while hand.now < until:
        while matching.work():
            pass
        hand.now += timedelta(seconds=5)


def test_a_poisoned_article_is_put_aside_and_its_neighbours_are_stored_once(store: SqlStore) -> None:
    take, hand = Taker(), Hand()
    wait(store, "أ", POISON, "ب")
    work(Matching(store, take, hand), hand)
    assert sorted(take.stored) == ["أ", "ب"]
    assert waiting(store) == 0
    (one,) = aside(store)
    assert (one.tries, one.error) == (MOST_TRIES, "RuntimeError")


def test_what_ends_every_process_that_takes_it_ends_no_sixth_one(store: SqlStore) -> None:
    take, hand = Taker(), Hand()
    wait(store, "أ")
    with store.begin() as unit:
        assert len(unit.arrivals.claim(hand.now, LEASE, 1)) == 1
    for _ in range(MOST_TRIES - 1):
        hand.now += LEASE
        with store.begin() as unit:
            assert unit.arrivals.claim_again(hand.now, LEASE) is not None
    hand.now += LEASE
    work(Matching(store, take, hand), hand)
    assert take.stored == []
    assert [one.error for one in aside(store)] == [f"{MOST_TRIES} processes ended while they matched it"]


def test_a_database_that_fails_is_no_fault_of_an_article(store: SqlStore) -> None:
    take, hand = Taker(away=True), Hand()
    wait(store, "أ")
    matching = Matching(store, take, hand)
    for _ in range(3 * MOST_TRIES):
        with pytest.raises(StoreError):
            matching.work()
    take.away = False
    work(matching, hand)
    assert (take.stored, list(aside(store))) == (["أ"], [])


def test_what_a_later_version_wrote_is_left_to_it(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    take, hand = Taker(), Hand()
    with monkeypatch.context() as newer:
        newer.setattr("bot.core.arrivals.VERSION", VERSION + 1)
        wait(store, "من المستقبل")
        newer.undo()
    wait(store, "أ")
    work(Matching(store, take, hand), hand)
    assert (take.stored, list(aside(store)), waiting(store)) == (["أ"], [], 1)


async def test_of_what_a_stream_delivers_nothing_is_lost(store: SqlStore) -> None:
    """What fails, what comes again and what is none at all goes on in the database."""
    take, hand = Taker(), Hand()
    matching = Matching(store, take, hand)
    await matching.handle([Carried(arrival("أ"), False), Carried(arrival(POISON), False)])
    assert waiting(store) == 2
    await matching.handle([Carried(arrival("ب"), True), Carried(None, False, b"\x00", "no arrival")])
    work(matching, hand)
    assert sorted(take.stored) == ["أ", "ب"]
    assert sorted(str(one.error) for one in aside(store)) == ["RuntimeError", "no arrival"]


async def test_spoilt_ones_are_kept_each_and_once(store: SqlStore) -> None:
    """Also where several come at a moment, and where one is delivered again."""
    matching = Matching(store, Taker(), Hand())
    one, other = Carried(None, False, b"\x01", "no arrival"), Carried(None, False, b"\x02", "no arrival")
    await matching.handle([one, other])
    await Matching(store, Taker(), Hand(NOW + timedelta(minutes=1))).handle([one])
    assert len(aside(store)) == 2

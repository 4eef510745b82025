"""Articles that wait are matched and stored, and what breaks hurts nothing else."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.core.arrivals import MOST_TRIES, VERSION, Arrival
from bot.core.errors import StoreError
from bot.core.model import Incoming, Taken
from bot.ports import Carried, Waiting, Way
from bot.services.accepting import Accepting
from bot.services.matching import AGAIN, LEASE, NEWER, Matching
from bot.storage import SqlStore
from tests.bot.services.newsroom import ALWAYS, ARREST, BOMBING, DAY, NOTHING, NOW, Newsroom, article, stories
from tests.bot.storage.test_arrivals import change
from tests.fakes.postgres import PostgresServer
from tests.fakes.stores import LOCKED, FailingStore

POISON = "خبر لا يحتمله من يقرؤه"
SECOND = timedelta(seconds=1)


@dataclass
class Desk:
    """Matches what waits in a store; `breaks` says what becomes of whoever takes the poison."""

    store: SqlStore
    breaks: Callable[[], object] = lambda: None
    now: datetime = NOW
    took: list[list[str]] = field(default_factory=list)

    def take(self, items: Sequence[Incoming], now: datetime, way: Way) -> Sequence[Taken]:
        self.took.append([one.text for one in items])
        if POISON in self.took[-1]:
            self.breaks()
        return Newsroom(self.store).ingest().take(items, now, way)

    def matching(self, together: int = 50) -> Matching:
        return Matching(self.store, self.take, lambda: self.now, together)

    def until_nothing_waits(self) -> None:
        """As time goes by."""
        matching = self.matching()
        for _ in range(400):
            if not matching.work():
                self.now += 5 * SECOND
            if not self.waits():
                return
        raise AssertionError("it never ends")

    def waits(self) -> int:
        with self.store.begin(read_only=True) as unit:
            depths = unit.arrivals.depths()
        return depths["fresh"] + depths["backfill"]

    def stored(self) -> list[str]:
        with self.store.begin(read_only=True) as unit:
            return sorted(one.article.text for one in unit.articles.all(ALWAYS))

    def aside(self) -> Sequence[Waiting]:
        with self.store.begin(read_only=True) as unit:
            return unit.arrivals.aside(9)

    def arrive(self, *texts: str) -> None:
        Accepting(self.store).take([article(text) for text in texts], self.now)


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    """One with nothing to do yet."""
    return Desk(store)


def _raises() -> None:
    raise RuntimeError("a secret of the article")


def _dies() -> None:
    raise KeyboardInterrupt  # passes by everything that handles exceptions, as the end of a process does


def _work_on(matching: Matching) -> None:
    for _ in range(9):
        matching.work()


def texts(number: int) -> list[str]:
    return [f"{NOTHING} {turn}" for turn in range(number)]


def test_what_waits_is_stored_with_its_story_and_gone(desk: Desk) -> None:
    desk.arrive(BOMBING, NOTHING)
    matching = desk.matching()
    assert [matching.work(), matching.work()] == [2, 0]
    assert (desk.stored(), desk.waits(), desk.aside()) == (sorted([BOMBING, NOTHING]), 0, [])
    assert len(stories(desk.store)) == 1
    assert desk.took == [[BOMBING, NOTHING]]


def test_it_is_taken_in_batches_in_the_order_of_its_coming(desk: Desk) -> None:
    desk.arrive(*texts(5))
    matching = desk.matching(together=2)
    assert [matching.work() for _ in range(4)] == [2, 2, 1, 0]
    assert sum(desk.took, []) == texts(5)  # noqa: RUF017


def test_each_is_taken_by_the_way_it_came(desk: Desk) -> None:
    ways: list[tuple[str, int]] = []
    for way, text in (("api", "أ"), ("feed", "ب"), ("api", "ت")):
        Accepting(desk.store).take([article(text)], NOW, way)  # type: ignore[arg-type]

    def take(items: Sequence[Incoming], now: datetime, way: Way) -> Sequence[Taken]:
        ways.append((way, len(items)))
        return desk.take(items, now, way)

    Matching(desk.store, take, lambda: NOW).work()
    assert ways == [("api", 2), ("feed", 1)]


def test_where_a_source_gives_no_date_it_is_when_the_article_came(desk: Desk) -> None:
    Accepting(desk.store).take([article(BOMBING, published=None)], NOW)
    desk.now += 3 * DAY
    desk.matching().work()
    ((story),) = stories(desk.store)
    (reading,) = story.readings
    assert (reading.article.published, reading.article.received) == (NOW, NOW + 3 * DAY)
    assert story.opened == NOW


def test_a_poisoned_article_ends_aside_and_the_others_are_stored(desk: Desk) -> None:
    desk.breaks = _raises
    desk.arrive(*texts(9), POISON, BOMBING)
    desk.until_nothing_waits()
    assert desk.stored() == sorted([*texts(9), BOMBING])
    (aside,) = desk.aside()
    assert aside.arrival is not None
    assert (aside.arrival.incoming.text, aside.tries, aside.error) == (POISON, MOST_TRIES, "RuntimeError")
    assert [took for took in desk.took if POISON in took][1:] == [[POISON]] * MOST_TRIES
    assert desk.now - NOW >= AGAIN * (1 + 4 + 16 + 64)


def test_one_that_was_put_aside_is_stored_when_it_is_tried_again(desk: Desk) -> None:
    desk.breaks = _raises
    desk.arrive(POISON)
    desk.until_nothing_waits()
    assert desk.stored() == []
    for breaks, stored in ((_raises, []), (lambda: None, [POISON])):
        desk.breaks = breaks
        with desk.store.begin() as unit:
            assert unit.arrivals.retry(None, desk.now) == 1
        desk.until_nothing_waits()
        assert (desk.stored(), len(desk.aside())) == (stored, 1 - len(stored))


def test_what_ends_every_process_ends_no_sixth_one(desk: Desk) -> None:
    desk.breaks = _dies
    desk.arrive(*texts(9), POISON, BOMBING)
    died, matching = 0, desk.matching()
    for _ in range(400):
        try:
            taken = matching.work()
        except KeyboardInterrupt:
            died, matching = died + 1, desk.matching()
            continue
        if not taken:
            desk.now += LEASE / 4
        if not desk.waits():
            break
    assert died == MOST_TRIES
    assert desk.stored() == sorted([*texts(9), BOMBING])
    (aside,) = desk.aside()
    assert aside.error == f"{MOST_TRIES} processes ended while they matched it"


def test_while_one_waits_for_its_next_try_news_go_on(desk: Desk) -> None:
    desk.breaks = _dies
    desk.arrive(POISON)
    with pytest.raises(KeyboardInterrupt):
        desk.matching().work()
    desk.arrive(BOMBING)
    matching = desk.matching()
    assert matching.work() + matching.work() == 1
    assert desk.stored() == [BOMBING]


def test_neither_the_new_ones_nor_the_tried_ones_wait_for_all_of_the_other(desk: Desk) -> None:
    with desk.store.begin() as unit:
        unit.arrivals.put([Arrival(article(text), "api", NOW) for text in texts(4)], tries=1)
    desk.arrive(*(f"{ARREST} {turn}" for turn in range(4)))
    matching = desk.matching(together=2)
    for _ in range(4):
        matching.work()
    assert [len(took) for took in desk.took] == [1, 2, 1, 2]


KILLER = """
import os, signal, sys
from datetime import datetime
from bot.services.matching import Matching
from bot.storage import SqlStore
store = SqlStore(sys.argv[1])
def take(items, now, way):
    os.kill(os.getpid(), signal.SIGKILL)
Matching(store, take, lambda: datetime.fromisoformat(sys.argv[2])).work()
"""


def test_a_process_that_is_killed_in_the_middle_loses_nothing(desk: Desk, store_url: str) -> None:
    desk.arrive(BOMBING, NOTHING)
    command = [sys.executable, "-c", KILLER, store_url, NOW.isoformat()]
    ended = subprocess.run(command, cwd=Path(__file__).parents[3], env=os.environ | {"PYTHONPATH": "."}, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert (desk.matching().work(), desk.stored(), desk.waits()) == (0, [], 2)
    desk.until_nothing_waits()
    assert desk.stored() == sorted([BOMBING, NOTHING])
    assert desk.now - NOW >= LEASE
    assert desk.aside() == []


def test_one_that_is_stored_and_still_there_changes_nothing_when_it_is_taken_again(desk: Desk) -> None:
    desk.arrive(BOMBING)
    before_done = FailingStore(desk.store, 2)  # 0 and 1: the claims, 2: that it is done
    with pytest.raises(StoreError):
        Matching(before_done, desk.take, lambda: NOW).work()
    assert (desk.stored(), desk.waits()) == ([BOMBING], 1)
    desk.until_nothing_waits()
    assert (desk.stored(), len(desk.took)) == ([BOMBING], 2)


def test_a_database_that_fails_says_nothing_of_the_articles(desk: Desk) -> None:
    def locked() -> None:
        raise LOCKED

    desk.breaks = locked
    desk.arrive(*texts(3), POISON)
    matching = desk.matching()
    for _ in range(3 * MOST_TRIES):
        with pytest.raises(StoreError):
            _work_on(matching)
    desk.breaks = lambda: None
    desk.until_nothing_waits()
    assert (desk.stored(), desk.aside()) == (sorted([*texts(3), POISON]), [])
    assert desk.now == NOW, "nothing waited for a lease to end"


def test_of_an_article_that_broke_the_reason_outlives_a_failure_of_the_database(desk: Desk) -> None:
    with desk.store.begin() as unit:
        unit.arrivals.put([Arrival(article(POISON), "api", NOW)], tries=1)
        taken = unit.arrivals.claim_again(NOW, LEASE)
        assert taken is not None
        unit.arrivals.postpone([taken.id], NOW, "ValueError")

    def locked() -> None:
        raise LOCKED

    desk.breaks = locked
    with pytest.raises(StoreError):
        desk.matching().work()
    with desk.store.begin() as unit:
        again = unit.arrivals.claim_again(NOW, LEASE)
    assert again is not None
    assert (again.tries, again.error) == (3, "ValueError")


def test_a_server_that_stops_and_starts_again_loses_nothing(
    postgres_server: PostgresServer, postgres_template: str, make_store: Callable[[str], SqlStore]
) -> None:
    name = postgres_server.create_database(postgres_template)
    desk = Desk(make_store(postgres_server.url(name)))
    desk.arrive(*texts(3), POISON)
    desk.breaks = postgres_server.stop
    try:
        with pytest.raises(StoreError):
            desk.matching().work()
        with pytest.raises(StoreError):
            desk.matching().work()
    finally:
        postgres_server.start()
    desk.breaks = lambda: None
    desk.until_nothing_waits()
    assert (desk.stored(), desk.aside()) == (sorted([*texts(3), POISON]), [])
    desk.store.close()
    postgres_server.drop_database(name)


def test_what_the_database_refuses_of_one_article_is_the_articles_own(desk: Desk) -> None:
    def refuses() -> None:
        raise StoreError("The database refused a change", permanent=True)

    desk.breaks = refuses
    desk.arrive(BOMBING, POISON)
    desk.until_nothing_waits()
    assert desk.stored() == [BOMBING]
    assert [one.error for one in desk.aside()] == ["The database refused a change"]


def test_what_a_later_version_wrote_is_left_to_it(desk: Desk) -> None:
    desk.arrive(POISON)
    held = Arrival(article(POISON), "api", NOW).as_dict()
    change(desk.store, article=held | {"version": VERSION + 1})
    for _ in range(2 * MOST_TRIES):
        matching = desk.matching()
        assert [matching.work() for _ in range(3)].count(1) == 1
        desk.now += NEWER
    assert (desk.took, desk.aside(), desk.waits()) == ([], [], 1)
    change(desk.store, article=held)
    desk.until_nothing_waits()
    assert desk.stored() == [POISON]


def test_what_cannot_be_read_is_put_aside_at_once(desk: Desk) -> None:
    desk.arrive(POISON)
    change(desk.store, article={"version": 1})
    desk.arrive(BOMBING)
    desk.matching().work()
    assert desk.stored() == [BOMBING]
    ((aside),) = desk.aside()
    assert "no arrival" in str(aside.error)


def carried(text: str, *, again: bool = False) -> Carried:
    return Carried(Arrival(article(text), "api", NOW), again)


def test_what_a_stream_delivers_is_stored(desk: Desk) -> None:
    asyncio.run(desk.matching().handle([carried(BOMBING), carried(NOTHING)]))
    assert (desk.stored(), desk.waits()) == (sorted([BOMBING, NOTHING]), 0)
    asyncio.run(desk.matching().handle([]))


def test_what_a_stream_delivers_again_is_counted_in_the_database(desk: Desk) -> None:
    asyncio.run(desk.matching().handle([carried(POISON, again=True), carried(BOMBING)]))
    assert (desk.stored(), desk.waits(), desk.took) == ([BOMBING], 1, [[BOMBING]])
    asyncio.run(desk.matching().handle([carried(POISON, again=True)]))
    desk.breaks = _raises
    desk.until_nothing_waits()
    assert desk.took[1:] == [[POISON]] * (MOST_TRIES - 1), "the delivery was its first try"
    assert [one.error for one in desk.aside()] == ["RuntimeError"]


def test_of_what_a_stream_delivers_together_each_is_tried_alone_once_one_breaks(desk: Desk) -> None:
    desk.breaks = _raises
    asyncio.run(desk.matching().handle([carried(text) for text in (*texts(3), POISON)]))
    assert (desk.stored(), desk.waits()) == ([], 4)
    desk.until_nothing_waits()
    assert (desk.stored(), len(desk.aside())) == (texts(3), 1)


def test_what_a_stream_delivers_and_is_no_article_is_kept_aside(desk: Desk) -> None:
    spoilt = [Carried(None, raw=raw, problem="no arrival") for raw in (b"{", b"[")]
    asyncio.run(desk.matching().handle([*spoilt, carried(BOMBING)]))
    assert [(one.arrival, one.error) for one in desk.aside()] == [(None, "no arrival")] * 2
    assert desk.stored() == [BOMBING]


def test_while_the_database_fails_nothing_of_a_delivery_is_done_with(desk: Desk) -> None:
    def locked() -> None:
        raise LOCKED

    desk.breaks = locked
    delivery = [carried(POISON), carried(BOMBING, again=True), Carried(None, raw=b"{", problem="no arrival")]
    with pytest.raises(StoreError):
        asyncio.run(desk.matching().handle(delivery))
    assert (desk.stored(), desk.waits(), desk.aside()) == ([], 0, [])
    with pytest.raises(StoreError):
        asyncio.run(replace(desk.matching(), store=FailingStore(desk.store, 0)).handle(delivery[1:]))
    desk.breaks = lambda: None
    asyncio.run(desk.matching().handle(delivery))
    desk.until_nothing_waits()
    assert (desk.stored(), len(desk.aside())) == (sorted([POISON, BOMBING]), 1)

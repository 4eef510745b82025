"""Articles are taken in where others match them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from bot.core.arrivals import RUSH, Arrival, Lane
from bot.core.errors import StoreError
from bot.core.identity import fingerprint, older_identity_of
from bot.core.model import Incoming, NewArticle, Taken
from bot.ports import Put
from bot.services.accepting import Accepting
from bot.services.matching import Matching
from bot.storage import SqlStore
from tests.bot.services.newsroom import ARREST, BOMBING, DAY, HOUR, NOTHING, NOW, Newsroom, article
from tests.fakes.stores import FailingStore
from watchlists.model import Findings

ACCEPTED, DUPLICATE = Taken("accepted"), Taken("duplicate")


@dataclass
class Carrier:
    """A stream that answers as it is told, and keeps what it took."""

    answers: Mapping[str, Put] = field(default_factory=dict)
    took: list[Arrival] = field(default_factory=list)
    trouble: str | None = None

    def put(self, arrivals: Sequence[Arrival]) -> Sequence[Put]:
        said: list[Put] = [self.answers.get(one.incoming.text, "taken") for one in arrivals]
        self.took += [one for one, put in zip(arrivals, said, strict=True) if put == "taken"]
        return said

    async def serve(self) -> None: ...

    async def carry(self, handle: object) -> None: ...

    async def depths(self) -> Mapping[Lane, int]:
        return {}


def waiting(store: SqlStore) -> Mapping[str, int]:
    with store.begin(read_only=True) as unit:
        return {lane: number for lane, number in unit.arrivals.depths().items() if number}


def test_what_is_new_waits(store: SqlStore) -> None:
    assert Accepting(store).take([article(), article(ARREST)], NOW, "api") == [ACCEPTED, ACCEPTED]
    with store.begin() as unit:
        taken = unit.arrivals.claim(NOW, HOUR, 9)
        assert unit.articles.last_id() == 0
    assert [one.arrival for one in taken] == [Arrival(article(), "api", NOW), Arrival(article(ARREST), "api", NOW)]


def test_what_waits_already_is_known(store: SqlStore) -> None:
    assert Accepting(store).take([article()], NOW) == [ACCEPTED]
    assert Accepting(store).take([article(), article(ARREST)], NOW + HOUR) == [DUPLICATE, ACCEPTED]
    assert waiting(store) == {"fresh": 2}


def test_what_is_stored_is_known(store: SqlStore, room: Newsroom) -> None:
    room.take(article())
    assert Accepting(store).take([article(), article(ARREST), article()], NOW) == [DUPLICATE, ACCEPTED, DUPLICATE]
    assert waiting(store) == {"fresh": 1}


def test_twins_in_one_batch_are_one(store: SqlStore) -> None:
    assert Accepting(store).take([article(), article(), article()], NOW) == [ACCEPTED, DUPLICATE, DUPLICATE]
    assert waiting(store) == {"fresh": 1}


def test_another_edition_is_none_that_is_known(store: SqlStore, room: Newsroom) -> None:
    first = article(external_id="one")
    other = replace(first, text=f"{BOMBING} وأغلق السوق.")
    assert Accepting(store).take([first], NOW) == [ACCEPTED]
    assert Accepting(store).take([other], NOW) == [ACCEPTED]
    Matching(store, room.ingest().take, lambda: NOW).work()
    with store.begin(read_only=True) as unit:
        assert unit.articles.last_id() == 2
    assert Accepting(store).take([replace(other, text=f"{other.text} كله.")], NOW) == [ACCEPTED]


def test_what_an_older_version_named_otherwise_is_known(store: SqlStore) -> None:
    """See `older_identity_of`."""
    new = article(url="https://www.rabwa.example/amp/bridge", external_id=None)
    name = older_identity_of(new)
    assert name is not None
    with store.begin() as unit:
        unit.articles.add([NewArticle(new, name, fingerprint(new.title, new.text), Findings())], NOW)
    assert Accepting(store).take([new], NOW) == [DUPLICATE]


def test_nothing_is_nothing(store: SqlStore) -> None:
    assert Accepting(store).take([], NOW) == []
    assert Accepting(store, Carrier()).take([], NOW) == []


def test_old_news_have_time(store: SqlStore) -> None:
    Accepting(store).take([article(), article(ARREST, published=NOW - 2 * DAY)], NOW)
    assert waiting(store) == {"fresh": 1, "backfill": 1}


def test_a_flood_has_time_and_a_feed_that_repeats_itself_is_none(store: SqlStore) -> None:
    accepting = Accepting(store)
    some = [article(f"{NOTHING} {number}") for number in range(RUSH - 1)]
    accepting.take(some, NOW)
    with store.begin() as unit:  # they are stored, as far as anybody who asks can tell
        unit.arrivals.done([one.id for one in unit.arrivals.claim(NOW, HOUR, 999)])
    Newsroom(store).take(*some)
    for _ in range(3):
        accepting.take(some, NOW)
    accepting.take([article()], NOW)
    assert waiting(store) == {"fresh": 1}
    accepting.take([article(f"{NOTHING} {number}") for number in range(-9, 0)], NOW)
    assert waiting(store) == {"fresh": 1, "backfill": 9}


def test_what_a_stream_does_not_take_waits_in_the_database(store: SqlStore) -> None:
    stream = Carrier({ARREST: "refused", NOTHING: "known"})
    items = [article(), article(ARREST), article(NOTHING), article(ARREST)]
    accepting = Accepting(store, stream)
    assert accepting.take(items, NOW, "feed") == [ACCEPTED, ACCEPTED, DUPLICATE, DUPLICATE]
    assert stream.took == [Arrival(article(), "feed", NOW)]
    assert waiting(store) == {"fresh": 1}
    assert accepting.take([article(ARREST)], NOW, "feed") == [DUPLICATE]


def test_what_a_stream_takes_needs_no_database_to_write(store: SqlStore) -> None:
    only_reads = FailingStore(store, 1)
    assert Accepting(only_reads, Carrier()).take([article()], NOW) == [ACCEPTED]


@pytest.mark.parametrize("number", [0, 1])
def test_where_nobody_can_keep_it_nothing_is_taken(store: SqlStore, number: int) -> None:
    with pytest.raises(StoreError):
        Accepting(FailingStore(store, number)).take([article()], NOW)
    assert waiting(store) == {}
    assert Accepting(store).take([article()], NOW) == [ACCEPTED]


def test_whoever_is_asked_first_or_later_says_the_same(store: SqlStore, room: Newsroom) -> None:
    """The outcomes by way of the queue are those of matching at once."""
    items: list[Incoming] = [article(), article(ARREST), article(), article(NOTHING)]
    queued = [one.outcome for one in Accepting(store).take(items, NOW)]
    assert queued == [one.outcome for one in room.take(*items)]

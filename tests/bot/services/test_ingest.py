"""Articles come in: once, whole or not at all, and into the right story."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, product
from pathlib import Path

import pytest
from sqlalchemy import event, update
from sqlalchemy.exc import OperationalError

from bot.core.errors import StoreError
from bot.core.model import Incoming, Taken
from bot.ports import Reader
from bot.services.ingest import Ingest
from bot.storage import SqlStore
from bot.storage.tables import articles
from tests.bot.services.newsroom import (
    ALWAYS,
    ARREST,
    BOMBING,
    CLAIMED,
    DAY,
    FOLLOW_UP,
    HOUR,
    NOTHING,
    NOW,
    Newsroom,
    article,
    matcher,
    stories,
)
from tests.fakes.stores import Crash, CrashingStore, RefusingStore
from watchlists.model import Document, Findings


def stored(store: SqlStore) -> list[tuple[str, int]]:
    """The texts and editions of all articles."""
    with store.begin() as unit:
        return [(one.article.text, one.article.edition) for one in unit.articles.all(ALWAYS)]


def due(store: SqlStore) -> Sequence[int]:
    with store.begin() as unit:
        return unit.stories.due(NOW + 9 * DAY)


def mentions(store: SqlStore) -> int:
    with store.begin() as unit:
        return unit.articles.mentions(["ISKP"], ALWAYS)


def test_an_article_is_stored_with_its_matches_and_a_story_that_is_due(room: Newsroom, store: SqlStore) -> None:
    (taken,) = room.take(article())
    assert taken.outcome == "accepted"
    (story,) = stories(store)
    assert (story.id, story.due, story.severity) == (taken.story_id, NOW, "critical")
    assert {"ISKP", "KANDAHAR", "suicide_bombing"} <= story.keys
    (reading,) = story.readings
    found = matcher().match(reading.article.document)
    assert (reading.findings.mentions, reading.findings.events) == (found.mentions, found.events)


def test_what_matches_nothing_is_stored_and_makes_no_story(room: Newsroom, store: SqlStore) -> None:
    (taken,) = room.take(article(NOTHING))
    assert taken == Taken("accepted", taken.article_id, None)
    assert taken.article_id is not None
    assert (stories(store), due(store)) == ([], [])


def test_the_same_article_twice_is_one_article_one_match_one_alert(room: Newsroom, store: SqlStore) -> None:
    room.chat("5", "ISKP")
    room.report(article())
    counted = mentions(store)
    assert room.take(article(), now=NOW + HOUR) == [Taken("duplicate")]
    assert due(store) == []
    room.alerting().speak(NOW + HOUR)
    assert (len(stored(store)), mentions(store), room.told()) == (1, counted, {"5": 1})


def test_twice_in_one_batch_is_once(room: Newsroom, store: SqlStore) -> None:
    assert [one.outcome for one in room.take(article(), article())] == ["accepted", "duplicate"]
    assert len(stored(store)) == 1


def test_the_same_identity_with_another_text_is_a_new_edition_of_the_same_story(
    room: Newsroom, store: SqlStore
) -> None:
    first = article(external_id="17")
    room.take(first, replace(first, text=FOLLOW_UP))
    assert stored(store) == [(BOMBING, 1), (FOLLOW_UP, 2)]
    (story,) = stories(store)
    assert (len(story.readings), len(story.sources)) == (2, 1)


GUISES = "http://www.valley.example/17 https://m.valley.example/17/amp https://valley.example/17?outputType=amp".split()


def test_a_page_in_another_guise_is_the_same_article(room: Newsroom, store: SqlStore) -> None:
    told = [article(NOTHING, f"feed {number}", url=url) for number, url in enumerate(GUISES)]
    assert [room.take(one)[0].outcome for one in told] == ["accepted", "duplicate", "duplicate"]
    room.take(replace(told[1], text=BOMBING))
    assert stored(store) == [(NOTHING, 1), (BOMBING, 2)]


@pytest.mark.parametrize("together", [False, True], ids=["one by one", "in one batch"])
def test_what_an_older_version_stored_goes_on_under_its_name(room: Newsroom, store: SqlStore, together: bool) -> None:
    room.take(article(url=GUISES[0]))
    with store.begin() as unit:
        unit.articles._connection.execute(update(articles).values(identity="https://www.valley.example/17"))
    later = [
        article(url=GUISES[0]),
        article(FOLLOW_UP, url=GUISES[0]),
        article(ARREST, "b", url="http://valley.example/8"),
    ]
    taken = room.take(*later) if together else [room.take(one)[0] for one in later]
    assert [one.outcome for one in taken] == ["duplicate", "accepted", "accepted"]
    assert sorted(stored(store)) == sorted([(BOMBING, 1), (FOLLOW_UP, 2), (ARREST, 1)])


def test_editions_and_duplicates_in_one_batch_are_taken_in_order(room: Newsroom, store: SqlStore) -> None:
    first = article(NOTHING, external_id="17")
    told = [first, replace(first, text=BOMBING), first, replace(first, text=ARREST), replace(first, text=BOMBING)]
    taken = room.take(*told, article(FOLLOW_UP, "راديو الجسر"))
    outcomes = ["accepted", "accepted", "duplicate", "accepted", "duplicate", "accepted"]
    assert [one.outcome for one in taken] == outcomes
    assert stored(store) == [(NOTHING, 1), (BOMBING, 2), (ARREST, 3), (FOLLOW_UP, 1)]
    ids = [one.article_id for one in taken if one.article_id]
    assert ids == sorted(ids)
    (story,) = stories(store)
    assert [one.story_id for one in taken] == [None, story.id, None, story.id, None, story.id]


def test_reports_of_one_new_happening_in_one_batch_are_one_story(room: Newsroom, store: SqlStore) -> None:
    first, other, second = room.take(article(), article(ARREST), article(FOLLOW_UP, "راديو الجسر"))
    assert first.story_id == second.story_id != other.story_id
    assert (first.story_id, other.story_id) == (min(due(store)), max(due(store)))
    assert {len(story.readings) for story in stories(store)} == {1, 2}


@pytest.mark.parametrize("silent", [False, True])
def test_a_batch_joins_the_stories_that_it_makes_and_those_it_finds(
    room: Newsroom, store: SqlStore, silent: bool
) -> None:
    (known,) = room.take(article(ARREST, silent=True))
    batch = [article(FOLLOW_UP, "أ"), article(CLAIMED, "ب", published=NOW + HOUR), article(ARREST, "ج")]
    taken = room.take(*(replace(one, silent=silent) for one in batch), now=NOW + HOUR)
    assert [one.story_id == known.story_id for one in taken] == [False, False, True]
    assert taken[0].story_id == taken[1].story_id
    assert len(due(store)) == (0 if silent else 2)
    with store.begin() as unit:
        story = unit.stories.get(taken[0].story_id or 0)
    assert story is not None
    assert (story.opened, story.latest, len(story.readings)) == (NOW, NOW + HOUR, 2)


WIRE = [
    replace(
        article(text, source, published=NOW + turn * HOUR / 4, external_id=f"{source}/{turn // 5}"),
        silent=turn % 7 == 0,
    )
    for turn, (text, source) in enumerate(product((BOMBING, NOTHING, ARREST, FOLLOW_UP, CLAIMED, BOMBING), "أبت"))
]


@pytest.mark.parametrize("size", [2, 7, len(WIRE)])
def test_a_batch_leaves_what_its_articles_leave_one_by_one(
    room: Newsroom, store: SqlStore, sqlite_template: Path, tmp_path: Path, size: int
) -> None:
    other = SqlStore(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'other.sqlite3')}")
    now = NOW + DAY
    together = [one for at in range(0, len(WIRE), size) for one in room.take(*WIRE[at : at + size], now=now)]
    assert together == [one for item in WIRE for one in Newsroom(other).take(item, now=now)]
    assert stories(store) == stories(other)
    assert sorted(due(store)) == sorted(due(other))
    other.close()


def test_overlapping_batches_at_once_are_stored_once(open_stores: Callable[[], SqlStore]) -> None:
    """In another order each, so that none may wait for what another holds while that one waits for it."""
    batches = [WIRE, WIRE[::-1], WIRE[6:], WIRE[:12]]
    rooms = [Newsroom(open_stores()) for _ in batches]
    with ThreadPoolExecutor(len(batches)) as pool:
        taken = list(pool.map(lambda one: one[0].take(*one[1], now=NOW + DAY), zip(rooms, batches, strict=True)))
    store = open_stores()
    accepted = [one for some in taken for one in some if one.outcome == "accepted"]
    with store.begin() as unit:
        readings = list(unit.articles.all(ALWAYS))
    assert sorted(one.article_id or 0 for one in accepted) == sorted(one.article.id for one in readings)
    assert len({(one.article.identity, one.article.text) for one in readings}) == len(readings)
    by_story = {story.id: {reading.article.id for reading in story.readings} for story in stories(store)}
    for one in accepted:
        assert one.story_id is None or one.article_id in by_story[one.story_id]
    grouped = frozenset[int]().union(*by_story.values())
    assert {one.article.id for one in readings if one.findings} <= grouped
    assert all(one.findings or one.article.edition > 1 for one in readings if one.article.id in grouped)


def test_two_reports_of_one_happening_at_once_are_one_story(open_stores: Callable[[], SqlStore]) -> None:
    rooms = [Newsroom(open_stores()) for _ in "abcd"]
    items = [article(BOMBING if turn % 2 else FOLLOW_UP, f"مصدر {turn}") for turn in range(len(rooms))]
    with ThreadPoolExecutor(len(rooms)) as pool:
        list(pool.map(lambda pair: pair[0].take(pair[1]), zip(rooms, items, strict=True)))
    (story,) = stories(open_stores())
    assert len(story.readings) == len(items)


def test_whatever_statement_fails_nothing_of_the_batch_is_left(store: SqlStore) -> None:
    batch = WIRE[1:]
    Newsroom(store).take(WIRE[0], now=NOW + DAY)
    before, failed = (stored(store), stories(store), mentions(store)), 0
    while not takes_but_for(store, failed, batch):
        assert (stored(store), stories(store), mentions(store)) == before
        failed += 1
    assert failed > 8
    assert len(stored(store)) > len(before[0])


def takes_but_for(store: SqlStore, number: int, batch: Sequence[Incoming]) -> bool:
    """Take a batch of which one statement fails, by its number; False when it did."""
    passed = count()

    def refuse(*_: object) -> None:
        if next(passed) == number:
            raise OperationalError("", {}, Exception("disk I/O error"))

    event.listen(store._engine, "before_cursor_execute", refuse)
    try:
        Newsroom(store).take(*batch, now=NOW + DAY)
    except StoreError:
        return False
    finally:
        event.remove(store._engine, "before_cursor_execute", refuse)
    return True


def test_an_edition_stays_in_its_story_however_it_is_rewritten(room: Newsroom, store: SqlStore) -> None:
    first = article(external_id="17")
    room.take(first)
    room.take(replace(first, text=ARREST))
    (story,) = stories(store)
    assert [reading.article.edition for reading in story.readings] == [1, 2]


def test_a_silent_article_is_stored_and_matched_but_never_due(room: Newsroom, store: SqlStore) -> None:
    room.chat("5", "all", "ISKP")
    room.report(article(silent=True))
    assert mentions(store) > 0
    assert (due(store), room.told()) == ([], {})


def test_a_silent_article_does_not_wake_a_story_that_rests(room: Newsroom, store: SqlStore) -> None:
    room.report(article())
    assert due(store) == []
    room.take(article(FOLLOW_UP, "راديو الجسر", silent=True))
    assert len(stories(store)[0].readings) == 2
    assert due(store) == []


def test_a_report_in_other_words_joins_the_story_and_wakes_it(room: Newsroom, store: SqlStore) -> None:
    room.report(article())
    (taken,) = room.take(article(FOLLOW_UP, "راديو الجسر", published=NOW + HOUR), now=NOW + HOUR)
    assert len(stories(store)) == 1
    assert due(store) == [taken.story_id]


def test_another_happening_is_another_story(room: Newsroom, store: SqlStore) -> None:
    room.take(article(), article(ARREST))
    assert len(stories(store)) == 2


def test_a_story_of_a_later_week_does_not_take_an_old_article(room: Newsroom, store: SqlStore) -> None:
    room.take(article())
    room.take(article(BOMBING, "أرشيف", published=NOW - 10 * DAY))
    assert len(stories(store)) == 2


def test_an_article_dated_in_the_future_counts_as_published_now(room: Newsroom, store: SqlStore) -> None:
    (taken,) = room.take(article(published=NOW + 400 * DAY))
    with store.begin() as unit:
        reading = unit.articles.get(taken.article_id or 0)
    assert reading is not None
    assert reading.article.published == NOW


@pytest.mark.parametrize("year", [1, 1899])
def test_an_article_dated_before_anybody_wrote_news_is_taken(room: Newsroom, store: SqlStore, year: int) -> None:
    (taken,) = room.take(article(published=datetime(year, 1, 1, tzinfo=UTC)))
    with store.begin() as unit:
        reading = unit.articles.get(taken.article_id or 0)
    assert reading is not None
    assert (taken.outcome, reading.article.published.year) == ("accepted", 1900)


@pytest.mark.parametrize("step", range(2))
def test_a_crash_leaves_nothing_and_the_batch_is_taken_again(store: SqlStore, step: int) -> None:
    batch = [article(), article(ARREST), article(NOTHING)]
    with pytest.raises(Crash):
        Newsroom(CrashingStore(store, step)).take(*batch)
    assert (stored(store), stories(store)) == ([], [])
    assert [one.outcome for one in Newsroom(store).take(*batch)] == ["accepted"] * 3


def test_a_store_error_in_the_middle_leaves_nothing_of_the_batch(store: SqlStore) -> None:
    with pytest.raises(StoreError):
        Newsroom(RefusingStore(store, ARREST)).take(article(), article(ARREST), article(NOTHING))
    assert (stored(store), stories(store), mentions(store)) == ([], [], 0)


class Fussy:
    """The matcher, but one article is too much for it."""

    watchlists = matcher().watchlists
    resolve = staticmethod(matcher().resolve)
    holding = staticmethod(matcher().holding)

    def match(self, document: Document) -> Findings:
        if document.text == ARREST:
            raise RecursionError
        return matcher().match(document)

    def match_many(self, documents: Sequence[Document]) -> Sequence[Findings]:
        return [self.match(document) for document in documents]


def test_an_article_the_matcher_cannot_bear_is_stored_and_stops_no_other(store: SqlStore) -> None:
    reader: Reader = Fussy()
    items: list[Incoming] = [article(ARREST), article()]
    taken = Ingest(store, lambda: reader).take(items, NOW)
    assert [one.story_id is not None for one in taken] == [False, True]
    assert {text for text, _ in stored(store)} == {ARREST, BOMBING}


def test_a_matcher_given_later_reads_later_articles(store: SqlStore) -> None:
    blind = Fussy()
    readers: list[Reader] = [blind, matcher()]
    ingest = Ingest(store, lambda: readers.pop(0))
    first, second = ingest.take([article(ARREST)], NOW), ingest.take([article(ARREST, "آخر")], NOW)
    assert [first[0].story_id is None, second[0].story_id is None] == [True, False]

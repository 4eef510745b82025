"""Feeds on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.model import Feed
from bot.storage import SqlStore
from tests.bot.storage.samples import DAY, HOUR, NOW

MINUTE = timedelta(minutes=1)
URL = "https://example.org/feed"


def test_a_feed_is_added_once_and_due_at_once(store: SqlStore) -> None:
    with store.begin() as unit:
        feed = unit.feeds.add(URL, "الأفق", NOW)
        assert feed == Feed(feed.id, URL, "الأفق", next_at=NOW)
        assert unit.feeds.add(URL, "another", NOW + DAY) == feed
        assert unit.feeds.due(NOW) == [feed]
        assert unit.feeds.due(NOW - HOUR) == []
        assert unit.feeds.remove(URL)
        assert not unit.feeds.remove(URL)
        assert unit.feeds.all() == []


def test_what_a_poll_gave_is_saved(store: SqlStore) -> None:
    with store.begin() as unit:
        feed = unit.feeds.add(URL, "", NOW)
        state = {"etag": 'W/"1"', "last_modified": "x", "wait": 600, "next_at": NOW + HOUR, "polled": NOW}
        saved = replace(feed, title="ع", succeeded=NOW, errors=3, error="رمز 500", off=True, **state)  # type: ignore[arg-type]
        assert unit.feeds.save(saved)
        assert unit.feeds.all() == [saved]
        assert not unit.feeds.save(replace(saved, id=10_000, url="https://example.org/gone"))
        assert unit.feeds.all() == [saved]


def test_due_feeds_the_longest_due_first(store: SqlStore) -> None:
    with store.begin() as unit:
        for name, age in (("a", 0), ("b", 2), ("c", 1), ("d", -1), ("off", 5), ("never", 0)):
            feed = unit.feeds.add(name, "", NOW)
            when = None if name == "never" else NOW - age * HOUR
            unit.feeds.save(replace(feed, next_at=when, off=name == "off"))
        assert [feed.url for feed in unit.feeds.due(NOW)] == ["never", "b", "c", "a"]
        assert [feed.url for feed in unit.feeds.due(NOW, 2)] == ["never", "b"]


def test_a_feed_that_moved_to_the_address_of_another_keeps_its_own(store: SqlStore) -> None:
    with store.begin() as unit:
        feed, other = unit.feeds.add("old", "", NOW), unit.feeds.add("new", "", NOW)
        unit.feeds.save(replace(feed, url="newer"))
        assert unit.feeds.all() == [replace(feed, url="newer"), other]
        unit.feeds.save(replace(feed, url="new", errors=1))
        assert unit.feeds.all() == [replace(feed, url="newer", errors=1), other]


def test_what_was_marked_is_seen(store: SqlStore) -> None:
    with store.begin() as unit:
        feed, other = unit.feeds.add("a", "", NOW), unit.feeds.add("b", "", NOW)
        assert list(unit.feeds.unseen(feed.id, ["1", "2", "1"])) == ["1", "2"]
        unit.feeds.mark(feed.id, ["1", "2", "1"], NOW)
        unit.feeds.mark(feed.id, ["2"], NOW)
        assert list(unit.feeds.unseen(feed.id, ["3", "1", "2"])) == ["3"]
        assert list(unit.feeds.unseen(other.id, ["1"])) == ["1"]
        unit.feeds.remove("a")
        again = unit.feeds.add("a", "", NOW)
        assert list(unit.feeds.unseen(again.id, ["1"])) == ["1"]


def test_what_a_feed_holds_no_more_is_forgotten_after_a_month(store: SqlStore) -> None:
    with store.begin() as unit:
        feed = unit.feeds.add("a", "", NOW)
        unit.feeds.mark(feed.id, ["stays", "goes"], NOW)
        for day in range(1, 32):
            unit.feeds.mark(feed.id, ["stays"], NOW + day * DAY)
            gone = list(unit.feeds.unseen(feed.id, ["stays", "goes"]))
            assert gone == (["goes"] if day > 30 else [])


def test_ten_thousand_items(store: SqlStore) -> None:
    digests = [f"{number:032x}" for number in range(10_000)]
    with store.begin() as unit:
        feed = unit.feeds.add("a", "", NOW)
        unit.feeds.mark(feed.id, digests[:-1], NOW)
        assert list(unit.feeds.unseen(feed.id, digests)) == digests[-1:]


def test_of_many_new_feeds_the_later_ones_come_later(store: SqlStore) -> None:
    with store.begin() as unit:
        feeds = [unit.feeds.add(str(number), "", NOW) for number in range(60)]
        assert unit.feeds.add("59", "", NOW) == feeds[-1]
    times = [feed.next_at for feed in feeds if feed.next_at]
    assert times == sorted(times)
    assert times[0] == times[10] == NOW
    assert NOW < times[-1] < NOW + MINUTE


def test_feeds_that_are_off_or_fail_are_tried_again(store: SqlStore) -> None:
    with store.begin() as unit:
        feeds = {name: unit.feeds.add(f"https://{name}.example/", name, NOW) for name in ("ok", "off", "failing")}
        later = {"next_at": NOW + DAY, "polled": NOW, "fresh": NOW}
        unit.feeds.save(replace(feeds["ok"], **later, error="a note"))  # type: ignore[arg-type]
        unit.feeds.save(replace(feeds["off"], **later, errors=100, error="x", off=True))  # type: ignore[arg-type]
        unit.feeds.save(replace(feeds["failing"], **later, errors=1, error="x"))  # type: ignore[arg-type]
        assert unit.feeds.revive(None, NOW + HOUR) == 2
        assert [(one.title, one.next_at) for one in unit.feeds.due(NOW + HOUR)] == [
            ("off", NOW + HOUR),
            ("failing", NOW + HOUR),
        ]
        revived = unit.feeds.get(feeds["off"].id)
        assert revived == replace(feeds["off"], next_at=NOW + HOUR, polled=NOW, fresh=NOW)
        assert unit.feeds.get(feeds["ok"].id) == replace(feeds["ok"], **later, error="a note")  # type: ignore[arg-type]
        assert unit.feeds.revive([feeds["ok"].id, 99], NOW) == 1
        assert unit.feeds.revive([], NOW) == 0
        assert unit.feeds.get(99) is None


def test_a_poll_takes_back_no_decision_made_meanwhile(store: SqlStore) -> None:
    with store.begin() as unit:
        polled = unit.feeds.add(URL, "", NOW)
        unit.feeds.save(replace(polled, off=True))
        unit.feeds.choose(polled.id, "never")
        unit.feeds.save(replace(polled, succeeded=NOW, pages="always"))
        assert unit.feeds.all() == [replace(polled, succeeded=NOW, off=True, pages="never")]
        unit.feeds.revive([polled.id], NOW)
        unit.feeds.choose(polled.id, "auto")
        unit.feeds.save(replace(polled, pages="always"))
        assert unit.feeds.all() == [replace(polled, pages="always")]

"""The form in which articles wait, by what they are known, and what goes first."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.arrivals import NEWS_FOR, RUSH, RUSH_IN, VERSION, Arrival, Lanes, VersionError
from bot.core.model import Incoming
from bot.storage.columns import storable_json

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = "أعلنت بلدية الوادي افتتاح الجسر الحجري بعد ترميم دام عامين."
ONE = Incoming("وكالة الربوة", TEXT, "b-1", "افتتاح الجسر الحجري", "https://rabwa.example/bridge", NOW)
SECOND = timedelta(seconds=1)

any_text = st.text("ابتث a1\n\x1f\u0600\ud800\udfff\x00\u200f\U0001f54c", max_size=9)
zones = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(timezones=zones)
incomings = st.builds(
    Incoming,
    source=any_text,
    text=any_text,
    external_id=st.none() | any_text,
    title=st.none() | any_text,
    url=st.none() | any_text,
    published=st.none() | moments,
    sample=st.booleans(),
    silent=st.booleans(),
    author=st.none() | any_text,
    polled=st.booleans(),
    came=st.none() | moments,
)
came = st.integers(0, 10**9).map(lambda seconds: NOW + timedelta(seconds=seconds))
arrivals = st.builds(Arrival, incomings, st.sampled_from(["api", "feed"]), came, st.sampled_from(["fresh", "backfill"]))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("2026-03-01T12:00:00+00:00"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


def test_the_round_trip_tries_every_field() -> None:
    tried = {
        "source",
        "text",
        "external_id",
        "title",
        "url",
        "published",
        "sample",
        "silent",
        "author",
        "polled",
        "came",
    }
    assert {one.name for one in fields(Incoming)} == tried, "give `incomings` above the new field"


@given(arrivals)
def test_what_is_kept_comes_back(one: Arrival) -> None:
    assert Arrival.from_dict(json.loads(json.dumps(one.as_dict(), ensure_ascii=False))) == one


@given(arrivals)
def test_what_a_database_can_hold_of_it_comes_back(one: Arrival) -> None:
    held = storable_json(one.as_dict())
    assert "\x00" not in json.dumps(held, ensure_ascii=False)
    assert Arrival.from_dict(held).as_dict() == held


def test_what_is_as_usual_is_left_out() -> None:
    assert Arrival(Incoming("س", "ن"), "api", NOW).as_dict() == {
        "version": VERSION,
        "way": "api",
        "came": "2026-03-01T12:00:00+00:00",
        "lane": "fresh",
        "article": {"source": "س", "text": "ن"},
    }


def test_the_time_it_came_is_of_this_calendar_and_in_utc() -> None:
    held = Arrival(ONE, "api", NOW).as_dict() | {"came": "2026-03-01T15:00:00+03:00"}
    read = Arrival.from_dict(held)
    assert (read.came, read.came.tzinfo) == (NOW, UTC)
    with pytest.raises(ValueError, match="OverflowError"):
        Arrival.from_dict(held | {"came": "0001-01-01T00:00:00+03:00"})


def test_a_date_without_a_zone_is_one_in_utc() -> None:
    held = Arrival(ONE, "api", NOW).as_dict()
    held["article"]["published"] = "2026-03-01T12:00:00"
    assert Arrival.from_dict(held).incoming.published == NOW


def test_fields_that_this_version_does_not_know_are_passed_over() -> None:
    held = Arrival(ONE, "api", NOW).as_dict()
    more = held | {"article": held["article"] | {"mood": "merry"}, "weight": 4}
    assert Arrival.from_dict(more) == Arrival(ONE, "api", NOW)


def test_what_a_later_version_wrote_is_said_whatever_it_holds() -> None:
    for held in (Arrival(ONE, "api", NOW).as_dict(), {}):
        with pytest.raises(VersionError, match="upgrade"):
            Arrival.from_dict(held | {"version": VERSION + 1})


def _changed(**changes: Any) -> dict[str, Any]:
    """An arrival in which one field of the article is another."""
    held = Arrival(ONE, "api", NOW).as_dict()
    return held | {"article": held["article"] | changes}


@pytest.mark.parametrize(
    "held",
    [
        pytest.param(None, id="nothing"),
        pytest.param([], id="a list"),
        pytest.param("version", id="a text"),
        pytest.param({}, id="empty"),
        pytest.param(
            {"version": "1"} | Arrival(ONE, "api", NOW).as_dict() | {"version": "1"}, id="a text for a version"
        ),
        pytest.param(Arrival(ONE, "api", NOW).as_dict() | {"article": []}, id="a list for the article"),
        pytest.param(Arrival(ONE, "api", NOW).as_dict() | {"article": None}, id="no article"),
        pytest.param(Arrival(ONE, "api", NOW).as_dict() | {"came": 4}, id="a number for a time"),
        pytest.param(Arrival(ONE, "api", NOW).as_dict() | {"came": "yesterday"}, id="no time"),
        pytest.param(_changed(source=None), id="no source"),
        pytest.param(_changed(text=["a"]), id="a list for the text"),
        pytest.param(_changed(title=7), id="a number for the headline"),
        pytest.param(_changed(url={}), id="an object for the address"),
        pytest.param(_changed(author=True), id="a flag for the author"),
        pytest.param(_changed(polled="yes"), id="a text for a flag"),
        pytest.param(_changed(silent=None), id="nothing for a flag"),
        pytest.param(_changed(published=20260301), id="a number for the date"),
        pytest.param(_changed(published="the third"), id="no date"),
    ],
)
def test_what_is_no_arrival_is_refused(held: Any) -> None:
    with pytest.raises(ValueError, match="no arrival"):
        Arrival.from_dict(held)


@given(json_values, st.sampled_from(["version", "way", "came", "lane", "article"]) | st.none(), json_values)
def test_whatever_json_holds_is_read_or_refused(article: Any, name: str | None, value: Any) -> None:
    held = Arrival(ONE, "api", NOW).as_dict() | ({name: value} if name else {})
    for tried in (article, held, _changed(**{one.name: value for one in fields(Incoming)})):
        with suppress(ValueError, VersionError):
            Arrival.from_dict(tried).as_dict()


SAME = replace(ONE, published=NOW + SECOND, author="هـ. س.", silent=True, polled=True, sample=True)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param(SAME, True, id="what changes no article"),
        pytest.param(replace(ONE, text=f"  {TEXT.replace(' ', '  ')}"), True, id="more blanks"),
        pytest.param(replace(ONE, text=f"{TEXT} وحضر الحفل أطفال."), False, id="more words"),
        pytest.param(replace(ONE, title="ترميم الجسر الحجري"), False, id="another headline"),
        pytest.param(replace(ONE, title=None), False, id="no headline"),
        pytest.param(replace(ONE, url="https://rabwa.example/other"), False, id="another address"),
        pytest.param(replace(ONE, url=None), False, id="no address"),
    ],
)
def test_an_article_is_known_by_its_name_and_its_words(other: Incoming, same: bool) -> None:
    key = Arrival(ONE, "api", NOW).key
    assert (Arrival(other, "feed", NOW + SECOND, "backfill").key == key) is same
    assert len(key) == 32
    assert set(key) <= set("0123456789abcdef")


@given(arrivals)
def test_the_key_outlives_being_kept(one: Arrival) -> None:
    assert Arrival.from_dict(one.as_dict()).key == one.key


def lanes(lanes: Lanes, number: int, start: datetime, apart: timedelta, source: str = "صاخب") -> list[str]:
    """The lanes of so many articles of a source that come in one after another."""
    return [lanes.of(Incoming(source, TEXT), start + turn * apart) for turn in range(number)]


@pytest.mark.parametrize(
    ("age", "lane"),
    [
        pytest.param(timedelta(0), "fresh", id="now"),
        pytest.param(-timedelta(days=2), "fresh", id="in the future"),
        pytest.param(NEWS_FOR, "fresh", id="a day"),
        pytest.param(NEWS_FOR + SECOND, "backfill", id="more than a day"),
    ],
)
def test_what_is_old_has_time(age: timedelta, lane: str) -> None:
    assert Lanes().of(replace(ONE, published=NOW - age), NOW) == lane


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00", "9999-12-31T23:59:59"])
@pytest.mark.parametrize("zone", ["-14:00", "+14:00"])
def test_a_date_at_the_edge_of_the_calendar_has_a_lane_and_comes_back(day: str, zone: str) -> None:
    one = replace(ONE, published=datetime.fromisoformat(day + zone))
    lane = Lanes().of(one, NOW)
    assert lane == ("backfill" if day.startswith("0") else "fresh")
    assert Arrival.from_dict(Arrival(one, "api", NOW).as_dict()).incoming == one


def test_a_source_that_sends_a_flood_waits_behind_the_others() -> None:
    own = Lanes()
    assert lanes(own, RUSH, NOW, SECOND / 10) == ["fresh"] * RUSH
    assert lanes(own, 9, NOW + RUSH * SECOND / 10, SECOND / 10) == ["backfill"] * 9
    assert lanes(own, 9, NOW + RUSH * SECOND / 10, SECOND / 10, "هادئ") == ["fresh"] * 9


def test_a_flood_that_is_over_is_forgotten() -> None:
    own = Lanes()
    lanes(own, 2 * RUSH, NOW, SECOND / 10)
    assert lanes(own, RUSH, NOW + RUSH * SECOND / 5 + RUSH_IN, SECOND / 10) == ["fresh"] * RUSH


def test_a_steady_stream_is_no_flood() -> None:
    assert set(lanes(Lanes(), 3 * RUSH, NOW, RUSH_IN / RUSH)) == {"fresh"}


def test_old_articles_of_a_source_make_no_flood_of_its_news() -> None:
    own = Lanes()
    old = replace(ONE, published=NOW - 9 * NEWS_FOR)
    assert {own.of(old, NOW) for _ in range(2 * RUSH)} == {"backfill"}
    assert own.of(ONE, NOW) == "fresh"


def test_what_is_remembered_of_sources_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.core.arrivals._SOURCES", 3)
    own = Lanes()
    lanes(own, 2 * RUSH, NOW, SECOND / 100, "أول")
    for name in "بتث":
        own.of(Incoming(name, TEXT), NOW)
    assert (list(own._sent), max(map(len, own._sent.values()))) == (list("بتث"), 1)
    lanes(own, 2 * RUSH, NOW, SECOND / 100, "ب")
    assert len(own._sent["ب"]) == RUSH

"""The demo's articles: enough of them, well spread, and nobody else's."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.samples import read_rows, read_samples
from watchlists import Matcher, load, shipped
from watchlists.model import Document
from watchlists.outlets import load as load_outlets

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SAMPLES = read_samples(NOW)
ROWS = read_rows()


def test_enough_for_a_demo() -> None:
    assert len(SAMPLES) >= 36
    assert all(sample.title and len(sample.text) > 80 for sample in SAMPLES)


def test_every_article_is_marked_as_a_sample() -> None:
    assert all(sample.sample and not sample.silent for sample in SAMPLES)


def test_ids_are_unique() -> None:
    assert not [one for one, count in Counter(sample.external_id for sample in SAMPLES).items() if count > 1]


def test_they_play_in_the_four_weeks_before_now_oldest_first() -> None:
    published = [sample.published for sample in SAMPLES if sample.published is not None]
    assert published == sorted(published)
    assert NOW - timedelta(weeks=4) <= published[0] < NOW - timedelta(weeks=3)
    assert NOW - timedelta(hours=6) < published[-1] < NOW


def test_the_same_articles_move_along_with_the_clock() -> None:
    day = timedelta(days=1)
    assert [one.published for one in read_samples(NOW + day)] == [
        one.published + day for one in SAMPLES if one.published is not None
    ]


@pytest.mark.parametrize(
    ("least", "newest", "oldest"),
    [
        pytest.param(8, 0, 24, id="the last day, for a status that stands out"),
        pytest.param(8, 24, 7 * 24, id="the last week"),
        pytest.param(8, 7 * 24, 28 * 24, id="before, for what is usual"),
    ],
)
def test_the_ages_are_spread(least: int, newest: int, oldest: int) -> None:
    assert sum(newest <= row["age_hours"] < oldest for row in ROWS) >= least


def test_every_address_is_on_a_name_that_can_never_exist() -> None:
    hosts = {urlsplit(sample.url or "").hostname or "" for sample in SAMPLES}
    assert all(host.endswith(".example") for host in hosts)
    assert len(hosts) >= 6


def test_an_outlet_has_one_name_and_one_host() -> None:
    pairs = {(sample.source, urlsplit(sample.url or "").hostname) for sample in SAMPLES}
    assert len({name for name, _ in pairs}) == len({host for _, host in pairs}) == len(pairs)


def test_one_address_comes_back_with_another_text() -> None:
    again = [url for url, count in Counter(sample.url for sample in SAMPLES).items() if count > 1]
    editions = [sample.text for sample in SAMPLES if sample.url in again]
    assert len(again) == 1
    assert len(set(editions)) == len(editions) == 2


def test_nothing_is_expected_and_forbidden_at_once() -> None:
    assert all(not set(row["expect"]["yes"]) & set(row["expect"]["no"]) for row in ROWS)
    assert sum(not row["expect"]["yes"] for row in ROWS) >= 6, "articles that must not alert"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.compile(load([shipped()]))


def test_every_expected_key_is_shipped(matcher: Matcher) -> None:
    shipped_keys = {*matcher.watchlists.entities, *matcher.watchlists.events}
    assert {key for row in ROWS for keys in row["expect"].values() for key in keys} <= shipped_keys


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS])
def test_what_is_there_is_found_and_nothing_else(row: dict[str, Any], matcher: Matcher) -> None:
    found = matcher.match(Document(row["text"], row["title"])).keys()
    assert found >= set(row["expect"]["yes"])
    assert not found & set(row["expect"]["no"])


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS if not row["expect"]["yes"]])
def test_an_article_about_something_else_stays_silent(row: dict[str, Any], matcher: Matcher) -> None:
    findings = matcher.match(Document(row["text"], row["title"]))
    people_and_groups = {one.entity for one in findings.mentions if not _is_place(one.entity, matcher)}
    assert not people_and_groups
    assert not findings.events


def _is_place(key: str, matcher: Matcher) -> bool:
    return matcher.watchlists.entities[key].kind == "place"


def test_no_outlet_of_the_samples_is_a_known_one() -> None:
    outlets = load_outlets()
    assert [sample.source for sample in SAMPLES if outlets.of(sample.source, sample.url)] == []

"""The load benchmark runs and prints its figures; nothing is said of their size."""

from collections import Counter
from itertools import islice

import pytest

from tests.bench.bulk import Bulk
from tests.bench.chats import watching
from tests.bench.load import Size, load
from tests.bench.reports import wire
from tests.bot.services.newsroom import NOW
from watchlists import Matcher
from watchlists.model import Document


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return watching(300)


def test_a_small_load_is_measured_from_article_to_send() -> None:
    lines = list(load(Size(articles=150, entities=300, chats=30, seconds=2)))
    starts = ("load: 30 chats, 300 entities", "bulk: 150 articles", "  ingest", "  alerting", "  both", "  memory")
    assert [line.startswith(start) for line, start in zip(lines, starts, strict=False)] == [True] * len(starts)
    steady = lines[len(starts) :]
    assert steady[0].startswith("steady: 40 articles at 20/s")
    assert len(steady) == 6


def test_a_fifth_of_the_wire_holds_something_and_some_comes_twice(matcher: Matcher) -> None:
    items = list(islice(wire(matcher, NOW), 1_000))
    found = matcher.match_many([Document(one.text, one.title, one.published) for one in items])
    assert 0.15 < sum(map(bool, found)) / len(items) < 0.35
    editions = Counter(one.external_id for one in items)
    assert 20 < sum(number > 1 for number in editions.values()) < 120
    assert items == list(islice(wire(matcher, NOW), 1_000))


def test_rates_are_told_beside_the_bare_insert() -> None:
    done = Bulk(articles=100, bare=0.1, ingest=0.2, alerting=0.3, memory=[(0, 50.0), (100, 60.0)])
    _, ingest, _, both, memory = done.lines()
    assert ingest.split() == "ingest 500 articles/s, 2.00 × the time of a bare insert (1,000 rows/s)".split()
    assert both.split()[:2] == ["both", "200"]
    assert memory.split() == "memory 50 MiB after 0 · 60 MiB after 100".split()

"""The load benchmark runs and prints its figures; nothing is said of their size."""

from collections import Counter
from itertools import islice

import pytest

from tests.bench.bulk import Bulk, Spent
from tests.bench.chats import watching
from tests.bench.load import Size, load
from tests.bench.reports import wire
from tests.bot.services.newsroom import NOW
from watchlists import Matcher
from watchlists.model import Document


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return watching(600)


def test_a_small_load_is_measured_from_article_to_send() -> None:
    lines = list(load(Size(articles=150, entities=600, chats=30, seconds=2)))
    starts = (
        "load: 30 chats, 600 entities",
        "bulk: 150 articles",
        "  bare rows",
        "  ingest",
        "  alerting",
        "  both",
        "  memory",
    )
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
    done = Bulk(100, Spent(0.1, 0.05), Spent(0.2, 0.2), Spent(0.3, 0.2), memory=[(0, 50.0), (100, 60.0)])
    _, bare, ingest, _, both, memory = done.lines()
    assert bare.split()[:3] == ["bare", "rows", "1,000/s,"]
    told = "ingest 500/s, 500 in a second of the processor; 2.00 × (4.00 ×) a bare insert"
    assert ingest.split() == told.split()
    assert both.split()[:3] == ["both", "200/s,", "250"]
    assert memory.split() == "memory 50 MiB after 0 · 60 MiB after 100".split()

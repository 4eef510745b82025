"""How much there is, and articles by their numbers, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import Window
from bot.storage import SqlStore
from tests.bot.services.newsroom import ARREST, BOMBING, DAY, HOUR, NOTHING, NOW, Newsroom, article

WEEK = Window(NOW - 7 * DAY, NOW)


@pytest.fixture(name="filled")
def _filled(store: SqlStore) -> SqlStore:
    room = Newsroom(store)
    room.take(article(BOMBING, published=NOW - 3 * HOUR, title="خبر", url="https://a.example/1"))
    room.take(article(ARREST, published=NOW - 2 * HOUR))
    room.take(article(NOTHING, published=NOW - HOUR))
    room.take(article("ظهر داعش خراسان", published=NOW - 30 * DAY))
    return store


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        pytest.param(("ISKP",), [2, 1], id="an entity, newest first"),
        pytest.param(("ISKP", "KANDAHAR", "ISIS"), [2, 1], id="each article once"),
        pytest.param(("arrest",), [2], id="an event"),
        pytest.param((), [2, 1], id="anything that was found"),
        pytest.param(("TTP",), [], id="nothing"),
    ],
)
def test_which_and_how_many(filled: SqlStore, keys: tuple[str, ...], ids: list[int]) -> None:
    with filled.begin(read_only=True) as unit:
        assert [one.id for one in unit.articles.sizes(keys, WEEK, 10)] == ids
        assert [one.id for one in unit.articles.sizes(keys, WEEK, 1)] == ids[:1]
        assert unit.articles.number(keys, WEEK) == len(ids)


def test_how_much(filled: SqlStore) -> None:
    with filled.begin(read_only=True) as unit:
        first = unit.articles.sizes(("ISKP",), WEEK, 10)[1]
        [reading] = unit.articles.some([1])
    assert (first.head, first.text) == (len("خبر") + len("https://a.example/1"), len(BOMBING))
    asked = [one for one in reading.findings.mentions if one.entity == "ISKP"]
    assert first.places == len(asked) + len(reading.findings.events)
    with filled.begin(read_only=True) as unit:
        whole = unit.articles.sizes((), WEEK, 10)[1]
    assert whole.places == len(reading.findings.mentions) + len(reading.findings.events)
    assert first.found == whole.found > 100 * whole.places


def test_an_earlier_edition_is_none_of_them(filled: SqlStore) -> None:
    later = article(BOMBING + " وأضافت الشرطة.", external_id="same", published=NOW - HOUR)
    room = Newsroom(filled)
    room.take(article(BOMBING + " قبل.", external_id="same", published=NOW - 2 * HOUR))
    room.take(later, now=NOW + timedelta(minutes=1))
    with filled.begin(read_only=True) as unit:
        assert [one.id for one in unit.articles.sizes(("ISKP",), WEEK, 10)] == [6, 2, 1]
        assert unit.articles.number(("ISKP",), WEEK) == 3


def test_by_their_numbers(filled: SqlStore) -> None:
    with filled.begin(read_only=True) as unit:
        assert [one.article.id for one in unit.articles.some([2, 99, 1])] == [2, 1]
        assert unit.articles.some([]) == []

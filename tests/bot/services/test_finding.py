"""Stored articles and stories that people ask for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.subjects import Subject
from bot.services.finding import happened, happened_by_type, latest, search
from tests.bot.services.newsroom import ARREST, BOMBING, DAY, HOUR, NOTHING, NOW, Newsroom, article, lists

WEEK = timedelta(days=7)
ISIS, BOMB = Subject("entity", "ISIS"), Subject("event", "suicide_bombing")
KABUL, ARRESTS = Subject("entity", "KABUL"), Subject("event", "arrest")


@pytest.fixture
def news(room: Newsroom) -> Newsroom:
    """An arrest four and two hours ago, a bombing three hours and one hour ago, and something else; by five outlets."""
    for age in (4, 3, 2, 1):
        text = BOMBING if age % 2 else ARREST
        item = article(text, f"مصدر {age}", published=NOW - age * HOUR, external_id=f"{age}")
        room.report(item, now=NOW - age * HOUR)
    room.report(article(NOTHING, "مصدر", published=NOW - HOUR / 2), now=NOW)
    return room


@pytest.mark.parametrize(
    ("subjects", "hours"),
    [
        pytest.param((), [1, 2, 3, 4], id="anything"),
        pytest.param((Subject("all"),), [1, 2, 3, 4], id="everything"),
        pytest.param((BOMB,), [1, 3], id="an event type"),
        pytest.param((ISIS,), [1, 2, 3, 4], id="a group by its branches"),
        pytest.param((ISIS, ARRESTS), [2, 4], id="an entity and an event type"),
        pytest.param((BOMB, KABUL), [], id="both in one article"),
        pytest.param((Subject("list", "none"),), [], id="an empty list"),
    ],
)
def test_the_latest_newest_first(subjects: tuple[Subject, ...], hours: list[int], news: Newsroom) -> None:
    with news.store.begin(read_only=True) as unit:
        found = latest(unit, subjects, 9, lists())
    assert [(NOW - one.article.published) / HOUR for one in found.readings] == hours
    assert not found.more


def test_pages_and_a_window(news: Newsroom) -> None:
    with news.store.begin(read_only=True) as unit:
        first = latest(unit, (ISIS,), 2, lists())
        second = latest(unit, (ISIS,), 2, lists(), first.last)
        recent = latest(unit, (ISIS,), 9, lists(), since=NOW - 2.5 * HOUR)
    assert (first.more, second.more) == (True, False)
    assert [(NOW - one.article.published) / HOUR for one in second.readings] == [3, 4]
    assert [(NOW - one.article.published) / HOUR for one in recent.readings] == [1, 2]


def test_each_article_has_the_number_of_its_story_and_of_no_alert_that_nobody_got(news: Newsroom) -> None:
    with news.store.begin(read_only=True) as unit:
        found = latest(unit, (BOMB,), 9, lists())
        stories = {one.article.id: unit.stories.of_articles([one.article.id]) for one in found.readings}
    for article_id, of in stories.items():
        assert found.numbers(article_id) == [f"S{of[article_id]}"]
    assert found.numbers(999) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("قندهار", 2, id="a word"),
        pytest.param("قندهار كابول", 0, id="not in one article"),
        pytest.param("🧨", 0, id="no word"),
    ],
)
def test_a_search(typed: str, found: int, news: Newsroom) -> None:
    with news.store.begin(read_only=True) as unit:
        assert len(search(unit, typed, 9).readings) == found
        assert search(unit, "قندهار", 1).more


def test_a_phrase_stands_as_it_is_written(room: Newsroom) -> None:
    room.report(article("وقع انفجار في سوق المدينة مساء", "أ", published=NOW - HOUR), now=NOW)
    room.report(article("وصلت المدينة شحنة إلى سوق", "ب", published=NOW - HOUR), now=NOW)
    with room.store.begin(read_only=True) as unit:
        assert [one.article.source for one in search(unit, "«سوق المدينة»", 9).readings] == ["أ"]
        assert len(search(unit, "سوق المدينة", 9).readings) == 2


@pytest.mark.parametrize(
    ("subjects", "stories"),
    [
        pytest.param((BOMB,), 1, id="an event type"),
        pytest.param((ISIS,), 2, id="an entity"),
        pytest.param((BOMB, ISIS), 1, id="both"),
        pytest.param((ISIS, BOMB), 1, id="both, turned round"),
        pytest.param((BOMB, KABUL), 0, id="not in one story"),
        pytest.param((Subject("all"),), 2, id="everything"),
    ],
)
def test_what_happened(subjects: tuple[Subject, ...], stories: int, news: Newsroom) -> None:
    with news.store.begin(read_only=True) as unit:
        found = happened(unit, subjects, WEEK, NOW, lists(), 9, 0)
        assert (found.stories, len(found.heads)) == (stories, stories)
        assert happened(unit, subjects, HOUR / 2, NOW, lists(), 9, 0).stories == 0
        assert list(happened(unit, subjects, WEEK, NOW, lists(), 9, 5).heads) == []


def test_how_often_each_type(news: Newsroom) -> None:
    with news.store.begin(read_only=True) as unit:
        stories, types = happened_by_type(unit, DAY, NOW, lists())
    assert (stories, dict(types)) == (2, {"arrest": 1, "suicide_bombing": 1})

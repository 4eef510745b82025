"""What stands for a story, and for an article."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.model import Article, Reading, Story
from bot.core.views import lead_event, lead_reading
from watchlists.model import SEVERITIES, Event, EventType, Findings, Place, Watchlist, Watchlists

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LISTS = Watchlists((Watchlist("e", {}, events=tuple(EventType(level, {}, (), level) for level in SEVERITIES)),))


def event(key: str, score: float = 90.0, **facts: object) -> Event:
    return Event(key, key, key, "text", 0, 1, score, (0, 1), **facts)  # type: ignore[arg-type]


def reading(number: int, *events: Event, age: int = 0) -> Reading:
    published = NOW - timedelta(hours=age)
    article = Article(number, f"i{number}", 1, "a", None, "", None, "ar", published, published)
    return Reading(article, Findings(events=events))


def lead(*readings: Reading) -> int:
    return lead_reading(Story(1, NOW, NOW, frozenset(), "low", None, readings), LISTS).article.id


def test_the_most_serious_article_leads() -> None:
    assert lead(reading(1, event("high"), age=9), reading(2, event("medium"))) == 1


def test_then_the_one_with_the_dead() -> None:
    assert lead(reading(1, event("high", killed=2), age=9), reading(2, event("high", injured=5))) == 1


def test_a_report_made_serious_by_its_dead_does_not_outdo_a_more_serious_kind() -> None:
    """«هجوم» of 17 dead is no better headline than «تفجير انتحاري» of 17 dead."""
    assert lead(reading(1, event("critical", killed=17), age=9), reading(2, event("high", killed=17))) == 1


def test_then_the_newest() -> None:
    assert lead(reading(1, event("high"), age=1), reading(2, event("high"), age=3)) == 1
    assert lead(reading(1, event("high")), reading(2, event("high"))) == 2


def test_an_article_without_events_can_lead_too() -> None:
    assert lead(reading(1)) == 1


def test_the_event_of_which_most_is_known() -> None:
    known = event("high", 80.0, places=(Place("قندهار"),), killed=3)
    found = lead_event(reading(1, event("medium", killed=1), event("high", 99.0), known), LISTS)
    assert found == known


def test_among_equals_the_surest() -> None:
    assert lead_event(reading(1, event("high", 80.0), event("high", 95.0)), LISTS) == event("high", 95.0)


def test_an_event_on_no_list_comes_last() -> None:
    assert lead_event(reading(1, event("gone", killed=3), event("medium")), LISTS) == event("medium")


def test_no_event() -> None:
    assert lead_event(reading(1), LISTS) is None

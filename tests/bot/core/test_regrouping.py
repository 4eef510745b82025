"""What a story is when articles change hands, and what of it people were told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model import Alert, Article, Reading, Story
from bot.core.regrouping import belonging, going_along, held_by, numbered, shown, whole
from watchlists.model import Event, Findings, Watchlists

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def reading(
    number: int, identity: str = "", edition: int = 1, *, hours: int = 0, text: str = "", source: str = "الأفق"
) -> Reading:
    """An article that was published and came in so many hours after NOW."""
    at = NOW + hours * HOUR
    name = identity or f"i{number}"
    return Reading(Article(number, name, edition, source, None, text or f"نص {number}", None, "ar", at, at), Findings())


def alert(number: int, article_id: int, *, hours: int = 0, **known: object) -> Alert:
    return Alert(number, 5, article_id, number, "first", "low", NOW + hours * HOUR, known)


def story(*readings: Reading, spoken: tuple[Alert, ...] = (), refreshed: datetime | None = None) -> Story:
    return Story(5, NOW, NOW, frozenset(), "low", None, readings, spoken, refreshed)


@pytest.mark.parametrize(
    ("spoken", "refreshed", "told"),
    [
        pytest.param((), None, [], id="nobody spoke of it"),
        pytest.param((), NOW + 9 * HOUR, [], id="looked at, but nobody spoke of it"),
        pytest.param((alert(1, 1),), None, [1], id="alerted"),
        pytest.param((alert(1, 1), alert(2, 2, hours=1)), None, [1, 2], id="alerted twice"),
        pytest.param((alert(1, 1),), NOW + 2 * HOUR, [1, 2, 3], id="brought up to date"),
    ],
)
def test_what_was_shown(spoken: tuple[Alert, ...], refreshed: datetime | None, told: list[int]) -> None:
    held = [reading(number, hours=number - 1) for number in (1, 2, 3, 4)]
    assert sorted(shown(story(*held, spoken=spoken, refreshed=refreshed))) == told


def test_reports_keep_their_numbers_when_older_ones_and_editions_come_in() -> None:
    one, two, late = reading(1, "a", hours=2), reading(2, "b"), reading(9, "c", hours=-5)
    assert numbered(story(two, one)) == (one, two)
    newer = reading(7, "a", 2, hours=3)
    assert numbered(story(late, two, one, newer)) == (newer, two, late)


@pytest.mark.parametrize(
    ("chosen", "taken"),
    [
        pytest.param([2], [2], id="one article"),
        pytest.param([3], [1, 3], id="with its other editions"),
        pytest.param([1], [1, 3], id="with the later ones"),
        pytest.param([4], [4, 5], id="with what its source said twice"),
        pytest.param([2, 4], [2, 4, 5], id="two articles"),
        pytest.param([99], [], id="one of another story"),
    ],
)
def test_what_belongs_together(chosen: list[int], taken: list[int]) -> None:
    editions = reading(1, "a"), reading(2, "b"), reading(3, "a", 2)
    twice = (
        reading(4, "c", text="مرتين"),
        reading(5, "d", text="مرتين"),
        reading(6, "e", text="مرتين", source="الوادي"),
    )
    assert [one.article.id for one in belonging(story(*editions, *twice), chosen)] == taken


def test_what_an_alert_told_of_stays_noted_when_articles_leave() -> None:
    held = [reading(number) for number in (1, 2, 3)]
    before = alert(1, 2, articles=2)
    assert held_by(story(*held, spoken=(before,)), before) == [1, 2]
    noted = alert(1, 2, articles=2, held=[1, 2])
    assert held_by(story(held[2], spoken=(noted,)), noted) == [1, 2]


@pytest.mark.parametrize(
    ("moving", "alerts"),
    [
        pytest.param({1}, [1], id="the only one that an alert told of"),
        pytest.param({2}, [], id="one of two"),
        pytest.param({1, 2}, [1, 2], id="both"),
        pytest.param({3}, [], id="one that no alert told of"),
        pytest.param({1, 2, 3}, [1, 2, 3], id="everything"),
    ],
)
def test_alerts_that_go_along(moving: set[int], alerts: list[int]) -> None:
    spoken = alert(1, 1, held=[1]), alert(2, 2, held=[1, 2]), alert(3, 3, held=[1, 2, 3])
    found = going_along(story(*(reading(number) for number in (1, 2, 3)), spoken=spoken), moving)
    assert found == alerts


def test_a_whole_is_what_its_articles_are() -> None:
    killed = Event("x", "x", "x", "text", 0, 1, 90.0, sentence=(0, 1), status="reported", killed=12)
    first, second = reading(1, hours=3), reading(2, hours=1)
    found = whole([Reading(second.article, Findings(events=(killed,))), first], Watchlists(()))
    assert (found.opened, found.latest, found.articles) == (NOW + 3 * HOUR, NOW + 3 * HOUR, 2)
    assert found.severity == "critical"
    assert found.features.events == {"x"}
    assert len(found.features.headlines) == 2

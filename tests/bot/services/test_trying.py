"""An alias is tried on the newest articles, as many as there is time for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

import pytest

from bot.core.model import Article, Reading
from bot.services.trying import LONGEST, Trial, trial
from watchlists.model import Alias, Findings

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
ALIASES = [Alias("جنود السهل")]


def readings(number: int) -> list[Reading]:
    texts = [f"عاد جنود السهل رقم {one}" for one in range(number)]
    return [Reading(Article(0, "i", 1, "s", None, text, None, "ar", NOW, NOW), Findings()) for text in texts]


def ticking(step: float) -> Callable[[], float]:
    """A clock on which so many seconds go by between two looks."""
    ticks = count(0.0, step)
    return lambda: next(ticks)


@pytest.mark.parametrize(
    ("step", "looked"),
    [
        pytest.param(0.0, 120, id="all of them"),
        pytest.param(LONGEST * 0.6, 100, id="until the time is over"),
        pytest.param(LONGEST * 2, 50, id="some at least"),
    ],
)
def test_as_many_are_tried_as_there_is_time_for(step: float, looked: int) -> None:
    found = trial(readings(120), ALIASES, clock=ticking(step))
    assert (found.articles, found.found) == (looked, looked)


def test_without_an_alias_nothing_is_found() -> None:
    assert trial(readings(3), []) == Trial(3, 0, 30, [], [])


def test_each_alias_is_counted_and_shown_before_a_second_one_of_the_first() -> None:
    texts = ["عاد جنود السهل", "رجع جنود السهل ليلا", "زار حراس الوادي وجنود السهل المدرسة", "افتتح المعرض"]
    held = [Reading(Article(0, "i", 1, "s", None, one, None, "ar", NOW, NOW), Findings()) for one in texts]
    found = trial(held, [*ALIASES, Alias("حراس الوادي"), Alias("نسور التل")])
    assert (found.found, found.by_alias) == (3, [("جنود السهل", 3), ("حراس الوادي", 1), ("نسور التل", 0)])
    assert list(found.samples) == [texts[0], texts[2], texts[1]]

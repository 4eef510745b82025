"""Traces: one letter for each kind of cause, and the article that is to blame."""

from __future__ import annotations

from dataclasses import replace

from bot.core import tracing
from tests.bot.core.render.scenes import ATTACK, reading, story


def test_no_two_kinds_of_trace_are_alike() -> None:
    made = [
        tracing.of_article(7),
        tracing.of_update(7),
        tracing.of_submission(7),
        tracing.of_digest(7, "2026-03-01T08:00"),
        tracing.of_waking(7, "2026-03-01T08:00"),
        tracing.of_trend(7),
        tracing.of_hunt(7),
    ]
    assert made[:2] == ["a7", "u7"]
    assert made[3] == "d7-2026-03-01T08:00"
    assert len({one[0] for one in made}) == len(made)


def test_the_cause_is_what_came_in_last_though_it_was_published_first() -> None:
    late, early = reading(9, replace(ATTACK, targets=())), reading(3, replace(ATTACK, targets=()))
    assert tracing.cause(story(late, early)).article.id == 9

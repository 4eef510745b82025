"""How windows are parted, and what a chat watches and mutes of a subject."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.model import Mute, Scope, Subscription
from bot.core.status_view import Watch, edges_back, lengths_with, mutes_of, total, watch_of
from bot.core.subjects import Subject, keys_of
from tests.bot.core.render.scenes import DAY, HOUR, NOW
from tests.bot.core.test_subjects import ALL, BOMBING, GROUPS, ISIS, ISKP, LISTS
from watchlists.model import Severity


def test_the_window_asked_for_stands_among_the_others() -> None:
    assert lengths_with(7 * DAY) == [DAY, 7 * DAY, 30 * DAY]
    assert lengths_with(3 * DAY) == [DAY, 3 * DAY, 7 * DAY, 30 * DAY]


@pytest.mark.parametrize(
    ("past", "ago"),
    [
        pytest.param(4 * DAY, [4, 3, 2, 1, 0], id="four windows"),
        pytest.param(1.5 * DAY, [1.5, 1, 0], id="one and a half"),
        pytest.param(DAY / 2, [0.5, 0], id="half of one"),
        pytest.param(0 * DAY, [0], id="no past"),
    ],
)
def test_the_windows_before(past: timedelta, ago: list[float]) -> None:
    assert edges_back(NOW, DAY, past) == [NOW - days * DAY for days in ago]


def test_what_falls_between_two_edges() -> None:
    edges = [NOW - 3 * DAY, NOW - 2 * DAY, NOW - DAY, NOW]
    assert total([1, 2, 4], edges, NOW - 2 * DAY, NOW) == 6
    assert total([1, 2, 4], edges, NOW - 3 * DAY, NOW - DAY) == 3
    assert total([], [NOW], NOW, NOW) == 0


def wish(scope: Scope, key: str, least: Severity = "high") -> Subscription:
    return Subscription(1, scope, key, least)


@pytest.mark.parametrize(
    ("subject", "mine", "watch"),
    [
        pytest.param(ISKP, [], Watch(), id="nothing"),
        pytest.param(ISKP, [wish("entity", "ISKP")], Watch(wish("entity", "ISKP")), id="itself"),
        pytest.param(ISKP, [wish("entity", "ISIS")], Watch(wish("entity", "ISIS")), id="what it is part of"),
        pytest.param(ISIS, [wish("entity", "ISKP")], Watch(None, (wish("entity", "ISKP"),)), id="a part of it"),
        pytest.param(ISIS, [wish("list", "groups")], Watch(wish("list", "groups")), id="through a list"),
        pytest.param(ISKP, [wish("entity", "TTP"), wish("list", "events")], Watch(), id="others"),
        pytest.param(
            ISKP,
            [wish("all", "*", "low"), wish("entity", "ISKP", "high")],
            Watch(wish("entity", "ISKP", "high"), sooner=wish("all", "*", "low")),
            id="by name first, then the one that tells most",
        ),
        pytest.param(
            ISKP, [wish("entity", "ISIS"), wish("entity", "ISKP")], Watch(wish("entity", "ISKP")), id="by name first"
        ),
        pytest.param(
            ISKP,
            [wish("all", "*", "low"), wish("entity", "ISIS", "high")],
            Watch(wish("all", "*", "low")),
            id="the one that tells most",
        ),
        pytest.param(
            ISKP, [wish("all", "*"), wish("entity", "ISKP")], Watch(wish("entity", "ISKP")), id="the narrowest of two"
        ),
        pytest.param(GROUPS, [wish("entity", "TTP")], Watch(None, (wish("entity", "TTP"),)), id="an entry of a list"),
        pytest.param(ALL, [wish("list", "groups")], Watch(None, (wish("list", "groups"),)), id="a list of everything"),
    ],
)
def test_what_a_chat_watches_of_it(subject: Subject, mine: list[Subscription], watch: Watch) -> None:
    assert watch_of(subject, keys_of(subject, LISTS), mine, LISTS) == watch


@pytest.mark.parametrize(
    ("subject", "muted"),
    [
        pytest.param(ISKP, ["ISKP", "ISIS", "*"], id="a branch"),
        pytest.param(BOMBING, ["*", "bombing"], id="an event type"),
        pytest.param(Subject("entity", "TTP"), ["*"], id="another"),
    ],
)
def test_which_mutes_are_about_it(subject: Subject, muted: list[str]) -> None:
    mutes = [
        Mute(1, 1, "story", "5", NOW, ""),
        Mute(2, 1, "event", "bombing", NOW + 4 * HOUR, ""),
        Mute(3, 1, "all", "*", NOW + 3 * HOUR, ""),
        Mute(4, 1, "entity", "ISIS", NOW + 2 * HOUR, ""),
        Mute(5, 1, "entity", "ISKP", NOW + HOUR, ""),
    ]
    assert [one.key for one in mutes_of(keys_of(subject, LISTS), mutes, LISTS)] == muted

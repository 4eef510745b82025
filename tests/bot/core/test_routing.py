"""Who is told of an alert."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from bot.core.model import Mute, Story, Subscription
from bot.core.routing import LEAST, Verdict, asked_under, audience, concerns, interests, wanted_keys
from watchlists.model import Entity, EventType, Severity, Watchlist, Watchlists

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LISTS = Watchlists(
    (
        Watchlist("groups", {}, (Entity("ISIS", "organization", {}), Entity("AQ", "organization", {}))),
        Watchlist("branches", {}, (Entity("ISKP", "organization", {}, part_of="ISIS"),)),
        Watchlist("events", {}, events=(EventType("bombing", {}, ()),)),
    )
)
KEYS = frozenset({"ISKP", "bombing"})


def wish(kind: str, key: str, chat: int = 1, least: Severity = "low") -> Subscription:
    return Subscription(chat, kind, key, least)  # type: ignore[arg-type]


def mute(scope: str, key: str, chat: int = 1) -> Mute:
    return Mute(1, chat, scope, key, NOW, "telegram:1")  # type: ignore[arg-type]


def verdicts(
    wishes: Iterable[Subscription], mutes: Iterable[Mute] = (), severity: Severity = "high"
) -> dict[int, Verdict]:
    return audience(Story(5, NOW, NOW, KEYS, severity, NOW), wishes, mutes, LISTS)


@pytest.mark.parametrize(
    ("one", "concerned"),
    [
        pytest.param(wish("entity", "ISKP"), True, id="the entity"),
        pytest.param(wish("entity", "ISIS"), True, id="what it is part of"),
        pytest.param(wish("entity", "AQ"), False, id="another"),
        pytest.param(wish("event", "bombing"), True, id="the event"),
        pytest.param(wish("event", "arrest"), False, id="another event"),
        pytest.param(wish("list", "branches"), True, id="its list"),
        pytest.param(wish("list", "groups"), True, id="the list of what it is part of"),
        pytest.param(wish("list", "events"), True, id="the list of the event"),
        pytest.param(wish("list", "gone"), False, id="a list that is gone"),
        pytest.param(wish("all", "*"), True, id="all"),
    ],
)
def test_concerns(one: Subscription, concerned: bool) -> None:
    assert concerns(one, KEYS, LISTS) is concerned
    assert (verdicts([one]) == {1: Verdict.SENT}) is concerned
    assert (one.key in asked_under(KEYS, LISTS)) is concerned


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        pytest.param([wish("entity", "ISIS")], {1: ("entity", "ISIS")}, id="what was asked for, not its branch"),
        pytest.param([wish("entity", "ISIS"), wish("entity", "ISKP")], {1: ("entity", "ISKP")}, id="the deepest"),
        pytest.param([wish("event", "bombing"), wish("entity", "ISIS")], {1: ("entity", "ISIS")}, id="before events"),
        pytest.param([wish("event", "bombing")], {1: ("event", "bombing")}, id="an event type"),
        pytest.param([wish("list", "groups"), wish("all", "*")], {}, id="lists and everything are not specific"),
        pytest.param([wish("entity", "AQ")], {}, id="what is not in the story"),
        pytest.param(
            [wish("entity", "ISIS"), wish("event", "bombing", 2)],
            {1: ("entity", "ISIS"), 2: ("event", "bombing")},
            id="each chat",
        ),
    ],
)
def test_what_a_chat_watches_most_specifically(
    wishes: list[Subscription], expected: dict[int, tuple[str, str]]
) -> None:
    assert interests(Story(5, NOW, NOW, KEYS, "high", NOW), wishes, LISTS) == expected


def test_a_branch_does_not_concern_who_watches_another_branch() -> None:
    assert not concerns(wish("entity", "ISKP"), frozenset({"ISIS"}), LISTS)


def test_all_covers_every_key() -> None:
    assert wanted_keys(wish("all", "*"), LISTS) == {"ISIS", "AQ", "ISKP", "bombing"}


def test_what_is_on_no_list_any_more_is_still_itself() -> None:
    assert wanted_keys(wish("entity", "GONE"), LISTS) == {"GONE"}


@pytest.mark.parametrize(
    ("least", "severity", "verdict"),
    [
        pytest.param("low", "low", Verdict.SENT, id="from low on"),
        pytest.param("high", "medium", Verdict.DIGEST, id="below"),
        pytest.param("high", "high", Verdict.SENT, id="just"),
        pytest.param("high", "critical", Verdict.SENT, id="above"),
    ],
)
def test_least_severity(least: Severity, severity: Severity, verdict: Verdict) -> None:
    assert verdicts([wish("all", "*", least=least)], severity=severity) == {1: verdict}


def test_default_least_severities() -> None:
    assert LEAST == {"entity": "low", "event": "low", "list": "high", "all": "high"}


@pytest.mark.parametrize("turned", [False, True])
def test_of_several_wishes_the_most_talkative_counts(turned: bool) -> None:
    wishes = [wish("all", "*", least="critical"), wish("entity", "ISKP")]
    assert verdicts(reversed(wishes) if turned else wishes) == {1: Verdict.SENT}


@pytest.mark.parametrize(
    ("one", "muted"),
    [
        pytest.param(mute("all", "*"), True, id="everything"),
        pytest.param(mute("entity", "ISKP"), True, id="the entity"),
        pytest.param(mute("entity", "ISIS"), True, id="what it is part of"),
        pytest.param(mute("entity", "bombing"), True, id="the event"),
        pytest.param(mute("entity", "AQ"), False, id="another entity"),
        pytest.param(mute("story", "5"), True, id="the story"),
        pytest.param(mute("story", "6"), False, id="another story"),
        pytest.param(mute("all", "*", chat=2), False, id="in another chat"),
    ],
)
def test_mutes(one: Mute, muted: bool) -> None:
    assert verdicts([wish("entity", "ISKP")], [one]) == {1: Verdict.MUTED if muted else Verdict.SENT}


def test_what_is_muted_and_below_the_least_is_muted() -> None:
    assert verdicts([wish("all", "*", least="critical")], [mute("all", "*")]) == {1: Verdict.MUTED}


def test_a_mute_makes_nobody_a_listener() -> None:
    assert verdicts([], [mute("all", "*")]) == {}


def test_each_chat_has_its_own_verdict() -> None:
    wishes = [wish("entity", "ISKP", 1), wish("all", "*", 2, "critical"), wish("event", "bombing", 3)]
    assert verdicts(wishes, [mute("all", "*", 3)]) == {1: "sent", 2: "digest", 3: "muted"}

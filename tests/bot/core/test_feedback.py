"""What ratings say of the aliases of alerts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.feedback import Rating, Tally, Vote, heard_by, is_repeated, judged, tally
from bot.core.model import Article, Reading, Subscription
from watchlists.model import Alias, Entity, Event, EventType, Findings, Mention, Watchlist, Watchlists

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LISTS = Watchlists(
    (
        Watchlist(
            "groups",
            {"en": "Groups"},
            (Entity("ISIS", "organization", {"en": "IS"}), Entity("ISKP", "organization", {"en": "K"}, part_of="ISIS")),
            (EventType("raid", {"en": "Raid"}, (Alias("raid"),)),),
        ),
    )
)
ARTICLE = Article(1, "i", 1, "s", None, "x y z", None, "ar", NOW, NOW)
READING = Reading(
    ARTICLE,
    Findings(
        (Mention("ISKP", "k", "x", "text", 0, 1, 90.0), Mention("AQ", "q", "y", "text", 2, 3, 90.0)),
        (Event("raid", "r", "z", "text", 4, 5, 90.0, (0, 5)),),
    ),
)


def vote(alert: int, rating: str = "not_relevant", person: str = "a") -> Vote:
    return Vote(alert, alert * 10, person, Rating(rating), NOW)


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        pytest.param([("entity", "ISIS")], {("ISKP", "k")}, id="a branch of what is watched"),
        pytest.param([("event", "raid")], {("raid", "r")}, id="an event type"),
        pytest.param([("list", "groups")], {("ISKP", "k"), ("raid", "r")}, id="a list"),
        pytest.param([], {("ISKP", "k"), ("AQ", "q"), ("raid", "r")}, id="no subscription any more"),
        pytest.param([("entity", "ISIS"), ("event", "raid")], {("ISKP", "k"), ("raid", "r")}, id="two wishes"),
    ],
)
def test_by_which_aliases_a_chat_heard(wishes: list[tuple[str, str]], expected: set[tuple[str, str]]) -> None:
    asked = [Subscription(1, scope, key, "low") for scope, key in wishes]  # type: ignore[arg-type]
    assert heard_by(READING, asked, LISTS) == expected


@pytest.mark.parametrize(
    ("votes", "repeated"),
    [
        pytest.param([], False, id="none"),
        pytest.param([vote(1), vote(2), vote(2, person="b")], False, id="two alerts"),
        pytest.param([vote(1), vote(2), vote(3, person="b")], True, id="three by two people"),
        pytest.param([vote(1), vote(2), vote(3)], False, id="three by one"),
        pytest.param([vote(number) for number in range(5)], True, id="five by one"),
        pytest.param([*map(vote, range(5)), *(vote(n, "relevant", "b") for n in range(5))], False, id="half"),
        pytest.param([*map(vote, range(5)), *(vote(n, "relevant", "b") for n in range(4))], True, id="over half"),
        pytest.param([vote(number, "duplicate") for number in range(9)], False, id="duplicates say nothing"),
    ],
)
def test_when_an_alias_is_looked_at(votes: list[Vote], repeated: bool) -> None:
    assert is_repeated(votes) is repeated


def test_a_viewer_alone_brings_about_nothing() -> None:
    votes = [vote(number) for number in range(9)]
    assert not is_repeated(votes, viewers={"a"})
    assert is_repeated([*votes, vote(1, person="b")], viewers={"a", "b"})


def test_who_differs_says_relevant() -> None:
    votes = [vote(1), vote(1, "relevant", "b"), vote(2), vote(3, "duplicate")]
    assert judged(votes) == {10: True, 20: False}


def test_a_tally_leaves_duplicates_out() -> None:
    assert tally(["relevant", "not_relevant", "duplicate", "not_relevant"]) == Tally(1, 2)
    assert Tally(1, 2).given == 3

"""Which stories a digest lists, in which order and groups, and what was not sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.digest_groups import Kept, asked_keys, by_importance, grouped, headings, kept_back, named
from bot.core.model import Alert, Article, Reading, Scope, Story, Subscription
from watchlists.model import Entity, Event, EventType, Findings, Mention, Severity, Watchlist, Watchlists

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LISTS = Watchlists((Watchlist("g", {}, tuple(Entity(key, "organization", {}) for key in ("AQ", "ISIS", "RSF"))),))
PLACES = Watchlist("p", {}, tuple(Entity(key, "place", {}) for key in ("ADEN", "BAMAKO")))
KINDS = Watchlist("e", {}, events=(EventType("bombing", {}, (), "high"), EventType("visit", {}, (), "low")))
ALL_LISTS = Watchlists((*LISTS.lists, PLACES, KINDS))


def story(number: int, severity: Severity, sources: int, age: timedelta, *named: str) -> Story:
    mentions = tuple(Mention(key, key, key, "text", 0, 1, 99.0) for key in named)
    readings = tuple(
        Reading(Article(number, f"i{turn}", 1, f"s{turn}", None, "", None, "ar", NOW, NOW), Findings(mentions))
        for turn in range(sources)
    )
    return Story(number, NOW, NOW - age, frozenset({*named, "bombing"}), severity, None, readings)


def wish(key: str) -> Subscription:
    return Subscription(1, "all" if key == "*" else "entity", key, "low")


def test_the_most_serious_then_the_most_reported_then_the_newest() -> None:
    stories = [
        story(1, "low", 9, HOUR, "AQ"),
        story(2, "high", 1, 2 * HOUR, "AQ"),
        story(3, "high", 1, HOUR, "AQ"),
        story(4, "high", 2, 3 * HOUR, "AQ"),
        story(5, "critical", 1, DAY, "RSF"),
    ]
    known = headings(stories, [wish("*")], LISTS)
    assert [one.id for one in by_importance(stories, known)] == [5, 4, 3, 2, 1]
    assert [one.id for one in by_importance(reversed(stories), known)] == [5, 4, 3, 2, 1]


def test_what_is_mentioned_unusually_often_goes_before_more_outlets() -> None:
    stories = [story(1, "high", 9, HOUR, "AQ"), story(2, "high", 1, HOUR, "RSF"), story(3, "critical", 1, HOUR, "AQ")]
    known = headings(stories, [wish("*")], LISTS)
    assert [one.id for one in by_importance(stories, known, {"RSF"})] == [3, 2, 1]


def test_stories_that_weigh_the_same_stand_by_number() -> None:
    stories = [story(number, "high", 1, HOUR, "AQ") for number in (2, 1, 3)]
    assert [one.id for one in by_importance(stories, headings(stories, [], LISTS))] == [3, 2, 1]


def test_a_story_stands_under_the_subscribed_entity_else_the_one_named_most() -> None:
    both = story(1, "high", 1, HOUR, "AQ", "ISIS", "ISIS")
    assert headings([both], [wish("AQ")], LISTS) == {1: "AQ"}
    assert headings([both], [wish("*")], LISTS) == {1: "ISIS"}


def happening(key: str = "bombing", actors: tuple[str, ...] = (), targets: tuple[str, ...] = ()) -> Event:
    return Event(key, key, key, "text", 0, 1, 99.0, (0, 1), actors=actors, targets=targets)


def with_events(one: Story, *events: Event) -> Story:
    readings = (replace(each, findings=replace(each.findings, events=events)) for each in one.readings)
    return replace(one, readings=tuple(readings))


@pytest.mark.parametrize(
    ("named", "events", "wishes", "heading"),
    [
        pytest.param(
            ("ADEN", "ADEN", "RSF"), [happening(actors=("RSF",), targets=("AQ",))], ["*"], "RSF", id="who did it"
        ),
        pytest.param(("ADEN", "AQ"), [happening(targets=("AQ",))], ["*"], "AQ", id="whom it befell"),
        pytest.param(
            ("AQ", "RSF"),
            [happening("visit", actors=("AQ",)), happening(actors=("RSF",))],
            ["*"],
            "RSF",
            id="of the leading event",
        ),
        pytest.param(("BAMAKO", "BAMAKO", "RSF"), [happening()], ["*"], "RSF", id="a place after all others"),
        pytest.param(("RSF", "AQ"), [happening()], ["*"], "RSF", id="the first named, not the first by letter"),
        pytest.param(("BAMAKO", "ADEN"), [happening()], ["*"], "BAMAKO", id="a place"),
        pytest.param((), [happening("visit"), happening()], ["*"], "bombing", id="the leading event"),
        pytest.param(
            ("RSF", "ADEN"), [happening(actors=("RSF",))], ["*", "ADEN"], "ADEN", id="asked for by name beside all"
        ),
        pytest.param(("RSF",), [happening(actors=("RSF",))], ["bombing"], "bombing", id="an event asked for by name"),
    ],
)
def test_what_stands_for_a_story(named: tuple[str, ...], events: list[Event], wishes: list[str], heading: str) -> None:
    one = with_events(story(1, "high", 1, HOUR, *named), *events)
    asked = [replace(wish(key), scope="event") if key == "bombing" else wish(key) for key in wishes]
    assert headings([one], asked, ALL_LISTS) == {1: heading}


def test_groups_stand_in_the_order_of_their_first_story() -> None:
    stories = [story(1, "high", 1, HOUR, "RSF"), story(2, "low", 1, HOUR, "AQ"), story(3, "low", 1, HOUR, "RSF")]
    found = [(key, [one.id for one in each]) for key, each in grouped(stories, headings(stories, [], LISTS))]
    assert found == [("RSF", [1, 3]), ("AQ", [2])]


def test_a_story_without_an_entity_stands_under_its_event() -> None:
    assert headings([story(1, "high", 1, HOUR)], [wish("*")], LISTS) == {1: "bombing"}
    assert headings([story(1, "high", 0, HOUR)], [], LISTS) == {1: "bombing"}


@pytest.mark.parametrize(
    ("wishes", "keys"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([("entity", "AQ"), ("event", "bombing")], {"AQ", "bombing"}, id="by name"),
        pytest.param([("list", "p")], {"ADEN", "BAMAKO"}, id="a list"),
        pytest.param([("entity", "AQ"), ("all", "*")], set(), id="everything"),
        pytest.param([("list", "gone")], None, id="a list that is there no more"),
    ],
)
def test_what_a_chat_asked_for(wishes: Sequence[tuple[Scope, str]], keys: set[str] | None) -> None:
    found = asked_keys([Subscription(1, scope, key, "low") for scope, key in wishes], ALL_LISTS)
    assert found == (None if keys is None else frozenset(keys))


def alert(number: int, story: int, severity: Severity = "medium") -> Alert:
    return Alert(number, story, 1, number, "first", severity, NOW + number * HOUR)


@pytest.mark.parametrize(
    ("held", "sent", "kept"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param(
            [(alert(1, 5), "digest"), (alert(2, 5), "digest"), (alert(3, 6, "high"), "digest")],
            [],
            [Kept("digest", 3, (6, 5))],
            id="each alert counts, each story stands once, the gravest first",
        ),
        pytest.param(
            [(alert(1, 5), "digest"), (alert(2, 5), "muted"), (alert(3, 6), "muted")],
            [],
            [Kept("muted", 2, (6, 5)), Kept("digest", 1, ())],
            id="a story stands under the newest reason, the most frequent reason first",
        ),
        pytest.param(
            [(alert(1, 5), "quiet"), (alert(2, 6), "quiet")], [1], [Kept("quiet", 1, (6,))], id="sent in the end"
        ),
        pytest.param([(alert(1, 5), "b"), (alert(2, 6), "a")], [], [Kept("a", 1, (6,)), Kept("b", 1, (5,))], id="tie"),
    ],
)
def test_what_was_not_sent(held: list[tuple[Alert, str]], sent: list[int], kept: list[Kept]) -> None:
    assert kept_back(held, sent) == kept


def test_few_of_those_stories_are_named() -> None:
    kept = [Kept("digest", 9, (1, 2, 3, 4)), Kept("muted", 9, (5, 6, 7)), Kept("quiet", 1, (8,))]
    assert named(kept, {2}, 3, 5) == {"digest": (1, 3, 4), "muted": (5, 6), "quiet": ()}
    assert named([], {2}, 3, 5) == {}

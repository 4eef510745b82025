"""Stories as lists show them, without the texts of their articles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.features import Features
from bot.core.heads import Tally
from bot.core.model import Incoming
from bot.ports import Asked, Unit, Window
from bot.storage import SqlStore
from tests.bot.storage.samples import (
    DAY,
    HOUR,
    NOW,
    TEXT,
    add,
    found,
    join,
    put_alert,
    put_article,
    put_chat,
    put_story,
)
from watchlists.model import Severity


def asked(*keys: str, days: float = 7, beside: str = "", open_days: float = 2) -> Asked:
    other = frozenset({beside} if beside else ())
    return Asked(frozenset(keys), NOW - days * DAY, NOW - open_days * DAY, other)


def tell(unit: Unit, name: str, *keys: str, ago: timedelta = HOUR, severity: Severity = "high") -> int:
    return put_story(unit, put_article(unit, name, *keys, published=NOW - ago, text=name), severity=severity)


def ids(heads: object) -> list[int]:
    return [head.story.id for head in heads]  # type: ignore[attr-defined]


def test_stories_are_counted_once_whichever_of_the_keys_they_hold(store: SqlStore) -> None:
    with store.begin() as unit:
        tell(unit, "a", "ISKP", "ISIS")
        tell(unit, "b", "ISIS", ago=3 * DAY)
        tell(unit, "c", "ISIS", ago=8 * DAY)
        tell(unit, "d", "TTP")
        assert unit.heads.tally(asked("ISKP", "ISIS")) == Tally(2, 1)
        assert unit.heads.tally(asked("ISKP", "ISIS", days=9)) == Tally(3, 1)
        assert unit.heads.tally(asked("HAMAS")) == Tally(0, 0)
        assert unit.heads.tally(asked()) == Tally(0, 0)


def test_the_open_ones_stand_first_then_the_gravest_then_the_newest(store: SqlStore) -> None:
    with store.begin() as unit:
        closed = tell(unit, "closed", ago=3 * DAY, severity="critical")
        low = tell(unit, "low", severity="low")
        old = tell(unit, "old", ago=2 * HOUR, severity="high")
        new = tell(unit, "new", severity="high")
        gravest = unit.heads.gravest(asked("ISKP"), 9)
        assert ids(gravest) == [new, old, low, closed]
        assert [head.is_open for head in gravest] == [True, True, True, False]
        assert ids(unit.heads.gravest(asked("ISKP"), 2, 1)) == [old, low]
        assert ids(unit.heads.newest(asked("ISKP"), 9)) == [new, low, old, closed]
        assert ids(unit.heads.newest(asked("ISKP"), 1, 3)) == [closed]


def test_both_of_two_may_be_asked_for(store: SqlStore) -> None:
    with store.begin() as unit:
        both = tell(unit, "both", "ISKP", "bombing")
        tell(unit, "one", "ISKP")
        tell(unit, "other", "bombing")
        assert ids(unit.heads.newest(asked("ISKP", beside="bombing"), 9)) == [both]
        assert unit.heads.tally(asked("ISKP", beside="bombing")).stories == 1


def test_how_many_stories_hold_each_key(store: SqlStore) -> None:
    with store.begin() as unit:
        tell(unit, "a", "bombing", "arrest")
        tell(unit, "b", "bombing")
        tell(unit, "c", "raid", ago=9 * DAY)
        assert unit.heads.by_key(asked("bombing", "arrest", "raid")) == [("bombing", 2), ("arrest", 1)]


def test_a_head_counts_all_and_reads_the_newest_without_texts(store: SqlStore) -> None:
    with store.begin() as unit:
        own = Features(keys=frozenset({"ISKP"}))
        readings = [
            put_article(unit, f"a{number}", published=NOW - number * HOUR, source=source, text=f"{TEXT} {number}")
            for number, source in enumerate("ببج", start=1)
        ]
        join(unit, -1, *((one, own) for one in readings))
        (head,) = unit.heads.gravest(asked("ISKP"), 9, readings=2)
    assert (head.articles, head.sources) == (3, ("ج", "ب"))
    assert [one.article.identity for one in head.story.readings] == ["a2", "a1"]
    assert head.story.keys == {"ISKP"}
    assert head.story.readings[0].findings.mentions[0].entity == "ISKP"
    assert [len(one.article.text) for one in head.story.readings] == [len(f"{TEXT} 2"), len(f"{TEXT} 1")]


@pytest.mark.parametrize(
    ("title", "kept"), [pytest.param("عنوان", "", id="title"), pytest.param("", "س" * 300, id="none")]
)
def test_only_without_a_title_the_beginning_of_a_text_is_read(title: str, kept: str, store: SqlStore) -> None:
    with store.begin() as unit:
        incoming = Incoming("المدار", "س" * 5_000, title=title, published=NOW - HOUR)
        article = add(unit, incoming, "a", "a", found("ISKP"))
        assert article is not None
        put_story(unit, article)
        (head,) = unit.heads.gravest(asked("ISKP"), 9, readings=9)
    assert head.story.readings[0].article.text == kept


def test_editions_of_one_article_count_once(store: SqlStore) -> None:
    with store.begin() as unit:
        own = Features(keys=frozenset({"ISKP"}))
        editions = [put_article(unit, "same", published=NOW - HOUR, text=text) for text in (TEXT, f"{TEXT} لاحقا")]
        join(unit, -1, *((one, own) for one in editions))
        (head,) = unit.heads.gravest(asked("ISKP"), 9)
    assert (head.articles, len(head.sources)) == (1, 1)


def test_the_newest_alert_of_a_story(store: SqlStore) -> None:
    with store.begin() as unit:
        alert = put_alert(unit, "a")
        assert unit.heads.last_alerts([1]) == {}
        assert unit.alerts.addressed([alert.id]) == frozenset()
        unit.alerts.hold(alert.id, put_chat(unit).id, "muted")
        assert unit.alerts.addressed([alert.id]) == {alert.id}
        tell(unit, "b")
        assert unit.heads.last_alerts([1, 2, 99]) == {alert.story_id: alert.id}
        assert unit.heads.last_alerts([]) == {}
        heads = {head.story.id: head.alert for head in unit.heads.newest(asked("ISKP"), 9)}
    assert heads == {1: alert.id, 2: None}


def test_what_falls_between_the_edges_is_counted_by_key(store: SqlStore) -> None:
    edges = [NOW - 2 * DAY, NOW - DAY, NOW]
    with store.begin() as unit:
        put_story(unit, put_article(unit, "a", "ISKP", "AQ", published=NOW - HOUR, text="a"))
        put_story(unit, put_article(unit, "b", "ISKP", published=NOW - DAY, text="b"))
        put_story(unit, put_article(unit, "c", "AQ", published=NOW - DAY - HOUR, text="c"))
        put_article(unit, "d", "AQ", published=NOW - 3 * DAY, text="d")
        amounts = unit.articles.amounts(["ISKP", "AQ", "TTP"], edges)
        assert {key: list(counts) for key, counts in amounts.items()} == {"ISKP": [0, 2], "AQ": [1, 1], "TTP": [0, 0]}
        assert list(unit.articles.stories(["ISKP", "AQ"], edges)) == [1, 2]
        assert list(unit.articles.stories(["ISKP"], edges[1:])) == [2]
        assert list(unit.articles.stories(["TTP"], edges)) == [0, 0]


def test_more_keys_than_a_statement_takes_parameters(store: SqlStore) -> None:
    many = [f"K{number}" for number in range(70_000)] + ["ISKP"]
    window = Window(NOW - DAY, NOW)
    with store.begin() as unit:
        story = tell(unit, "a", "ISKP", "TTP")
        alert, chat = put_alert(unit, "b", now=NOW - HOUR), put_chat(unit)
        unit.alerts.hold(alert.id, chat.id, "muted")
        heads = unit.heads.newest(Asked(frozenset(many), NOW - DAY, NOW, frozenset({"TTP"})), 9)
        assert ids(heads) == [story]
        assert unit.articles.amounts(many, [NOW - DAY, NOW])["ISKP"] == [1]
        assert unit.articles.named_with(many, window, 9) == [("TTP", 1)]
        assert unit.articles.heard(many) == (NOW - HOUR, NOW)
        assert len(unit.articles.latest(many, 9)) == 2
        assert len(unit.articles.latest(many, 9, beside=["TTP"])) == 1
        assert unit.alerts.held_by_verdict(chat.id, many, window) == {"muted": 1}

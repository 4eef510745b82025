"""Stories on both databases."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from bot.core.errors import StoreError
from bot.core.features import Candidate, Features
from bot.core.grouping import Grouping
from bot.core.model import Incoming, NewAlert
from bot.core.open_stories import MOST_BY_MARK, Placed, Wanted
from bot.ports import Unit, Window
from bot.storage import SqlStore
from tests.bot.storage.samples import (
    ALWAYS,
    DAY,
    HOUR,
    NOW,
    TEXT,
    add,
    found,
    join,
    put_alert,
    put_article,
    put_story,
)
from tests.bot.storage.test_plans import connection_of
from watchlists.model import Severity

FEATURES = Features(
    frozenset({"ISKP", "AQ"}),
    frozenset({"bombing"}),
    frozenset({"كابول"}),
    frozenset({"تفجير", "سوق"}),
    frozenset({"21"}),
)


def test_a_story_comes_back_with_its_articles_oldest_first(store: SqlStore) -> None:
    with store.begin() as unit:
        late = put_article(unit, "late", "ISKP", published=NOW, source="ب")
        early = put_article(unit, "early", "ISKP", "AQ", published=NOW - HOUR, source="أ")
        story = unit.stories.get(put_story(unit, late, early))
        assert unit.stories.get(10_000) is None
    assert story is not None
    assert story.readings == (early, late)
    assert story.sources == ("أ", "ب")
    assert story.keys == {"ISKP", "AQ"}
    assert (story.latest, story.severity, story.due, story.spoken) == (NOW, "high", NOW, ())


def test_a_story_is_named_by_the_article_that_it_began_with(store: SqlStore) -> None:
    with store.begin() as unit:
        first, second = put_article(unit, "first", published=NOW), put_article(unit, "second", published=NOW - HOUR)
        one, other = put_story(unit, first, second), put_story(unit, put_article(unit, "third"))
        roots = unit.stories.roots([one, other, 10_000])
        assert unit.stories.roots([]) == {}
    assert {story: root for story, root in roots.items() if story == one} == {one: first.article.identity}
    assert set(roots) == {one, other}


def test_joining_joins_features_and_keeps_the_higher_severity_and_the_earlier_due_time(store: SqlStore) -> None:
    with store.begin() as unit:
        story_id = join(unit, -1, (put_article(unit), FEATURES), severity="medium", due=NOW + HOUR)
        grown: list[tuple[Severity, datetime | None, Severity, datetime]] = [
            ("critical", None, "critical", NOW + HOUR),
            ("low", NOW + 2 * HOUR, "critical", NOW + HOUR),
            ("low", NOW, "critical", NOW),
        ]
        for turn, (severity, due, is_now, is_due) in enumerate(grown):
            more = Features(keys=frozenset({f"K{turn}"}), words=frozenset({"سوق", f"كلمة{turn}"}))
            join(unit, story_id, (put_article(unit, f"n{turn}"), more), severity=severity, due=due)
            story = unit.stories.get(story_id)
            assert story is not None
            assert (story.severity, story.due) == (is_now, is_due)
        (candidate,) = candidates(unit, ["K2"], NOW - HOUR)
    assert candidate.features == FEATURES.merged(
        Features(frozenset({"K0", "K1", "K2"}), words=frozenset({"كلمة0", "كلمة1", "كلمة2"}))
    )


def test_many_articles_at_once_make_what_one_after_another_makes(store: SqlStore) -> None:
    with store.begin() as unit:
        times = [0, 3, 1]
        readings = [put_article(unit, f"n{turn}", published=NOW + hours * HOUR) for turn, hours in enumerate(times)]
        own = [Features(keys=frozenset({"ISKP", f"K{turn}"})) for turn in range(3)]
        placed = [
            Placed(one.article, features, "low", None, number, Grouping.NEW)
            for one, features, number in zip(readings, own, (-1, -2, -1), strict=True)
        ]
        first, second, third = unit.stories.put(placed)
        assert (third, second) == (first, first + 1)
        stories = [unit.stories.get(one) for one in (first, second)]
        assert {one.story_id for one in candidates(unit, ["K0", "K2"], NOW)} == {first}
        assert [one.story_id for one in candidates(unit, ["ISKP"], NOW + 2 * HOUR)] == [second]
    assert [len(story.readings) for story in stories if story] == [2, 1]
    assert [(story.opened, story.latest) for story in stories if story] == [
        (NOW, NOW + HOUR),
        (NOW + 3 * HOUR, NOW + 3 * HOUR),
    ]


def test_what_is_undone_leaves_no_trace_in_what_is_remembered_of_a_story(store: SqlStore) -> None:
    """Features are remembered by what is stored, so a story that grew otherwise after all is seen as it is."""
    with store.begin() as unit:
        story_id = put_story(unit, put_article(unit, "a", "ISKP"))
        readings = [put_article(unit, name) for name in "bc"]
    for reading, word, stays in ((readings[0], "سوق", False), (readings[1], "جسر", True)):
        with suppress(ZeroDivisionError), store.begin() as unit:
            more = Features(words=frozenset({word}))
            join(unit, story_id, (reading, more))
            (seen,) = candidates(unit, ["ISKP"], NOW - DAY)
            assert word in seen.features.words
            assert stays or 1 / 0
    with store.begin() as unit:
        (seen,) = candidates(unit, ["ISKP"], NOW - DAY)
    assert seen.features.words & {"سوق", "جسر"} == {"جسر"}


def test_a_resting_story_becomes_due_with_the_next_article(store: SqlStore) -> None:
    with store.begin() as unit:
        story_id = put_story(unit, put_article(unit, "a"), due=None)
        assert unit.stories.due(NOW + DAY) == []
        reading = put_article(unit, "b")
        join(unit, story_id, (reading, Features()), due=NOW)
        assert unit.stories.due(NOW) == [story_id]


def test_an_article_is_in_one_story_at_most(store: SqlStore) -> None:
    with store.begin() as unit:
        reading = put_article(unit)
        story_id = put_story(unit, reading)
    with pytest.raises(StoreError), store.begin() as unit:
        join(unit, story_id, (reading, FEATURES), severity="critical", due=NOW - DAY)
    with store.begin() as unit:
        story = unit.stories.get(story_id)
    assert story is not None
    assert (story.readings, story.severity, story.due) == ((reading,), "high", NOW)
    assert story.keys == {"ISKP"}


def test_a_story_is_as_old_as_its_articles(store: SqlStore) -> None:
    with store.begin() as unit:
        story_id = put_story(unit, put_article(unit, "a", published=NOW - 9 * DAY))
        story = unit.stories.get(story_id)
        assert story is not None
        assert story.latest == NOW - 9 * DAY
        assert candidates(unit, ["ISKP"], NOW - 8 * DAY) == []
        older = put_article(unit, "b", published=NOW - 10 * DAY)
        join(unit, story_id, (older, Features()))
        story = unit.stories.get(story_id)
        assert story is not None
        assert story.latest == NOW - 9 * DAY


def test_joining_a_story_that_is_not_there_is_refused(store: SqlStore) -> None:
    with store.begin() as unit:
        known = put_article(unit)
        with pytest.raises(LookupError):
            join(unit, 10_000, (known, FEATURES))


def test_an_article_that_is_not_there_is_refused(store: SqlStore) -> None:
    with store.begin() as unit:
        known = put_article(unit)
    with pytest.raises(StoreError), store.begin() as unit:
        join(unit, -1, (replace(known, article=replace(known.article, id=10_000)), FEATURES))


def test_candidates_share_a_key(store: SqlStore) -> None:
    with store.begin() as unit:
        ids = {}
        for name, keys, age in (("a", ["ISKP"], 3), ("b", ["ISKP", "AQ"], 1), ("c", ["HAMAS"], 1), ("d", ["AQ"], 2)):
            ids[name] = put_story(unit, put_article(unit, name, *keys, published=NOW - age * DAY))
        found = candidates(unit, ["ISKP", "AQ"], NOW - 5 * DAY)
        assert {one.story_id for one in found} == {ids["b"], ids["d"], ids["a"]}
        assert Candidate(ids["b"], NOW - DAY, Features(keys=frozenset({"ISKP", "AQ"}))) in found
        assert {one.story_id for one in candidates(unit, ["ISKP", "AQ"], NOW - 2 * DAY)} == {ids["b"], ids["d"]}
        wanted = [Wanted(frozenset(keys), NOW - 5 * DAY) for keys in (["ISKP", "AQ"], ["HAMAS"])]
        assert {one.story_id for one in unit.stories.candidates(wanted, limit=1)} == {ids["b"], ids["c"]}
        also = unit.stories.candidates([wanted[1]], [ids["a"], ids["c"]])
        assert sorted(one.story_id for one in also) == [ids["a"], ids["c"]]
        assert unit.stories.candidates([], []) == []


def test_stories_that_share_an_event_are_candidates(store: SqlStore) -> None:
    with store.begin() as unit:
        story_id = join(unit, -1, (put_article(unit), FEATURES))
        (found,) = candidates(unit, ["bombing"], NOW)
    assert (found.story_id, found.features) == (story_id, FEATURES)


def candidates(unit: Unit, keys: Sequence[str], since: datetime) -> Sequence[Candidate]:
    """Those of one article."""
    return unit.stories.candidates([Wanted(frozenset(keys), since)])


def marked(unit: Unit, name: str, *marks: str, age: int = 0) -> int:
    """A story of one article with these marks, published so many hours ago."""
    reading = put_article(unit, name, name, published=NOW - age * HOUR)
    return join(unit, -1, (reading, Features(keys=frozenset({name}), marks=frozenset(marks))))


def test_stories_are_found_by_marks_where_no_key_is_shared(store: SqlStore) -> None:
    with store.begin() as unit:
        copied, told, old = (
            marked(unit, "a", "b1:x", "w:صوف"),
            marked(unit, "b", "w:جسر"),
            marked(unit, "c", "b1:x", age=90),
        )
        wanted = Wanted(frozenset({"AQ"}), NOW - DAY, frozenset({"b1:x", "w:صوف", "w:جسر"}))
        found = {one.story_id: one.marks for one in unit.stories.candidates([wanted])}
        assert found == {copied: {"b1:x", "w:صوف"}, told: {"w:جسر"}}
        later = put_article(unit, "d")
        join(unit, copied, (later, Features(marks=frozenset({"b1:x", "b2:y"}))))
        (grown,) = unit.stories.candidates([Wanted(frozenset(), NOW - DAY, frozenset({"b2:y"}))])
        assert (grown.story_id, set(grown.marks)) == (copied, {"b2:y"})
    assert old not in found


def test_a_mark_of_many_stories_brings_no_more_than_its_newest(store: SqlStore) -> None:
    with store.begin() as unit:
        ids = [marked(unit, f"n{turn}", "w:صوف", age=turn) for turn in range(MOST_BY_MARK + 5)]
        found = unit.stories.candidates([Wanted(frozenset(), NOW - 5 * DAY, frozenset({"w:صوف"}))])
    assert {one.story_id for one in found} == set(ids[:MOST_BY_MARK])


def test_the_stories_that_share_most_are_candidates(store: SqlStore) -> None:
    with store.begin() as unit:
        newer = [put_story(unit, put_article(unit, f"n{turn}", "KABUL")) for turn in range(9)]
        right = marked(unit, "KABUL", "w:صوف", age=20)
        wanted = Wanted(frozenset({"KABUL"}), NOW - DAY, frozenset({"w:صوف"}))
        found = {one.story_id for one in unit.stories.candidates([wanted], limit=2)}
    assert right in found
    assert len(found & set(newer)) == 1


def test_why_an_article_stands_in_a_story_is_kept(store: SqlStore) -> None:
    with store.begin() as unit:
        reading = put_article(unit)
        grounds = {"overlap": 0.43, "words": 9, "agree": ["act", "place"], "against": []}
        placed = Placed(reading.article, FEATURES, "low", None, -1, Grouping.SAME_EVENT, grounds)
        (story_id,) = unit.stories.put([placed])
        story = unit.stories.get(story_id)
    assert story is not None
    assert story.grounds == {reading.article.id: ("same_event", grounds)}


def test_due_stories_the_longest_due_first(store: SqlStore) -> None:
    with store.begin() as unit:
        times = {"late": HOUR, "later": 0 * HOUR, "not yet": -HOUR}
        ids = {name: put_story(unit, put_article(unit, name), due=NOW - ago) for name, ago in times.items()}
        assert unit.stories.due(NOW) == [ids["late"], ids["later"]]
        assert unit.stories.due(NOW, 1) == [ids["late"]]


def test_a_story_that_grew_is_not_settled(store: SqlStore) -> None:
    with store.begin() as unit:
        story_id = put_story(unit, put_article(unit, "a"), put_article(unit, "b"))
        assert unit.stories.settle({story_id: 1}, None) == set()
        assert unit.stories.due(NOW) == [story_id]
        assert unit.stories.settle({story_id: 2}, NOW + HOUR) == {story_id}
        assert unit.stories.due(NOW) == []
        assert unit.stories.due(NOW + HOUR) == [story_id]
        assert unit.stories.settle({story_id: 2}, None) == {story_id}
        assert unit.stories.due(NOW + DAY) == []
        assert unit.stories.settle({10_000: 0}, None) == set()


def test_of_several_stories_those_are_settled_that_did_not_grow(store: SqlStore) -> None:
    with store.begin() as unit:
        one, two, three = (put_story(unit, put_article(unit, name)) for name in "abc")
        assert unit.stories.settle({three: 1, two: 2, one: 1}, None, refreshed=NOW) == {one, three}
        assert unit.stories.due(NOW) == [two]
        assert [story.refreshed for story in unit.stories.some([one, two, three])] == [NOW, None, NOW]


def test_a_story_that_somebody_is_writing_is_passed_over(store: SqlStore) -> None:
    """On SQLite one transaction writes at a time."""
    with store.begin() as unit:
        one, two = (put_story(unit, put_article(unit, name)) for name in "ab")
    if store.url.get_backend_name() == "sqlite":
        pytest.skip("two transactions that write")
    with store.begin() as first, store.begin() as second:
        assert first.stories.settle({one: 1}, None) == {one}
        assert second.stories.settle({one: 1, two: 1}, None) == {two}


def test_stories_are_let_go_in_the_order_in_which_others_lock_them(store: SqlStore) -> None:
    """Or whoever puts articles into both would wait for whoever lets go, and that one for the other."""
    if store.url.get_backend_name() == "sqlite":
        pytest.skip("one transaction writes at a time")
    with store.begin() as unit:
        one, two = (put_story(unit, put_article(unit, name)) for name in "ab")
    with store.begin() as unit:
        unit.stories.lift({one: "critical"})  # its row lies behind that of the other one from now on
    with ThreadPoolExecutor(1) as other:
        with store.begin() as unit:
            unit.stories.settle({one: 1}, None)
            letting_go = other.submit(let_go, store, [two, one])
            with store.begin(read_only=True) as looking:
                until_somebody_waits(connection_of(looking))
            assert unit.stories.settle({two: 1}, None) == {two}
        letting_go.result(20)


def let_go(store: SqlStore, story_ids: Sequence[int]) -> None:
    with store.begin() as unit:
        unit.stories.let_go(story_ids)


def until_somebody_waits(connection: Connection) -> None:
    """For a lock."""
    until = time.monotonic() + 20
    while not connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_some_stories_in_the_order_in_which_they_are_asked_for(store: SqlStore) -> None:
    with store.begin() as unit:
        one, two = (put_story(unit, put_article(unit, name)) for name in "ab")
        assert [story.id for story in unit.stories.some([two, 10_000, one])] == [two, one]
        assert unit.stories.some([]) == []


def test_recent_stories(store: SqlStore) -> None:
    with store.begin() as unit:
        old, new = put_article(unit, "a", "ISKP", published=NOW - 3 * DAY), put_article(unit, "b", "AQ", published=NOW)
        long = put_story(unit, old, new)
        short = put_story(unit, put_article(unit, "c", "ISKP", published=NOW - DAY))
        put_alert(unit, "d")

        def recent(keys: list[str], window: Window, limit: int = 2) -> list[int]:
            return [story.id for story in unit.stories.recent(keys, window, limit) if not story.spoken]

        assert recent(["ISKP"], Window(NOW - 2 * DAY, NOW)) == [short]
        assert recent([], Window(NOW - 4 * DAY, NOW - 2 * DAY)) == [long]
        assert recent(["AQ"], ALWAYS) == [long]
        assert recent([], ALWAYS, 9) == [long, short]
        assert recent(["HAMAS"], ALWAYS) == []
        (first, *_) = unit.stories.recent(["AQ"], ALWAYS, 1)
        assert first.readings == (old, new)


def test_a_story_knows_what_was_said_of_it(store: SqlStore) -> None:
    with store.begin() as unit:
        alert = put_alert(unit)
        story = unit.stories.get(alert.story_id)
        assert story is not None
        assert story.spoken == (alert,)
        again = unit.alerts.add_all([NewAlert(story, "toll", {"killed": 22})], NOW + HOUR)[story.id]
        story = unit.stories.get(alert.story_id)
    assert story is not None
    assert story.spoken == (alert, again)


def test_what_outlets_told_in_stories(store: SqlStore) -> None:
    with store.begin() as unit:
        told = [
            put_article(unit, f"n{age}", published=NOW - age * HOUR, source=source)
            for age, source in ((0, "أ"), (1, "أ"), (2, "ب"), (90, "أ"))
        ]
        one, other = put_story(unit, *told), put_story(unit, put_article(unit, "else", source="أ"))
        found = unit.stories.told_by([(one, "أ"), (other, "ب")], NOW - 3 * DAY)
    assert found == [(one, told[1]), (one, told[0])]


@pytest.mark.parametrize(
    ("published", "received", "inside"),
    [
        pytest.param(-HOUR, -HOUR, True, id="published and received in the window"),
        pytest.param(-DAY, DAY, True, id="at its start"),
        pytest.param(-26 * HOUR, -HOUR, True, id="received in it"),
        pytest.param(-HOUR, 3 * DAY, True, id="published in it, received later"),
        pytest.param(timedelta(0), timedelta(0), False, id="at its end"),
        pytest.param(-3 * DAY, -HOUR, False, id="published long before"),
        pytest.param(-26 * HOUR, -25 * HOUR, False, id="of the day before"),
    ],
)
def test_stories_that_stirred_in_a_window(
    store: SqlStore, published: timedelta, received: timedelta, inside: bool
) -> None:
    window, around = Window(NOW - DAY, NOW), Window(NOW - 2 * DAY, NOW + DAY)
    with store.begin() as unit:
        incoming = Incoming("a", TEXT, published=NOW + published)
        reading = add(unit, incoming, "a", "a", found("ISKP"), NOW + received)
        assert reading is not None
        story = put_story(unit, reading)
        for keys in ([], ["ISKP", "AQ"]):
            assert [one.id for one in unit.stories.stirred(keys, window, around, 9)] == [story] * inside
        assert unit.stories.stirred(["AQ"], window, around, 9) == []


def test_the_gravest_stories_come_first_then_the_newest(store: SqlStore) -> None:
    grave: list[Severity] = ["low", "critical", "high", "medium", "critical"]
    with store.begin() as unit:
        ids = [
            put_story(unit, put_article(unit, f"{n}", published=NOW - n * HOUR), severity=severity)
            for n, severity in enumerate(grave)
        ]
        order = [ids.index(one.id) for one in unit.stories.stirred([], ALWAYS, ALWAYS, 9)]
        assert order == [1, 4, 2, 3, 0]
        assert len(unit.stories.stirred([], ALWAYS, ALWAYS, 2)) == 2

"""Rulings of people and the moving of articles, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest
from sqlalchemy import select

from bot.core.features import Features
from bot.core.learning import MOST, Example
from bot.core.model import NewAlert
from bot.core.open_stories import Wanted
from bot.core.regrouping import Whole
from bot.core.rulings import Ruling, survivor
from bot.ports import Unit
from bot.storage import SqlStore
from bot.storage.tables import story_marks
from tests.bot.storage.samples import (
    AMINA,
    DAY,
    HOUR,
    NOW,
    put_alert,
    put_article,
    put_chat,
    put_story,
    queue,
)
from tests.bot.storage.test_plans import connection_of

SEEN = Example(True, 2.15, True, 3.5)
MERGE = Ruling(0, NOW, "merge", AMINA.label, 1, 2, {7: "new", 9: "edition"}, (SEEN,))
SPLIT = replace(MERGE, kind="split", examples=(replace(SEEN, joined=False),))
WHOLE = Whole(NOW - DAY, NOW, "critical", 2, Features(keys=frozenset({"AQ"}), events=frozenset({"bombing"})))


def test_a_ruling_is_kept_until_it_is_undone(store: SqlStore) -> None:
    with store.begin() as unit:
        assert unit.rulings.version() == (0, 0)
        kept = unit.rulings.add(MERGE)
        assert kept == replace(MERGE, id=kept.id)
        assert unit.rulings.get(kept.id) == kept
        assert unit.rulings.get(99) is None
        assert [unit.rulings.of(story) for story in (1, 2, 3)] == [[kept], [kept], []]
        assert unit.rulings.version() == (kept.id, 0)
        assert unit.rulings.undo(kept.id, NOW + HOUR)
        assert not unit.rulings.undo(kept.id, NOW + HOUR)
        assert unit.rulings.get(kept.id) == replace(kept, undone=NOW + HOUR)
        assert unit.rulings.of(1) == []
        assert unit.rulings.version() == (kept.id, 1)


def test_what_is_learned_from_are_the_newest_rulings_that_stand(store: SqlStore) -> None:
    with store.begin() as unit:
        for points in range(MOST + 2):
            unit.rulings.add(replace(MERGE, examples=(replace(SEEN, points=float(points)),)))
        split = unit.rulings.add(SPLIT)
        found = unit.rulings.examples()
        assert len(found) == MOST
        assert (found[0], found[-1].points) == (SPLIT.examples[0], 3.0)
        assert unit.rulings.parted() == [(1, 2)]
        unit.rulings.undo(split.id, NOW)
        assert unit.rulings.parted() == []
        assert unit.rulings.examples()[0].points == MOST + 1


def test_a_story_that_was_merged_leads_to_where_its_articles_are(store: SqlStore) -> None:
    with store.begin() as unit:
        ids = [put_story(unit, put_article(unit, name)) for name in "abcd"]
        unit.regrouping.close(ids[0], ids[1])
        unit.regrouping.close(ids[1], ids[2])
        led = unit.rulings.survivors([ids[0]])
        assert led == {ids[0]: ids[1], ids[1]: ids[2]}
        assert [survivor(one, led) for one in ids[:3]] == [ids[2]] * 3
        assert unit.rulings.survivors([ids[3]]) == {}
        assert unit.rulings.survivors() == {}
        unit.rulings.add(replace(SPLIT, story_id=ids[0], other_id=ids[3]))
        assert unit.rulings.survivors() == led


def test_a_story_becomes_what_its_articles_are(store: SqlStore) -> None:
    with store.begin() as unit:
        reading, moved = put_article(unit, "a", "ISKP"), put_article(unit, "b", "AQ")
        one, other = put_story(unit, reading), put_story(unit, moved)
        unit.regrouping.move({moved.article.id: "merged"}, one)
        unit.regrouping.become(one, WHOLE, NOW + HOUR, NOW)
        unit.regrouping.close(other, one)
        whole, empty = unit.stories.some([one, other])
        assert [each.article.id for each in whole.readings] == [reading.article.id, moved.article.id]
        assert (whole.keys, whole.severity, whole.due) == (frozenset({"AQ", "bombing"}), "critical", NOW + HOUR)
        assert (whole.opened, whole.latest, whole.refreshed) == (NOW - DAY, NOW, NOW)
        assert (empty.readings, empty.keys, empty.due) == ((), frozenset(), None)
        assert {
            each.story_id for each in unit.stories.candidates([Wanted(frozenset({"AQ", "bombing", "ISKP"}), NOW - DAY)])
        } == {one}
        assert unit.stories.of_identities(["b"]) == {"b": one}
        assert unit.rulings.reasons(one) == {reading.article.id: "same_words", moved.article.id: "merged"}
        assert unit.stories.settle({one: 2}, None) == {one}


def test_a_new_story_is_found_by_its_keys_and_by_the_marks_of_the_one_it_comes_from(store: SqlStore) -> None:
    with store.begin() as unit:
        old = put_story(unit, put_article(unit, "a"))
        marks = story_marks.insert().values([{"story_id": old, "mark": mark, "seen": NOW} for mark in ("x", "y")])
        connection_of(unit).execute(marks)
        new = unit.regrouping.open(WHOLE, NOW, None)
        for _ in range(2):
            unit.regrouping.find_by(new, old)
        assert {each.story_id for each in unit.stories.candidates([Wanted(frozenset({"bombing"}), NOW - DAY)])} == {new}
        assert marked(unit, new) == {"x", "y"}
        unit.regrouping.close(old, new)
        assert marked(unit, old) == set()


def marked(unit: Unit, story_id: int) -> set[str]:
    own = select(story_marks.c.mark).where(story_marks.c.story_id == story_id)
    return set(connection_of(unit).execute(own).scalars())


def test_alerts_that_move_are_numbered_anew_with_the_most_serious_last(store: SqlStore) -> None:
    with store.begin() as unit:
        grave = put_alert(unit, "a", severity="critical", now=NOW - HOUR)
        mild = put_alert(unit, "b", severity="low")
        story = unit.stories.get(mild.story_id)
        assert story is not None
        second = unit.alerts.add_all([NewAlert(story, "toll")], NOW + HOUR)[story.id]
        unit.regrouping.move_alerts([mild.id, second.id], grave.story_id)
        whole, empty = unit.stories.some([grave.story_id, mild.story_id])
        assert [(one.id, one.number) for one in whole.spoken] == [(mild.id, 1), (second.id, 2), (grave.id, 3)]
        assert empty.spoken == ()
        unit.regrouping.move_alerts([second.id], mild.story_id)
        whole, back = unit.stories.some([grave.story_id, mild.story_id])
        assert [one.number for one in whole.spoken] == [1, 2]
        assert [(one.id, one.number) for one in back.spoken] == [(second.id, 1)]
        unit.regrouping.move_alerts([], mild.story_id)
        unit.regrouping.remember({second.id: {"killed": 9, "held": [1]}})
        found = unit.alerts.get(second.id)
        assert found is not None
        assert found.known == {"killed": 9, "held": [1]}


@pytest.mark.parametrize(
    ("sent", "told"), [pytest.param(True, 1, id="sent"), pytest.param(False, 0, id="still waiting")]
)
def test_who_was_told_of_one_story_counts_as_told_of_another(store: SqlStore, sent: bool, told: int) -> None:
    with store.begin() as unit:
        chat, old, new = put_chat(unit), put_alert(unit, "a"), put_alert(unit, "b")
        queue(unit, "k", chat, alert=old)
        if sent:
            (one,) = unit.outbox.claim("telegram", NOW, 60, 9)
            unit.outbox.sent(one.id, "501", NOW)
        assert unit.regrouping.heard([old.story_id]) is sent
        assert not unit.regrouping.heard([new.story_id])
        unit.regrouping.count_as_told(new.id, [old.story_id])
        found = unit.outbox.told([new.story_id]).get(new.story_id, ())
        assert [each.destination.id for each in found] == [chat.id] * told
        unit.outbox.revise([(each, one.message) for each in found], NOW)
        assert len(unit.outbox.claim("telegram", NOW + HOUR, 60, 9)) == 1 - told
        assert unit.outbox.alert_of(chat.address, "501") == (old.id if sent else None)


def test_nobody_adds_articles_while_stories_are_decided_about(
    store: SqlStore, open_stores: Callable[[], SqlStore]
) -> None:
    done, begun = list[str](), Event()

    def add() -> None:
        begun.set()
        with open_stores().begin() as unit:
            put_article(unit, "late")
            done.append("added")

    with ThreadPoolExecutor() as threads:
        with store.begin() as unit:
            unit.regrouping.begin()
            adding = threads.submit(add)
            begun.wait()
            unit.regrouping.hold([put_story(unit, put_article(unit, "a"))])
            done.append("decided")
        adding.result()
    assert done == ["decided", "added"]

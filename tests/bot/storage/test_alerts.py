"""Alerts, what was held back, and feedback, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.core.model import NewAlert, Person
from bot.ports import Window
from bot.storage import SqlStore, tables
from tests.bot.storage.samples import ALWAYS, AMINA, DAY, HOUR, NOW, put_alert, put_article, put_chat, put_story, queue


def test_alerts_of_a_story_are_numbered_and_the_same_number_is_given_once(store: SqlStore) -> None:
    with store.begin() as unit:
        old, new = put_article(unit, "a", published=NOW - HOUR), put_article(unit, "b")
        story = unit.stories.get(put_story(unit, old, new, severity="critical"))
        assert story is not None
        known = {"killed": 21, "claims": ["ISKP"], "sources": 2, "place": None}
        alert = unit.alerts.add_all([NewAlert(story, "first", known)], NOW)[story.id]
        assert unit.alerts.add_all([NewAlert(story, "first")], NOW) == {}
        assert unit.alerts.get(alert.id) == alert
        assert (alert.number, alert.article_id, alert.story_id) == (1, new.article.id, story.id)
        assert (alert.reason, alert.severity, alert.created, dict(alert.known)) == ("first", "critical", NOW, known)
        again = unit.stories.get(story.id)
        assert again is not None
        assert unit.alerts.add_all([NewAlert(again, "toll")], NOW)[story.id].number == 2
        assert unit.alerts.get(10_000) is None


def test_a_story_without_an_article_cannot_be_alerted(store: SqlStore) -> None:
    with store.begin() as unit:
        story = unit.stories.get(put_story(unit, put_article(unit)))
        assert story is not None
        with pytest.raises(ValueError, match="holds no article"):
            unit.alerts.add_all([NewAlert(replace(story, readings=()), "first")], NOW)


def test_alerts_of_several_stories_are_written_together(store: SqlStore) -> None:
    with store.begin() as unit:
        said = put_alert(unit, "a")
        stories = [said.story_id, *(put_story(unit, put_article(unit, name), severity="low") for name in "bc")]
        new = [NewAlert(replace(story, spoken=()), "first") for story in unit.stories.some(stories)]
        written = unit.alerts.add_all(new, NOW)
        assert sorted(written) == stories[1:]
        assert [(one.story_id, one.severity) for one in written.values()] == [(story, "low") for story in stories[1:]]
        assert [unit.alerts.get(one.id) for one in written.values()] == list(written.values())
        assert unit.alerts.add_all([], NOW) == {}


def test_what_several_chats_are_not_sent_of_several_alerts(store: SqlStore) -> None:
    with store.begin() as unit:
        chats, alerts = [put_chat(unit, name) for name in "12"], [put_alert(unit, name) for name in "ab"]
        unit.alerts.hold_all([(alert, chat.id, "muted") for alert in alerts for chat in chats])
        unit.alerts.hold_all([(alerts[1], chats[0].id, "digest")])
        unit.alerts.hold_all([])
        assert unit.alerts.verdicts(alerts[0].id) == [(chat.id, "muted") for chat in chats]
        assert unit.alerts.verdicts(alerts[1].id) == [(chats[0].id, "digest"), (chats[1].id, "muted")]


def test_what_was_sent_and_what_was_held(store: SqlStore) -> None:
    with store.begin() as unit:
        here, there = put_chat(unit, "1"), put_chat(unit, "2")
        sent, held, old = (
            put_alert(unit, name, now=NOW - age) for name, age in (("a", 0 * DAY), ("b", HOUR), ("c", DAY))
        )
        queue(unit, "alert:1", here, alert=sent)
        queue(unit, "digest:1", here, "digest")
        unit.alerts.hold(held.id, here.id, "digest")
        unit.alerts.hold(held.id, here.id, "muted")
        unit.alerts.hold(old.id, here.id, "digest")
        unit.alerts.hold(sent.id, there.id, "muted")
        alerts = unit.alerts
        assert alerts.sent(here.id, ALWAYS) == [sent]
        assert alerts.sent(here.id, Window(NOW - DAY, NOW)) == []
        assert alerts.sent(there.id, ALWAYS) == []
        assert alerts.held(here.id, ALWAYS) == [(held, "muted"), (old, "digest")]
        assert alerts.held(here.id, Window(NOW - 2 * HOUR, NOW)) == [(held, "muted")]
        assert alerts.verdicts(sent.id) == [(here.id, "sent"), (there.id, "muted")]
        assert alerts.verdicts(old.id) == [(here.id, "digest")]
        with pytest.raises(LookupError, match="no alert 10000"):
            alerts.hold(10_000, here.id, "muted")


def test_what_was_held_is_counted_by_verdict_and_key(store: SqlStore) -> None:
    with store.begin() as unit:
        here, there = put_chat(unit, "1"), put_chat(unit, "2")
        first, second, third = (put_alert(unit, name, now=NOW - HOUR) for name in "abc")
        for alert, verdict in ((first, "muted"), (second, "muted"), (third, "digest")):
            unit.alerts.hold(alert.id, here.id, verdict)
        unit.alerts.hold(first.id, there.id, "quiet")
        counted = unit.alerts.held_by_verdict
        assert counted(here.id, ["ISKP", "AQ"], ALWAYS) == {"muted": 2, "digest": 1}
        assert counted(there.id, ["ISKP"], ALWAYS) == {"quiet": 1}
        assert counted(here.id, ["AQ"], ALWAYS) == {}
        assert counted(here.id, ["ISKP"], Window(NOW - 2 * DAY, NOW - DAY)) == {}


def test_what_only_waited_and_was_told_since_is_not_counted(store: SqlStore) -> None:
    with store.begin() as unit:
        chat, alert = put_chat(unit), put_alert(unit)
        unit.alerts.hold(alert.id, chat.id, "quiet")
        queue(unit, "alert:1", chat, alert=alert)
        assert unit.alerts.held_by_verdict(chat.id, ["ISKP"], ALWAYS) == {}


def test_one_verdict_a_person_and_alert(store: SqlStore) -> None:
    with store.begin() as unit:
        alert = put_alert(unit)
        unit.alerts.feedback(alert.id, AMINA, "relevant", NOW)
        unit.alerts.feedback(alert.id, AMINA, "duplicate", NOW + HOUR)
        unit.alerts.feedback(alert.id, Person("slack", "U1"), "relevant", NOW)
        kept = unit.alerts._connection.execute(select(tables.feedback).order_by(tables.feedback.c.platform)).all()
    assert [(row.platform, row.person, row.verdict, row.given) for row in kept] == [
        ("slack", "U1", "relevant", NOW),
        ("telegram", "1001", "duplicate", NOW + HOUR),
    ]

"""Stories become alerts: when, to whom, in which words, and with nothing lost in between."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.core.errors import StoreError
from bot.core.model import Story
from bot.ports import Summary
from bot.services.alerting import LATER, Alerting
from bot.storage import SqlStore
from bot.summarizers.extractive import Extractive
from tests.bot.services.newsroom import (
    ALWAYS,
    ARREST,
    BOMBING,
    CLAIMED,
    FOLLOW_UP,
    HOUR,
    NOW,
    Newsroom,
    alerts,
    article,
    matcher,
    stories,
    texts,
)
from tests.fakes.stores import Crash, CrashingStore, FailingStore
from watchlists.model import Document, Findings


def story(store: SqlStore) -> Story:
    return stories(store)[0]


def verdicts(store: SqlStore) -> Mapping[str, str]:
    """The verdict of each chat on the last alert."""
    last = alerts(store)[-1]
    with store.begin() as unit:
        names = {chat.id: chat.address.chat for chat in unit.chats.all()}
        return {names[chat]: verdict for chat, verdict in unit.alerts.verdicts(last.id)}


def test_a_first_report_is_told_at_once_and_once(room: Newsroom, store: SqlStore) -> None:
    room.chat("5", "ISKP")
    room.report(article())
    (alert,) = alerts(store)
    ((delivery, _),) = room.outbox()
    assert (alert.reason, alert.severity, alert.number) == ("first", "critical", 1)
    assert (delivery.kind, delivery.alert_id, delivery.created) == ("alert", alert.id, NOW)
    assert room.alerting().speak(NOW + HOUR) == 0
    assert room.told() == {"5": 1}


@pytest.mark.parametrize(
    ("texts_", "reasons"),
    [
        pytest.param([BOMBING, FOLLOW_UP], ["first", "toll"], id="the toll changed"),
        pytest.param([BOMBING, CLAIMED], ["first", "claim"], id="a claim"),
        pytest.param([BOMBING, BOMBING], ["first"], id="one more source"),
        pytest.param([BOMBING, BOMBING, BOMBING], ["first"], id="two more sources"),
        pytest.param([BOMBING] * 12, ["first"], id="twelve sources"),
        pytest.param([BOMBING] * 25, ["first"], id="copies are no further sources"),
        pytest.param([BOMBING, FOLLOW_UP, FOLLOW_UP], ["first", "toll"], id="the same toll again"),
        pytest.param([FOLLOW_UP, BOMBING], ["first"], id="a late report with the old toll"),
    ],
)
def test_a_grown_story_speaks_again_only_for_a_reason(
    room: Newsroom, store: SqlStore, texts_: list[str], reasons: list[str]
) -> None:
    room.chat("5", "ISKP")
    for hour, text in enumerate(texts_):
        room.report(article(text, f"مصدر {hour}", published=NOW + hour * HOUR), now=NOW + hour * HOUR)
    assert [alert.reason for alert in alerts(store)] == reasons
    assert room.told() == {"5": len(reasons)}


def test_a_more_serious_report_is_told_again(room: Newsroom, store: SqlStore) -> None:
    mild = "سمع سكان دوي انفجار في سوق الفاكهة وسط قندهار، وتشتبه الشرطة في داعش خراسان."
    grave = f"{mild} ووصفه مسؤول بأنه تفجير انتحاري."
    room.report(article(mild))
    room.report(article(grave, "راديو الجسر"))
    assert [(alert.reason, alert.severity) for alert in alerts(store)] == [("first", "low"), ("severity", "critical")]


def test_a_story_that_has_nothing_new_rests(room: Newsroom, store: SqlStore) -> None:
    room.report(article(), article(BOMBING, "راديو الجسر"))
    assert story(store).due is None


class Growing:
    """A summarizer in whose time another article comes in."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.calls = 0

    def summarize(self, document: Document, findings: Findings, interest: Collection[str] = ()) -> Summary:
        self.calls += 1
        if self.calls == 1:
            self.room.take(article(FOLLOW_UP, "راديو الجسر"), now=NOW)
        return Summary("ملخص")


def test_a_story_that_grows_while_its_words_are_chosen_is_looked_at_anew(room: Newsroom, store: SqlStore) -> None:
    room.chat("5", "ISKP")
    room.take(article())
    alerting = Alerting(store, matcher, Growing(room), texts())
    assert alerting.speak(NOW) == 0
    assert (alerts(store), room.told()) == ([], {})
    assert alerting.speak(NOW) == 1
    (alert,) = alerts(store)
    assert (alert.reason, alert.known["killed"], alert.known["articles"]) == ("first", 17, 2)


@pytest.mark.parametrize(
    ("wishes", "verdict"),
    [
        pytest.param(["ISKP"], "sent", id="the entity"),
        pytest.param(["ISIS"], "sent", id="what it is part of"),
        pytest.param(["TTP"], None, id="another entity"),
        pytest.param(["KANDAHAR"], "sent", id="the place"),
        pytest.param(["event:arrest"], None, id="another event"),
        pytest.param(["event:suicide_bombing"], "sent", id="the event"),
        pytest.param(["list:groups"], "sent", id="its list"),
        pytest.param(["list:events"], "sent", id="the list of its event"),
        pytest.param(["all"], "sent", id="all"),
        pytest.param(["list:nowhere"], None, id="a list that is gone"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_who_is_told_of_a_critical_story(
    room: Newsroom, store: SqlStore, wishes: list[str], verdict: str | None
) -> None:
    room.chat("5", *wishes)
    room.report(article())
    assert verdicts(store).get("5") == verdict
    assert room.told() == ({"5": 1} if verdict == "sent" else {})


@pytest.mark.parametrize(
    ("wishes", "verdict"),
    [
        pytest.param(["ISKP"], "sent", id="an entity from low on"),
        pytest.param(["event:arrest"], "sent", id="an event from low on"),
        pytest.param(["list:groups"], "digest", id="a list from high on"),
        pytest.param(["all"], "digest", id="all from high on"),
        pytest.param(["all", "ISKP"], "sent", id="the most talkative wish counts"),
        pytest.param(["ISKP", "all"], "sent", id="in whichever order"),
    ],
)
def test_what_is_below_the_least_severity_goes_into_the_digest(
    room: Newsroom, store: SqlStore, wishes: list[str], verdict: str
) -> None:
    room.chat("5", *wishes)
    room.report(article(ARREST))
    assert alerts(store)[0].severity == "medium"
    assert verdicts(store) == {"5": verdict}


@pytest.mark.parametrize(
    ("scope", "key", "verdict"),
    [
        pytest.param("all", "*", "muted", id="everything"),
        pytest.param("entity", "ISKP", "muted", id="the entity"),
        pytest.param("entity", "ISIS", "muted", id="what it is part of"),
        pytest.param("entity", "suicide_bombing", "muted", id="the event"),
        pytest.param("entity", "TTP", "sent", id="another entity"),
        pytest.param("story", "{story}", "muted", id="the story"),
        pytest.param("story", "999", "sent", id="another story"),
    ],
)
def test_what_is_muted_is_held(room: Newsroom, store: SqlStore, scope: str, key: str, verdict: str) -> None:
    muted, other = room.chat("5", "ISKP"), room.chat("6", "ISKP")
    (taken,) = room.take(article())
    room.mute(muted, scope, key.format(story=taken.story_id))
    room.alerting().speak(NOW)
    assert verdicts(store) == {"5": verdict, "6": "sent"}
    with store.begin() as unit:
        held = unit.alerts.held(muted.id, ALWAYS)
        assert unit.alerts.held(other.id, ALWAYS) == []
    assert [verdict for _, verdict in held] == (["muted"] if verdict == "muted" else [])


def test_a_mute_ends(room: Newsroom, store: SqlStore) -> None:
    room.mute(room.chat("5", "ISKP"), "all", "*", until=NOW + HOUR)
    room.report(article(), now=NOW + HOUR)
    assert verdicts(store) == {"5": "sent"}


@pytest.mark.parametrize("access", ["asked", "refused", "gone"])
def test_a_chat_that_is_not_let_in_hears_nothing(room: Newsroom, store: SqlStore, access: str) -> None:
    room.chat("5", "ISKP", access=access)  # type: ignore[arg-type]
    room.report(article())
    assert verdicts(store) == {}


def test_one_delivery_a_chat_in_its_language_and_time_zone(room: Newsroom) -> None:
    room.chat("ar", "ISKP", "ISIS", "all", language="ar", timezone="Asia/Baghdad")
    room.chat("en", "ISKP", language="en", timezone="UTC")
    room.chat("berlin", "ISKP", language="en", timezone="Europe/Berlin")
    room.report(article())
    messages = {name: delivery.message for delivery, name in room.outbox()}
    assert room.told() == {"ar": 1, "en": 1, "berlin": 1}
    assert {name: message.language for name, message in messages.items()} == {"ar": "ar", "en": "en", "berlin": "en"}
    assert "15:00" in messages["ar"].text
    assert "12:00" in messages["en"].text
    assert "13:00" in messages["berlin"].text
    assert "Suicide bombing" in messages["en"].text
    assert "تفجير انتحاري" in messages["ar"].blocks[0].text


def test_the_message_quotes_the_source(room: Newsroom) -> None:
    room.chat("5", "ISKP")
    room.report(article())
    (delivery,) = room.waiting()
    (quote,) = [one.text for one in delivery.message.blocks if one.shape == "quote"]
    assert quote.strip("\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}") in BOMBING


class Breaking:
    """A summarizer that cannot bear one text."""

    def summarize(self, document: Document, findings: Findings, interest: Collection[str] = ()) -> Summary:
        if document.text == ARREST:
            raise RecursionError
        return Summary(None)


def test_a_story_that_cannot_be_told_stops_no_other_and_is_tried_later(room: Newsroom, store: SqlStore) -> None:
    room.chat("5", "ISKP")
    room.take(article(ARREST), now=NOW - HOUR)
    room.take(article())
    broken = Alerting(store, matcher, Breaking(), texts())
    broken.speak(NOW)
    assert [alert.severity for alert in alerts(store)] == ["critical"]
    assert broken.speak(NOW) == 0
    room.alerting().speak(NOW + LATER)
    assert room.told() == {"5": 2}


def test_a_database_in_trouble_is_reported_and_the_story_told_next_time(room: Newsroom, store: SqlStore) -> None:
    room.chat("5", "ISKP")
    room.take(article())
    with pytest.raises(StoreError):
        Newsroom(FailingStore(store, 2)).alerting().speak(NOW)
    assert room.alerting().speak(NOW) == 1
    assert room.told() == {"5": 1}


def test_a_story_without_a_listener_is_an_alert_all_the_same(room: Newsroom, store: SqlStore) -> None:
    """So that /why and a later subscriber know that it was the first report."""
    room.report(article())
    assert [alert.reason for alert in alerts(store)] == ["first"]


@pytest.mark.parametrize("step", range(8))
def test_a_crash_at_any_step_repeats_work_and_loses_none(store: SqlStore, step: int) -> None:
    """From the article to the outbox: whatever step dies, doing all of it again ends in one alert to each chat."""
    sound = Newsroom(store)
    sound.chat("5", "ISKP")
    sound.chat("6", "list:groups")
    crashing = CrashingStore(store, step)
    with pytest.raises(Crash):
        Newsroom(crashing).report(article())
    sound.report(article(), now=NOW + HOUR)
    assert sound.told() == {"5": 1, "6": 1}
    assert len(alerts(store)) == 1


def test_the_steps_of_the_crash_test_are_all_there_are(store: SqlStore) -> None:
    crashing = CrashingStore(store, 1000)
    Newsroom(crashing).report(article())
    assert crashing.steps == 8


class Racing:
    """A summarizer in whose time another process speaks of the same story."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room

    def summarize(self, document: Document, findings: Findings, interest: Collection[str] = ()) -> Summary:
        self.room.alerting().speak(NOW)
        return Summary(None)


def test_two_processes_that_look_at_once_speak_once(room: Newsroom, store: SqlStore) -> None:
    room.chat("5", "ISKP")
    room.take(article())
    assert Alerting(store, matcher, Racing(room), texts()).speak(NOW) == 0
    assert (room.told(), len(alerts(store))) == ({"5": 1}, 1)


def test_a_story_at_the_end_of_a_long_turn_is_taken_for_as_long_as_any(
    room: Newsroom, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or another process would look at it at the same time."""
    passed = 0.0
    monkeypatch.setattr("bot.services.alerting.monotonic", lambda: passed)
    room.chat("5", "ISKP")
    room.take(article(BOMBING), article(ARREST, "وكالة الأفق"))
    taken: list[Collection[int]] = []

    class Slow(Extractive):
        def summarize(self, document: Document, *given: Any) -> Summary:
            nonlocal passed
            passed += 600.0
            now = NOW + timedelta(seconds=passed - 590)
            own = [one.id for one in stories(store) if one.readings[0].article.document == document]
            with store.begin() as unit:
                taken.append(unit.stories.take(own, now, now))
            return super().summarize(document, *given)

    assert Alerting(store, matcher, Slow(), texts(), together=1, shared=True).speak(NOW) == 2
    assert taken == [[], []]

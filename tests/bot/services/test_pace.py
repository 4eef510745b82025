"""How often each chat hears of one story, on a clock that a test moves, from article to outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.model import Destination, Story
from bot.core.notifying import MOST_AT_ONCE
from bot.core.preferences import Preferences, Quiet, QuietMode
from bot.services.alerting import Alerting
from bot.services.waking import Waking
from bot.storage import SqlStore
from bot.storage.tables import deliveries
from tests.bot.services.newsroom import (
    ALWAYS,
    ARREST,
    AT_ONCE,
    BOMBING,
    CLAIMED,
    FOLLOW_UP,
    HOUR,
    NOW,
    Newsroom,
    article,
    bare,
    matcher,
    stories,
    texts,
)
from tests.fakes.stores import Crash, CrashingStore, InterruptedStore

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
MORE = FOLLOW_UP.replace("17", "19")
PLACES = "كابول غزة بغداد إدلب عدن مقديشو بيروت صنعاء طرابلس الخرطوم باماكو أربيل".split()


@dataclass
class Clock:
    """A newsroom whose time passes."""

    store: SqlStore
    now: datetime = NOW

    @property
    def room(self) -> Newsroom:
        return Newsroom(self.store)

    def report(self, text: str, source: str, **given: Any) -> None:
        self.room.report(article(text, source, published=self.now, **given), now=self.now)
        self.send()

    def until(self, end: datetime) -> None:
        """Look whenever something is due, and at the end."""
        while self.now < end:
            due = [one.due for one in stories(self.store) if one.due and one.due > self.now]
            self.now = min([*due, end])
            self.room.alerting().speak(self.now)
            Waking(self.store, matcher, texts()).post(self.now)
            self.send()

    def send(self) -> None:
        with self.store.begin() as unit:
            while claimed := unit.outbox.claim("telegram", self.now, 60, 100):
                for one in claimed:
                    unit.outbox.sent(one.id, f"m{one.id}", self.now)

    def sent(self, chat: Destination) -> list[tuple[int, str, str]]:
        """What was written to a chat: minutes after the start, what it is, and its reason."""
        reasons = {one.id: one.reason for one in self.story().spoken}
        return [
            (round((row.created - NOW) / MINUTE), row.kind, "" if row.kind == "edit" else reasons.get(row.alert_id, ""))
            for row in self.rows(chat)
        ]

    def rows(self, chat: Destination) -> Sequence[Any]:
        with self.store.begin() as unit:
            own = select(deliveries).where(deliveries.c.destination_id == chat.id).order_by(deliveries.c.id)
            return unit.outbox._connection.execute(own).all()

    def story(self) -> Story:
        return stories(self.store)[0]

    def prefer(self, chat: Destination, **given: Any) -> None:
        with self.store.begin() as unit:
            unit.chats.change(chat.id, preferences=replace(chat.preferences, **given))


@pytest.fixture
def clock(store: SqlStore) -> Clock:
    return Clock(store)


def test_one_happening_one_message(clock: Clock) -> None:
    """Twelve outlets in two minutes, a toll that rises after two minutes and again after half an hour."""
    chat = clock.room.chat("5", "ISKP")
    for number in range(12):
        clock.report(BOMBING, f"outlet {number}")
        clock.until(clock.now + 10 * SECOND)
    assert clock.sent(chat) == [(0, "alert", "first")]
    clock.report(FOLLOW_UP, "outlet 12")
    clock.until(NOW + 30 * MINUTE)
    clock.report(MORE, "outlet 13")
    clock.until(NOW + 5 * HOUR)
    assert (
        clock.sent(chat)
        == [
            (0, "alert", "first"),
            (5, "alert", "toll"),
            (5, "edit", ""),
            (30, "edit", ""),
            (245, "alert", "toll"),
            (245, "edit", ""),
        ][:-1]
    )
    assert clock.story().due is None


@pytest.mark.parametrize(
    ("preferences", "sent"),
    [
        pytest.param(AT_ONCE, [(0, "first"), (2, "toll"), (30, "toll")], id="everything at once"),
        pytest.param(Preferences(10 * MINUTE), [(0, "first"), (10, "toll"), (250, "toll")], id="a longer interval"),
        pytest.param(Preferences(repeat_interval=HOUR), [(0, "first"), (5, "toll"), (65, "toll")], id="often"),
        pytest.param(Preferences(HOUR, HOUR), [(0, "first"), (60, "toll")], id="both in one"),
    ],
)
def test_each_chat_has_a_pace_of_its_own(clock: Clock, preferences: Preferences, sent: list[tuple[int, str]]) -> None:
    usual, own = clock.room.chat("5", "ISKP"), clock.room.chat("6", "ISKP", preferences=preferences)
    clock.report(BOMBING, "a")
    clock.until(NOW + 2 * MINUTE)
    clock.report(FOLLOW_UP, "b")
    clock.until(NOW + 30 * MINUTE)
    clock.report(MORE, "c")
    clock.until(NOW + 6 * HOUR)
    assert [(at, reason) for at, kind, reason in clock.sent(own) if kind == "alert"] == sent
    assert [at for at, kind, _ in clock.sent(usual) if kind == "alert"] == [0, 5, 245]


def test_a_story_that_grows_to_what_a_chat_wants_is_its_first(clock: Clock) -> None:
    """The arrest is of medium severity; it turns out that there were dead."""
    chat = clock.room.chat("5", "list:groups")
    clock.report("سمع سكان دوي انفجار في سوق الفاكهة وسط قندهار، وتشتبه الشرطة في داعش خراسان.", "a")
    clock.until(NOW + MINUTE)
    assert clock.sent(chat) == []
    clock.report(BOMBING, "b")
    assert [(at, kind) for at, kind, _ in clock.sent(chat)] == [(1, "alert")]
    (row,) = clock.rows(chat)
    assert row.target_id is None


def test_what_is_told_says_what_the_chat_did_not_know(clock: Clock) -> None:
    """One chat heard of 17 dead before another did: each is told against what it was told itself."""
    slow = clock.room.chat("5", "ISKP", language="en", preferences=Preferences(30 * MINUTE))
    quick = clock.room.chat("6", "ISKP", language="en", preferences=AT_ONCE)
    clock.report(BOMBING, "a")
    clock.until(NOW + 2 * MINUTE)
    clock.report(FOLLOW_UP, "b")
    clock.until(NOW + 10 * MINUTE)
    clock.report(MORE, "c")
    clock.until(NOW + HOUR)
    news = [[line(row) for row in clock.rows(chat) if row.kind == "alert"] for chat in (slow, quick)]
    assert news[0][1:] == ["Update on S1: 19 killed (before: 14 killed)"]
    assert news[1][1:] == ["Update on S1: 17 killed (before: 14 killed)", "Update on S1: 19 killed (before: 17 killed)"]


def line(row: Any) -> str:
    return "".join(span["text"] for span in row.message["blocks"][0]["spans"])


LOWER = FOLLOW_UP.replace("ارتفعت", "تراجعت").replace("17", "9")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        pytest.param("b", ["first"], id="of another outlet is an edit, which names both"),
        pytest.param("a", ["first", "toll"], id="of the same outlet, which corrects itself"),
    ],
)
def test_a_lower_toll(clock: Clock, source: str, told: list[str]) -> None:
    chat = clock.room.chat("5", "ISKP", language="en")
    clock.report(FOLLOW_UP, "a", external_id="7")
    clock.until(NOW + 2 * HOUR)
    clock.report(LOWER, source, external_id="7")
    clock.until(NOW + 3 * HOUR)
    assert [reason for _, kind, reason in clock.sent(chat) if kind == "alert"] == told
    (edit,) = (row.message["blocks"] for row in clock.rows(chat) if row.kind == "edit")
    shown = bare("\n".join(span["text"] for block in edit for span in block["spans"]))
    assert ("9–17 killed, by source" in shown) is (source == "b")
    assert ("Outlets differ: 9 killed (b), 17 killed (a)" in shown) is (source == "b")


RIVAL = CLAIMED.replace("داعش خراسان", "حركة طالبان باكستان")


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        pytest.param(CLAIMED, ["first", "claim"], id="the same party once more"),
        pytest.param(RIVAL, ["first", "claim", "claim"], id="another party"),
    ],
)
def test_the_claim_of_another_party_waits_for_no_repeat(clock: Clock, claim: str, told: list[str]) -> None:
    chat = clock.room.chat("5", "ISKP", language="en")
    clock.report(BOMBING, "a")
    clock.until(NOW + 10 * MINUTE)
    clock.report(CLAIMED, "b")
    clock.until(NOW + HOUR)
    clock.report(claim, "c")
    clock.until(NOW + 2 * HOUR)
    assert [reason for _, kind, reason in clock.sent(chat) if kind == "alert"] == told
    last = [line(row) for row in clock.rows(chat) if row.kind == "alert"][-1]
    assert ("Pakistani Taliban" in last) is (claim == RIVAL)


def test_a_wish_that_ends_meanwhile_is_honoured(clock: Clock) -> None:
    leaves, mutes = clock.room.chat("5", "ISKP"), clock.room.chat("6", "ISKP")
    clock.report(BOMBING, "a")
    clock.report(CLAIMED, "b")
    with clock.store.begin() as unit:
        unit.chats.unsubscribe(leaves.id, "entity", "ISKP")
    clock.room.mute(mutes, "all", "*")
    clock.until(NOW + HOUR)
    assert [kind for _, kind, _ in clock.sent(leaves)] == ["alert", "edit"]
    assert [kind for _, kind, _ in clock.sent(mutes)] == ["alert", "edit"]
    with clock.store.begin() as unit:
        assert [verdict for _, verdict in unit.alerts.held(mutes.id, ALWAYS)] == ["muted"]


@pytest.mark.parametrize(
    ("mode", "sent"),
    [
        pytest.param("hold", [(180, False)], id="hold"),
        pytest.param("critical", [(60, False)], id="critical"),
        pytest.param("silent", [(60, True)], id="silent"),
    ],
)
def test_quiet_hours(clock: Clock, mode: QuietMode, sent: list[tuple[int, bool]]) -> None:
    """From an hour on for two hours; the bombing is critical."""
    chat = clock.room.chat("5", "ISKP", preferences=Preferences(quiet=Quiet("13:00", "15:00", mode)))
    clock.until(NOW + HOUR)
    clock.report(BOMBING, "a")
    clock.until(NOW + 90 * MINUTE)
    clock.report(BOMBING, "b")
    clock.until(NOW + 4 * HOUR)
    rows = [row for row in clock.rows(chat) if row.kind == "alert"]
    assert [(round((row.created - NOW) / MINUTE), row.silent) for row in rows] == sent
    with clock.store.begin() as unit:
        assert unit.alerts.held(chat.id, ALWAYS) == [], "what was told since was not held"


def test_what_quiet_hours_hold_is_counted_until_it_is_told(clock: Clock) -> None:
    chat = clock.room.chat("5", "ISKP", preferences=Preferences(quiet=Quiet("12:00", "15:00")))
    clock.report(BOMBING, "a")
    with clock.store.begin() as unit:
        assert [verdict for _, verdict in unit.alerts.held(chat.id, ALWAYS)] == ["quiet"]
        assert unit.alerts.kept_back([chat.id, 99], "quiet", ALWAYS) == {chat.id: 1}


def arrests(number: int) -> list[str]:
    return [ARREST.replace("بكابول", f"ب{place}").replace("الجامعة", place * 2) for place in PLACES[:number]]


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        pytest.param(3, ["alert"] * 3, id="a few come one by one"),
        pytest.param(MOST_AT_ONCE + 1, ["digest"], id="many as one digest"),
    ],
)
def test_after_quiet_hours(clock: Clock, number: int, kinds: list[str]) -> None:
    chat = clock.room.chat("5", "ISKP", language="en", preferences=Preferences(quiet=Quiet("12:00", "15:00")))
    for place, text in enumerate(arrests(number)):
        clock.report(text, f"outlet {place}")
    with clock.store.begin() as unit:
        assert unit.alerts.kept_back([chat.id], "quiet", ALWAYS) == {chat.id: number}
    clock.until(NOW + 5 * HOUR)
    rows = clock.rows(chat)
    assert [row.kind for row in rows] == kinds
    if kinds == ["digest"]:
        assert line(rows[0]) == f"While this chat was left alone {number} stories waited:"
        clock.report(arrests(1)[0].replace("عنصرين", "ثلاثة عناصر"), "another outlet")
        assert [row.kind for row in clock.rows(chat)] == ["digest", "alert"], "what grows afterwards is told"


def test_what_was_held_is_looked_at_when_it_is_woken(clock: Clock) -> None:
    chat = clock.room.chat("5", "ISKP", preferences=Preferences(quiet=Quiet("12:00", "15:00")))
    other = clock.room.chat("6", "ISKP")
    clock.report(BOMBING, "a")
    clock.prefer(chat, quiet=None)
    with clock.store.begin() as unit:
        assert unit.stories.wake(chat.id, NOW + HOUR, NOW + MINUTE) == 0, "too old"
        assert unit.stories.wake(other.id + 1, NOW - HOUR, NOW + MINUTE) == 0, "nobody's"
        assert unit.stories.wake(chat.id, NOW - HOUR, NOW + MINUTE) == 1
    clock.until(NOW + 2 * MINUTE)
    assert [at for at, _, _ in clock.sent(chat)] == [1]
    assert [at for at, _, _ in clock.sent(other)] == [0]


@pytest.mark.parametrize("step", range(6))
def test_a_crash_while_more_is_told_loses_nothing_and_tells_nothing_twice(store: SqlStore, step: int) -> None:
    clock = Clock(store)
    chat = clock.room.chat("5", "ISKP")
    clock.report(BOMBING, "a")
    clock.room.take(article(FOLLOW_UP, "b", published=NOW), now=NOW + HOUR)
    with pytest.raises(Crash):
        Newsroom(CrashingStore(store, step)).alerting().speak(NOW + HOUR)
    clock.until(NOW + 2 * HOUR)
    assert [reason for _, kind, reason in clock.sent(chat) if kind == "alert"] == ["first", "toll"]


def test_two_processes_tell_what_is_new_once(clock: Clock) -> None:
    chat = clock.room.chat("5", "ISKP")
    clock.report(BOMBING, "a")
    clock.room.take(article(FOLLOW_UP, "b", published=NOW), now=NOW + HOUR)
    other = InterruptedStore(clock.store, 2, lambda: clock.room.alerting().speak(NOW + HOUR))
    Alerting(other, matcher, clock.room.alerting().summarizer, texts()).speak(NOW + HOUR)
    clock.until(NOW + 2 * HOUR)
    assert [reason for _, kind, reason in clock.sent(chat) if kind == "alert"] == ["first", "toll"]

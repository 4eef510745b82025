"""Chats, subscriptions and mutes on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.model import Address, Destination, Mute, Schedule, Subscription
from bot.core.preferences import Preferences, Quiet
from bot.storage import SqlStore
from tests.bot.storage.samples import ALWAYS, AMINA, DAY, HOUR, NOW, put_alert, put_chat, queue
from watchlists.model import Severity

BAGHDAD = "Asia/Baghdad"


def test_a_chat_is_made_once_with_the_defaults(store: SqlStore) -> None:
    address = Address("slack", "C1", "171.5")
    with store.begin() as unit:
        met, new = unit.chats.meet(address, private=True, title="قناة", language="en", timezone="UTC", access="asked")
        assert new
        assert met == Destination(met.id, address, "asked", "en", "UTC", "قناة", True)
        again = unit.chats.meet(address, private=False, title="x", language="ar", timezone=BAGHDAD, access="allowed")
        assert again == (met, False)
        other = put_chat(unit, "C1", platform="slack")
        assert other.id != met.id
        assert unit.chats.get(met.id) == met
        assert unit.chats.all() == [met, other]
        assert unit.chats.get(10_000) is None
        assert (unit.chats.find(address), unit.chats.find(other.address)) == (met, other)
        assert unit.chats.find(Address("slack", "C1", "171.6")) is None


def test_the_numbers_of_chats_run_without_gaps(store: SqlStore) -> None:
    numbers = []
    for name in ("1", "1", "2", "1", "2", "3"):
        with store.begin() as unit:
            numbers.append(put_chat(unit, name).id)
    assert numbers == [1, 1, 2, 1, 2, 3]


def test_settings_are_changed(store: SqlStore) -> None:
    with store.begin() as unit:
        chat = put_chat(unit)
        settings = {"access": "gone", "language": "en", "timezone": "UTC", "title": "x", "private": True}
        changed = unit.chats.change(chat.id, **settings)
        assert changed == Destination(chat.id, chat.address, "gone", "en", "UTC", "x", True)
        assert unit.chats.change(chat.id, title="y") == replace(changed, title="y")
        assert unit.chats.change(chat.id) == replace(changed, title="y")
        assert unit.chats.change(chat.id, listens=True) == replace(changed, title="y", listens=True)
        preferences = Preferences(quiet=Quiet("22:00", "07:00"))
        assert unit.chats.change(chat.id, preferences=preferences).preferences == preferences
        assert unit.chats.change(chat.id, preferences=Preferences()).preferences == Preferences()
        with pytest.raises(TypeError, match="chat, id"):
            unit.chats.change(chat.id, id=7, chat="z")
        with pytest.raises(LookupError):
            unit.chats.change(10_000, title="z")


def test_subscriptions(store: SqlStore) -> None:
    with store.begin() as unit:
        here, asked = put_chat(unit, "1"), put_chat(unit, "2", access="asked")
        wish = Subscription(here.id, "entity", "ISKP", "low")
        waiting = Subscription(asked.id, "all", "*", "high")
        assert unit.chats.subscribe(wish, AMINA, NOW)
        assert not unit.chats.subscribe(wish, AMINA, NOW)
        assert unit.chats.subscribe(replace(wish, least="critical"), AMINA, NOW)
        assert unit.chats.subscribe(waiting, AMINA, NOW)
        assert unit.chats.subscriptions() == [replace(wish, least="critical")]
        assert unit.chats.subscriptions(asked.id) == [waiting]
        assert unit.chats.subscriptions(keys=["ISKP", "*"]) == unit.chats.subscriptions()
        assert unit.chats.subscriptions(keys=["AQ"]) == unit.chats.subscriptions(keys=[]) == []
        assert unit.chats.subscriptions(asked.id, ["ISKP"]) == []
        assert unit.chats.all([asked.id]) == [asked]
        assert not unit.chats.unsubscribe(here.id, "event", "ISKP")
        assert unit.chats.unsubscribe(here.id, "entity", "ISKP")
        assert not unit.chats.unsubscribe(here.id, "entity", "ISKP")
        assert unit.chats.subscriptions(here.id) == []


def test_mutes(store: SqlStore) -> None:
    with store.begin() as unit:
        here, there = put_chat(unit, "1"), put_chat(unit, "2")
        wanted = Mute(0, here.id, "entity", "ISKP", NOW + HOUR, "telegram:1001", "كثير")
        stored = unit.chats.mute(wanted, NOW)
        assert replace(stored, id=0) == wanted
        longer = unit.chats.mute(replace(wanted, until=NOW + DAY), NOW)
        assert longer == replace(stored, until=NOW + DAY)
        story = unit.chats.mute(Mute(0, there.id, "story", "5", NOW + HOUR, "slack:U1"), NOW)
        assert unit.chats.mutes(NOW) == [longer, story]
        assert unit.chats.mutes(NOW, there.id) == [story]
        assert unit.chats.mutes(NOW + HOUR) == [longer]
        assert not unit.chats.unmute(here.id, "entity", "AQ", NOW)
        assert not unit.chats.unmute(there.id, "story", "5", NOW + DAY)
        assert unit.chats.unmute(here.id, "entity", "ISKP", NOW)
        assert unit.chats.mutes(NOW) == []


def test_a_chat_moves_to_a_new_id(store: SqlStore) -> None:
    with store.begin() as unit:
        chat = put_chat(unit, "-1")
        moved = unit.chats.move(chat.id, "-100")
        assert moved == replace(chat, address=Address("telegram", "-100"))
        assert unit.chats.move(chat.id, "-100") == moved
        with pytest.raises(LookupError):
            unit.chats.move(10_000, "-100")


def test_a_chat_joins_one_that_is_known(store: SqlStore) -> None:
    with store.begin() as unit:
        old, new = put_chat(unit, "-1"), put_chat(unit, "-100", access="asked")
        unit.chats.change(old.id, language="en", timezone="UTC")
        alert, other = put_alert(unit, "a"), put_alert(unit, "b")
        for chat, key in ((old, "ISKP"), (old, "AQ"), (new, "AQ")):
            least: Severity = "low" if chat == old else "high"
            unit.chats.subscribe(Subscription(chat.id, "entity", key, least), AMINA, NOW)
            unit.chats.mute(Mute(0, chat.id, "entity", key, NOW + (HOUR if chat == old else DAY), "x"), NOW)
        for chat, at in ((old, "08:00"), (new, "09:00")):
            unit.schedules.put(Schedule(0, chat.id, at, None, BAGHDAD, NOW), NOW)
        weekly = unit.schedules.put(Schedule(0, old.id, "10:00", "sun", BAGHDAD, NOW), NOW)
        for held in (alert, other):
            unit.alerts.hold(held.id, old.id, "muted")
        unit.alerts.hold(other.id, new.id, "digest")
        queue(unit, "k", old, alert=alert)

        moved = unit.chats.move(old.id, "-100")

        assert moved == replace(new, access="allowed", language="en", timezone="UTC")
        assert unit.chats.get(old.id) is None
        assert [(one.key, one.least) for one in unit.chats.subscriptions(new.id)] == [("AQ", "high"), ("ISKP", "low")]
        assert {one.key: one.until for one in unit.chats.mutes(NOW)} == {"AQ": NOW + DAY, "ISKP": NOW + HOUR}
        assert [one.at for one in unit.schedules.of(new.id)] == ["09:00", "10:00"]
        assert unit.schedules.of(new.id)[1].id == weekly.id
        assert unit.alerts.held(new.id, ALWAYS) == [(alert, "muted"), (other, "digest")]
        assert unit.alerts.sent(new.id, ALWAYS) == [alert]
        assert unit.outbox.claim("telegram", NOW, 60, 9)[0].destination == moved


@pytest.mark.parametrize("access", ["allowed", "refused"])
def test_a_decision_about_the_new_chat_stands(store: SqlStore, access: str) -> None:
    with store.begin() as unit:
        old, new = put_chat(unit, "-1"), put_chat(unit, "-100", access=access)  # type: ignore[arg-type]
        unit.chats.change(old.id, access="gone")
        assert unit.chats.move(old.id, "-100") == new


def test_two_chats_in_flight_become_one(store: SqlStore) -> None:
    with store.begin() as unit:
        old, new = put_chat(unit, "-1"), put_chat(unit, "-100")
        queue(unit, "a", old)
        queue(unit, "b", new)
        first, second = unit.outbox.claim("telegram", NOW, 60, 9)
        unit.chats.move(old.id, "-100")
        assert unit.outbox.counts() == {("telegram", "pending"): 1, ("telegram", "sending"): 1}
        unit.outbox.sent(second.id, "9", NOW)
        (again,) = unit.outbox.claim("telegram", NOW, 60, 9)
        assert (again.id, again.doubtful) == (first.id, True)


def test_a_chat_that_joins_another_is_not_told_twice(store: SqlStore) -> None:
    with store.begin() as unit:
        old, new, alert = put_chat(unit, "-5"), put_chat(unit, "-1005"), put_alert(unit)
        queue(unit, "for the old id", old, alert=alert)
        queue(unit, "for the new id", new, alert=alert)
        queue(unit, "only for the old id", old, "digest")
        unit.chats.move(old.id, "-1005")
        told = []
        while claimed := unit.outbox.claim("telegram", NOW, 60, 9):
            told += [one.message.text for one in claimed]
            unit.outbox.sent(claimed[0].id, "7", NOW)
        assert told == ["for the new id", "only for the old id"]

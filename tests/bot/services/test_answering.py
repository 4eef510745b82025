"""The inbox is worked off: each update once, whatever breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.core.answer import Mode
from bot.core.errors import SourceError, StoreError
from bot.core.message import Button, Message, block, plain
from bot.core.model import Address, NewDelivery, Update
from bot.ports import Store, Unit
from bot.services.answering import Answer, Answering
from bot.services.errands import Errands
from bot.storage import SqlStore
from tests.bot.services.newsroom import AMINA, HOUR, NOW, Newsroom
from tests.fakes.stores import LOCKED, Crash, CrashingStore, FailingStore, InterruptedStore


def update(name: str = "1", text: str = "/status") -> Update:
    return Update("telegram", name, Address("telegram", "5"), AMINA, text, message_id=f"m{name}")


def chat(unit: Unit) -> int:
    return unit.chats.meet(
        Address("telegram", "5"), private=True, title="", language="ar", timezone="UTC", access="allowed"
    )[0].id


def respond(unit: Unit, one: Update, now: datetime, _: Errands) -> Sequence[Answer]:
    """Changes something and answers; a text that begins with ! breaks after the change."""
    unit.state.put("asked", one.text)
    if one.text.startswith("!"):
        raise {"!": ZeroDivisionError(), "!source": SourceError("s", "away")}.get(one.text, StoreError(one.text))
    return [Answer(chat(unit), plain([f"{one.text}: {number}"], "ar")) for number in range(2)]


def apologise(unit: Unit, one: Update, now: datetime) -> Sequence[Answer]:
    return [Answer(chat(unit), plain(["sorry"], "ar"))]


def breaking(unit: Unit, one: Update, now: datetime) -> Sequence[Answer]:
    chat(unit)
    raise ZeroDivisionError


def answering(store: Store, sorry: Any = apologise) -> Answering:
    return Answering(store, respond, sorry)


def replies(store: SqlStore) -> list[str]:
    return [delivery.message.text for delivery, _ in Newsroom(store).outbox()]


def asked(store: SqlStore) -> str | None:
    with store.begin() as unit:
        return unit.state.get("asked")


def test_an_update_is_answered_with_all_its_replies(store: SqlStore) -> None:
    service = answering(store)
    assert service.put(update(), NOW)
    assert service.work(NOW) == 1
    assert replies(store) == ["/status: 0", "/status: 1"]
    assert {delivery.reply_to for delivery, _ in Newsroom(store).outbox()} == {"m1"}
    assert {delivery.kind for delivery, _ in Newsroom(store).outbox()} == {"reply"}


def test_put_twice_is_answered_once(store: SqlStore) -> None:
    service = answering(store)
    assert [service.put(update(), NOW), service.put(update(), NOW)] == [True, False]
    assert [service.work(NOW), service.work(NOW)] == [1, 0]
    assert service.put(update(), NOW + HOUR) is False
    assert service.work(NOW + HOUR) == 0
    assert len(replies(store)) == 2


def test_two_processes_answer_once(store: SqlStore) -> None:
    """Another process answers after this one has looked into the inbox; the command runs once."""
    asked: list[str] = []

    def noted(unit: Unit, one: Update, now: datetime, errands: Errands) -> Sequence[Answer]:
        asked.append(one.text)
        return respond(unit, one, now, errands)

    answering(store).put(update(), NOW)
    other = Answering(store, noted, apologise)
    mine = Answering(InterruptedStore(store, 1, lambda: other.work(NOW)), noted, apologise)
    assert mine.work(NOW) == 1
    assert (asked, len(replies(store))) == (["/status"], 2)


def test_a_crashing_command_changes_nothing_apologises_once_and_stops_no_other(store: SqlStore) -> None:
    service = answering(store)
    service.put(update("1", "!"), NOW)
    service.put(update("2", "/why"), NOW)
    assert service.work(NOW) == 2
    assert service.work(NOW) == 0
    assert sorted(replies(store)) == ["/why: 0", "/why: 1", "sorry"]
    assert asked(store) == "/why"


def test_only_the_crash_leaves_nothing(store: SqlStore) -> None:
    service = answering(store)
    service.put(update("1", "!"), NOW)
    service.work(NOW)
    assert (asked(store), replies(store)) == (None, ["sorry"])


def test_where_even_the_apology_breaks_the_update_is_done_with(store: SqlStore) -> None:
    service = answering(store, breaking)
    service.put(update("1", "!"), NOW)
    service.put(update("2", "/why"), NOW)
    assert service.work(NOW) == 2
    assert service.work(NOW) == 0
    assert replies(store) == ["/why: 0", "/why: 1"]


def test_another_parts_passing_failure_is_a_crash_too(store: SqlStore) -> None:
    """Only the database's own trouble holds the inbox up: anything else would stop it for good."""
    service = answering(store)
    service.put(update("1", "!source"), NOW)
    service.work(NOW)
    assert replies(store) == ["sorry"]


@pytest.mark.parametrize("failing", [1, 2], ids=["first update", "second update"])
def test_a_database_in_trouble_is_asked_again(store: SqlStore, failing: int) -> None:
    service = answering(store)
    service.put(update("1"), NOW)
    service.put(update("2"), NOW)
    with pytest.raises(StoreError):
        answering(FailingStore(store, failing)).work(NOW)
    assert len(replies(store)) == 2 * (failing - 1)
    assert service.work(NOW) == 3 - failing
    assert len(replies(store)) == 4


def test_a_command_that_the_database_holds_up_is_not_apologised_for(store: SqlStore) -> None:
    service = answering(store)
    service.put(update("1", "!locked"), NOW)
    with pytest.raises(StoreError):
        service.work(NOW)
    assert (replies(store), asked(store)) == ([], None)
    with store.begin() as unit:
        assert len(unit.inbox.waiting()) == 1


def test_a_change_that_the_database_refuses_for_good_is_a_crash(store: SqlStore) -> None:
    refused = StoreError("refused a change", permanent=True)
    service = answering(FailingStore(store, 1, error=refused))
    answering(store).put(update("1"), NOW)
    service.work(NOW)
    assert replies(store) == ["sorry"]


def test_a_database_that_is_broken_for_good_is_reported(store: SqlStore) -> None:
    broken = StoreError("is damaged", permanent=True)
    answering(store).put(update("1"), NOW)
    with pytest.raises(StoreError, match="damaged"):
        answering(FailingStore(store, 1, 2, 3, error=broken)).work(NOW)


@pytest.mark.parametrize("step", range(4))
def test_a_crash_at_any_step_is_made_up_once(store: SqlStore, step: int) -> None:
    answering(store).put(update(), NOW)
    with pytest.raises(Crash):
        answering(CrashingStore(store, step)).work(NOW)
    answering(store).work(NOW)
    assert len(replies(store)) == 2


def test_the_lock_of_these_tests_is_one_that_passes() -> None:
    assert not LOCKED.permanent


@pytest.mark.parametrize(
    ("mode", "facts", "kind", "whisper"),
    [
        pytest.param("send", {}, "reply", None, id="a message of its own"),
        pytest.param("edit", {}, "edit", None, id="in the place of the message"),
        pytest.param("edit", {"pressed": False}, "reply", None, id="nothing was pressed"),
        pytest.param("edit", {"text": "/forged"}, "reply", None, id="the message has no such button"),
        pytest.param("edit", {"text": "/new"}, "edit", None, id="a button that came with an edit"),
        pytest.param("edit", {"replied_to": "m78"}, "reply", None, id="an unknown message"),
        pytest.param("whisper", {}, "reply", "w1", id="for one person"),
        pytest.param("send", {"hushed": True}, "reply", "w1", id="asked where nobody else sees it"),
        pytest.param("edit", {"hushed": True}, "reply", "w1", id="pressed where nobody else sees it"),
    ],
)
def test_where_an_answer_is_shown(
    mode: Mode, facts: dict[str, Any], kind: str, whisper: str | None, store: SqlStore
) -> None:
    """The edit goes before what else waits, as somebody looks at the message."""
    room = Newsroom(store)
    with store.begin() as unit:
        unit.outbox.add(NewDelivery("r:1", chat(unit), "reply", keyboard("/status")), NOW)
        first = unit.outbox.claim("telegram", NOW, 90, 1)[0]
        unit.outbox.sent(first.id, "m77", NOW)
        unit.outbox.add(NewDelivery("r:2", chat(unit), "edit", keyboard("/new"), target_id=first.id), NOW)
    press = replace(update("2"), **{"replied_to": "m77", "whisper": "w1", "pressed": True, **facts})

    def show(unit: Unit, one: Update, now: datetime, _: Errands) -> Sequence[Answer]:
        return [Answer(chat(unit), plain(["shown"], "ar"), mode)]

    asked = Answering(store, show, apologise)
    assert asked.put(press, NOW)
    asked.work(NOW)
    shown = next(one for one, _ in room.outbox() if one.message.text == "shown")
    assert (shown.kind, shown.message.whisper) == (kind, whisper)


def keyboard(command: str) -> Message:
    return Message((block("shown before"),), "ar", ((Button("x", command),),))

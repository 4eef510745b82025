"""What the log says of an article on its way, and which trace its messages bear."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot.core.errors import SendError, SendFailure
from bot.core.message import plain
from bot.core.model import NewDelivery
from bot.services.delivery import Deliverer
from bot.storage import SqlStore
from tests.bot.services.newsroom import (
    ARREST,
    AT_ONCE,
    BOMBING,
    FOLLOW_UP,
    HOUR,
    NOTHING,
    NOW,
    Newsroom,
    article,
    texts,
)
from tests.fakes.messenger import FakeMessenger

Line = Mapping[str, Any]


def of(lines: list[Any], event: str) -> list[Line]:
    return [line for line in lines if line["event"] == event]


def test_where_nothing_was_found_only_who_debugs_hears_of_it(store: SqlStore) -> None:
    with capture_logs() as lines:
        Newsroom(store).take(article(NOTHING), article(NOTHING), article(ARREST))
    assert [(line["log_level"], line["outcome"], line.get("trace")) for line in of(lines, "article.taken")] == [
        ("debug", "accepted", "a1"),
        ("debug", "duplicate", None),
        ("info", "accepted", "a2"),
    ]
    [found] = [line for line in lines if line["log_level"] == "info"]
    assert found["matches"] == ["ISKP", "KABUL", "arrest"]
    assert (found["story"], found["joined"]) == (1, "new")


def test_no_text_gets_into_the_log(store: SqlStore) -> None:
    room = Newsroom(store)
    room.chat("1", "all", preferences=AT_ONCE)
    with capture_logs() as lines:
        room.report(article(BOMBING, title="عنوان لا يظهر"))
    assert len(lines) == 3
    assert not [line for line in lines if "سوق" in str(line) or "عنوان" in str(line)]


def test_who_is_told_and_who_is_not(store: SqlStore) -> None:
    room = Newsroom(store)
    told, muted, later = room.chat("told", "ISKP"), room.chat("muted", "ISKP"), room.chat("later", "all")
    room.mute(muted, "all", "*")
    with capture_logs() as lines:
        room.report(article(ARREST))
    [decided], [posted] = of(lines, "alert.decided"), of(lines, "delivery.posted")
    assert (decided["trace"], decided["reasons"], decided["came"]) == ("a1", ["first"], ["a1"])
    assert decided["held"] == {"muted": [muted.id], "digest": [later.id]}
    assert (posted["trace"], posted["new_chats"]) == ("a1", [told.id])
    assert [one.trace for one in room.waiting()] == ["a1"]


@pytest.mark.parametrize(
    ("wishes", "again", "why"),
    [
        pytest.param([], ARREST, "nobody asked for it", id="nobody"),
        pytest.param(["ISKP"], ARREST, "nothing new", id="said already"),
    ],
)
def test_why_it_is_silent(store: SqlStore, wishes: list[str], again: str, why: str) -> None:
    room = Newsroom(store)
    if wishes:
        room.chat("1", *wishes, preferences=AT_ONCE)
    room.report(article(ARREST))
    with capture_logs() as lines:
        room.report(article(again, "راديو الجسر"), now=NOW + HOUR)
    [silent] = of(lines, "alert.silent")
    assert (silent["trace"], silent["story"], silent["why"]) == ("a2", 1, why)


def test_what_follows_bears_the_trace_of_what_set_it_off(store: SqlStore) -> None:
    room = Newsroom(store)
    chat = room.chat("1", "ISKP", preferences=AT_ONCE)
    room.report(article(BOMBING))
    with store.begin() as unit:
        [first] = unit.outbox.claim("telegram", NOW, 60, 9)
        unit.outbox.sent(first.id, "m1", NOW)
    with capture_logs() as lines:
        room.report(article(FOLLOW_UP, "راديو الجسر"), now=NOW + HOUR)
    [decided], [posted] = of(lines, "alert.decided"), of(lines, "delivery.posted")
    assert (decided["trace"], decided["reasons"], decided["came"]) == ("a2", ["toll"], ["a2"])
    assert (posted["new_chats"], posted["edited_chats"]) == ([chat.id], [chat.id])
    assert {(one.kind, one.trace) for one, _ in room.outbox()} == {("alert", "a2"), ("edit", "a2")}


def test_of_what_came_in_together_the_last_leads_to_the_message(store: SqlStore) -> None:
    room = Newsroom(store)
    room.chat("1", "ISKP")
    with capture_logs() as lines:
        room.report(article(BOMBING), article(FOLLOW_UP, "راديو الجسر"))
    [decided] = of(lines, "alert.decided")
    assert (decided["trace"], decided["came"]) == ("a2", ["a2", "a1"])


@pytest.mark.parametrize(
    ("failures", "events"),
    [
        pytest.param([], ["delivery.sent"], id="sent"),
        pytest.param([SendFailure.AWAY], ["delivery.failed"], id="tried again later"),
        pytest.param([SendFailure.REFUSED], ["delivery.failed", "delivery.dead"], id="given up"),
    ],
)
async def test_each_line_of_a_delivery_bears_its_trace(
    store: SqlStore, failures: list[SendFailure], events: list[str]
) -> None:
    messenger, chat = FakeMessenger(), Newsroom(store).chat("5")
    messenger.plan("5", *(SendError(one, "scripted") for one in failures))
    with store.begin() as unit:
        unit.outbox.add(NewDelivery("k", chat.id, "reply", plain(["x"], "en"), trace="u34"), NOW)
    with capture_logs(processors=[merge_contextvars]) as lines:
        await Deliverer(store, messenger, texts(), lambda: NOW + timedelta(seconds=9), lambda: 0.5, pause=0).work()
    assert [line["event"] for line in lines] == events
    assert {(line["trace"], line["delivery"]) for line in lines} == {("u34", 1)}

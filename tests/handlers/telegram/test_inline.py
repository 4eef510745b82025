"""Inline mode, wire in and out: what is typed in another chat is answered, and is no Update."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import dataclass, field

import pytest

from bot.core.errors import StoreError
from bot.core.message import Button, Message, block, bold
from bot.core.model import Address, Person
from bot.core.offer import Choice, Offer
from handlers.telegram import Pace, Telegram
from tests.fakes import telegram_faults as refusals
from tests.fakes.faults import json_answer
from tests.fakes.telegram_server import TelegramServer
from tests.handlers import telegram_wire
from tests.handlers.building import Inbox, listening, wait_until

server = telegram_wire.server
TITLE = Choice("داعش خراسان", "14 mentions", Message((block(bold("<b> & co"), shape="heading"), block("نص")), "ar"))


@dataclass
class Oracle:
    """A front that offers what a test says."""

    offer: Callable[[str], Offer] = lambda typed: Offer((TITLE,))
    asked: list[tuple[str, str, str, str]] = field(default_factory=list)

    def admins(self, platform: str) -> Collection[str]:
        return ()

    def inline(self, person: Person, home: Address, typed: str, language: str) -> Offer:
        self.asked.append((person.label, home.chat, typed, language))
        return self.offer(typed)

    def home(self, person: Person, home: Address) -> Sequence[Message]:
        return ()


@pytest.fixture(name="oracle")
def _oracle() -> Oracle:
    return Oracle()


@pytest.fixture(name="bot")
async def _bot(server: TelegramServer, oracle: Oracle) -> AsyncIterator[Telegram]:
    adapter = Telegram(server.token, server.base_url, pace=Pace(poll=2, first_wait=0.01, longest_wait=0.05))
    adapter.attend(oracle)
    yield adapter
    await adapter.close()


async def test_what_is_offered_can_be_sent(server: TelegramServer, bot: Telegram, oracle: Oracle) -> None:
    inbox = Inbox()
    async with listening(bot, inbox):
        query = server.ask_inline(1001, "ISKP", language="en-GB")["inline_query"]
        [offered] = await server.offers.wait_for_count(1)
        await wait_until(lambda: server.updates.pending == 0)
    assert oracle.asked == [("telegram:1001", "1001", "ISKP", "en-GB")]
    [result] = offered["results"]
    assert (result["type"], result["title"], result["description"]) == ("article", "داعش خراسان", "14 mentions")
    assert result["plain"] == "\u200f<b> & co\n\u200fنص"
    assert (offered["inline_query_id"], int(offered["cache_time"]), offered["is_personal"]) == (query["id"], 5, "true")
    assert "button" not in offered
    assert list(inbox.updates) == []
    assert server.violations == []


async def test_who_is_offered_nothing_is_led_to_the_bot(server: TelegramServer, bot: Telegram, oracle: Oracle) -> None:
    oracle.offer = lambda typed: Offer(hint="اطلب الإذن")
    async with listening(bot, Inbox()):
        server.ask_inline(6006, "ISKP")
        [offered] = await server.offers.wait_for_count(1)
    assert (offered["results"], offered["button"]) == ([], {"text": "اطلب الإذن", "start_parameter": "inline"})


@pytest.mark.parametrize(
    "choice",
    [
        pytest.param(Choice("t" * 4000, "d" * 4000, TITLE.message), id="long lines"),
        pytest.param(
            Choice("t", "d", Message(tuple(block("word " * 300) for _ in range(4)))), id="more than a message"
        ),
        pytest.param(Choice("t\0", "\ud800", TITLE.message), id="what no platform takes"),
        pytest.param(Choice("t", "d", Message(TITLE.message.blocks, "ar", ((Button("b", "/x"),),))), id="buttons"),
    ],
)
async def test_telegram_takes_whatever_is_offered(
    server: TelegramServer, bot: Telegram, oracle: Oracle, choice: Choice
) -> None:
    oracle.offer = lambda typed: Offer((choice,) * 21)
    async with listening(bot, Inbox()):
        server.ask_inline(1001, "x")
        [offered] = await server.offers.wait_for_count(1)
    assert len(offered["results"]) == 20
    assert all("reply_markup" not in result for result in offered["results"])
    assert server.violations == []


async def test_only_the_last_word_of_who_types_on_is_answered(
    server: TelegramServer, bot: Telegram, oracle: Oracle
) -> None:
    held, going = threading.Event(), threading.Event()

    def slow(typed: str) -> Offer:
        if typed == "I":
            going.set()
            held.wait(10)
        return Offer((Choice(typed, "", TITLE.message),))

    oracle.offer = slow
    async with listening(bot, Inbox()):
        server.ask_inline(1001, "I")
        await wait_until(going.is_set)
        server.ask_inline(1001, "ISKP")
        server.ask_inline(1002, "AQ")
        await server.offers.wait_for_count(2)
        held.set()
    assert {offered["results"][0]["title"] for offered in server.offers} == {"ISKP", "AQ"}


async def test_a_failing_answer_stops_nobody(server: TelegramServer, bot: Telegram, oracle: Oracle) -> None:
    def broken(typed: str) -> Offer:
        raise StoreError("the database is locked")

    inbox = Inbox()
    async with listening(bot, inbox):
        server.faults.add(refusals.error(400, "Bad Request: query is too old"), "answerInlineQuery")
        server.ask_inline(1001, "late")
        await server.calls.wait_for(lambda call: call[0] == "answerInlineQuery")
        oracle.offer = broken
        server.ask_inline(1001, "broken")
        server.say(1001, 1001, "/status ISKP")
        await inbox.updates.wait_for(lambda update: update.text == "/status ISKP")
        await wait_until(lambda: server.updates.pending == 0)
        assert bot.trouble is None
    assert len(server.offers) == 0


async def test_a_question_of_nobody_keeps_nobody_waiting(server: TelegramServer, bot: Telegram) -> None:
    server.faults.add(
        json_answer(200, {"ok": True, "result": [{"update_id": 7, "inline_query": {"id": "1"}}]}), "getUpdates"
    )
    inbox = Inbox()
    async with listening(bot, inbox):
        _, poll = await server.calls.wait_for(lambda call: call[0] == "getUpdates" and "offset" in call[1])
        await wait_until(lambda: bot.trouble is None)
    assert int(poll["offset"]) == 8


async def test_nobody_is_offered_anything_by_a_bot_that_attends_to_nobody(server: TelegramServer) -> None:
    bot = Telegram(server.token, server.base_url, pace=Pace(poll=2))
    async with listening(bot, Inbox()):
        server.ask_inline(1001, "ISKP")
        await wait_until(lambda: server.updates.pending == 0)
    assert len(server.offers) == 0
    await bot.close()

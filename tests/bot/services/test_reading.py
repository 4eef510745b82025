"""What people send in is read, answered once and stored once, whatever breaks."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest

from bot.core.errors import StoreError
from bot.core.material import Material
from bot.core.message import Message
from bot.core.model import Incoming, Taken
from bot.core.submission import WAITS, Opened, Problem
from bot.services import scans
from bot.storage import SqlStore
from tests.bot.services.newsroom import BOMBING, DAY, NOTHING, NOW, Newsroom, article, matcher
from tests.bot.services.sending_in import Desk
from tests.fakes.stores import LOCKED, Crash, CrashingStore, FailingStore
from tests.handlers.building import wait_until

POST = "https://t.me/wadi_echo/7"
SENT = Material("scan", BOMBING, source="صدى الوادي", url=POST, post="7", published=NOW)
AWAY = Opened(problems=(Problem("https://a.example", "no connection: refused", passing=True),))


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    """Two chats of different languages, and who reads for them."""
    Newsroom(store).chat("5", language="en")
    Newsroom(store).chat("6", language="ar")
    return Desk(store)


def replies(desk: Desk, chat: str = "5") -> list[Message]:
    return [one.message for one, name in Newsroom(desk.store).outbox() if name == chat]


def stored(desk: Desk) -> int:
    with desk.store.begin() as unit:
        return len(unit.articles.latest((), 99))


def keep(desk: Desk, number: int) -> bool:
    with desk.store.begin() as unit:
        return unit.submissions.keep(number, "8", desk.now)


async def test_what_matched_is_answered(desk: Desk) -> None:
    number = desk.send(1, SENT)
    assert await desk.reading().work() == 1
    (reply,) = replies(desk)
    assert "Suicide bombing — Kandahar — 14 killed" in reply.text
    assert "Named: " in reply.text
    assert "by “\u2068داعش خراسان\u2069”" in reply.text
    assert [button.command for row in reply.buttons for button in row] == [f"/keep {number}"]
    ((delivery, _),) = Newsroom(desk.store).outbox()
    assert (delivery.kind, delivery.reply_to) == ("reply", "7")
    assert stored(desk) == 0, "nobody asked to store it"
    assert await desk.reading().work() == 0


async def test_nothing_found_is_said_in_the_chats_language(desk: Desk) -> None:
    desk.send(2, replace(SENT, text=NOTHING))
    await desk.reading().work()
    (reply,) = replies(desk, "6")
    assert reply.text.splitlines()[0] == "لم يرد شيء من القوائم."


async def test_what_is_stored_already_is_said_with_its_story(desk: Desk) -> None:
    Newsroom(desk.store).chat("9", "ISKP")
    Newsroom(desk.store).report(article(source="صدى الوادي", url=POST))
    desk.send(1, SENT)
    await desk.reading().work()
    (reply,) = replies(desk)
    assert "It is stored already, in story S1; alert A1 told of it." in reply.text
    assert not reply.buttons


async def test_another_edition_is_not_the_same(desk: Desk) -> None:
    Newsroom(desk.store).take(article(source="صدى الوادي", url=POST))
    desk.send(1, replace(SENT, text=f"{BOMBING} وأغلقت السوق."))
    await desk.reading().work()
    assert "stored already" not in replies(desk)[0].text


@pytest.mark.parametrize("step", range(8))
async def test_a_crash_at_any_step_is_made_up_once(desk: Desk, store: SqlStore, step: int) -> None:
    desk.send(1, SENT)
    with pytest.raises(Crash):
        await _until_it_dies(desk, CrashingStore(store, step))
    await desk.reading().work()
    assert len(replies(desk)) == 1


async def _until_it_dies(desk: Desk, store: CrashingStore) -> None:
    """The last steps lie after all work is done."""
    reading = desk.reading(store)
    for _ in range(3):
        await reading.work()
        reading = desk.reading(store)


@pytest.mark.parametrize("step", range(12))
async def test_a_crash_while_storing_stores_and_tells_once(desk: Desk, store: SqlStore, step: int) -> None:
    number = desk.send(1, SENT)
    await desk.reading().work()
    assert keep(desk, number)
    with pytest.raises(Crash):
        await _until_it_dies(desk, CrashingStore(store, step))
    await desk.reading().work()
    _, told = replies(desk)
    assert re.fullmatch(r"(Stored|It is stored already,) in story S\d\.", told.text)
    assert stored(desk) == 1


async def test_two_processes_answer_once(desk: Desk) -> None:
    gate = asyncio.Event()
    desk.opener.plans[BOMBING] = [gate]
    desk.send(1, SENT)
    slow = asyncio.create_task(desk.reading().work())
    await wait_until(lambda: bool(desk.opener.opened))
    await desk.reading().work()
    gate.set()
    await slow
    assert len(desk.opener.opened) == 2
    assert len(replies(desk)) == 1


async def test_storing_is_told_with_the_story_and_alerts_as_any_article(desk: Desk, store: SqlStore) -> None:
    Newsroom(store).chat("9", "ISKP")
    number = desk.send(1, SENT)
    await desk.reading().work()
    assert keep(desk, number)
    assert not keep(desk, number)
    assert await desk.reading().work() == 1
    assert replies(desk)[1].text == "Stored in story S1."
    Newsroom(store).alerting().speak(NOW)
    assert Newsroom(store).told()["9"] == 1
    with store.begin() as unit:
        (reading,) = unit.articles.latest((), 9)
        assert (reading.article.source, reading.article.url, reading.article.external_id) == ("صدى الوادي", POST, "7")


async def test_what_is_older_than_a_story_stays_open_is_stored_silently(desk: Desk, store: SqlStore) -> None:
    Newsroom(store).chat("9", "ISKP")
    keep(desk, await _read(desk, replace(SENT, published=NOW - 4 * DAY)))
    await desk.reading().work()
    assert "older than three days" in replies(desk)[1].text
    Newsroom(store).alerting().speak(NOW)
    assert "9" not in Newsroom(store).told()


async def test_what_could_not_be_stored_may_be_asked_for_again(desk: Desk) -> None:
    def broken(*_: object) -> list[Taken]:
        raise ZeroDivisionError

    number = await _read(desk, SENT)
    keep(desk, number)
    desk.take = broken
    await desk.reading().work()
    assert "something went wrong on my side" in replies(desk)[1].text
    desk.take = None
    assert keep(desk, number)
    await desk.reading().work()
    assert replies(desk)[2].text == "Stored in story S1."


async def test_what_holds_nothing_is_stored_without_a_story(desk: Desk) -> None:
    keep(desk, await _read(desk, replace(SENT, text=NOTHING)))
    await desk.reading().work()
    assert "it is in no story" in replies(desk)[1].text


async def _read(desk: Desk, material: Material) -> int:
    number = desk.send(1, material)
    await desk.reading().work()
    return number


async def test_what_fails_for_a_while_is_tried_again_then_told(desk: Desk) -> None:
    desk.opener.plans[BOMBING] = [AWAY] * 9
    desk.send(1, SENT)
    for wait in WAITS:
        assert await desk.reading().work() == 1
        assert await desk.reading().work() == 0, "not before its time"
        desk.later(seconds=wait.total_seconds())
    assert await desk.reading().work() == 1
    assert [reply.text.splitlines()[-1] for reply in replies(desk)] == [
        "I will try again.",
        "I could not read \u2068https://a.example\u2069: no connection: refused",
    ]
    desk.later(days=1)
    assert await desk.reading().work() == 0


async def test_what_works_the_second_time_is_answered(desk: Desk) -> None:
    desk.opener.plans[BOMBING] = [AWAY]
    desk.send(1, SENT)
    await desk.reading().work()
    desk.later(minutes=1)
    await desk.reading().work()
    assert "Suicide bombing" in replies(desk)[1].text


async def test_what_can_never_be_read_is_told_at_once_in_arabic(desk: Desk) -> None:
    beyond = (
        "its address lies in a network that is not public; if it is yours, add that network to RASID_ALLOW_NETWORKS"
    )
    desk.opener.plans[BOMBING] = [Opened(problems=(Problem("http://169.254.169.254/", beyond),))]
    desk.send(2, SENT)
    await desk.reading().work()
    (reply,) = replies(desk, "6")
    assert reply.text == "تعذرت قراءة \u2068http://169.254.169.254/\u2069: عنوانه في شبكة غير عامة"
    assert not reply.buttons


async def test_a_part_that_fails_does_not_hide_the_others(desk: Desk) -> None:
    desk.opener.plans[BOMBING] = [replace(AWAY, articles=(Incoming("s", BOMBING),))]
    desk.send(1, SENT)
    await desk.reading().work()
    (reply,) = replies(desk)
    assert "Suicide bombing" in reply.text
    assert "I could not read" in reply.text


async def test_one_that_breaks_is_told_and_stops_no_other(desk: Desk) -> None:
    desk.opener.plans["خبر"] = [ZeroDivisionError()]
    desk.send(1, replace(SENT, text="خبر"), "telegram:1")
    desk.send(2, replace(SENT, text=NOTHING), "telegram:2")
    assert await desk.reading().work() == 2
    assert replies(desk)[0].text == "I could not read it: something went wrong on my side"
    assert len(replies(desk, "6")) == 1


async def test_a_slow_one_holds_up_no_other(desk: Desk) -> None:
    gate = asyncio.Event()
    desk.opener.plans["خبر"] = [gate]
    desk.send(1, replace(SENT, text="خبر"), "telegram:1")
    running = asyncio.create_task(desk.reading().work())
    await wait_until(lambda: bool(desk.opener.opened))
    desk.send(2, replace(SENT, text=NOTHING), "telegram:2")
    await wait_until(lambda: bool(replies(desk, "6")))
    assert not replies(desk)
    gate.set()
    assert await running == 2


async def test_one_that_takes_too_long_is_tried_again(desk: Desk) -> None:
    desk.longest = 0.05
    desk.opener.plans[BOMBING] = [asyncio.Event()]
    desk.send(1, SENT)
    await desk.reading().work()
    assert "it took too long" in replies(desk)[0].text


@pytest.mark.parametrize("number", range(1, 3))
async def test_a_database_in_trouble_is_asked_again(desk: Desk, store: SqlStore, number: int) -> None:
    desk.send(1, SENT)
    with pytest.raises(StoreError):
        await desk.reading(FailingStore(store, number, error=LOCKED)).work()
    await desk.reading().work()
    assert len(replies(desk)) == 1


async def test_who_was_shown_the_door_meanwhile_hears_nothing(desk: Desk, store: SqlStore) -> None:
    desk.send(1, SENT)
    with store.begin() as unit:
        unit.chats.change(1, access="refused")
    await desk.reading().work()
    assert replies(desk) == []


async def test_after_a_week_it_can_be_stored_no_more(desk: Desk, store: SqlStore) -> None:
    number = await _read(desk, SENT)
    desk.later(days=8)
    await desk.reading().work()
    with store.begin() as unit:
        assert unit.submissions.get(number) is None


def test_an_article_that_the_matcher_cannot_bear_is_read_without() -> None:
    class Broken:
        watchlists = matcher().watchlists

        def match(self, _document: object) -> None:
            raise RecursionError

    (found,) = scans.readings(Broken(), [Incoming("s", BOMBING)], NOW)  # type: ignore[arg-type]
    assert not found.findings
    assert found.article.published == NOW

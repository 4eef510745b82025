"""How the bot is, as a page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.clocks import utc_now
from bot.core.arrivals import Arrival
from bot.core.hunts import NewHunt
from bot.core.message import Message, block
from bot.core.model import Address, Incoming, NewDelivery
from bot.core.processes import ROLES, Process
from bot.storage import SqlStore
from handlers.web import About
from tests.handlers.web.pages.lists import matcher
from tests.handlers.web.serving_pages import named, pages, words

ABOUT: dict[str, Any] = {"private": False, "title": "", "language": "ar", "timezone": "UTC", "access": "allowed"}


def dead(store: SqlStore, reason: str, now: datetime) -> int:
    """A delivery that failed for this reason, and one that waits for an hour; the number of the failed one."""
    with store.begin() as unit:
        failing, _ = unit.chats.meet(Address("telegram", "-100"), **ABOUT)
        waiting, _ = unit.chats.meet(Address("slack", "C1"), **ABOUT)
        message = Message((block("…"),), "ar")
        unit.outbox.add(NewDelivery("a", failing.id, "alert", message), now)
        unit.outbox.add(NewDelivery("b", waiting.id, "alert", message), now - timedelta(hours=1))
        (one,) = unit.outbox.claim("telegram", now, 60, 5)
        unit.outbox.dead(one.id, reason, now)
    return one.id


async def test_all_is_well(sqlite_store: SqlStore) -> None:
    async with pages(sqlite_store, matcher()) as console:
        page = await console.open("/health")
    assert named(page, "//*[@aria-labelledby='trouble']/p") == ["Everything works."]
    assert not page.xpath("//meta[@http-equiv]")
    assert page.xpath("//a[@href='/health'][@class='button']")
    assert {"/metrics", "/readyz"} <= set(page.xpath("//dd/a/@href"))


async def test_deliveries_by_platform_and_what_failed(store: SqlStore) -> None:
    now = utc_now()
    number = dead(store, "refused by https://bot:s3cret@proxy.example/", now)
    async with pages(store, matcher()) as console:
        page = await console.open("/health")
    rows = [named(row, "./*") for row in page.xpath("//*[@aria-labelledby='deliveries']/tbody/tr")]
    assert rows == [["slack", "1", "0", "0", "0"], ["telegram", "0", "0", "0", "1"]]
    assert any("1 hour ago" in one for one in named(page, "//*[@aria-labelledby='deliveries']/p"))
    (failed,) = [named(row, "./*") for row in page.xpath("//*[@aria-labelledby='failures']/tbody/tr")]
    assert failed[0] == f"#{number}"
    assert (failed[1], failed[3]) == ("telegram:-100", "refused by https://proxy.example/")
    assert page.xpath("//main//button/@value") == [f"/health retry {number}", "/health retry all"]


async def test_a_press_sends_again(sqlite_store: SqlStore) -> None:
    number = dead(sqlite_store, "refused", utc_now())
    async with pages(sqlite_store, matcher()) as console:
        page = await console.open("/health")
        form = {"csrf": page.xpath("//main//input[@name='csrf']/@value")[0], "text": f"/health retry {number}"}
        heard: list[str] = []

        async def receive(update: Any) -> bool:
            heard.append(update.text)
            return True

        console.chat._receive = receive
        answer = await console.client.post("/say", data=form)
    assert (answer.status_code, heard) == (303, [form["text"]])


async def test_what_does_not_work_is_said_first(store: SqlStore) -> None:
    now = utc_now()
    troubles = {"telegram": "<b>the token was refused</b>"}
    with store.begin() as unit:
        unit.outbox.stop("slack", now + timedelta(hours=1), "token_revoked")
        chat, _ = unit.chats.meet(Address("telegram", "-100"), **ABOUT)
        unit.outbox.hold(chat.id, now + timedelta(hours=1))
        unit.hunts.add(NewHunt(chat.id, "WADI", "telegram:7", {}, now - timedelta(days=9)), now)
    async with pages(store, matcher(), troubles=troubles) as console:
        page = await console.open("/health")
    assert named(page, "//ul[@class='troubles']/li") == [
        "telegram: <b>the token was refused</b>",
        "Nothing is sent on slack: token_revoked",
    ]
    assert "telegram:-100 takes nothing until" in words(page)
    assert named(page, "//ul[@class='hunts']/li")[0].startswith("H1: Wadi Guards — waits")
    assert page.xpath("//progress/@value") == ["0"]


async def test_of_one_process_with_nothing_that_waits_nothing_is_shown(store: SqlStore) -> None:
    now = utc_now()
    with store.begin() as unit:
        unit.processes.sign(Process("a", "host", 7, ROLES, "1.0", now, now, ("sources", "schedules")))
    async with pages(store, matcher()) as console:
        page = await console.open("/health")
    assert not page.xpath("//*[@id='processes' or @id='arrivals']")


async def test_processes_and_the_articles_between_them(store: SqlStore) -> None:
    now = utc_now()
    evil = "<b>\u202ehost"
    with store.begin() as unit:
        unit.processes.sign(
            Process("a", evil, 7, ("ingest", "chat"), "1.0", now - timedelta(hours=3), now, ("sources", "telegram"))
        )
        unit.processes.sign(Process("b", "two", 8, ("match",), "1.1", now - timedelta(hours=2), now))
        unit.arrivals.put([Arrival(Incoming("wire", "x"), "api", now - timedelta(minutes=20))])
        unit.arrivals.keep_spoilt(b"{", "no JSON", now)
    async with pages(store, matcher()) as console:
        page = await console.open("/health")
    rows = [named(row, "./*") for row in page.xpath("//table[@aria-labelledby='processes']/tbody/tr")]
    assert rows == [
        ["<b>host/7", "ingest chat", "sources telegram", "1.0", "3 hours"],
        ["two/8", "match", "–", "1.1", "2 hours"],
    ]
    assert named(page, "//section[@aria-labelledby='processes']/ul/li") == [
        "2 processes share the work: ingest (1), match (1), alert (0), deliver (0), chat (1)",
        "Polls the feeds: <b>host/7",
        "Keeps the schedules: nobody at the moment",
        "Hears telegram: <b>host/7",
        "Several versions run: 1.0, 1.1",
    ]
    assert named(page, "//section[@aria-labelledby='arrivals']/ul/li") == [
        "1 article waits to be matched",
        "Waiting longest: 20 minutes",
        "1 article is put aside; rasid queue list says why",
    ]


async def test_what_is_known_of_the_bot(store: SqlStore) -> None:
    about = About("1.2.3", utc_now() - timedelta(hours=30), 0)
    async with pages(store, matcher(), about=about) as console:
        page = await console.open("/health")
    facts = dict(zip(named(page, "//dt"), named(page, "//dd"), strict=True))
    assert facts["Version"] == "1.2.3"
    assert facts["Running for"] == "30 hours"
    assert facts["Articles are kept"] == "for ever"
    assert facts["Last digest"] == "none so far"
    with store.begin(read_only=True) as unit:
        assert facts["Database"].startswith(unit.database)
        assert unit.size() > 100_000

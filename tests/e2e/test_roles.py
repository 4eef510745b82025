"""Several processes share one database: each does its part, and another one takes over what only one may do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psycopg
import pytest

from bot.storage import SqlStore, migrate
from tests.e2e.bot_process import ROOT, Bot
from tests.e2e.conftest import platform_settings
from tests.e2e.news import LIST, reports
from tests.e2e.talking import ADMIN, WITHIN, ask
from tests.e2e.team import Hire, hiring, start_all
from tests.fakes.nats import nats_server
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_server import TelegramServer

# What Python runs before all else: the time of a machine whose clock is off.
AHEAD = """
import datetime, time_machine
time_machine.travel(datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=10), tick=True).start()
"""
NEWS = [article for key, article in reports() if key == "ISKP"]


@pytest.fixture
async def hire(tmp_path: Path, postgres_url: str, telegram: TelegramServer, slack: SlackServer) -> AsyncIterator[Hire]:
    migrate(postgres_url)
    settings = platform_settings(telegram, slack) | {"RASID_DATABASE_URL": postgres_url, "RASID_WATCHLISTS": LIST}
    async with hiring(tmp_path, settings) as made:
        yield made


async def test_an_article_goes_through_processes_of_every_role(hire: Hire, telegram: TelegramServer) -> None:
    team = [hire(role) for role in ("ingest", "match", "alert", "deliver", "chat")]
    await start_all(team)
    await asyncio.gather(*(one.ready() for one in team))
    await ask(telegram, "/watch ISKP")
    before = len(telegram.sent)
    answer = (await team[0].push(NEWS[:2])).json()
    assert (answer["accepted"], answer["duplicates"]) == (2, 0)
    for article in NEWS[:2]:
        await telegram.wait_for(lambda sent, title=article["title"]: title in sent.plain, WITHIN, before)  # type: ignore[misc]
    again = (await team[0].push(NEWS[:2])).json()
    assert (again["accepted"], again["duplicates"]) == (0, 2)
    assert "ISKP" in (await ask(telegram, "/status ISKP")).plain
    for one in team:
        assert await one.stop() == 0
        assert "Traceback" not in one.log
        assert " error " not in one.log


async def test_what_comes_in_while_nobody_matches_waits(
    hire: Hire, telegram: TelegramServer, postgres_url: str
) -> None:
    rest, ingest = hire("alert,deliver,chat"), hire("ingest")
    await start_all([rest, ingest])
    await ask(telegram, "/watch ISKP")
    before = len(telegram.sent)
    assert (await ingest.push(NEWS[:3])).json()["accepted"] == 3
    assert (await ingest.push(NEWS[:3])).json()["duplicates"] == 3
    await ingest.kill()
    assert stored(postgres_url) == (0, 3)
    match = hire("match")
    await match.start()
    await telegram.wait_for(lambda sent: NEWS[0]["title"] in sent.plain, WITHIN, before)
    await until(lambda: stored(postgres_url) == (3, 0))


async def test_an_edit_of_a_list_reaches_other_processes(hire: Hire, telegram: TelegramServer) -> None:
    team = [hire("ingest"), hire("match"), hire("alert,deliver,chat", LANGUAGE="en")]
    await start_all(team)
    offer = await ask(telegram, "/add BASALT كتيبة البازلت")
    telegram.press(ADMIN, offer, offer.button("Save").data)
    await telegram.wait_for(lambda sent: "Undo" in str(sent.buttons), WITHIN)
    await ask(telegram, "/watch BASALT")
    report = {"id": "basalt-1", "source": "s", "title": "هجوم", "text": "قالت كتيبة البازلت إنها هاجمت نقطة تفتيش."}
    before = len(telegram.sent)
    for turn in range(20):  # each is another article: one that is stored is not matched again
        await team[0].push([report | {"id": f"basalt-{turn}", "title": f"هجوم رقم {turn}"}])
        await asyncio.sleep(0.5)
    await telegram.wait_for(lambda sent: "هجوم رقم" in sent.plain, WITHIN, before)


async def test_another_process_hears_and_keeps_the_schedules_when_one_is_killed(
    hire: Hire, telegram: TelegramServer, slack: SlackServer
) -> None:
    first, second = hire("alert,chat,deliver"), hire("alert,chat,deliver")
    await first.start()
    await first.wait_for_log("duties.taken")
    await first.ready()
    await second.start()
    await second.ready()
    assert "duties.taken" not in second.log
    assert "/watch" in (await ask(telegram, "/help")).plain
    await first.kill()
    killed = time.monotonic()
    await second.wait_for_log("duties.taken")
    took = time.monotonic() - killed
    assert "/watch" in (await ask(telegram, "/help")).plain
    await second.ready()
    print(f"taken over after {took:.1f} s")


def stored(url: str) -> tuple[int, int]:
    """How many articles are stored, and how many wait."""
    store = SqlStore(url)
    try:
        with store.begin(read_only=True) as unit:
            depths = unit.arrivals.depths()
            return unit.articles.last_id(), depths["fresh"] + depths["backfill"]
    finally:
        store.close()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(WITHIN):
        while not condition():  # noqa: ASYNC110 - other processes cannot set an event
            await asyncio.sleep(0.2)


async def test_articles_go_by_nats_and_without_it_by_the_database(
    hire: Hire, telegram: TelegramServer, postgres_url: str
) -> None:
    """It is away at the start, comes, and is lost: nothing is lost with it, and /readyz says so."""
    with nats_server(start=False) as nats:
        url = f"nats://reader:secret-secret@{nats.place}"
        ingest, rest = hire("ingest", NATS_URL=url), hire("match,alert,deliver,chat", NATS_URL=url)
        await start_all([ingest, rest])
        await ask(telegram, "/watch ISKP")
        assert await state(ingest) == (200, "degraded", ["nats"])
        await until_held(ingest, "NaN")
        before = len(telegram.sent)
        assert (await ingest.push(NEWS[:1])).json()["accepted"] == 1
        await telegram.wait_for(lambda sent: NEWS[0]["title"] in sent.plain, WITHIN, before)
        nats.start()
        await until_state(ingest, (200, "ready", []))
        await until_state(rest, (200, "ready", []))
        assert (await ingest.push(NEWS[1:3])).json() == {"accepted": 2, "duplicates": 0, "rejected": []}
        assert (await ingest.push(NEWS[1:3])).json() == {"accepted": 0, "duplicates": 2, "rejected": []}
        await until(lambda: stored(postgres_url) == (3, 0))
        await until_held(ingest, "0.0")
        nats.kill()
        await until_state(ingest, (200, "degraded", ["nats"]))
        assert (await ingest.push(NEWS[3:4])).json()["accepted"] == 1
        await until(lambda: stored(postgres_url) == (4, 0))
    assert "secret-secret" not in ingest.log + rest.log
    assert "Traceback" not in ingest.log + rest.log


async def test_an_older_process_goes_on_beside_newer_ones(
    hire: Hire, telegram: TelegramServer, postgres_url: str
) -> None:
    """The database is upgraded first: who runs goes on and says so, who starts with the older program ends."""
    team = hire("ingest,match,alert,deliver,chat")
    await team.start()
    await ask(telegram, "/watch ISKP")
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert (await team.push(NEWS[:1])).json()["accepted"] == 1
    await telegram.wait_for(lambda sent: NEWS[0]["title"] in sent.plain, WITHIN)
    ready = await team.get("/readyz")
    assert (ready.status_code, list(ready.json()["reasons"])) == (503, ["database"])
    assert "newer version" in ready.json()["reasons"]["database"]
    late = hire("match")
    await late.launch()
    assert await late.ended() == 1
    assert "newer version" in late.log


async def test_a_machine_whose_clock_is_off_goes_by_that_of_the_database(
    hire: Hire, telegram: TelegramServer, tmp_path: Path
) -> None:
    """Ten minutes ahead: it takes nothing from others that it believes to be over, and says so."""
    right, ahead = hire("ingest,match,chat"), hire("alert,deliver")
    (tmp_path / "sitecustomize.py").write_text(AHEAD, "utf-8")
    ahead.fresh, ahead.settings = True, {**ahead.settings, "PYTHONPATH": f"{ROOT}:{tmp_path}"}
    await start_all([right, ahead])
    await ask(telegram, "/watch ISKP")
    assert (await right.push(NEWS[:1])).json()["accepted"] == 1
    await telegram.wait_for(lambda sent: NEWS[0]["title"] in sent.plain, WITHIN)
    await until_state(ahead, (200, "degraded", ["clock"]))
    assert "ahead of the database's" in (await ahead.get("/readyz")).json()["reasons"]["clock"]
    assert await state(right) == (200, "ready", [])
    for one in (right, ahead):
        assert "set_back" not in one.log
        assert "Traceback" not in one.log


async def state(bot: Bot) -> tuple[int, str, list[str]]:
    """What /readyz answers: the code, the word, and what is wrong."""
    answer = await bot.get("/readyz")
    told = answer.json()
    return answer.status_code, told["status"], sorted(told["reasons"])


async def until_held(bot: Bot, wanted: str) -> None:
    """So many fresh articles are said to lie in the stream."""
    async with asyncio.timeout(WITHIN):
        while f'rasid_stream_articles{{lane="fresh"}} {wanted}' not in (await bot.get("/metrics")).text:  # noqa: ASYNC110
            await asyncio.sleep(0.2)


async def until_state(bot: Bot, wanted: tuple[int, str, list[str]]) -> None:
    async with asyncio.timeout(WITHIN):
        while await state(bot) != wanted:  # noqa: ASYNC110 - another process cannot set an event
            await asyncio.sleep(0.2)

"""`rasid check`: numbered findings with hints."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.arrivals import Arrival
from bot.core.health import ALARM, Alarm, Trouble
from bot.core.model import Address, Incoming, NewArticle, Subscription
from bot.core.processes import ROLES, Process
from bot.services.reloading import TAKEN
from bot.storage import SqlStore, migrate
from tests.bot.cli.running import Done, Folder
from tests.bot.services.newsroom import AMINA
from tests.fakes.nats import NatsUnavailableError, nats_server
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_server import TOKEN as TELEGRAM
from tests.fakes.telegram_server import TelegramServer
from watchlists.model import Findings

NOBODY = "http://127.0.0.1:1/bot"
NUMBERS_OF_FEEDS = ("602", "609", "610", "611", "612")

# Of every machine, whatever is set.
ALWAYS = ("104", "105")


def check(folder: Folder, *options: str, **settings: str) -> Done:
    """Without a word to anybody outside, on a port that is free."""
    return folder.rasid("check", *(options or ("--offline",)), **{"HTTP_PORT": "0", **settings})


def numbers(done: Done) -> list[str]:
    """The findings' numbers but for those of every machine; each must have a level and a hint."""
    assert done.err == ""
    found = re.findall(r"^R(\d{3}) (?:error|warning|info): .+\n     hint: .+$", done.out, re.MULTILINE)
    assert done.out.count("\n") == 2 * len(found) + 1
    return [one for one in found if one not in ALWAYS]


def among(folder: Folder, *processes: tuple[str, str, tuple[str, ...]], ago: timedelta = timedelta(0)) -> None:
    """Processes that gave a sign of life so long ago: name, version, roles."""
    now = datetime.now(UTC) - ago
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        for name, version, roles in processes:
            unit.processes.sign(Process(name, "host", 1, roles, version, now, now))


def of_processes(folder: Folder) -> list[str]:
    return [line for line in check(folder).out.splitlines() if line.startswith(("R614", "R615"))]


def test_processes_of_several_versions_and_a_role_that_nobody_has(folder: Folder) -> None:
    folder.rasid("migrate")
    assert of_processes(folder) == []
    among(folder, ("a", "1.0", ROLES))
    assert of_processes(folder) == []
    among(folder, ("a", "1.0", ("ingest", "alert", "chat")), ("b", "1.1", ("deliver",)))
    done = check(folder)
    assert "R614 warning: processes of several versions run: 1.0, 1.1" in done.out
    assert "R615 warning: no process has the role match\n     hint: rasid run --role match\n" in done.out
    assert done.code == 0


def test_of_processes_that_are_gone_nothing_is_said(folder: Folder) -> None:
    folder.rasid("migrate")
    among(folder, ("a", "1.0", ("ingest",)), ("b", "1.1", ("chat",)), ago=timedelta(minutes=1))
    assert of_processes(folder) == []


def test_articles_put_aside(folder: Folder) -> None:
    folder.rasid("migrate")
    assert "R616" not in check(folder).out
    now = datetime.now(UTC)
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        unit.arrivals.put([Arrival(Incoming("wire\x1b[31m", "x"), "api", now)])
        unit.arrivals.put_aside([one.id for one in unit.arrivals.claim(now, timedelta(), 9)], "ValueError")
        unit.arrivals.keep_spoilt(b"{", "no JSON", now)
    done = check(folder)
    assert "R616 warning: 2 articles were put aside, such as #2 (no JSON), #1 of wire [31m (ValueError)\n" in done.out
    numbers(done)


def test_nats_that_does_not_answer(folder: Folder) -> None:
    done = check(folder, NATS_URL="nats://user:secret-secret@127.0.0.1:1")
    assert "613" in numbers(done)
    assert "127.0.0.1:1" in done.out
    assert "secret-secret" not in done.out


def test_nats_that_could_carry(folder: Folder) -> None:
    try:
        with nats_server() as server:
            assert "613" not in numbers(check(folder, NATS_URL=server.url))
    except NatsUnavailableError as error:
        pytest.skip(str(error))


def test_an_empty_folder_has_no_errors_and_its_env_file_is_read(folder: Folder) -> None:
    folder.write(".env", "RASID_NATS=nats://x\n")
    done = check(folder)
    assert done.code == 0
    assert numbers(done) == ["103", "203", "402", "501"]
    assert "did you mean RASID_NATS_URL?" in done.out
    assert not (folder.path / "rasid-data").exists()


def test_each_finding_has_its_number(folder: Folder) -> None:
    """A wrong database URL, list, platform and folder; a misspelt name; open doors."""
    done = check(
        folder,
        CONSOLE_TOKEN="x",
        TELEGRAM_TOKN="x",
        DATABASE_URL="mysql://user:secret-secret@host/y",
        WATCHLISTS="missing.yaml",
        SLACK_BOT_TOKEN="xoxb-secret-secret",
        ACCESS="open",
        API_TOKEN="secret-secret",
        HTTP_HOST="0.0.0.0",
        WATCH_FOLDER="missing",
    )
    assert done.code == 1
    assert numbers(done) == ["103", "204", "301", "401", "501", "502", "505", "505", "503", "506", "601"]
    assert "secret-secret" not in done.out
    assert "RASID_TELEGRAM_TOKEN" in done.out


def test_a_webhook_is_whole_or_a_finding(folder: Folder) -> None:
    webhook = {"TELEGRAM_WEBHOOK_URL": "https://bot.example/telegram", "TELEGRAM_WEBHOOK_SECRET": "secret-secret"}
    slack = {"SLACK_BOT_TOKEN": "xoxb-secret-secret", "SLACK_SIGNING_SECRET": "secret-secret"}
    done = check(folder, TELEGRAM_TOKEN="1:secret-secret", **webhook, **slack)
    assert (done.code, numbers(done)) == (0, ["203", "501"])
    half = check(folder, TELEGRAM_TOKEN="1:secret-secret", TELEGRAM_WEBHOOK_SECRET="secret-secret")
    assert (half.code, numbers(half)) == (1, ["203", "401", "501"])
    assert "RASID_TELEGRAM_WEBHOOK_URL is missing" in half.out
    assert "secret-secret" not in done.out + half.out


def test_a_home_that_cannot_be_made_is_a_finding(folder: Folder) -> None:
    folder.write("file", "")
    assert "101" in numbers(check(folder, HOME="file/home"))


def test_every_wrong_setting_is_a_finding(folder: Folder) -> None:
    done = check(folder, HTTP_PORT="x", ACCESS="y")
    assert numbers(done) == ["100", "100"]
    assert "RASID_HTTP_PORT" in done.out
    assert "RASID_ACCESS" in done.out


def test_every_fault_of_a_watchlist_is_a_finding(folder: Folder) -> None:
    folder.write("groups.yaml", "version: 1\nwatchlist: x\nentities:\n  - {key: A}\n  - {key: B, kind: tribe}\n")
    assert numbers(check(folder)).count("301") >= 3


def test_how_long_articles_are_kept_is_a_finding(folder: Folder) -> None:
    folder.rasid("migrate")
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        old = datetime.now(UTC) - timedelta(days=40)
        unit.articles.add([NewArticle(Incoming("s", "نص", published=old), "u1", "f1", Findings())], old)
    kept = check(folder)
    assert f"R607 info: articles are kept for 365 days; the oldest came in on {old:%Y-%m-%d}" in kept.out
    assert "R607 warning: articles are kept for 30 days" in check(folder, KEEP_DAYS="30").out
    assert "R607 info: articles are kept for ever" in check(folder, KEEP_DAYS="0").out


def test_outlets_of_ones_own_are_counted_and_their_faults_told(folder: Folder) -> None:
    folder.write("own.yaml", "version: 1\noutlets:\n- {key: ECHO, name: {en: Echo}, kind: private, tier: 3}\n")
    good = check(folder, OUTLETS="own.yaml")
    assert (good.code, numbers(good)) == (0, ["203", "304", "402", "501"])
    folder.write("bad.yaml", "version: 1\noutlets:\n- {key: ECHO, name: {en: Echo}, kind: privat, tier: 7}\n")
    bad = check(folder, OUTLETS="bad.yaml")
    assert (bad.code, numbers(bad)) == (1, ["203", "303", "303", "402", "501"])
    assert "bad.yaml:3: kind cannot be 'privat' (did you mean private?)" in bad.out


def test_without_readable_outlets_nothing_is_started(folder: Folder) -> None:
    done = folder.rasid("chat", "/help", OUTLETS="missing.yaml")
    assert done.code == 2
    assert done.out == ""
    assert "missing.yaml: cannot be read: No such file or directory (check the path and its permissions)" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param({}, {"403": "RASID_TELEGRAM_TOKEN is refused: Telegram says 401"}, id="wrong"),
        pytest.param({"TELEGRAM_TOKEN": TELEGRAM}, {"405": "RASID_TELEGRAM_TOKEN is known as @"}, id="right"),
        pytest.param({"TELEGRAM_BASE_URL": NOBODY}, {"404": "could not be tried: the platform cannot"}, id="away"),
    ],
)
async def test_telegram_is_asked(folder: Folder, settings: dict[str, str], expected: dict[str, str]) -> None:
    async with TelegramServer() as server:
        given = {"TELEGRAM_TOKEN": "1:secret-secret", "TELEGRAM_BASE_URL": server.base_url, **settings}
        done = await asyncio.to_thread(check, folder, "--", **given)
    said(done, expected, "403" in expected)


async def test_slack_is_asked(folder: Folder) -> None:
    async with SlackServer() as server:
        right = {"SLACK_BOT_TOKEN": server.bot_token, "SLACK_APP_TOKEN": server.app_token}
        base = {"SLACK_BASE_URL": server.base_url}
        done = await asyncio.to_thread(check, folder, "--", **base, **right)
        said(done, {"405": "RASID_SLACK_BOT_TOKEN is known as"}, wrong=False)
        wrong = {**right, "SLACK_APP_TOKEN": "xapp-secret-secret"}
        done = await asyncio.to_thread(check, folder, "--", **base, **wrong)
        said(done, {"403": "RASID_SLACK_APP_TOKEN is refused: Slack says invalid_auth"}, wrong=True)


def test_no_token_is_logged_while_platforms_are_asked(folder: Folder) -> None:
    slack = {"SLACK_BOT_TOKEN": "xoxb-secret-secret", "SLACK_APP_TOKEN": "xapp-secret-secret"}
    bases = {"TELEGRAM_BASE_URL": NOBODY, "SLACK_BASE_URL": "http://127.0.0.1:1/api/"}
    done = check(folder, "--", TELEGRAM_TOKEN="1:secret-secret", LOG_LEVEL="debug", **slack, **bases)
    assert done.out.count("R404 warning: ") == 3
    assert "secret-secret" not in done.out + done.err


def said(done: Done, expected: dict[str, str], wrong: bool) -> None:
    """That it ended so and told these words under these numbers, and no token."""
    assert done.code == int(wrong), done
    for number, words in expected.items():
        assert number in numbers(done)
        assert words in done.out
    assert "secret-secret" not in done.out + done.err


def test_a_clock_that_differs_is_a_finding(folder: Folder) -> None:
    with answering(
        b"HTTP/1.1 401 Unauthorized\r\nDate: Thu, 01 Jan 2015 00:00:00 GMT\r\nContent-Length: 0\r\n\r\n"
    ) as port:
        done = check(folder, "--", TELEGRAM_TOKEN="1:x", TELEGRAM_BASE_URL=f"http://127.0.0.1:{port}/bot")
    assert {"404", "107"} <= set(numbers(done))
    assert "s ahead" in done.out


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        pytest.param(b'HTTP/1.0 200 OK\r\n\r\n{"status": "ok"}', "508", id="the bot"),
        pytest.param(b"HTTP/1.0 200 OK\r\n\r\nhello", "507", id="another program"),
        pytest.param(b"SSH-2.0-x\r\n", "507", id="no web server"),
    ],
)
def test_who_has_the_port_is_a_finding(folder: Folder, answer: bytes, number: str) -> None:
    with answering(answer) as port:
        assert number in numbers(check(folder, HTTP_PORT=str(port)))


@contextmanager
def answering(answer: bytes) -> Iterator[int]:
    """The port of a program that says the same to everybody."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = server.accept()
                    with caller:
                        caller.recv(10_000)
                        caller.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join(10)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param({"HTTP_HOST": "0.0.0.0"}, ["504"], id="the console is for this machine"),
        pytest.param({"API_TOKEN": "x" * 19}, ["505"], id="a short token"),
        pytest.param({"API_TOKEN": "x" * 20}, [], id="a long token"),
        pytest.param({"HTTP_HOST": "no.such.host.invalid"}, ["504", "509"], id="a host without an address"),
        pytest.param({"TIMEZONE": "Asia/Baghdad"}, [], id="a zone"),
    ],
)
def test_what_is_open(folder: Folder, settings: dict[str, str], expected: list[str]) -> None:
    assert numbers(check(folder, ADMINS="telegram:1", **settings)) == ["203", "402", *expected]


@pytest.mark.parametrize(("revision", "number"), [(None, "R203"), ("0007", "R201")])
def test_a_database_is_an_error_where_a_start_would_refuse_it(
    folder: Folder, database_url: str, revision: str | None, number: str
) -> None:
    if revision is not None:
        migrate(database_url, revision)
    refused = database_url.startswith("postgresql")
    done = check(folder, DATABASE_URL=database_url)
    assert (done.code, f"{number} {'error' if refused else 'info'}: " in done.out) == (int(refused), True), done
    assert check(folder, DATABASE_URL=database_url, AUTO_MIGRATE="1").code == 0


def test_a_damaged_database_is_a_finding(folder: Folder) -> None:
    folder.rasid("migrate")
    path = folder.path / "rasid-data" / "rasid.db"
    assert {"205"} <= set(numbers(check(folder)))
    whole = path.read_bytes()
    path.write_bytes(whole[: 4096 * 8] + b"\xff" * 4096 * 8 + whole[4096 * 16 :])
    done = check(folder)
    assert done.code == 1
    assert {"206", "204"} & set(numbers(done))


def test_what_the_bot_says_of_its_lists_is_a_finding(folder: Folder) -> None:
    folder.rasid("migrate")
    now = datetime.now(UTC)
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        alarm = Alarm(Trouble.LISTS, since=now, detail="groups.yaml:4: kind is wrong")
        unit.state.put(ALARM + alarm.name, json.dumps({**alarm.as_dict(), "told": True}))
        unit.state.put(TAKEN, now.isoformat())
        address = Address("telegram", "5")
        chat = unit.chats.meet(address, private=True, title="", language="en", timezone="UTC", access="allowed")[0]
        for key in ("ISKP", "NOBODY"):
            unit.chats.subscribe(Subscription(chat.id, "entity", key, "low"), AMINA, now)
    done = check(folder)
    assert {"305", "306", "307"} <= set(numbers(done))
    assert "groups.yaml:4: kind is wrong" in done.out
    assert "in no list: NOBODY\n" in done.out


def test_every_trouble_of_feeds_is_a_finding(folder: Folder) -> None:
    folder.rasid("migrate")
    now = datetime.now(UTC)
    long_ago = now - timedelta(days=5)
    troubles = {
        "off": {"off": True, "error": "HTTP 410"},
        "never": {"errors": 2, "error": "HTTP 500"},
        "failing": {"errors": 2, "error": "HTTP 500", "succeeded": now},
        "silent": {"succeeded": now, "fresh": long_ago},
        "late": {"succeeded": long_ago, "fresh": now, "next_at": now - timedelta(hours=1)},
    }
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        for name, known in troubles.items():
            feed = unit.feeds.add(f"https://news.example/{name}", name, now)
            unit.feeds.save(replace(feed, **known))  # type: ignore[arg-type]
    done = check(folder)
    assert "https://news.example/failing: HTTP 500" in done.out
    assert [one for one in numbers(done) if one in NUMBERS_OF_FEEDS] == ["609", "610", "602", "612", "611"]


def test_a_watched_folder_of_somebody_else_is_a_finding(folder: Folder) -> None:
    (folder.path / "incoming").mkdir(mode=0o000)
    powerless = Folder(folder.path, powerless=True)
    assert "608" in numbers(check(powerless, WATCH_FOLDER="incoming"))

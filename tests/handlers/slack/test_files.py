"""Files from the local Slack: fetched with the token, which goes nowhere else."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web

from bot.core.errors import SourceError
from bot.core.material import Attachment
from handlers.slack import Pace, Slack
from handlers.slack.files import HOST, lies_at, parsed
from tests.fakes import slack_faults as refusals
from tests.fakes.faults import Answer, Cut, Fault, Hang, bad_gateway
from tests.fakes.journal import Journal
from tests.fakes.loopback import LoopbackServer
from tests.fakes.slack_objects import Json
from tests.fakes.slack_server import SlackServer
from tests.handlers import slack_wire
from tests.handlers.slack_wire import QUICK

LARGEST = 64 * 1024
TEXT = "نفذ مسلحون هجوما في قندهار".encode()

server = slack_wire.server


class Stranger(LoopbackServer):
    """Another host, which keeps what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Journal[dict[str, str]] = Journal()

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_route("*", "/{path:.*}", self._answer)

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.record(dict(request.headers))
        return web.Response(text="mine now")


@pytest.fixture
async def stranger() -> AsyncIterator[Stranger]:
    async with Stranger() as running:
        yield running


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def app(server: SlackServer) -> Slack:
    return Slack(server.bot_token, server.app_token, server.base_url, pace=replace(QUICK, file=5.0))


def attachment(about: Json, **more: object) -> Attachment:
    return Attachment(**{"ref": about["url_private_download"], "name": about["name"], "size": about["size"], **more})


async def refused(app: Slack, given: Attachment, largest: int = LARGEST) -> SourceError:
    with pytest.raises(SourceError) as raised:
        await app.download(given, largest)
    assert "xoxb" not in str(raised.value)
    assert "127.0.0.1" not in str(raised.value)
    return raised.value


async def test_a_file_by_its_address(server: SlackServer, app: Slack) -> None:
    about = server.files.add("خبر.txt", TEXT)
    assert await app.download(attachment(about), LARGEST) == TEXT
    assert [shown for _, shown in server.files.asked] == [f"Bearer {server.bot_token}"]


async def test_a_file_by_its_id(server: SlackServer, app: Slack) -> None:
    about = server.files.add("a.pdf", b"%PDF", "application/pdf")
    assert await app.download(Attachment(about["id"], "a.pdf"), LARGEST) == b"%PDF"


async def test_a_page_that_is_a_file_is_no_login(server: SlackServer, app: Slack) -> None:
    about = server.files.add("a.html", b"<html>", "text/html")
    assert await app.download(attachment(about), LARGEST) == b"<html>"


# --- the token stays at home ---


async def test_another_host_is_not_asked(app: Slack, stranger: Stranger) -> None:
    error = await refused(app, Attachment(f"{stranger.origin}/files-pri/a.txt", "a.txt"))
    assert error.permanent
    assert "does not lie with Slack" in error.reason
    assert not stranger.asked


async def test_another_host_that_slack_names_is_not_asked(server: SlackServer, app: Slack, stranger: Stranger) -> None:
    about = server.files.add("a.txt", TEXT)
    about |= {"url_private_download": None, "url_private": f"{stranger.origin}/a.txt", "is_external": True}
    assert "does not lie with Slack" in (await refused(app, Attachment(about["id"], "a.txt"))).reason
    assert not stranger.asked


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(server: SlackServer, app: Slack, stranger: Stranger, status: int) -> None:
    server.faults.add(Answer(status, "", headers={"Location": f"{stranger.origin}/a.txt"}), "file")
    assert "files:read" in (await refused(app, attachment(server.files.add("a.txt", TEXT)))).reason
    assert not stranger.asked
    assert len(server.files.asked) == 1


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/a.txt", True),
        ("https://FILES.slack.com:443/a", True),
        ("http://files.slack.com/a", False),
        ("https://files.slack.com:8443/a", False),
        ("https://files.slack.com.evil.example/a", False),
        ("https://evil.example/files.slack.com/a", False),
        ("https://files.slack.com@evil.example/a", False),
        ("https://files.slack.com\\@evil.example/a", False),
        ("https://evil.example\\files.slack.com/a", False),
        ("https://evil.example#@files.slack.com/a", False),
        ("https://me:secret@files.slack.com/a", False),
        ("https://files.slack.com\t.evil.example/a", False),
        ("//files.slack.com/a", False),
        ("ftp://files.slack.com/a", False),
        ("https://", False),
        ("https://[::1/a", False),
    ],
)
def test_where_the_token_may_go(url: str, home: bool) -> None:
    found = parsed(url)
    assert (found is not None and lies_at(HOST, found)) is home


# --- what can go wrong ---


async def test_without_the_scope_the_reason_names_it(server: SlackServer, app: Slack) -> None:
    about = server.files.add("a.txt", TEXT)
    server.files.readable = False
    for given in (attachment(about), Attachment(about["id"], "a.txt")):
        error = await refused(app, given)
        assert error.permanent
        assert "files:read" in error.reason


async def test_a_token_that_is_not_taken(server: SlackServer) -> None:
    about = server.files.add("a.txt", TEXT)
    app = Slack("xoxb-other", base_url=server.base_url, pace=QUICK)
    assert "files:read" in (await refused(app, attachment(about))).reason


async def test_a_file_that_was_deleted(server: SlackServer, app: Slack) -> None:
    about = server.files.add("a.txt", TEXT)
    server.files.delete(about["id"])
    for given in (attachment(about), Attachment(about["id"], "a.txt")):
        error = await refused(app, given)
        assert (error.permanent, error.reason) == (True, "the file was deleted")


@pytest.mark.parametrize("said", [None, 5, LARGEST + 1])
async def test_a_file_that_is_too_large(server: SlackServer, app: Slack, said: int | None) -> None:
    about = server.files.add("a.txt", b"x" * (LARGEST + 1))
    error = await refused(app, attachment(about, size=said))
    assert error.permanent
    assert "larger than 64 kB" in error.reason
    assert len(server.files.asked) == (said != LARGEST + 1)
    assert len(await app.download(attachment(about), LARGEST + 1)) == LARGEST + 1


async def test_a_packed_answer_is_not_larger_than_asked_for(server: SlackServer, app: Slack) -> None:
    about = server.files.add("a.txt", gzip.compress(b"x" * 5_000_000), "text/plain")
    about["encoding"] = "gzip"
    assert "larger than 64 kB" in (await refused(app, attachment(about))).reason


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        pytest.param(Cut(), "ServerDisconnectedError", id="cut"),
        pytest.param(bad_gateway(), "HTTP 502", id="502"),
        pytest.param(refusals.rate_limited(3), "fewer requests", id="429"),
        pytest.param(refusals.internal_error(), "HTTP 500", id="500"),
    ],
)
async def test_what_may_pass(server: SlackServer, app: Slack, fault: Fault, reason: str) -> None:
    about = server.files.add("a.txt", TEXT)
    server.faults.add(fault, "file", times=None)  # the client asks again after a cut
    error = await refused(app, attachment(about))
    assert not error.permanent
    assert reason in error.reason
    server.faults.clear()
    assert await app.download(attachment(about), LARGEST) == TEXT


@pytest.mark.parametrize("fault", [bad_gateway(), refusals.rate_limited(3), Cut(), refusals.refused("fatal_error")])
async def test_where_it_lies_may_not_be_told_at_the_moment(server: SlackServer, app: Slack, fault: Fault) -> None:
    about = server.files.add("a.txt", TEXT)
    server.faults.add(fault, "files.info", times=None)
    assert not (await refused(app, Attachment(about["id"], "a.txt"))).permanent


async def test_a_file_without_an_end(server: SlackServer) -> None:
    app = Slack(server.bot_token, base_url=server.base_url, pace=Pace(file=0.2))
    server.faults.add(Hang(), "file")
    error = await refused(app, attachment(server.files.add("a.txt", TEXT)))
    assert (error.permanent, error.reason) == (False, "no whole file within 0.2 s")


async def test_nobody_is_there(server: SlackServer, app: Slack) -> None:
    about = server.files.add("a.txt", TEXT)
    await server.stop()
    error = await refused(app, attachment(about))
    assert (error.permanent, error.reason) == (False, "the file cannot be fetched (ClientConnectorError)")

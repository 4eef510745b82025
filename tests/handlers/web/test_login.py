"""Logging in to a console with a token, and attacks on that."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from bot.storage import SqlStore
from tests.handlers.web.opened import LOGIN_TOKEN, csrf, log_in, opened
from tests.handlers.web.raw_http import Answer, ask, exchange


@dataclass(frozen=True)
class Console:
    """A console with a token."""

    port: int
    store: SqlStore

    async def page(self, cookie: str = "", target: str = "/health", **headers: str) -> Answer:
        """As a browser asks for a page."""
        return await ask(self.port, target=target, headers={"Accept": "text/html", "Cookie": cookie} | headers)


@pytest.fixture
async def console(sqlite_url: str, make_store: Callable[[str], SqlStore]) -> AsyncIterator[Console]:
    store = make_store(sqlite_url)
    async with opened(store, LOGIN_TOKEN) as port:
        yield Console(port, store)


async def test_in_and_out(store: SqlStore) -> None:
    async with opened(store, LOGIN_TOKEN) as port:
        await _goes_in_and_out(Console(port, store))


async def _goes_in_and_out(console: Console) -> None:
    first = await console.page(target="/health?x=1")
    assert (first.status, first.headers["Location"]) == (303, "/login?next=/health%3Fx%3D1")
    form = await console.page(target=str(first.headers["Location"]))
    assert b'name="next" value="/health?x=1"' in form.body
    entered = await ask(console.port, "POST", "/login", {}, f"token={LOGIN_TOKEN}&next=/health?x=1".encode())
    assert (entered.status, entered.headers["Location"]) == (303, "/health?x=1")
    page = await console.page(entered.cookie)
    assert page.status == 200
    assert page.cookie == ""
    out = await ask(console.port, "POST", "/logout", {"Cookie": entered.cookie}, f"csrf={csrf(page)}".encode())
    assert (out.status, out.headers["Location"]) == (303, "/login")
    assert "Max-Age=0" in str(out.headers["Set-Cookie"])
    assert (await console.page(entered.cookie)).status == 303


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        pytest.param("GET", "/live", 401, id="what happens live"),
        pytest.param("POST", "/say", 401, id="saying something"),
        pytest.param("POST", "/logout", 401, id="logging out"),
        pytest.param("GET", "/health", 401, id="a script's look at a page"),
        pytest.param("GET", "/static/console.css", 200, id="how it looks"),
        pytest.param("GET", "/login", 200, id="the login"),
        pytest.param("GET", "/healthz", 200, id="health"),
        pytest.param("GET", "/metrics", 200, id="metrics"),
    ],
)
async def test_what_is_there_without_a_login(console: Console, method: str, target: str, status: int) -> None:
    assert (await ask(console.port, method, target, {}, b"text=x" if method == "POST" else b"")).status == status


async def test_localhost_logs_in_too_and_proxies_may_pass_it_on(console: Console) -> None:
    proxied = {"Host": "rasid.example", "X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"}
    origin = {"Origin": "https://rasid.example", "Sec-Fetch-Site": "same-origin"}
    entered = await log_in(console.port, **proxied, **origin)
    (cookie,) = entered.headers.get_all("Set-Cookie", [])
    assert cookie.startswith("__Host-rasid=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert (await console.page(entered.cookie, **proxied)).status == 200
    assert (await console.page(entered.cookie)).status == 303


@pytest.mark.parametrize(
    ("token", "headers", "status"),
    [
        pytest.param("", {}, 401, id="empty"),
        pytest.param("wrong", {}, 401, id="wrong"),
        pytest.param(LOGIN_TOKEN[:-1], {}, 401, id="shorter"),
        pytest.param(LOGIN_TOKEN + "x", {}, 401, id="longer"),
        pytest.param(LOGIN_TOKEN.upper(), {}, 401, id="other case"),
        pytest.param("%FF%FE%00", {}, 401, id="no text"),
        pytest.param("x" * 9000, {}, 413, id="too long"),
        pytest.param(LOGIN_TOKEN, {"Origin": "https://attacker.example"}, 403, id="from another site"),
        pytest.param(LOGIN_TOKEN, {"Origin": "null"}, 403, id="origin null"),
        pytest.param(LOGIN_TOKEN, {"Content-Type": "text/plain"}, 401, id="no form"),
        pytest.param(LOGIN_TOKEN, {"Content-Type": "multipart/form-data"}, 400, id="a broken form"),
        pytest.param(f"%20{LOGIN_TOKEN}%0A", {}, 303, id="copied with blanks"),
    ],
)
async def test_who_gets_in(console: Console, token: str, headers: dict[str, str], status: int) -> None:
    answer = await log_in(console.port, token, **headers)
    assert answer.status == status
    assert bool(answer.cookie) == (status == 303)
    assert LOGIN_TOKEN.encode() not in answer.body


async def test_who_guesses_waits_and_is_logged_without_the_token(
    console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        statuses = [(await log_in(console.port, f"guess-{number}")).status for number in range(5)]
    assert statuses == [401, 401, 401, 429, 429]
    waiting = await log_in(console.port, LOGIN_TOKEN)
    assert (waiting.status, waiting.headers["Retry-After"], waiting.cookie) == (429, "1", "")
    assert "127.0.0.1" in caplog.text
    assert "guess" not in caplog.text


async def test_a_login_gives_a_session_of_its_own(console: Console) -> None:
    """What the browser held before is worth nothing: not what somebody planted, nor the session before."""
    planted = f"rasid_{console.port}=" + "A" * 43
    first = await log_in(console.port, Cookie=planted)
    second = await log_in(console.port, Cookie=first.cookie)
    assert len({planted, first.cookie, second.cookie}) == 3
    statuses = [(await console.page(one)).status for one in (planted, first.cookie, second.cookie)]
    assert statuses == [303, 303, 200]


async def test_a_browser_that_keeps_no_cookies_is_told_so(console: Console) -> None:
    """It comes from the login, which let it in, and has to log in again."""
    back = await console.page(target="/health", Referer=f"http://localhost:{console.port}/login?next=/health")
    assert (back.status, back.headers["Location"]) == (303, "/login?next=/health&cookies=no")
    form = await console.page(target=str(back.headers["Location"]), **{"Accept-Language": "en"})
    assert b"keeps no cookies" in form.body
    assert b'name="next" value="/health"' in form.body


async def test_another_token_ends_every_session(console: Console) -> None:
    held = (await log_in(console.port)).cookie.partition("=")[2]
    for token, status in ((LOGIN_TOKEN, 200), (LOGIN_TOKEN + "2", 303)):
        async with opened(console.store, token) as port:
            again = Console(port, console.store)
            assert (await again.page(f"rasid_{port}={held}")).status == status


@pytest.mark.parametrize(
    "cookie",
    [
        pytest.param("short", id="short"),
        pytest.param("A" * 43, id="made up"),
        pytest.param("A" * 4000, id="long"),
        pytest.param("é" * 43, id="letters"),
        pytest.param("\udcff" * 43, id="bytes"),
        pytest.param('"; rasid=x; "', id="quotes"),
    ],
)
async def test_no_cookie_but_ours_opens_it(console: Console, cookie: str) -> None:
    assert (await console.page(f"rasid_{console.port}={cookie}")).status == 303


async def test_a_form_needs_the_token_of_its_session(console: Console) -> None:
    mine, theirs = [(await log_in(console.port)).cookie for _ in range(2)]
    page = await console.page(theirs)
    body = f"csrf={csrf(page)}&text=hello".encode()
    assert (await ask(console.port, "POST", "/say", {"Cookie": mine}, body)).status == 403
    assert (await ask(console.port, "POST", "/logout", {"Cookie": mine}, b"text=x")).status == 403
    assert (await console.page(mine)).status == 200


async def test_logging_out_ends_what_is_listened_to(console: Console) -> None:
    cookie = (await log_in(console.port)).cookie
    page = await console.page(cookie)
    live = f"GET /live HTTP/1.1\r\nHost: localhost:{console.port}\r\nCookie: {cookie}\r\n\r\n".encode()
    stream = asyncio.create_task(exchange(console.port, live))
    await asyncio.sleep(0.3)
    assert not stream.done()
    await ask(console.port, "POST", "/logout", {"Cookie": cookie}, f"csrf={csrf(page)}".encode())
    assert (await stream).status == 200

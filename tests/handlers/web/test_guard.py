"""Attacks on a console without a token: who gets in, and what is done by whom."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from bot.storage import SqlStore
from tests.handlers.web.opened import csrf, opened, said
from tests.handlers.web.raw_http import Answer, ask, exchange


@dataclass(frozen=True)
class Console:
    """An open console, with the cookie and the form's token of somebody at the machine."""

    port: int
    store: SqlStore
    cookie: str
    csrf: str

    async def say(self, *, form: str | None = None, cookie: str | None = None, **headers: str) -> Answer:
        """Send the chat's form; `_` in a header's name stands for `-`."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        held = {"Cookie": self.cookie if cookie is None else cookie}
        body = f"csrf={self.csrf}&key=k&text=hello" if form is None else form
        return await ask(self.port, "POST", "/say", held | fields, body.encode())


@pytest.fixture
async def console(sqlite_url: str, make_store: Callable[[str], SqlStore]) -> AsyncIterator[Console]:
    """A console whose chat is listened to by nobody: what gets through is answered 503."""
    store = make_store(sqlite_url)
    async with opened(store) as port:
        page = await ask(port)
        assert page.status == 200
        yield Console(port, store, page.cookie, csrf(page))


HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Cache-Control": "no-store",
    "Server": "rasid",
}


@pytest.mark.parametrize("host", ["localhost", "attacker.example"])
async def test_every_answer_has_the_headers(console: Console, host: str) -> None:
    for target in ("/", "/health", "/nothing", "/static/console.css", "/static/nothing", "/api/x", "/healthz"):
        answer = await ask(console.port, target=target, headers={"Host": host})
        for name, words in HEADERS.items():
            assert words in answer.headers.get_all(name, [""])[0]
        assert "unsafe" not in str(answer.headers["Content-Security-Policy"])


async def test_the_cookie_is_kept_from_scripts(console: Console) -> None:
    (cookie,) = (await ask(console.port)).headers.get_all("Set-Cookie", [])
    assert cookie.startswith(f"rasid_{console.port}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        pytest.param({"Accept-Language": "ar"}, "لا تُفتح", id="Arabic"),
        pytest.param({"Accept-Language": "ar-IQ,en;q=0.5"}, "لا تُفتح", id="Arabic before English"),
        pytest.param({"Accept-Language": "fr, en;q=0.2"}, "own machine", id="English"),
        pytest.param({"Accept-Language": "ar;q=0, en;q=0.1"}, "own machine", id="not Arabic"),
        pytest.param({"Accept-Language": "fr"}, "own machine", id="neither"),
        pytest.param({"Accept-Language": "ar;q=x,;;,=" + "," * 500}, "own machine", id="rubbish"),
        pytest.param({}, "own machine", id="nothing"),
    ],
)
async def test_a_refusal_says_why_in_the_language_of_its_reader(
    console: Console, headers: dict[str, str], words: str
) -> None:
    answer = await ask(console.port, headers={"Host": "attacker.example"} | headers)
    assert answer.status == 403
    assert words in answer.body.decode()
    assert "RASID_CONSOLE_TOKEN" in answer.body.decode()
    assert 'dir="rtl"' in answer.body.decode() or words == "own machine"


@pytest.mark.parametrize(
    ("head", "status"),
    [
        pytest.param("GET / HTTP/1.1\r\nHost: localhost:{port}", 200, id="own"),
        pytest.param("GET / HTTP/1.1\r\nHost: attacker.example:{port}", 403, id="a name that leads here"),
        pytest.param("GET / HTTP/1.1\r\nHost: 10.0.0.1", 403, id="an address of the network"),
        pytest.param("GET / HTTP/1.0", 403, id="no Host"),
        pytest.param("GET / HTTP/1.1\r\nHost:", 403, id="empty Host"),
        pytest.param("GET / HTTP/1.1\r\nHost: localhost\r\nHost: attacker.example", 400, id="two Hosts"),
        pytest.param("GET http://attacker.example/ HTTP/1.1\r\nHost: localhost", 403, id="target of another host"),
        pytest.param("GET http://localhost/ HTTP/1.1\r\nHost: attacker.example", 403, id="target hides the Host"),
        pytest.param("GET http://localhost/ HTTP/1.1\r\nHost: localhost", 200, id="target with our host"),
        pytest.param("GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 127.0.0.1", 403, id="forwarded"),
        pytest.param("GET / HTTP/1.1\r\nHost: localhost\r\nForwarded: for=127.0.0.1", 403, id="forwarded, standard"),
        pytest.param("GET / HTTP/1.1\r\nHost: localhost\r\nX-REAL-IP: ::1", 403, id="forwarded, upper case"),
        pytest.param("GET /live HTTP/1.1\r\nHost: attacker.example", 403, id="what happens live"),
        pytest.param("GET /static/console.js HTTP/1.1\r\nHost: attacker.example", 403, id="the script"),
        pytest.param("GET /static/../guard.py HTTP/1.1\r\nHost: localhost", 404, id="out of the folder"),
        pytest.param("GET /static/..%2fguard.py HTTP/1.1\r\nHost: localhost", 404, id="out of the folder, encoded"),
        pytest.param("OPTIONS / HTTP/1.1\r\nHost: localhost", 405, id="OPTIONS"),
        pytest.param("TRACE / HTTP/1.1\r\nHost: localhost", 405, id="TRACE"),
        pytest.param("DELETE /say HTTP/1.1\r\nHost: localhost", 405, id="DELETE"),
        pytest.param("HEAD / HTTP/1.1\r\nHost: localhost", 200, id="HEAD"),
        pytest.param("HEAD /live HTTP/1.1\r\nHost: localhost", 405, id="HEAD of a stream"),
        pytest.param("CONNECT localhost:80 HTTP/1.1\r\nHost: localhost", 404, id="CONNECT"),
        pytest.param("GET /login HTTP/1.1\r\nHost: localhost", 404, id="there is no login"),
        pytest.param("GET /healthz HTTP/1.1\r\nHost: anything", 200, id="health is open"),
    ],
)
async def test_who_gets_in(console: Console, head: str, status: int) -> None:
    sent = f"{head}\r\nConnection: close\r\n\r\n".format(port=console.port).encode()
    assert (await exchange(console.port, sent)).status == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200, id="a link of another site"),
        pytest.param({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403, id="a script's look"),
        pytest.param(
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
            403,
            id="a frame",
        ),
        pytest.param({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, 403, id="another port of the machine"),
        pytest.param({"Origin": "http://attacker.example"}, 403, id="an older browser's script"),
        pytest.param({"Cookie": 'rasid=; =;; rasid_"=x'}, 200, id="rubbish for cookies"),
        pytest.param({"Cookie": "a=" + "b" * 4000}, 200, id="a large cookie"),
    ],
)
async def test_who_sees_a_page(console: Console, headers: dict[str, str], status: int) -> None:
    assert (await ask(console.port, target="/health", headers=headers)).status == status


@pytest.mark.parametrize(
    ("method", "accepted", "page"),
    [
        pytest.param("GET", "text/html,*/*;q=0.8", True, id="a person"),
        pytest.param("GET", "*/*", False, id="a program"),
        pytest.param("POST", "text/html", False, id="nothing is posted there"),
    ],
)
async def test_an_unknown_address_leads_on_for_people(console: Console, method: str, accepted: str, page: bool) -> None:
    answer = await ask(console.port, method, "/nowhere", {"Accept": accepted})
    assert answer.status == 404
    assert ("There is no such page." in answer.body.decode()) is page
    assert ('href="/status"' in answer.body.decode()) is page


async def test_an_unknown_address_tells_strangers_nothing(console: Console) -> None:
    answer = await ask(console.port, "GET", "/nowhere", {"Accept": "text/html", "Host": "attacker.example"})
    assert answer.status == 403
    assert 'href="/status"' not in answer.body.decode()


async def test_a_form_of_ours_gets_through(console: Console) -> None:
    """To the chat, which says that nobody listens here."""
    assert (await console.say()).status == 503
    assert (await console.say(form="key=k&text=hello", X_CSRF_Token=console.csrf)).status == 503


@pytest.mark.parametrize(
    ("given", "status"),
    [
        pytest.param({"Origin": "http://attacker.example"}, 403, id="another origin"),
        pytest.param({"Origin": "null"}, 403, id="origin null"),
        pytest.param({"Origin": "http://localhost:1"}, 403, id="another port"),
        pytest.param({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}, 403, id="a form of another site"),
        pytest.param({"Sec_Fetch_Site": "same-site"}, 403, id="a form of another port"),
        pytest.param({"cookie": ""}, 403, id="no cookie"),
        pytest.param({"form": "key=k&text=hello"}, 403, id="no token"),
        pytest.param({"form": "csrf=&text=hello"}, 403, id="empty token"),
        pytest.param({"form": "csrf=%FF%00&text=hello"}, 403, id="bytes for a token"),
        pytest.param({"form": "csrf=x&text=hello", "X_CSRF_Token": "é"}, 403, id="letters for a token"),
        pytest.param({"X_HTTP_Method_Override": "GET", "form": "text=hello"}, 403, id="method override"),
        pytest.param({"Content_Length": "70000"}, 413, id="too long"),
        pytest.param({"Content_Type": "application/x-www-form-urlencoded; charset=nonsense"}, 400, id="no charset"),
        pytest.param({"Content_Type": "application/x-www-form-urlencoded; charset=utf-16"}, 403, id="other charset"),
        pytest.param({"Content_Type": "multipart/form-data"}, 400, id="parts without a boundary"),
        pytest.param({"Content_Type": "multipart/form-data; boundary=x"}, 400, id="no parts"),
        pytest.param({"Content_Type": "application/json"}, 403, id="no form"),
        pytest.param({"Content_Type": "text/plain"}, 403, id="plain text"),
        pytest.param({"Host": "attacker.example"}, 403, id="another Host"),
    ],
)
async def test_who_may_say_something(console: Console, given: dict[str, str], status: int) -> None:
    assert (await console.say(**given)).status == status
    assert said(console.store) == []


async def test_a_cookie_of_another_session_does_not_fit_the_form(console: Console) -> None:
    other = await ask(console.port)
    assert other.cookie != console.cookie
    assert (await console.say(cookie=other.cookie)).status == 403


async def test_whoever_sets_the_cookie_cannot_make_the_forms_token(console: Console) -> None:
    """Another program on another port of the machine may set cookies here; the token is not theirs to make."""
    planted = f"rasid_{console.port}=" + "A" * 43
    page = await ask(console.port, headers={"Cookie": planted})
    assert page.cookie == ""
    assert csrf(page) != console.csrf
    assert (await console.say(cookie=planted)).status == 403


async def test_a_browser_that_keeps_no_cookies_is_told_so(console: Console) -> None:
    answer = await console.say(cookie="", Accept_Language="en")
    assert answer.status == 403
    assert b"keeps no cookies" in answer.body


async def test_a_form_without_its_length_is_refused(console: Console) -> None:
    head = f"POST /say HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {console.cookie}\r\n"
    sent = head + "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n"
    assert (await exchange(console.port, sent.encode())).status == 411


async def test_pages_that_were_open_before_a_restart_still_work(console: Console) -> None:
    async with opened(console.store) as port:
        name, _, value = console.cookie.partition("=")
        later = Console(port, console.store, f"{name.replace(str(console.port), str(port))}={value}", console.csrf)
        assert (await later.say()).status == 503

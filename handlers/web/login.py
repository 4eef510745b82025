"""The login of the console: the token once, then a session."""

import hashlib
import hmac
import logging
from collections.abc import Callable
from datetime import datetime
from math import ceil

from aiohttp import web

from bot.core.brake import Brake
from handlers.web.cookies import cookie_name, drop_cookie, set_cookie
from handlers.web.guard import Guard, read_form
from handlers.web.origins import local_path, neighbourhood
from handlers.web.refusals import Refusal, words_for
from handlers.web.rendering import gate_page

# A token and a path.
LARGEST_LOGIN = 8 * 1024

log = logging.getLogger(__name__)


class Login:
    """The pages /login and /logout; only where there is a token."""

    def __init__(self, guard: Guard, token: str, clock: Callable[[], datetime]) -> None:
        self._guard, self._clock, self._brake = guard, clock, Brake()
        self._token = hashlib.sha256(token.encode()).digest()

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        app.router.add_get("/login", self._guard.open(self._form))
        app.router.add_post("/login", self._guard.open(self._try))
        app.router.add_post("/logout", self._guard.page(self._log_out))

    async def _form(self, request: web.Request) -> web.Response:
        forgetful = request.query.get("cookies") == "no"
        problem = " ".join(words_for(Refusal.COOKIELESS, self._guard.texts(request))) if forgetful else ""
        return self._page(request, 200, request.query.get("next", "/"), problem)

    async def _try(self, request: web.Request) -> web.StreamResponse:
        form = await read_form(request, LARGEST_LOGIN)
        if isinstance(form, Refusal):
            return self._guard.refuse(request, form)
        wanted, now, peer = str(form.get("next", "/")), self._clock(), neighbourhood(request.remote)
        if wait := self._brake.wait(peer, now):
            return self._wait(request, ceil(wait.total_seconds()), wanted)
        if not self._is_token(str(form.get("token", ""))):
            times = self._brake.failed(peer, now)
            log.warning("somebody at %s tried to log in to the console with a wrong token, %d in a row", peer, times)
            return self._page(request, 401, wanted, self._guard.texts(request).say("This is not the token."))
        self._brake.passed(peer)
        return await self._enter(request, wanted)

    async def _enter(self, request: web.Request, wanted: str) -> web.Response:
        """With a new session, whatever the browser held before."""
        if held := request.cookies.get(cookie_name(request)):
            await self._guard.log_out(held)
        response = web.Response(status=303, headers={"Location": local_path(wanted)})
        set_cookie(request, response, await self._guard.sessions.open())
        return response

    async def _log_out(self, request: web.Request) -> web.Response:
        await self._guard.log_out(request.cookies[cookie_name(request)])
        response = web.Response(status=303, headers={"Location": "/login"})
        drop_cookie(request, response)
        return response

    def _wait(self, request: web.Request, seconds: int, wanted: str) -> web.Response:
        texts = self._guard.texts(request)
        words = texts.count("Wait {n} second.", "Wait {n} seconds.", seconds)
        response = self._page(request, 429, wanted, words)
        response.headers["Retry-After"] = str(seconds)
        return response

    def _page(self, request: web.Request, status: int, wanted: str, problem: str = "") -> web.Response:
        texts = self._guard.texts(request)
        return gate_page("login.html", texts, status, problem=problem, next=local_path(wanted))

    def _is_token(self, given: str) -> bool:
        """Both as digests: how long it takes says nothing about either."""
        return hmac.compare_digest(hashlib.sha256(given.strip().encode("utf-8", "replace")).digest(), self._token)

"""Who may open the console. Every request to it passes here before anything is read or done.

Without RASID_CONSOLE_TOKEN only the bot's own machine: the peer's address and the Host both have to be the machine's,
so that neither a neighbour nor a page that points a name of its own at 127.0.0.1 gets in; and no proxy may have passed
it on, which makes strangers look like neighbours. With the token everybody logs in. What changes anything must come
from a page of ours: by what the browser says, and by what the form carries.
"""

import asyncio
import hmac
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from urllib.parse import quote

from aiohttp import web

from bot.core.errors import StoreError
from bot.core.language import Texts
from bot.core.model import Language
from bot.ports import Store
from handlers.web.cookies import cookie_name, set_cookie
from handlers.web.origins import came_from, is_forwarded, is_local_name, is_loopback, is_own, is_visit
from handlers.web.refusals import Refusal, out_of_order, refused
from handlers.web.rendering import texts_of
from handlers.web.sessions import Sessions

CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF-Token"
# What a handler finds in its request: what forms carry, whether somebody logged in, whether they still are (blocks).
CSRF = web.RequestKey("csrf", str)
LOGGED_IN = web.RequestKey("logged_in", bool)
STILL = web.RequestKey("still", partial[bool])
# A form of the console holds one line of a chat.
LARGEST_FORM = 64 * 1024
_READS = frozenset({"GET", "HEAD"})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    """Decides for each request of the console."""

    def __init__(
        self,
        store: Store,
        token: str | None,
        clock: Callable[[], datetime],
        texts: Mapping[Language, Texts],
        language: Language,
    ) -> None:
        self.sessions = Sessions(store, token, clock)
        self._texts, self._language = texts, language
        self._under_way = defaultdict[str, set[asyncio.Task[object]]](set)

    def page(self, handler: Handler) -> Handler:
        """A handler that only those reach who may. It finds CSRF, LOGGED_IN and STILL in the request."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            session = await self.sessions.of(request.cookies.get(cookie_name(request)))
            if session is None:
                return self._to_login(request)
            request[CSRF], request[LOGGED_IN] = await self.sessions.csrf(session), self.sessions.stored
            request[STILL] = partial(self.sessions.lasts, session)
            if request.method not in _READS and (why := await _forged(request)):
                return self.refuse(request, why)
            return await self._kept(request, handler, session)

        return self.open(guarded)

    def open(self, handler: Handler) -> Handler:
        """A handler for what everybody has who may reach the console: its style, its login."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            if why := self._stranger(request):
                return self.refuse(request, why)
            try:
                return await handler(request)
            except StoreError as error:
                return out_of_order(self.texts(request), str(error))

        return guarded

    def refuse(self, request: web.Request, why: Refusal) -> web.Response:
        """A page that says why not."""
        return refused(self.texts(request), why)

    def texts(self, request: web.Request) -> Texts:
        """In the reader's language."""
        return texts_of(request, self._texts, self._language)

    async def log_out(self, session: str) -> None:
        """End a session, and what it still listens to. Raises StoreError."""
        await self.sessions.close(session)
        for task in self._under_way.get(session, set()) - {asyncio.current_task()}:
            task.cancel()

    def _stranger(self, request: web.Request) -> Refusal | None:
        """Why a request comes from somewhere it must not; None where it may be answered."""
        if not self.sessions.stored and not _is_local(request):
            return Refusal.ELSEWHERE
        if request.method in _READS and is_visit(request.headers):
            return None
        return None if is_own(request.headers, request.headers.get("Host", "")) else Refusal.FOREIGN

    def _to_login(self, request: web.Request) -> web.Response:
        """Whoever opens a page goes to the login; a script is told."""
        if request.method in _READS and "text/html" in request.headers.get("Accept", ""):
            where = f"/login?next={quote(request.path_qs, safe='/')}{_forgetful(request)}"
            return web.Response(status=303, headers={"Location": where})
        return self.refuse(request, Refusal.ANONYMOUS)

    async def _kept(self, request: web.Request, handler: Handler, session: str) -> web.StreamResponse:
        """The answer, with the session's cookie where nobody logs in."""
        with self._listed(session):
            try:
                response = await handler(request)
            except web.HTTPException as answer:
                self._remember(request, answer, session)
                raise
        self._remember(request, response, session)
        return response

    def _remember(self, request: web.Request, response: web.StreamResponse, session: str) -> None:
        held = request.cookies.get(cookie_name(request))
        if not self.sessions.stored and held != session and not response.prepared:
            set_cookie(request, response, session)

    @contextmanager
    def _listed(self, session: str) -> Iterator[None]:
        task = asyncio.current_task()
        assert task is not None
        self._under_way[session].add(task)
        try:
            yield
        finally:
            self._under_way[session].discard(task)
            if not self._under_way[session]:
                del self._under_way[session]


async def read_form(request: web.Request, largest: int) -> Mapping[str, object] | Refusal:
    """What a form holds, which aiohttp keeps for whoever asks again; or why it is not read. `largest` is in bytes."""
    if request.content_length is None:
        return Refusal.LENGTHLESS
    if request.content_length > largest:
        return Refusal.LONG
    try:
        return await request.post()
    except (ValueError, LookupError, AssertionError, RuntimeError, web.RequestPayloadError, web.HTTPException):
        return Refusal.NO_FORM


async def _forged(request: web.Request) -> Refusal | None:
    """Why a form is not taken; None for one of ours."""
    form = await read_form(request, LARGEST_FORM)
    if isinstance(form, Refusal):
        return form
    if cookie_name(request) not in request.cookies:
        return Refusal.COOKIELESS
    given = request.headers.get(CSRF_HEADER) or str(form.get(CSRF_FIELD, ""))
    same = hmac.compare_digest(given.encode("utf-8", "replace"), request[CSRF].encode())
    return None if same else Refusal.FOREIGN


def _forgetful(request: web.Request) -> str:
    """What the login is told of a browser that comes from there and brings no cookie: it keeps none."""
    return "&cookies=no" if came_from(request.headers, "/login") and cookie_name(request) not in request.cookies else ""


def _is_local(request: web.Request) -> bool:
    """`request.host` is that of a request target with a host, whatever the Host header says."""
    hosts = request.headers.getall("Host", [])
    return (
        len(hosts) == 1
        and is_local_name(hosts[0])
        and is_local_name(request.host)
        and is_loopback(request.remote)
        and not is_forwarded(request.headers)
    )

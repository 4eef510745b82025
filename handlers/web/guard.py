"""Who may open the console. Every request passes here before anything is read or done.

Without RASID_CONSOLE_TOKEN only the bot's own machine: the peer's address and the Host both have to be the loopback's,
so that neither a neighbour nor a page that points a name of its own at 127.0.0.1 gets in. With the token everybody logs
in. What changes anything must come from a page of ours (Origin, and the form's own token).
"""

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from aiohttp import web

from bot.ports import Store

COOKIE = "rasid_session"
CSRF_FIELD = "csrf"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Under "no-referrer" browsers send "Origin: null" with a form, which could be anybody's.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Guard:
    """Decides for each request of the console."""

    store: Store
    token: str | None
    clock: Callable[[], datetime]

    def page(self, handler: Handler) -> Handler:
        """A handler that only those see who may."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            self._require_local(request)
            fresh = COOKIE not in request.cookies
            session = request.cookies.get(COOKIE) or secrets.token_urlsafe(32)
            request["csrf"] = csrf_of(session)
            if request.method == "POST":
                await self._require_own(request)
            response = await handler(request)
            if not response.prepared:
                response.headers.update(_HEADERS)
                if fresh:
                    response.set_cookie(COOKIE, session, httponly=True, samesite="Strict", path="/")
            return response

        return guarded

    def _require_local(self, request: web.Request) -> None:
        name = request.host.rpartition(":")[0] if request.host.rpartition(":")[2].isdecimal() else request.host
        if not (_is_loopback(request.remote) and name.lower() in _LOCAL_NAMES):
            raise web.HTTPForbidden(text="the console is served to this machine alone; set RASID_CONSOLE_TOKEN")

    async def _require_own(self, request: web.Request) -> None:
        origin = request.headers.get("Origin")
        form = await request.post()
        given = str(form.get(CSRF_FIELD, ""))
        if (origin and origin != f"{request.scheme}://{request.host}") or not hmac.compare_digest(
            given.encode(), request["csrf"].encode()
        ):
            raise web.HTTPForbidden(text="this did not come from a page of the console; load it again")


def csrf_of(session: str) -> str:
    """What a form of the session carries."""
    return hashlib.sha256(f"csrf:{session}".encode()).hexdigest()


def _is_loopback(remote: str | None) -> bool:
    try:
        return remote is not None and ip_address(remote).is_loopback
    except ValueError:
        return False

"""The cookie of a session. It has the port in its name, since browsers give a cookie to every port of a machine."""

from aiohttp import web

from handlers.web.sessions import LASTS


def cookie_name(request: web.Request) -> str:
    """With TLS the name says by its prefix that no other host and no page without TLS can have set it."""
    port = request.headers.get("Host", "").rpartition(":")[2]
    name = f"rasid_{port}" if port.isascii() and port.isdecimal() else "rasid"
    return f"__Host-{name}" if _has_tls(request) else name


def set_cookie(request: web.Request, response: web.StreamResponse, session: str) -> None:
    """No script reads it. SameSite is Lax, not Strict: a link to a page that stands in a chat of Telegram or Slack
    opens it logged in. Opening a page changes nothing; what changes something needs a form's token beside it."""
    tls, lasts = _has_tls(request), int(LASTS.total_seconds())
    response.set_cookie(
        cookie_name(request), session, httponly=True, samesite="Lax", path="/", secure=tls, max_age=lasts
    )


def drop_cookie(request: web.Request, response: web.StreamResponse) -> None:
    """Take it back."""
    response.del_cookie(cookie_name(request), path="/", secure=_has_tls(request), httponly=True, samesite="Lax")


def _has_tls(request: web.Request) -> bool:
    """A proxy with TLS says so. Whoever says so untruly has a cookie that their browser does not send."""
    return request.secure or request.headers.get("X-Forwarded-Proto", "").strip().lower() == "https"

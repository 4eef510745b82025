"""Addresses in the settings: servers that the bot calls, and the address at which a platform calls the bot."""

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

# What the bot's HTTP server has for others; all below /api belongs to its API.
_TAKEN: Final = frozenset(
    {
        "/healthz",
        "/readyz",
        "/metrics",
        "/openapi.json",
        "/api",
        "/slack/events",
        "/say",
        "/press",
        "/language",
        "/login",
    }
    | {"/logout", "/live", "/changes", "/status", "/stories", "/watchlists", "/feeds", "/health"}
)
# Signs that no proxy and no library writes in another way, so that what is called is what is listened at.
_PLAIN_PATH: Final = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9_.~-]*)*/?")
_NOT_CALLABLE: Final = (
    "wants an https address that the platform shall call, such as https://bot.example/telegram (http only for "
    "127.0.0.1 or localhost): no login, no query, in the path only A-Z a-z 0-9 - . _ ~"
)
_NOT_FREE: Final = "ends in a path that means something else here; write for example /telegram"


def is_web_address(value: str) -> bool:
    """Whether something can be called there: a scheme of the web, a host, and a port that is one."""
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a broken IPv6 address or port
        return False


def is_model_address(value: str) -> bool:
    """Whether `/chat/completions` can be put behind an address. A login in it could end in a log; it is a key's job."""
    return _is_bare(value) and not value.rstrip("/").endswith("/chat/completions")


def why_not_called(value: str) -> str | None:
    """Why a platform cannot be told to call the bot there, None when it can: https, or http on this machine, with a
    plain path that nothing else has."""
    parts = urlsplit(value) if _is_bare(value) else None
    if parts is None or not _PLAIN_PATH.fullmatch(parts.path):
        return _NOT_CALLABLE
    if parts.scheme != "https" and not _is_loopback(parts.hostname or ""):
        return _NOT_CALLABLE
    return _NOT_FREE if parts.path.rstrip("/") in _TAKEN or parts.path.startswith("/api/") else None


def _is_bare(value: str) -> bool:
    """Whether it is a web address and nothing more: no login, no query, no blanks."""
    plain = value.isascii() and value.isprintable() and not any(sign in value for sign in "@?# ")
    return plain and is_web_address(value)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name
        return False

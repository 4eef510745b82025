"""Addresses as they are shown, and the address of a database file."""

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

LONGEST: Final = 2000
"""Bytes of an address that people may add."""

# User and password before the host. Who leaves a `/` in a password unescaped has written no port, but a secret.
_LOGIN: Final = re.compile(r"(?<=://)(?:[^/?#]*@|[^/?#@\[]*:(?!\d*(?:[/?#]|$))[^@]*@)")


def without_login(url: str) -> str:
    """An address without its user and password, for people and logs; any other text as it is."""
    return _LOGIN.sub("", url)


def is_web_address(url: str) -> bool:
    """Whether a text is an address of the web with a host, and short enough to be stored and indexed."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and _storable(url)
    except ValueError:  # a broken IPv6 address or port
        return False


def _storable(url: str) -> bool:
    return len(url.encode("utf-8", "replace")) <= LONGEST and url.isprintable() and " " not in url


def host_of(url: str) -> str:
    """The name of the host in lower case, without a trailing dot; '' where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def sqlite_url(file: Path) -> str:
    """The URL of an SQLite file, its path made absolute; whatever means something in a URL is percent-encoded."""
    return f"sqlite:///{quote(os.fsencode(file.absolute()))}"


def web_address(host: str, port: int) -> str:
    """Where a browser on this machine finds an HTTP server that listens on a host, or on all of them."""
    every = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - nothing is bound here
    return f"http://{every.get(host, f'[{host}]' if ':' in host else host)}:{port}/"

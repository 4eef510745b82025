"""Addresses as they are shown, and the address of a database file."""

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

# User and password before the host. Who leaves a `/` in a password unescaped has written no port, but a secret.
_LOGIN: Final = re.compile(r"(?<=://)(?:[^/?#]*@|[^/?#@\[]*:(?!\d*(?:[/?#]|$))[^@]*@)")


def without_login(url: str) -> str:
    """An address without its user and password, for people and logs; any other text as it is."""
    return _LOGIN.sub("", url)


def sqlite_url(file: Path) -> str:
    """The URL of an SQLite file, its path made absolute; whatever means something in a URL is percent-encoded."""
    return f"sqlite:///{quote(os.fsencode(file.absolute()))}"

"""An arrival as NATS carries it: JSON, packed, with what tells others how to read it in the headers."""

import json
import zlib
from collections.abc import Mapping
from typing import Final

from bot.core.arrivals import VERSION, Arrival, VersionError
from bot.core.errors import WireError
from bot.core.inflate import Inflater

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of JSON; no article is nearly as long. It bounds what a message can unpack to. Own choice."""
KEY: Final = "Nats-Msg-Id"
"""By which the server knows that it has an article already."""
_TYPE: Final = "content-type"
_ENCODING: Final = "content-encoding"
_VERSION: Final = "Rasid-Version"
_LEVEL: Final = 6


def pack(arrival: Arrival) -> bytes | None:
    """The body; None where it would be too large to be read again."""
    plain = json.dumps(arrival.as_dict(), separators=(",", ":")).encode("ascii")
    return zlib.compress(plain, _LEVEL) if len(plain) <= LARGEST else None


def headers(key: str) -> dict[str, str]:
    """Those of an article; `deflate` is zlib's form, as in HTTP."""
    return {KEY: key, _TYPE: "application/json", _ENCODING: "deflate", _VERSION: str(VERSION)}


def unpack(body: bytes, held: Mapping[str, str]) -> Arrival:
    """What `pack` gave. Raises VersionError where a later version wrote it, ValueError where it is none."""
    version = held.get(_VERSION, "")
    if version.isdecimal() and int(version) > VERSION:  # it may be packed in a way that is not known here
        raise VersionError(f"an article waits in form {version}; this program reads up to {VERSION}: upgrade it")
    try:
        inflater = Inflater(held.get(_ENCODING, ""), LARGEST)
        inflater.feed(body)
        plain = json.loads(inflater.body())
    except (WireError, ValueError, RecursionError) as error:
        raise ValueError(f"no arrival: {error}") from None
    return Arrival.from_dict(plain)

"""Why nothing could be fetched, in sentences for people; never with the URL, which may hold a password."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx
from httpx_secure import SSRFProtectionError

from bot.core.errors import SourceError

BEYOND: Final = (
    "its address lies in a network that is not public; if it is yours, add that network to RASID_ALLOW_NETWORKS"
)
_HINTS: Final = {
    401: "the outlet asks for a login",
    403: "the outlet refuses the bot",
    404: "nothing is there; check the address",
    410: "the outlet took it away for good",
    429: "the outlet asks for fewer requests",
}


class FetchError(SourceError):
    """Why nothing came. `retry_after` is in seconds, `gone` means for good."""

    def __init__(self, reason: str, *, retry_after: float | None = None, gone: bool = False) -> None:
        super().__init__("fetch", reason, permanent=gone)
        self.retry_after, self.gone = retry_after, gone


class HeldError(FetchError):
    """The host was not asked, since it wants to be left alone until then."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"the outlet asked for a pause until {until:%Y-%m-%d %H:%M} UTC")
        self.until = until


def refusal(status: int, headers: Mapping[str, str], now: datetime) -> FetchError:
    """What an answer without content says; header names are in lower case."""
    hint = _HINTS.get(status, "the outlet's server fails" if status >= 500 else "")
    reason = f"HTTP {status}{': ' if hint else ''}{hint}"
    return FetchError(reason, retry_after=retry_after(headers, now), gone=status == 410)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that an outlet asks to be left alone for."""
    given = headers.get("retry-after", "").strip()
    if given.isascii() and given.isdigit():
        return float(given[:9])
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def reason_of(error: Exception, seconds: float) -> str:
    """What the client raised; `seconds` is the limit of a whole answer."""
    match error:
        case SSRFProtectionError():
            return BEYOND
        case TimeoutError() | httpx.ReadTimeout() | httpx.WriteTimeout():
            return f"no whole answer within {seconds:g} s"
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return "no connection in time"
        case httpx.ConnectError():
            return f"no connection: {str(error)[:120] or 'refused'}"
        case httpx.RemoteProtocolError() if "location" in str(error):
            return "it redirects to a broken address"
        case httpx.RemoteProtocolError() | httpx.ReadError():
            return "the answer was cut off or is no HTTP"
        case httpx.InvalidURL() | UnicodeError():
            return "the address is broken; copy it once more"
        case httpx.ProxyError():
            return "the proxy refuses"
    return f"the answer cannot be read ({type(error).__name__})"

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
_PASSING: Final = (TimeoutError, httpx.TransportError)


class FetchError(SourceError):
    """Why nothing came. `retry_after` is in seconds, `gone` means for good, `passing` that it may be over soon."""

    def __init__(
        self, reason: str, *, retry_after: float | None = None, gone: bool = False, passing: bool = False
    ) -> None:
        super().__init__("fetch", reason, permanent=gone)
        self.retry_after, self.gone, self.passing = retry_after, gone, passing


class HeldError(FetchError):
    """The host was not asked, since it wants to be left alone until then."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"the outlet asked for a pause until {until:%Y-%m-%d %H:%M} UTC", passing=True)
        self.until = until


def refusal(status: int, headers: Mapping[str, str], now: datetime) -> FetchError:
    """What an answer without content says; header names are in lower case."""
    hint = _HINTS.get(status, "the outlet's server fails" if status >= 500 else "")
    reason = f"HTTP {status}{': ' if hint else ''}{hint}"
    passing = status == 429 or status >= 500
    return FetchError(reason, retry_after=retry_after(headers, now), gone=status == 410, passing=passing)


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


def failure(error: Exception, seconds: float) -> FetchError:
    """Of what the client raised; `seconds` is the limit of a whole answer."""
    return FetchError(_reason(error, seconds), passing=isinstance(error, _PASSING) and not _is_broken(error))


def _is_broken(error: Exception) -> bool:
    return isinstance(error, httpx.RemoteProtocolError) and "location" in str(error)


def _reason(error: Exception, seconds: float) -> str:
    match error:
        case SSRFProtectionError():
            return BEYOND
        case TimeoutError() | httpx.ReadTimeout() | httpx.WriteTimeout():
            return f"no whole answer within {seconds:g} s"
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return "no connection in time"
        case httpx.ConnectError():
            return f"no connection: {str(error)[:120] or 'refused'}"
        case _ if _is_broken(error):
            return "it redirects to a broken address"
        case httpx.RemoteProtocolError() | httpx.ReadError():
            return "the answer was cut off or is no HTTP"
        case httpx.InvalidURL() | UnicodeError():
            return "the address is broken; copy it once more"
        case httpx.ProxyError():
            return "the proxy refuses"
    return f"the answer cannot be read ({type(error).__name__})"

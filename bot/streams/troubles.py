"""What is wrong with NATS, in sentences that say how to mend it. None holds a login, nor what a library said of one."""

import asyncio
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from nats.errors import Error, NoServersError
from nats.js.errors import APIError, NoStreamResponseError, ServiceUnavailableError

from bot.core.errors import RasidError

log = structlog.get_logger()

_MEANWHILE = "articles go through the database meanwhile"
_DISABLED = (10039, 10076)  # of an account, of a server
_FULL = (10002, 10023, 10047, 10077)  # no room: of an account, of resources, of storage, of a stream
_TOO_LARGE = 10054


class StreamTroubleError(RasidError):
    """NATS cannot be used. `permanent` where another try says the same until somebody mends it."""

    def __init__(self, sentence: str, *, permanent: bool = False) -> None:
        super().__init__(sentence)
        self.permanent = permanent


@dataclass(slots=True)
class Troubles:
    """What is wrong now. Each thing is logged when it begins, and forgotten when so many seconds passed without it.
    From any thread."""

    clock: Callable[[], float]
    _met: dict[str, tuple[float, str | None]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def first(self) -> str | None:
        """The sentence of what began first, None when all is well."""
        with self._lock:
            self._forget()
            return next((sentence for _, sentence in self._met.values() if sentence), None)

    def met(
        self, kind: str, sentence: str, seconds: float = float("inf"), *, shown: bool = True, told: bool = True
    ) -> None:
        """Something is wrong, of a kind; `shown` as a trouble of the stream, `told` the log."""
        with self._lock:
            self._forget()
            known = self._met.get(kind)
            now = sentence if shown else None
            self._met[kind] = (self.clock() + seconds, now)
        if told and (known is None or known[1] != now):
            log.warning(f"stream.{kind}", problem=sentence)

    def over(self, kind: str) -> None:
        """It is right again."""
        with self._lock:
            known = self._met.pop(kind, None)
        if known is not None:
            log.info("stream.well", after=kind)

    def _forget(self) -> None:
        now = self.clock()
        self._met = {kind: held for kind, held in self._met.items() if held[0] > now}


def not_yet(shown: str) -> str:
    """Before the first try."""
    return f"NATS at {shown} is not connected yet; {_MEANWHILE}."


def silent(shown: str) -> str:
    """It is away."""
    return f"NATS at {shown} does not answer; {_MEANWHILE}."


def lost(shown: str) -> str:
    """It was there."""
    return f"The connection to NATS at {shown} was lost; {_MEANWHILE}."


def takes_none(shown: str, error: Exception) -> str:
    """It refuses articles, for another reason than those below."""
    why = error.description if isinstance(error, APIError) else type(error).__name__
    return f"NATS at {shown} takes no articles ({why}); {_MEANWHILE}."


def full(shown: str, stream: str) -> str:
    """It takes no more."""
    return f"NATS at {shown} has no room for more articles in the stream {stream}: raise its limits; {_MEANWHILE}."


def unfit(shown: str, stream: str, why: str) -> str:
    """Somebody else made the stream."""
    return f"The stream {stream} of NATS at {shown} {why}; {_MEANWHILE}."


def of_permission(shown: str) -> str:
    """The login is right and may too little."""
    return (
        f"NATS at {shown} does not let this login use JetStream: let it publish to $JS.API.>, $JS.ACK.> and "
        f"rasid.articles.> and subscribe to _INBOX.>; {_MEANWHILE}."
    )


def of_connecting(shown: str, error: Exception) -> StreamTroubleError:
    """Why there is no connection, or none that is of use."""
    said = str(error).lower()
    if "authorization" in said or "authentication" in said:
        return StreamTroubleError(
            f"NATS at {shown} refuses the login: set the right user and password, or token, in its address; "
            f"{_MEANWHILE}."
        )
    if isinstance(error, APIError) and (
        error.err_code in _DISABLED or (isinstance(error, ServiceUnavailableError) and error.err_code is None)
    ):
        return StreamTroubleError(
            f"NATS at {shown} has no JetStream: start it with `nats-server -js`, or enable JetStream for the account; "
            f"{_MEANWHILE}."
        )
    if isinstance(error, ssl.SSLError):
        return StreamTroubleError(
            f"NATS at {shown} and this program do not agree on TLS ({error.reason}); {_MEANWHILE}."
        )
    if "expecting info" in said:
        return StreamTroubleError(f"What answers at {shown} is no NATS server: correct the address; {_MEANWHILE}.")
    if isinstance(error, APIError):
        return StreamTroubleError(f"NATS at {shown} makes no stream: {error.description}; {_MEANWHILE}.")
    if isinstance(error, OSError | asyncio.TimeoutError | NoServersError | Error):
        return StreamTroubleError(silent(shown))
    return StreamTroubleError(f"NATS at {shown} cannot be used ({type(error).__name__}); {_MEANWHILE}.")


def is_full(error: Exception) -> bool:
    """Whether the stream takes no more."""
    return isinstance(error, APIError) and error.err_code in _FULL


def is_too_large(error: Exception) -> bool:
    """Whether this article is too large for the stream."""
    return isinstance(error, APIError) and error.err_code == _TOO_LARGE


def is_gone(error: Exception) -> bool:
    """Whether the stream is no more."""
    return isinstance(error, NoStreamResponseError)

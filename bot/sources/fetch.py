"""Fetching what others publish: bounded in time and size, guarded, polite."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final, Self
from urllib.request import getproxies, proxy_bypass

import httpx
from httpx_secure import SSRFProtectionError, httpx_ssrf_protection

from bot.core.errors import SourceError, WireError
from bot.core.inflate import Inflater
from bot.sources.networks import Network, may_name, may_reach

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_HOPS: Final = 5
_CONNECTIONS: Final = 20
_CONNECT_SECONDS: Final = 10.0
_BEYOND: Final = (
    "its address lies in a network that is not public; if it is yours, add that network to RASID_ALLOW_NETWORKS"
)
_HINTS: Final = {
    401: "the outlet asks for a login",
    403: "the outlet refuses the bot",
    404: "nothing is there; check the address",
    410: "the outlet took it away for good",
    429: "the outlet asks for fewer requests",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: 200 with a body, or 304 without. Header names are in lower case; `url` is the last address."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes = b""


class FetchError(SourceError):
    """Why nothing came. `retry_after` is in seconds, `gone` means for good."""

    def __init__(self, reason: str, *, retry_after: float | None = None, gone: bool = False) -> None:
        super().__init__("fetch", reason, permanent=gone)
        self.retry_after, self.gone = retry_after, gone


@dataclass(frozen=True)
class Fetcher:
    """Fetches with GET. `direct` guards every connection it makes; `proxied` leaves names to the proxy."""

    direct: httpx.AsyncClient
    proxied: httpx.AsyncClient | None
    allowed: Sequence[Network]
    largest: int
    seconds: float

    @classmethod
    @asynccontextmanager
    async def open(
        cls, agent: str, *, allowed: Sequence[Network] = (), largest: int, seconds: float = 30.0
    ) -> AsyncIterator[Self]:
        """Ready to fetch until the block ends. `largest` is in bytes after unpacking, `seconds` for a whole answer.

        HTTP(S)_PROXY, ALL_PROXY and NO_PROXY are read from the environment. Raises SourceError where they are wrong.
        """
        async with AsyncExitStack() as stack:
            direct = await stack.enter_async_context(_client(agent, {}))
            httpx_ssrf_protection(direct, check_globally_reachable=False, custom_validator=_validator(allowed))
            mounts = _proxies()
            proxied = await stack.enter_async_context(_client(agent, mounts)) if mounts else None
            yield cls(direct, proxied, allowed, largest, seconds)

    async def get(self, url: str, headers: Mapping[str, str], now: datetime) -> Answer:
        """The answer after at most five redirects. Raises FetchError with a sentence for people, without the URL."""
        try:
            async with asyncio.timeout(self.seconds):
                return await self._follow(url, headers, now)
        except FetchError:
            raise
        except WireError as error:
            raise FetchError(str(error)) from error
        except Exception as error:  # whatever a hostile server makes the client raise, it is this server's fault
            raise FetchError(_reason(error, self.seconds)) from error

    async def _follow(self, url: str, headers: Mapping[str, str], now: datetime) -> Answer:
        target = httpx.URL(url)
        for _ in range(_HOPS + 1):
            answer = await self._once(target, headers, now)
            if isinstance(answer, Answer):
                return answer
            target = target.join(answer)
        raise FetchError(f"more than {_HOPS} redirects")

    async def _once(self, url: httpx.URL, headers: Mapping[str, str], now: datetime) -> Answer | str:
        """An answer, or where it is said to be."""
        client = self._client_for(url)
        async with client.stream("GET", url, headers=dict(headers), follow_redirects=False) as response:
            if response.status_code in _REDIRECTS and "location" in response.headers:
                return response.headers["location"]
            found = Answer(response.status_code, str(url), {k.lower(): v for k, v in response.headers.items()})
            if response.status_code == 304:
                return found
            if response.status_code != 200:
                raise _refusal(found, now)
            return Answer(200, found.url, found.headers, await self._body(response))

    async def _body(self, response: httpx.Response) -> bytes:
        inflater = Inflater(response.headers.get("content-encoding", ""), self.largest)
        async for piece in response.aiter_raw():
            inflater.feed(piece)
        return inflater.body()

    def _client_for(self, url: httpx.URL) -> httpx.AsyncClient:
        if url.scheme not in ("http", "https") or not url.host:
            raise FetchError("no web address; it begins with https:// or http://")
        if self.proxied is None or proxy_bypass(url.host):
            return self.direct
        if not may_name(url.host, self.allowed):
            raise FetchError(_BEYOND)
        return self.proxied


def _client(agent: str, mounts: Mapping[str, httpx.AsyncHTTPTransport]) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        headers={"User-Agent": agent, "Accept-Encoding": "gzip, deflate"},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        limits=httpx.Limits(max_connections=_CONNECTIONS),
        timeout=httpx.Timeout(None, connect=_CONNECT_SECONDS),  # the whole answer has its own limit
        mounts=mounts,
        trust_env=False,
    )


def _validator(allowed: Sequence[Network]) -> Callable[..., bool]:
    return lambda host, address, port: may_reach(address, allowed)


def _proxies() -> dict[str, httpx.AsyncHTTPTransport]:
    given = getproxies()
    found = {scheme: given.get(scheme) or given.get("all") for scheme in ("http", "https")}
    try:
        return {
            f"{scheme}://": httpx.AsyncHTTPTransport(proxy=proxy if "://" in proxy else f"http://{proxy}")
            for scheme, proxy in found.items()
            if proxy
        }
    except (ValueError, ImportError, httpx.InvalidURL) as error:  # never shown: a proxy's address may hold a password
        reason = "cannot be used as a proxy; write it like http://host:port"
        raise SourceError("HTTP_PROXY or HTTPS_PROXY", reason, permanent=True) from error


def _refusal(answer: Answer, now: datetime) -> FetchError:
    hint = _HINTS.get(answer.status, "the outlet's server fails" if answer.status >= 500 else "")
    reason = f"HTTP {answer.status}{': ' if hint else ''}{hint}"
    return FetchError(reason, retry_after=_retry_after(answer.headers, now), gone=answer.status == 410)


def _retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    given = headers.get("retry-after", "").strip()
    if given.isascii() and given.isdigit():
        return float(given[:9])
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, TypeError, IndexError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def _reason(error: Exception, seconds: float) -> str:
    match error:
        case SSRFProtectionError():
            return _BEYOND
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

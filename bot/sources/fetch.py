"""Fetching what others publish: bounded in time and size, guarded, polite."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ipaddress import ip_address
from typing import Final, Self
from urllib.request import getproxies, proxy_bypass

import httpx
from httpx_secure import httpx_ssrf_protection

from bot.core.errors import SourceError, WireError
from bot.core.inflate import Inflater
from bot.core.urls import host_of
from bot.sources.failures import BEYOND, FetchError, HeldError, failure, refusal
from bot.sources.hosts import Hosts
from bot.sources.networks import Network, is_address, is_own, may_proxy, may_reach

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_HOPS: Final = 5
# Feeds lie on many hosts, so that a connection is seldom used twice; each idle one is looked at by every request.
_CONNECTIONS, _IDLE = 40, 8
_CONNECT_SECONDS: Final = 10.0
_PERMANENT: Final = frozenset({301, 308})

__all__ = ["Answer", "FetchError", "Fetcher"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: 200 with a body, or 304 without. Header names are in lower case; `url` is the last address,
    `moved` whether every redirect to it was said to be for good."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    moved: bool = False


@dataclass(frozen=True)
class Fetcher:
    """Fetches with GET, politely. `direct` guards every connection it makes; `proxied` leaves names to the proxy."""

    direct: httpx.AsyncClient
    proxied: httpx.AsyncClient | None
    allowed: Sequence[Network]
    largest: int
    seconds: float
    hosts: Hosts = field(default_factory=Hosts)

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
        """The answer after at most five redirects, when it is the host's turn; the wait for it does not count.

        Raises FetchError with a sentence for people, without the URL; HeldError where the host wants a pause.
        """
        host = host_of(url)
        if until := self.hosts.held(host, now):
            raise HeldError(until)
        if is_own(host, self.allowed):  # nobody's patience is tried
            return await self._bounded(url, headers, now)
        async with self.hosts.turn(host):
            return await self._bounded(url, headers, now)

    async def _bounded(self, url: str, headers: Mapping[str, str], now: datetime) -> Answer:
        try:
            async with asyncio.timeout(self.seconds):
                return await self._follow(url, headers, now)
        except FetchError:
            raise
        except WireError as error:
            raise FetchError(str(error)) from error
        except Exception as error:  # whatever a hostile server makes the client raise, it is this server's fault
            raise failure(error, self.seconds) from error

    async def _follow(self, url: str, headers: Mapping[str, str], now: datetime) -> Answer:
        target, statuses = httpx.URL(url), set[int]()
        for _ in range(_HOPS + 1):
            answer = await self._once(target, headers, now)
            if isinstance(answer, Answer):
                return replace(answer, moved=bool(statuses) and statuses <= _PERMANENT)
            status, location = answer
            statuses.add(status)
            before, target = target, target.join(location)
            host = host_of(str(target))
            if host != host_of(str(before)) and not is_own(host, self.allowed):
                await self.hosts.wait(host)
        raise FetchError(f"more than {_HOPS} redirects")

    async def _once(self, url: httpx.URL, headers: Mapping[str, str], now: datetime) -> Answer | tuple[int, str]:
        """An answer, or how and where to it is redirected."""
        client = self._client_for(url)
        if client is self.direct and not is_address(url.host):
            await self._judge(url)
        async with client.stream("GET", url, headers=dict(headers), follow_redirects=False) as response:
            if response.status_code in _REDIRECTS and "location" in response.headers:
                return response.status_code, response.headers["location"]
            found = Answer(response.status_code, str(url), {k.lower(): v for k, v in response.headers.items()})
            if response.status_code == 304:
                return found
            if response.status_code != 200:
                raise self._refused(found, now)
            return Answer(200, found.url, found.headers, await self._body(response))

    async def _judge(self, url: httpx.URL) -> None:
        """Refuse a name that leads only inside before anything is connected. The guard of the client judges what it is
        connected to: its failure would tell whether something listens there."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(url.host, url.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):  # the client will say so
            return
        if not any(may_reach(ip_address(str(one[4][0]).partition("%")[0]), self.allowed) for one in found):
            raise FetchError(BEYOND)

    def _refused(self, found: Answer, now: datetime) -> FetchError:
        """A host that names a pause gets it from everybody."""
        error = refusal(found.status, found.headers, now)
        if error.retry_after and found.status in (429, 503):
            self.hosts.hold(host_of(found.url), error.retry_after, now)
        return error

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
        if not may_proxy(url.host, self.allowed):
            raise FetchError(BEYOND)
        return self.proxied


def _client(agent: str, mounts: Mapping[str, httpx.AsyncHTTPTransport]) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        headers={"User-Agent": agent, "Accept-Encoding": "gzip, deflate, br"},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        limits=httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_IDLE),
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

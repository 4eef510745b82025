"""Load on the bot's HTTP server: requests of every kind, clients that never come to an end, and too many live pages.

Bounded: so many connections at a time, and an end. Everything is on the loopback, in this process and the bot's.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.bot_process import API_TOKEN, Bot

_PAGE = 4096
_SENT = re.compile(r'^rasid_deliveries\{platform="web",state="sent"\} (\S+)$', re.MULTILINE)
_CSRF = re.compile(rb'name="csrf" value="([0-9a-f]+)"')
_ATTACK = "أعلن تنظيم داعش خراسان مسؤوليته عن تفجير انتحاري في كابول أسفر عن مقتل {number} شخصا."


@dataclass
class Asked:
    """What became of requests of one kind: how many of each status; 0 are those that got no answer."""

    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def served(self) -> int:
        return sum(amount for status, amount in self.statuses.items() if 200 <= status < 400)

    @property
    def refused(self) -> int:
        """Politely."""
        return self.statuses[503]

    @property
    def lost(self) -> int:
        """Without an answer that says what to do."""
        return sum(self.statuses.values()) - self.served - self.refused

    def line(self, name: str) -> str:
        """The figures."""
        return f"  {name:<16} {self.served:>7,} served {self.refused:>7,} refused {self.lost:>5,} without an answer"


async def status_of(port: int, sent: bytes) -> int:
    """The status of the answer to one request on a connection of its own, 0 without one."""
    try:
        async with asyncio.timeout(30):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(sent)
                line = await reader.readline()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return 0
    return int(line.split()[1]) if line.startswith(b"HTTP/1.1 ") else 0


@asynccontextmanager
async def live_pages(port: int) -> AsyncIterator[Callable[[int], Awaitable[int]]]:
    """What opens one page more and says its status; those that got in stay open until the block ends."""
    held = list[asyncio.StreamWriter]()

    async def open_one(_number: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request(port, "/live"))
        line = await reader.readline()
        held.append(writer)
        if b" 200 " not in line:
            writer.close()
        return int(line.split()[1]) if line.startswith(b"HTTP/1.1 ") else 0

    async def asked(number: int) -> int:
        try:
            async with asyncio.timeout(30):
                return await open_one(number)
        except (OSError, TimeoutError):
            return 0

    try:
        yield asked
    finally:
        for writer in held:
            writer.close()


def request(port: int, target: str, body: bytes | None = None, **headers: str) -> bytes:
    """A request as it goes over the wire."""
    lines = {"Host": f"localhost:{port}", "Authorization": f"Bearer {API_TOKEN}"} | headers
    if body is not None:
        lines["Content-Length"] = str(len(body))
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{'GET' if body is None else 'POST'} {target} HTTP/1.1\r\n{head}\r\n".encode() + (body or b"")


def article(number: int) -> bytes:
    """One that alerts whoever watches ISKP."""
    return json.dumps({"id": f"n{number}", "text": _ATTACK.format(number=number)}, ensure_ascii=False).encode()


async def many(total: int, at_once: int, ask: Callable[[int], Awaitable[int]]) -> Asked:
    """Ask so often, so many at a time."""
    asked, turn = Asked(), asyncio.Semaphore(at_once)

    async def one(number: int) -> None:
        async with turn:
            asked.statuses[await ask(number)] += 1

    await asyncio.gather(*(one(number) for number in range(total)))
    return asked


@asynccontextmanager
async def slow_clients(port: int, amount: int) -> AsyncIterator[None]:
    """So many that send a head and never end it, until the block ends."""
    held = []
    for _ in range(amount):
        held.append(await asyncio.open_connection("127.0.0.1", port))
        held[-1][1].write(b"GET /live HTTP/1.1\r\nX: ")
    try:
        yield
    finally:
        for _, writer in held:
            writer.close()


async def watch(port: int, typed: str) -> int:
    """Say something in the console, as its page does; the status."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request(port, "/", Connection="close"))
    page = await reader.read()
    writer.close()
    cookie = re.search(rb"Set-Cookie: ([^;]+)", page)
    csrf = _CSRF.search(page)
    assert cookie, page
    assert csrf, page
    body = b"csrf=%s&key=watch&text=%s" % (csrf[1], typed.encode())
    form = {"Cookie": cookie[1].decode(), "Content-Type": "application/x-www-form-urlencoded"}
    return await status_of(port, request(port, "/say", body, **form))


async def delivered(bot: Bot) -> int:
    """Messages that the console's chat has."""
    return sum(int(float(one)) for one in _SENT.findall((await bot.get("/metrics")).text))


def resident(pid: int) -> float:
    """MiB that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / (1 << 20)

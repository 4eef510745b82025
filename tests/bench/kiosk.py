"""Serves made-up outlets on loopback, in a process of its own: `python -m tests.bench.kiosk NUMBER`.

Prints its port. `/7` is the feed of outlet 7, `/next` turns to the second cycle. Every outlet of a group has an address
of its own, 127.1.0.1 and on, so that politeness towards hosts is part of what is measured.
"""

from __future__ import annotations

import asyncio
import gzip
import sys
from hashlib import md5

from tests.bench.outlets import SAYS_SO, Outlet, outlets

HOSTS = (
    [f"127.1.{number // 250}.{number % 250 + 1}" for number in range(500)] if sys.platform == "linux" else ["127.0.0.1"]
)
_ROOT = b"HTTP/1.1 %s\r\nConnection: keep-alive\r\nContent-Length: %d\r\n%s\r\n%s"


class Kiosk:
    """What lies in it in the cycle that it is in."""

    def __init__(self, shown: list[Outlet]) -> None:
        self._outlets, self._cycle = shown, 0
        self._bodies = [self._made(one) for one in shown]

    def _made(self, outlet: Outlet) -> tuple[bytes, bytes, bytes]:
        """The headers, the tag and the body, packed where the outlet does that."""
        body = outlet.body(self._cycle)
        tag = b'"%s"' % md5(body, usedforsecurity=False).hexdigest().encode() if outlet.habit == SAYS_SO else b""
        headers = b"Content-Type: application/xml; charset=%s\r\n" % outlet.label.encode()
        headers += b"ETag: %s\r\n" % tag if tag else b""
        if outlet.packed:
            body, headers = gzip.compress(body, 6, mtime=0), headers + b"Content-Encoding: gzip\r\n"
        return headers, tag, body

    def answer(self, request: bytes) -> bytes:
        """To one request."""
        path = request.split(b" ", 2)[1].strip(b"/")
        if path == b"next":
            self._cycle = 1
            for index, one in enumerate(self._outlets):
                self._bodies[index] = self._made(one)
            return _ROOT % (b"200 OK", 0, b"", b"")
        headers, tag, body = self._bodies[int(path)]
        if tag and tag in request:
            return _ROOT % (b"304 Not Modified", 0, headers, b"")
        return _ROOT % (b"200 OK", len(body), headers, body)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            while True:
                writer.write(self.answer(await reader.readuntil(b"\r\n\r\n")))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


async def main(number: int) -> None:
    """Serve until ended."""
    kiosk = Kiosk(list(outlets(number)))
    first = await asyncio.start_server(kiosk.serve, HOSTS[0], 0)
    port = first.sockets[0].getsockname()[1]
    if len(HOSTS) > 1:
        await asyncio.start_server(kiosk.serve, HOSTS[1:], port)
    print(port, flush=True)
    await first.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))

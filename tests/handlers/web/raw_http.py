"""HTTP as it stands on the wire, for what no client library would send."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

# No test asserts a time; a server that never answers is told of by this.
PATIENCE = 30.0


@dataclass(frozen=True)
class Answer:
    """What the server wrote before it closed, or until its answer was whole; `status` 0 where it wrote nothing."""

    status: int
    headers: Message
    body: bytes

    @property
    def cookie(self) -> str:
        """The name and value that it sets; empty where it sets none."""
        return str(self.headers.get("Set-Cookie", "")).partition(";")[0]


async def exchange(port: int, sent: bytes) -> Answer:
    """Send bytes and read until the server closes."""
    async with asyncio.timeout(PATIENCE):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(sent)
            return parsed(await _all(reader))
        finally:
            writer.close()


async def ask(
    port: int, method: str = "GET", target: str = "/", headers: Mapping[str, str] | None = None, body: bytes = b""
) -> Answer:
    """One request with these headers, on a connection of its own."""
    lines = {"Host": f"localhost:{port}", "Connection": "close"} | dict(headers or {})
    if body:
        lines.setdefault("Content-Length", str(len(body)))
        lines.setdefault("Content-Type", "application/x-www-form-urlencoded")
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return await exchange(port, f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("utf-8", "surrogateescape") + body)


def parsed(received: bytes) -> Answer:
    """The first answer in what was received."""
    head, _, body = received.partition(b"\r\n\r\n")
    line, _, fields = head.partition(b"\r\n")
    status = int(line.split()[1]) if line.startswith(b"HTTP/1.") else 0
    return Answer(status, message_from_bytes(fields + b"\r\n\r\n"), body)


async def _all(reader: asyncio.StreamReader) -> bytes:
    received = b""
    try:
        while more := await reader.read(1 << 16):
            received += more
    except ConnectionError:
        pass
    return received

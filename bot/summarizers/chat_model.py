"""A language model behind an OpenAI-compatible address, asked once and bounded in time and size."""

import asyncio
import json
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from bot.core.errors import RasidError, WireError
from bot.core.inflate import Inflater

SECONDS: Final = 20.0
"""How long one answer may take, from looking up the address to its last byte."""
LARGEST: Final = 64 * 1024
"""Bytes of an answer; a summary and all that surrounds it take a fraction of that."""

Conversation = Sequence[Mapping[str, str]]


class ModelError(RasidError):
    """Why there is no answer, in words that hold neither the key nor anything that was sent."""


@dataclass(frozen=True)
class ChatModel:
    """`url` is what stands before `/chat/completions`. The key goes nowhere but into the header."""

    url: str
    name: str
    key: str | None = field(default=None, repr=False)
    seconds: float = SECONDS
    largest: int = LARGEST

    def ask(self, conversation: Conversation) -> str:
        """The model's answer. Blocks, so call it in a thread of its own. Raises ModelError; never tries twice."""
        try:
            return _content(_in_a_loop_of_its_own(self._bounded(conversation)))
        except ModelError:
            raise
        except WireError as error:
            raise ModelError(str(error)) from None
        except Exception as error:  # whatever a wrong address or a wild server makes the client raise
            raise ModelError(_reason(error, self.seconds)) from None

    async def _bounded(self, conversation: Conversation) -> bytes:
        async with asyncio.timeout(self.seconds):
            return await self._post(conversation)

    async def _post(self, conversation: Conversation) -> bytes:
        # Nothing more is asked for: which further fields a server takes differs from one to the next.
        body = {"model": self.name, "messages": list(conversation), "stream": False}
        headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        async with (
            httpx.AsyncClient(headers=headers, timeout=self.seconds, follow_redirects=False) as client,
            client.stream("POST", f"{self.url.rstrip('/')}/chat/completions", json=body) as response,
        ):
            if response.status_code != 200:
                raise ModelError(f"HTTP {response.status_code}")
            inflater = Inflater(response.headers.get("content-encoding", ""), self.largest)
            async for piece in response.aiter_raw():
                inflater.feed(piece)
        return inflater.body()


def _in_a_loop_of_its_own(work: Coroutine[Any, Any, bytes]) -> bytes:
    """Not by `asyncio.run`, which at its end would wait for a name server that does not answer."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.close()


def _content(body: bytes) -> str:
    """What the first choice says."""
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, RecursionError):
        raise ModelError("the answer is no JSON") from None
    except (LookupError, TypeError):
        content = None
    if not isinstance(content, str):
        raise ModelError("the answer is no chat completion")
    return content


def _reason(error: Exception, seconds: float) -> str:
    match error:
        case TimeoutError() | httpx.TimeoutException():
            return f"no whole answer within {seconds:g} s"
        case httpx.ConnectError():
            return "no connection"
        case httpx.RemoteProtocolError() | httpx.ReadError():
            return "the answer was cut off or is no HTTP"
    return f"it cannot be asked ({type(error).__name__})"

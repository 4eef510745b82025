"""The web console of the demonstration: served on a free port of this machine for as long as the demonstration runs."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.core.model import Language, Update
    from bot.parts import Parts
    from handlers.web import WebChat


@dataclass(frozen=True, slots=True)
class Shown:
    """A console that is open at `address`."""

    chat: "WebChat"
    address: str

    async def say(self, command: str, put: Callable[["Update"], object]) -> None:
        """Type a command there; `put` keeps it."""

        async def receive(update: "Update") -> bool:
            return bool(await asyncio.to_thread(put, update))

        listening = asyncio.create_task(self.chat.listen(receive))
        await asyncio.sleep(0)  # it listens now
        await self.chat.hear(command, uuid.uuid4().hex)
        await ended(listening)


@asynccontextmanager
async def served(parts: "Parts", language: "Language") -> AsyncIterator[Shown]:
    """Serve until the block ends."""
    from bot.clocks import utc_now
    from handlers.commands import registry
    from handlers.web import WebChat, WebConsole, WebServer
    from handlers.web.api import Api
    from handlers.web.metrics import MetricsPage

    store = parts.store
    chat = WebChat(store, utc_now, words=tuple(registry.words()))
    console = WebConsole(store, parts.reader, parts.texts, chat, utc_now, language, "UTC", content=parts.making.content)
    api = Api(store, parts.reader, parts.ingest.take, parts.summarizer, parts.texts, utc_now, None, 1)
    server = WebServer("127.0.0.1", 0, store, api, {}, MetricsPage(store, utc_now, {}), (), console)
    port = await server.start()
    try:
        yield Shown(chat, f"http://127.0.0.1:{port}/")
    finally:
        await chat.close()
        await server.stop()


async def ended(task: "asyncio.Task[None]") -> None:
    """Cancel a task and wait for its end."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task

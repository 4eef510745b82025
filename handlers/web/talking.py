"""The conversation: the page of the chat, what is typed and pressed there, and in which language it is spoken.

With the script a page posts and goes on; without it every form leads back to the chat once the answer is there.
"""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.core.errors import SendError, StoreError
from bot.core.language import Texts
from bot.core.model import Role
from handlers.commands import registry
from handlers.web.chat import CHAT
from handlers.web.lines import all_drawn
from handlers.web.numbers import whole
from handlers.web.pages.base import Desk

if TYPE_CHECKING:
    from handlers.web.console import WebConsole
    from handlers.web.guard import Guard

LONGEST = 10_000
"""Code points that may be said at once: an article fits, which `/test` is given."""

# Lines of the chat that a page shows at first, and more when they are asked for.
_SHOWN = 50
# Seconds that a page without the script waits for its answer.
_PATIENCE = 3.0
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}\Z")
_PRESS = re.compile(r"([0-9]{1,15}):(.{1,500})\Z", re.DOTALL)
# Where a page of ours is, without what could lead elsewhere.
_BACK = re.compile(r"/(?:[A-Za-z0-9_-][A-Za-z0-9_/-]*)?\Z")
_ROLE: Role = "admin"
_EXAMPLES = ("/status ISKP", "/watch ISKP", "/help")


class Talking:
    """The routes of the chat."""

    def __init__(self, console: "WebConsole") -> None:
        self._console = console

    def add_to(self, app: web.Application, guard: "Guard") -> None:
        """Add the routes."""
        app.router.add_get("/", guard.page(self._console.answered(self._page)))
        for path, handler in (("/say", self._say), ("/press", self._press), ("/language", self._language)):
            app.router.add_post(path, guard.page(self._console.answered(handler)))

    async def _page(self, request: web.Request) -> web.Response:
        return await self._shown(request, {})

    async def _say(self, request: web.Request) -> web.Response:
        form = await request.post()
        text, key = str(form.get("text", "")), _key(form)
        if len(text) > LONGEST:
            return await self._refused(request, 413, _too_long, text)
        return await self._done(request, lambda: self._console.chat.hear(text, key), text)

    async def _press(self, request: web.Request) -> web.Response:
        form = await request.post()
        found = _PRESS.match(str(form.get("press", "")))
        if found is None:
            return await self._refused(request, 400, _no_button)
        line, command, key = int(found[1]), found[2], _key(form)
        return await self._done(request, lambda: self._console.chat.press(command, line, key))

    async def _language(self, request: web.Request) -> web.Response:
        """As if it had been typed: noted like any change, and answered in the chat."""
        form = await request.post()
        language, back = str(form.get("language", "")), str(form.get("back", "/"))
        if language not in self._console.texts:
            return await self._refused(request, 400, _no_language)
        say = f"/settings language {language}"
        response = await self._done(request, lambda: self._console.chat.hear(say, _key(form)))
        if response.status == 303 and _BACK.match(back):
            response.headers["Location"] = back
        return response

    async def _done(self, request: web.Request, act: Callable[[], Awaitable[Any]], text: str = "") -> web.Response:
        """Have it done; what stands in the way is said where the person is."""
        try:
            seen = await asyncio.to_thread(self._revision)
            await act()
        except SendError:
            return await self._refused(request, 503, _away, text)
        except StoreError:
            return await self._refused(request, 503, _no_database, text)
        if _by_script(request):
            return web.json_response({"taken": True}, status=202)
        await self._answer(seen)
        return web.Response(status=303, headers={"Location": "/#latest"})

    async def _refused(
        self, request: web.Request, status: int, why: Callable[[Texts], str], text: str = ""
    ) -> web.Response:
        """The sentence alone for the script; else the page with it, and with what was typed."""
        sentence = why(await asyncio.to_thread(self._console.texts_now))
        if _by_script(request):
            return web.json_response({"error": sentence}, status=status)
        return await self._shown(request, {"error": sentence, "draft": text[:LONGEST]}, status)

    async def _shown(self, request: web.Request, more: Mapping[str, Any], status: int = 200) -> web.Response:
        def view(desk: Desk) -> Mapping[str, Any]:
            return {**self._conversation(desk), **more}

        return await self._console.drawn(request, "chat.html", view, "chat", status)

    def _conversation(self, desk: Desk) -> Mapping[str, Any]:
        revision = desk.unit.transcript.revision(CHAT)  # before the lines: what comes between is told again, not lost
        before = whole(desk.query.get("before", ""))
        lines = desk.unit.transcript.latest(CHAT, _SHOWN + 1, before)
        shown = [self._console.chat.whole(one) for one in lines[-_SHOWN:]]
        return {
            "title": desk.texts.say("Chat"),
            "lines": all_drawn(shown, desk.texts, desk.chat.timezone),
            "older": shown[0].id if len(lines) > _SHOWN else None,
            "past": before is not None,
            "revision": revision,
            "key": secrets.token_urlsafe(16),
            "commands": _commands(),
            "examples": _EXAMPLES,
            "longest": LONGEST,
            "error": "",
            "draft": "",
        }

    def _revision(self) -> int:
        with self._console.store.begin(read_only=True) as unit:
            return unit.transcript.revision(CHAT)

    async def _answer(self, seen: int) -> None:
        """Until the bot has said or changed something, or for a while."""
        with suppress(TimeoutError), self._console.chat.reading() as changed:
            async with asyncio.timeout(_PATIENCE):
                while not await asyncio.to_thread(self._told, seen):
                    await changed.wait()
                    changed.clear()

    def _told(self, seen: int) -> bool:
        with self._console.store.begin(read_only=True) as unit:
            return any(line.message or line.gone for line in unit.transcript.since(CHAT, seen, 10))


def _commands() -> list[Mapping[str, Any]]:
    """What is offered while a command is typed, with all names that it is found by."""
    known = [one for one in registry.commands().values() if registry.may(_ROLE, one.role)]
    return [{"name": one.name, "names": " ".join((one.name, *one.aliases)), "command": one} for one in known]


def _key(form: Mapping[str, Any]) -> str:
    given = str(form.get("key", ""))
    return given if _KEY.match(given) else secrets.token_urlsafe(16)


def _by_script(request: web.Request) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _too_long(texts: Texts) -> str:
    return texts.say("This is too long to be said at once: at most {n} characters.", n=LONGEST)


def _no_button(texts: Texts) -> str:
    return texts.say("This is no button of the chat. Load the page again.")


def _no_language(texts: Texts) -> str:
    return texts.say("I speak Arabic (ar) and English (en).")


def _away(texts: Texts) -> str:
    return texts.say("The bot is starting or stopping. What you wrote is still here: send it again in a moment.")


def _no_database(texts: Texts) -> str:
    return texts.say("The database does not answer. What you wrote is still here: send it again in a moment.")

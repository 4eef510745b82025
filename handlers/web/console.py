"""The web console: its pages, the chat, what happens live, its style sheet and script. Nothing comes from outside."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from aiohttp import web
from markupsafe import Markup

from bot.core.bidi import strip_controls
from bot.core.errors import RasidError, SendError, StoreError
from bot.core.language import Texts
from bot.core.model import Destination, Language
from bot.core.transcript import Line
from bot.ports import Reader, Store, Unit
from handlers.web.chat import ADDRESS, CHAT, WebChat
from handlers.web.guard import CSRF_FIELD, Guard
from handlers.web.html import message_html
from handlers.web.live import Live
from handlers.web.login import Login
from handlers.web.pages.base import Desk, MissingError, Page
from handlers.web.pages.registry import PAGES
from handlers.web.rendering import ENVIRONMENT
from watchlists.outlets import NO_OUTLETS, Outlets

# Lines of the chat that a page shows at first.
_SHOWN = 50
_STATIC = {"console.css": "text/css", "console.js": "text/javascript"}


@dataclass(frozen=True)
class WebConsole:
    """What the console is made of. `language` and `timezone` are those of a new chat; `troubles` says what does not
    work at the moment, by part. Without a `token` only the bot's own machine is served."""

    store: Store
    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    chat: WebChat
    clock: Callable[[], datetime]
    language: Language
    timezone: str
    token: str | None = None
    outlets: Outlets = NO_OUTLETS
    troubles: Callable[[], Mapping[str, str]] = dict
    content: Callable[[Any], bytes | None] = lambda _: None
    """The bytes of a message's file; blocks."""

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        guard = Guard(self.store, self.token, self.clock, self.texts, self.language)
        if self.token is not None:
            Login(guard, self.token, self.clock).add_to(app)
        app.router.add_get("/", guard.page(self._answered(self._talk)))
        app.router.add_post("/say", guard.page(self._answered(self._say)))
        app.router.add_post("/press", guard.page(self._answered(self._press)))
        app.router.add_get("/live", guard.page(self._live.stream), allow_head=False)
        app.router.add_get("/static/{name}", guard.open(self._static))
        for page in PAGES:
            app.router.add_get(page.path, guard.page(self._answered(self._shown(page))))

    @cached_property
    def _live(self) -> Live:
        return Live(self.store, self.chat, self._line_html)

    async def _talk(self, request: web.Request) -> web.Response:
        return await asyncio.to_thread(self._rendered, request, "chat.html", self._conversation)

    async def _say(self, request: web.Request) -> web.Response:
        form = await request.post()
        await self.chat.hear(str(form.get("text", "")), str(form.get("key") or secrets.token_urlsafe(16)))
        return _back(request)

    async def _press(self, request: web.Request) -> web.Response:
        form = await request.post()
        line = str(form.get("line", ""))
        if line.isascii() and line.isdecimal():
            await self.chat.press(str(form.get("command", "")), int(line), secrets.token_urlsafe(16))
        return _back(request)

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in _STATIC:
            raise web.HTTPNotFound
        from importlib.resources import files

        body = files("handlers.web").joinpath("static", name).read_bytes()
        return web.Response(body=body, content_type=_STATIC[name], charset="utf-8")

    def _shown(self, page: Page) -> Callable[[web.Request], Any]:
        async def shown(request: web.Request) -> web.Response:
            return await asyncio.to_thread(self._rendered, request, page.template, page.view, page.name)

        return shown

    def _answered(self, handler: Callable[[web.Request], Any]) -> Callable[[web.Request], Any]:
        """What goes wrong as a page with a sentence."""

        async def answered(request: web.Request) -> web.StreamResponse:
            try:
                response: web.StreamResponse = await handler(request)
                return response
            except MissingError as error:
                return self._problem(request, 404, str(error))
            except (SendError, StoreError) as error:
                return self._problem(request, 503, str(error))
            except RasidError as error:
                return self._problem(request, 400, str(error))

        return answered

    def _problem(self, request: web.Request, status: int, sentence: str) -> web.Response:
        """Without the database, which may be what fails: in the language of a new chat."""
        texts = self.texts[self.language]
        title = texts.say("This does not work")
        context = self._frame(request, texts, "", {"title": title, "sentence": sentence})
        return _page(ENVIRONMENT.get_template("problem.html").render(context), status)

    def _rendered(
        self, request: web.Request, template: str, view: Callable[[Desk], Mapping[str, Any]], name: str = "chat"
    ) -> web.Response:
        with self.store.begin() as unit:
            chat = self._chat_of(unit)
        with self.store.begin(read_only=True) as unit:
            desk = self._desk(unit, chat, request)
            context = self._frame(request, desk.texts, name, view(desk))
            return _page(ENVIRONMENT.get_template(template).render(context))

    def _desk(self, unit: Unit, chat: Destination, request: web.Request) -> Desk:
        texts = self.texts[chat.language].of(chat.preferences)
        return Desk(
            unit,
            self.reader().watchlists,
            self.outlets,
            texts,
            chat,
            self.clock(),
            request.match_info,
            request.query,
            self.troubles(),
        )

    def _chat_of(self, unit: Unit) -> Destination:
        """The console's chat, made when it is first looked at; who may look may talk."""
        found = unit.chats.find(ADDRESS)
        if found is not None and found.access == "allowed":
            return found
        if found is None:
            about = {"private": True, "title": "", "language": self.language, "timezone": self.timezone}
            found, _ = unit.chats.meet(ADDRESS, access="allowed", **about)  # type: ignore[arg-type]
        return unit.chats.change(found.id, access="allowed")

    def _frame(self, request: web.Request, texts: Texts, name: str, content: Mapping[str, Any]) -> dict[str, Any]:
        """What every template knows, and the page's own."""
        menu = [(page.name, page.path, page.menu(texts)) for page in PAGES if page.menu is not None]
        return {
            "say": lambda message, **values: texts.say(message, **values),
            "texts": texts,
            "language": texts.language,
            "direction": "rtl" if texts.language == "ar" else "ltr",
            "menu": [("chat", "/", texts.say("Chat")), *menu],
            "current": name,
            "csrf_field": CSRF_FIELD,
            "csrf": request.get("csrf", ""),
            "logged_in": request.get("logged_in", False),
            "plain": strip_controls,
            **content,
        }

    def _conversation(self, desk: Desk) -> Mapping[str, Any]:
        lines = desk.unit.transcript.latest(CHAT, _SHOWN)
        return {
            "title": desk.texts.say("Chat"),
            "lines": [(line, _body(line)) for line in lines],
            "revision": desk.unit.transcript.revision(CHAT),
            "key": secrets.token_urlsafe(16),
        }

    def _line_html(self, line: Line) -> str:
        return ENVIRONMENT.get_template("line.html").render(line=line, body=_body(line))


def _body(line: Line) -> Markup:
    return message_html(line.message) if line.message else Markup("")


def _back(request: web.Request) -> web.Response:
    """To the chat, for browsers without a script; to the script that it was taken."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return web.json_response({"taken": True}, status=202)
    raise web.HTTPSeeOther("/")


def _page(html: str, status: int = 200) -> web.Response:
    return web.Response(text=html, content_type="text/html", status=status)

"""The web console: its pages, the chat, what happens live, its style sheet and script. Nothing comes from outside."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.core.bidi import strip_controls
from bot.core.errors import RasidError, SendError, StoreError
from bot.core.language import LANGUAGES, Texts, spoken
from bot.core.model import Destination, Language
from bot.ports import Reader, Store, Unit
from bot.ports.metering import SILENT, Meter
from handlers.web.chat import ADDRESS, WebChat
from handlers.web.files import Files
from handlers.web.guard import CSRF, CSRF_FIELD, LOGGED_IN, Guard
from handlers.web.live import Live, Pace
from handlers.web.login import Login
from handlers.web.pages.base import NOTHING_KNOWN, About, Desk, MissingError, Page, WrongError
from handlers.web.pages.registry import PAGES
from handlers.web.rendering import ENVIRONMENT
from handlers.web.talking import Talking
from watchlists.outlets import NO_OUTLETS, Outlets

# Pages that are made at the same time: each takes one of the few threads that everything shares, six on two processors.
_AT_ONCE = 2
_STATIC = {
    **dict.fromkeys(("console.css", "chat.css", "news.css", "lists.css"), "text/css"),
    "console.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


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
    outlets: Callable[[], Outlets] = lambda: NO_OUTLETS
    troubles: Callable[[], Mapping[str, str]] = dict
    content: Callable[[Any], bytes | None] = lambda _: None
    """The bytes of a message's file; blocks."""
    streams: int = 64
    """Pages that are told live at a time."""
    pace: Pace = field(default_factory=Pace)
    about: About = NOTHING_KNOWN
    meter: Meter = SILENT
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE), init=False)

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        guard = Guard(self.store, self.token, self.clock, self.texts, self.language)
        if self.token is not None:
            Login(guard, self.token, self.clock).add_to(app)
        for group in (Talking(self), Live(self, self.streams, self.pace), Files(self, self.content)):
            group.add_to(app, guard)
        app.router.add_get("/static/{name}", guard.open(self._static))
        for page in PAGES:
            app.router.add_get(page.path, guard.page(self.answered(self._shown(page))))
        app.middlewares.append(_missing(guard.page(self.answered(self._nowhere))))

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in _STATIC:
            raise web.HTTPNotFound
        from importlib.resources import files

        body = files("handlers.web").joinpath("static", name).read_bytes()
        return web.Response(body=body, content_type=_STATIC[name], charset="utf-8")

    async def _nowhere(self, _request: web.Request) -> web.Response:
        raise MissingError((await asyncio.to_thread(self.texts_now)).say("There is no such page."))

    def _shown(self, page: Page) -> Callable[[web.Request], Any]:
        async def shown(request: web.Request) -> web.Response:
            return await self.drawn(request, page.template, page.view, page.name)

        return shown

    def answered(self, handler: Callable[[web.Request], Any]) -> Callable[[web.Request], Any]:
        """What goes wrong as a page with a sentence."""

        async def answered(request: web.Request) -> web.StreamResponse:
            try:
                response: web.StreamResponse = await handler(request)
                return response
            except (MissingError, WrongError) as error:
                return self._refused(request, error, await asyncio.to_thread(self.texts_now))
            except (SendError, StoreError) as error:
                return self._failed(request, 503, error)
            except RasidError as error:
                return self._failed(request, 400, error)

        return answered

    def _refused(self, request: web.Request, error: MissingError | WrongError, texts: Texts) -> web.Response:
        """A page that there is not, or not so, with what may have been meant."""
        if isinstance(error, MissingError):
            return self._problem(request, texts, 404, texts.say("Not found"), str(error), error.choices)
        return self._problem(request, texts, 400, texts.say("This does not work"), str(error))

    def _failed(self, request: web.Request, status: int, error: RasidError) -> web.Response:
        """Without the database, which may be what fails: in the language of a new chat."""
        texts = self.texts[self.language]
        return self._problem(request, texts, status, texts.say("This does not work"), str(error))

    def _problem(
        self,
        request: web.Request,
        texts: Texts,
        status: int,
        title: str,
        sentence: str,
        choices: Sequence[tuple[str, str]] = (),
    ) -> web.Response:
        filled = {"title": title, "sentence": sentence, "choices": choices}
        return _page(ENVIRONMENT.get_template("problem.html").render(self._frame(request, texts, "", filled)), status)

    async def drawn(
        self,
        request: web.Request,
        template: str,
        view: Callable[[Desk], Mapping[str, Any]],
        name: str,
        status: int = 200,
    ) -> web.Response:
        """A page, as `rendered` makes it, in its turn: however many are asked for, the rest of the bot gets on."""
        async with self._turns:
            if request.transport is None:  # who asked has gone while they waited
                return web.Response(status=503)
            return await asyncio.to_thread(self.rendered, request, template, view, name, status)

    def rendered(
        self,
        request: web.Request,
        template: str,
        view: Callable[[Desk], Mapping[str, Any]],
        name: str,
        status: int = 200,
    ) -> web.Response:
        """A page, filled by its view; blocks. `name` is what it is called in the menu."""
        chat = self._allowed()
        with self.store.begin(read_only=True) as unit:
            desk = self._desk(unit, chat, request)
            context = self._frame(request, desk.texts, name, view(desk))
            return _page(ENVIRONMENT.get_template(template).render(context), status)

    def voice(self, unit: Unit) -> tuple[Texts, str]:
        """In which sentences the chat is spoken to, and its time zone."""
        chat = unit.chats.find(ADDRESS)
        return (spoken(self.texts, chat), chat.timezone) if chat else (self.texts[self.language], self.timezone)

    def texts_now(self) -> Texts:
        """The sentences of the chat, also while the database cannot be used; blocks."""
        try:
            with self.store.begin(read_only=True) as unit:
                return self.voice(unit)[0]
        except StoreError:
            return self.texts[self.language]

    def _desk(self, unit: Unit, chat: Destination, request: web.Request) -> Desk:
        texts = spoken(self.texts, chat)
        return Desk(
            unit,
            self.reader(),
            self.outlets(),
            texts,
            chat,
            self.clock(),
            request.match_info,
            request.query,
            self.troubles(),
            self.about,
        )

    def _allowed(self) -> Destination:
        """The console's chat, made when it is first looked at; who may look may talk. Afterwards a look only reads."""
        with self.store.begin(read_only=True) as unit:
            found = unit.chats.find(ADDRESS)
        if found is not None and found.access == "allowed":
            return found
        about = {"private": True, "title": "", "language": self.language, "timezone": self.timezone}
        with self.store.begin() as unit:
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
            "here": request.path,
            "other": next(one for one in LANGUAGES if one != texts.language),
            "menu": [("chat", "/", texts.say("Chat")), *menu],
            "current": name,
            "csrf_field": CSRF_FIELD,
            "csrf": request.get(CSRF, ""),
            "logged_in": request.get(LOGGED_IN, False),
            "plain": strip_controls,
            **content,
        }


def _page(html: str, status: int = 200) -> web.Response:
    return web.Response(text=html, content_type="text/html", status=status)


def _missing(page: Handler) -> Middleware:
    """What people that open an unknown address are shown; programs are answered as before."""

    @web.middleware
    async def missing(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPNotFound:
            if request.method not in ("GET", "HEAD") or "text/html" not in request.headers.get("Accept", ""):
                raise
            return await page(request)

    return missing

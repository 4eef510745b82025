"""A local Telegram: the Bot API on loopback, and people who write to the bot and read what it sends.

    async with TelegramServer() as server:
        bot = Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url)
        server.say(1001, 1001, "/status ISKP")
        sent = await server.wait_for(lambda sent: "ISKP" in sent.plain)
        server.press(1001, sent, sent.button("24h").data)

Faults come from `server.faults.add(flood(3), "sendMessage", chat=1001)`; their texts are in `telegram_faults`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.fakes.attempts import Attempt
from tests.fakes.faults import FaultPlan
from tests.fakes.journal import Journal
from tests.fakes.loopback import LoopbackServer, after_work, before_work, decoded, read_parameters
from tests.fakes.referees import RefusedError
from tests.fakes.telegram_calls import check_call
from tests.fakes.telegram_faults import ApiError, MalformedError
from tests.fakes.telegram_methods import BotMethods
from tests.fakes.telegram_objects import Json, Sent
from tests.fakes.telegram_people import People
from tests.fakes.telegram_updates import UpdateQueue

TOKEN = "110201543:made-up-token-of-the-tests"
BOT_ID = 110201543
BOT_NAME = "rasid_test_bot"
# So much of a call is shown with what is wrong in it.
SHOWN = 300

JSON_FIELDS = frozenset(
    {"button", "reply_markup", "entities", "caption_entities", "link_preview_options", "reply_parameters"}
    | {"commands", "scope", "allowed_updates", "menu_button", "results", "reaction", "media"}
)


class TelegramServer(LoopbackServer, People):
    """The server and its people. `sent` holds messages and edits, `calls` every request, faulted ones too, and
    `attempts` what became of each."""

    def __init__(self, token: str = TOKEN, faults: FaultPlan | None = None) -> None:
        LoopbackServer.__init__(self, faults)
        self.token = token
        self.updates = UpdateQueue()
        self.methods = BotMethods(self.updates, BOT_ID, BOT_NAME)
        self.calls: Journal[tuple[str, Json]] = Journal()
        self.attempts: list[Attempt] = []
        People.__init__(self, self.updates, self.methods.chats)

    @property
    def base_url(self) -> str:
        return f"{self.origin}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.origin}/file/bot"

    @property
    def sent(self) -> Journal[Sent]:
        return self.methods.chats.sent

    @property
    def answers(self) -> Journal[Json]:
        """What answerCallbackQuery said, in order."""
        return self.methods.answers

    @property
    def offers(self) -> Journal[Json]:
        """What answerInlineQuery offered, in order; each result with its `plain` words."""
        return self.methods.shop.offers

    @property
    def menus(self) -> dict[tuple[str, str], list[Json]]:
        """The commands by scope (`default`, `all_private_chats`, `chat1001` …) and language code."""
        return self.methods.shop.menus

    def shown(self, chat_id: int) -> list[Sent]:
        """The bot's messages in a chat as they stand now, after edits and deletions."""
        return self.methods.chats.shown(chat_id)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_route("*", "/bot{token}/{method}", self._call)
        router.add_get("/file/bot{token}/{path:.+}", self._download)

    async def wait_for(self, predicate: Callable[[Sent], bool], within: float = 5.0, start: int = 0) -> Sent:
        """The first sent message from index `start` on that fits; AssertionError after `within` seconds."""
        return await self.sent.wait_for(predicate, within, start)

    async def start(self) -> None:
        await super().start()
        await self.updates.set_webhook(self.updates.webhook)

    async def stop(self) -> None:
        await self.updates.close()
        await super().stop()

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        parameters = decoded(await read_parameters(request), JSON_FIELDS)
        self.calls.record((method, parameters))
        attempt = Attempt(method, str(parameters.get("chat_id", "")))
        self.attempts.append(attempt)
        response = await self._answer(request, method, parameters, attempt)
        attempt.answer()
        return response

    async def _answer(self, request: web.Request, method: str, parameters: Json, attempt: Attempt) -> web.Response:
        problem = self._problem(method, parameters)
        fault = self.faults.take(method, parameters.get("chat_id"), parameters)
        if answer := await before_work(request, fault):
            return answer
        try:
            self._check_token(request)
            if problem:
                raise ApiError(400, f"Bad Request: {problem}")
            result = await self._work(method, parameters)
        except ApiError as error:
            return error.answer().response()
        attempt.message = str(result["message_id"]) if isinstance(result, dict) and "message_id" in result else None
        await after_work(request, fault)
        return web.json_response({"ok": True, "result": result})

    async def _work(self, method: str, parameters: Json) -> Any:
        try:
            return await self.methods.call(method, parameters)
        except MalformedError as error:
            self._note(method, parameters, error.description)
            raise

    def _problem(self, method: str, parameters: Json) -> str:
        """What the referee says against a call, '' where nothing; noted even if a fault strikes the call later."""
        try:
            check_call(method, parameters)
        except RefusedError as reason:
            self._note(method, parameters, str(reason))
            return str(reason)
        return ""

    def _note(self, method: str, parameters: Json, problem: str) -> None:
        self.violations.append(f"{method}: {problem}; {str(parameters)[:SHOWN]}")

    async def _download(self, request: web.Request) -> web.Response:
        """Faults for it come under the name `download`."""
        if answer := await before_work(request, self.faults.take("download")):
            return answer
        content = self.methods.chats.files.get(request.match_info["path"])
        if request.match_info["token"] != self.token or content is None:
            return ApiError(404, "Not Found").answer().response()
        return web.Response(body=content)

    def _check_token(self, request: web.Request) -> None:
        if request.match_info["token"] != self.token:
            raise ApiError(401, "Unauthorized")

"""A local Slack: Web API and Socket Mode on loopback, and people who write to the app and read what it posts.

    async with SlackServer() as server:
        app = AsyncApp(client=AsyncWebClient(server.bot_token, base_url=server.base_url))
        await AsyncSocketModeHandler(app, server.app_token).connect_async()
        server.command("U1001", "C2002", "status ISKP")
        posted = await server.wait_for(lambda posted: "ISKP" in posted.plain)
        server.press("U1001", posted, posted.button("24h").action, posted.button("24h").value)

Faults come from `server.faults.add(rate_limited(3), "chat.postMessage", chat="C2002")`; see `slack_faults`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

from tests.fakes.attempts import Attempt
from tests.fakes.faults import FaultPlan
from tests.fakes.journal import Journal
from tests.fakes.loopback import LoopbackServer, after_work, before_work, decoded, read_parameters
from tests.fakes.slack_calls import check_arguments, check_response
from tests.fakes.slack_faults import MalformedError, SlackError
from tests.fakes.slack_files import SharedFiles
from tests.fakes.slack_methods import WebMethods
from tests.fakes.slack_objects import Json, Posted
from tests.fakes.slack_people import People
from tests.fakes.slack_requests import SECRET, RequestUrl
from tests.fakes.slack_socket import Envelope, SocketMode

T = TypeVar("T")

BOT_TOKEN = "xoxb-made-up-token-of-the-tests"
APP_TOKEN = "xapp-made-up-token-of-the-tests"

# So much of a call is shown with what is wrong in it.
SHOWN = 300

JSON_FIELDS = frozenset({"blocks", "attachments", "files", "view", "metadata"})


class SlackServer(LoopbackServer, People):
    """The server and its people. `posted` holds messages and changes, `calls` every Web API request, `attempts` what
    became of each."""

    def __init__(self, bot_token: str = BOT_TOKEN, app_token: str = APP_TOKEN, faults: FaultPlan | None = None) -> None:
        LoopbackServer.__init__(self, faults)
        self.bot_token = bot_token
        self.app_token = app_token
        self.methods = WebMethods(lambda: self.origin)
        self.socket = SocketMode(self._acknowledged)
        self.calls: Journal[tuple[str, Json]] = Journal()
        self.attempts: list[Attempt] = []
        self.request_url: RequestUrl | None = None
        People.__init__(self, self._emit_envelope, self.methods)

    @property
    def base_url(self) -> str:
        return f"{self.origin}/api/"

    @property
    def posted(self) -> Journal[Posted]:
        return self.methods.posted

    @property
    def views(self) -> Journal[Json]:
        """What views.publish, views.open and views.update showed, in order."""
        return self.methods.views

    @property
    def files(self) -> SharedFiles:
        """What people share; a request for a file meets the faults of `file`."""
        return self.methods.files

    def deliver_to(self, url: str, secret: str = SECRET) -> RequestUrl:
        """From now on post to the app's address what people do, signed with `secret`, instead of Socket Mode."""
        self.request_url = RequestUrl(url, self._acknowledged, secret)
        return self.request_url

    def shown(self, channel: str) -> list[Posted]:
        """The app's messages in a channel as they stand now, ephemeral ones left out."""
        return self.methods.shown(channel)

    async def wait_for(self, predicate: Callable[[Posted], bool], within: float = 5.0, start: int = 0) -> Posted:
        """The first posted message from index `start` on that fits; AssertionError after `within` seconds."""
        return await self.posted.wait_for(predicate, within, start)

    async def wait_for_hello(self, within: float = 5.0) -> None:
        """Until the app has been greeted on a socket."""
        await self.socket.hellos.wait_for(lambda _: True, within)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_route("*", "/api/{method}", self._call)
        router.add_get("/link/", self.socket.serve)
        router.add_post("/upload/{file}", self._upload)
        router.add_get("/files-pri/{file}/{name:.+}", self._give_file)
        router.add_post("/response/{number}", self._respond)

    async def stop(self) -> None:
        await self.socket.close()
        if self.request_url:
            await self.request_url.close()
        await super().stop()

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given = decoded(await read_parameters(request), JSON_FIELDS)
        given["token"] = given.get("token") or request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.calls.record((method, given))
        attempt = Attempt(method, str(given.get("channel") or given.get("channel_id") or ""))
        self.attempts.append(attempt)
        response = await self._answer(request, method, given, attempt)
        attempt.answer()
        return response

    async def _answer(self, request: web.Request, method: str, given: Json, attempt: Attempt) -> web.Response:
        problem = self._problem(method, lambda: check_arguments(method, given), given)
        fault = self.faults.take(method, attempt.chat or None, given)
        if answer := await before_work(request, fault):
            return answer
        try:
            self._check_token(given["token"])
            if problem:
                raise problem
            result = self._judged(method, lambda: self.methods.call(method, given), given)
        except SlackError as error:
            return error.answer().response()
        attempt.message = str(result["ts"]) if "ts" in result else None
        await after_work(request, fault)
        return web.json_response({"ok": True} | result)

    def _problem(self, method: str, check: Callable[[], None], given: Json) -> SlackError | None:
        """What the referee says against a call; noted even if a fault strikes the call later."""
        try:
            self._judged(method, check, given)
        except SlackError as error:
            return error
        return None

    def _judged(self, method: str, work: Callable[[], T], given: Json) -> T:
        """Do it; what is malformed is noted as a violation, too."""
        try:
            return work()
        except MalformedError as error:
            shown = {name: value for name, value in given.items() if name != "token"}
            self.violations.append(f"{method}: {error.code} {' '.join(error.messages)}; {str(shown)[:SHOWN]}")
            raise

    async def _upload(self, request: web.Request) -> web.Response:
        content = await request.read()
        fault = self.faults.take("upload")
        if answer := await before_work(request, fault):
            return answer
        self.methods.upload(request.match_info["file"], content)
        await after_work(request, fault)
        return web.Response(text=f"OK - {len(content)}")

    async def _give_file(self, request: web.Request) -> web.Response:
        return await self.files.serve(request, self.bot_token, self.faults.take("file"))

    async def _respond(self, request: web.Request) -> web.Response:
        given = await read_parameters(request)
        fault = self.faults.take("response_url")
        if answer := await before_work(request, fault):
            return answer
        try:
            self._judged("response_url", lambda: check_response(given), given)
            self._judged("response_url", lambda: self.methods.respond(request.match_info["number"], given), given)
        except SlackError as error:
            return web.Response(status=404, text=error.code)
        await after_work(request, fault)
        return web.Response(text="ok")

    def _emit_envelope(self, kind: str, payload: Json) -> Envelope:
        return (self.request_url or self.socket).emit(kind, payload)

    def _acknowledged(self, envelope: Envelope, answer: Json) -> None:
        """A text in the acknowledgement of a command is shown to the person at once."""
        if envelope.kind == "slash_commands" and (answer.get("text") or answer.get("blocks")):
            payload = envelope.payload
            try:
                where = payload["channel_id"], payload["user_id"]
                self._judged("ack", lambda: self.methods.say_in_answer("ack", *where, answer), answer)
            except SlackError as error:
                envelope.error = error.code

    def _check_token(self, token: str) -> None:
        if not token:
            raise SlackError("not_authed")
        if token not in (self.bot_token, self.app_token):
            raise SlackError("invalid_auth")

"""Socket Mode that ends cleanly: the library's client with its tasks kept in hand, and an end for a dead token."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.errors import REVOKED, code_of

_TICKET = re.compile(r"((?:ticket|token)=)[^&\s'\"]+")
# https://docs.slack.dev/apis/events-api/using-socket-mode
_ENVELOPES = ("events_api", "interactive", "slash_commands")
_WITHOUT_ENVELOPE = ("hello", "disconnect")

Hear = Callable[[Mapping[str, Any]], Awaitable[None]]

log = logging.getLogger(__name__)


class Socket(SocketModeClient):
    """A connection that comes back by itself. `refused` is done with Slack's word once the token is dead."""

    def __init__(self, app_token: str, web: AsyncWebClient, app: AsyncApp, ping_interval: float) -> None:
        super().__init__(app_token, quiet_logger(), web, ping_interval=ping_interval)
        self.proxy = proxy_for("wss://wss-primary.slack.com" if web.base_url == web.BASE_URL else web.base_url)
        self.refused: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._app = app
        self._connecting: asyncio.Task[None] | None = None
        self._handling: set[asyncio.Task[Any]] = set()
        self.socket_mode_request_listeners.append(self._dispatch)

    async def run(self) -> str:
        """Stay connected; returns Slack's word for it once the token is refused."""
        self._connecting = asyncio.create_task(self.connect())
        return await self.refused

    async def connect(self) -> None:
        """Connect however long it takes. An address is good for a short time only, so each round gets a new one."""
        while not self.closed:
            try:
                async with asyncio.timeout(3 * self.ping_interval):
                    await super().connect()  # type: ignore[no-untyped-call]
                return
            except TimeoutError:
                self.wss_uri = None

    async def issue_new_wss_url(self) -> str:
        try:
            return await super().issue_new_wss_url()
        except SlackApiError as error:
            if code_of(error) in REVOKED and not self.refused.done():
                self.refused.set_result(code_of(error))
            raise

    async def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._handling.add(task)
        try:
            if why := _strange(message):
                await self._leave_out(message, why)
            else:
                await super().run_message_listeners(message, raw_message)
        finally:
            self._handling.discard(task)

    async def close(self, patience: float = 2.0) -> None:
        """Let what was heard be answered for up to `patience` seconds, then end every task and the connection.

        A second cancel does not leave the connection half closed: the end is short, and is waited for.
        """
        ending = asyncio.create_task(self._end(patience))
        try:
            await asyncio.shield(ending)
        except asyncio.CancelledError:
            await ending
            raise

    async def _end(self, patience: float) -> None:
        self.auto_reconnect_enabled = False
        if self._handling:
            await asyncio.wait(self._handling, timeout=patience)
        await super().close()  # type: ignore[no-untyped-call]
        await self._end_tasks()

    async def _end_tasks(self) -> None:
        own = (self._connecting, self.message_processor, self.current_session_monitor, self.message_receiver)
        left = [*self._handling, *(task for task in own if task is not None)]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _leave_out(self, message: dict[str, Any], why: str) -> None:
        """What nobody here can read comes again until it is acknowledged, so it is."""
        log.warning("slack sent %s: it is left out", why)
        if envelope := message.get("envelope_id"):
            await self.send_socket_mode_response(SocketModeResponse(str(envelope)))

    async def _dispatch(self, _: Any, request: SocketModeRequest) -> None:
        """An envelope is acknowledged when the app answers 200, so only after it was received for good."""
        request.payload.setdefault("envelope_id", request.envelope_id)
        response = await run_async_bolt_app(self._app, request)
        await send_async_response(self, request, response, 0.0)


def build_app(bot_token: str, bot_user: str, hear: Hear) -> AsyncApp:
    """A Bolt app in which `hear` gets every payload; when it fails, Slack gets no acknowledgement."""

    async def authorize() -> AuthorizeResult:
        """Without a call to Slack: when that fails, the library acknowledges what nobody has received."""
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_user_id=bot_user, bot_token=bot_token)

    async def take(body: dict[str, Any]) -> BoltResponse:
        await hear(body)
        return BoltResponse(status=200, body="")

    app = AsyncApp(
        client=AsyncWebClient(logger=quiet_logger()),
        authorize=authorize,
        logger=quiet_logger(),
        request_verification_enabled=False,
    )
    app.use(take)
    return app


def web_client(token: str, base_url: str, timeout: float) -> AsyncWebClient:
    """A client that never sends twice: on its own the library repeats a call after a cut connection."""
    no_retries: list[AsyncRetryHandler] = []
    client = AsyncWebClient(token, base_url, int(timeout), logger=quiet_logger(), retry_handlers=no_retries)
    client.proxy = proxy_for(base_url)
    return client


def _strange(message: dict[str, Any]) -> str:
    """What is wrong with a message of the socket, '' for what Slack documents."""
    kind = message.get("type")
    if kind in _WITHOUT_ENVELOPE:
        return ""
    if kind not in _ENVELOPES:
        return f"an envelope of unknown type {str(kind)[:40]!r}"
    if not message.get("envelope_id"):
        return f"{kind} without an envelope_id"
    return "" if isinstance(message.get("payload"), dict) else f"{kind} without a payload"


def proxy_for(url: str) -> str | None:
    """The proxy that the environment names for an address; the library itself would overlook NO_PROXY."""
    parts = urlsplit(url)
    scheme = {"ws": "http", "wss": "https"}.get(parts.scheme, parts.scheme)
    return None if proxy_bypass(parts.netloc) else getproxies().get(scheme)


def quiet_logger() -> logging.Logger:
    """The libraries' logger: without their payloads, which hold what people write, and without tickets."""
    logger = logging.getLogger("rasid.slack")
    if not any(isinstance(one, _TicketFilter) for one in logger.filters):
        logger.addFilter(_TicketFilter())
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.WARNING)
    return logger


class _TicketFilter(logging.Filter):
    """Addresses of sockets carry a ticket; tracebacks of the library would show it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _TICKET.sub(r"\1***", record.getMessage()), ()
        record.exc_info = record.exc_text = None
        return True

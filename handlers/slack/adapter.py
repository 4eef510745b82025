"""Slack: Socket Mode or HTTP in, messages out.

What Slack reports is acknowledged only after it was received for good; what was not, Slack brings again.
"""

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Never, TypeVar

from bot.core.errors import RasidError
from bot.core.material import Attachment
from bot.core.message import Message
from bot.core.model import Address, Delivery, Update
from bot.core.pace import Limits
from bot.ports import Front, Hook, Receiver
from handlers.leaders import Leaders
from handlers.slack.directs import Directs
from handlers.slack.errors import REVOKED, code_of, file_error, is_outsider, send_error
from handlers.slack.events import Events, Hear
from handlers.slack.files import Files
from handlers.slack.format import Part, part, pieces
from handlers.slack.home import Home
from handlers.slack.leaders import ChannelLeaders
from handlers.slack.material import Me
from handlers.slack.names import Names
from handlers.slack.responses import Responses, respond
from handlers.slack.sharing import share
from handlers.slack.signed import payload_from_body, verify
from handlers.slack.socket import Socket, build_app, web_client
from handlers.slack.updates import PLATFORM, update_from_payload
from handlers.slack.whispers import Whispers

__all__ = ["Events", "Pace", "Slack", "payload_from_body", "update_from_payload", "verify"]

BASE_URL = "https://slack.com/api/"
# https://docs.slack.dev/apis/web-api/rate-limits: a message a second and channel.
LIMITS = Limits(spacing=1.0)
_TS = re.compile(r"\d+\.\d+")

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in seconds: how long a call, a file that is fetched and one that is posted may take (with the call that
    shows it well within a delivery's lease), the waits between tries to connect, and the time between pings."""

    send: float = 25.0
    file: float = 60.0
    upload: float = 40.0
    first_wait: float = 1.0
    longest_wait: float = 60.0
    ping: float = 10.0


class Slack:
    """Messenger and Listener of one app. `trouble` says why it does not hear at the moment, or is None."""

    platform = PLATFORM
    limits = LIMITS

    def __init__(
        self,
        bot_token: str,
        app_token: str = "",
        base_url: str | None = None,
        *,
        words: Collection[str] = (),
        events: Events | None = None,
        pace: Pace | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Listens over HTTP where there are `events`, else by Socket Mode, which needs the `app_token`; `base_url` ends
        in /api/; `words` need no slash; `clock` in seconds."""
        self._bot_token, self._app_token, self._words = bot_token, app_token, words
        self._base_url, self._pace = base_url or BASE_URL, pace or Pace()
        self._events = events
        self._web = web_client(bot_token, self._base_url, self._pace.send)
        self._responses, self._names = Responses(clock), Names(self._web, clock)
        self._whispers, self._home = Whispers(self._web, self._pace.send), Home(self._web)
        self._leaders, self._directs = Leaders(ChannelLeaders(self._web).lead, clock), Directs(self._web)
        self._socket: Socket | None = None
        self._front: Front | None = None
        self._why = "not connected yet"

    @property
    def trouble(self) -> str | None:
        session = self._socket and self._socket.current_session
        hears = bool(session and not session.closed) or bool(self._events and self._events.is_open)
        return None if hears else self._why

    @property
    def hooks(self) -> Sequence[Hook]:
        """Where Slack posts; nothing in Socket Mode."""
        return [self._events.hook] if self._events else []

    def attend(self, front: Front) -> None:
        """From now on people have a page with the app."""
        self._front = front

    async def listen(self, receive: Receiver) -> None:
        """Listen until cancelled. Raises RasidError when a token is refused; every other failure is waited out."""
        told = await self._patiently(self._web.auth_test, "RASID_SLACK_BOT_TOKEN")
        me = Me(str(told["user_id"]), str(told.get("bot_id") or ""), str(told.get("url") or ""))

        async def hear(payload: Mapping[str, Any]) -> None:
            await self._hear(payload, me, receive)

        if self._events:
            await _be_called(self._events, hear, str(told["user"]))
        opened = await self._patiently(self._open, "RASID_SLACK_APP_TOKEN")
        app = build_app(self._bot_token, me.user, hear)
        socket = Socket(self._app_token, self._web, app, self._pace.ping)
        socket.wss_uri = str(opened["url"])
        self._socket, self._why = socket, "the connection to Slack is down"
        log.info("slack listens as %s", told["user"])
        try:
            raise self._refused("RASID_SLACK_APP_TOKEN", await socket.run())
        finally:
            self._socket = None
            await socket.close()

    def parts(self, message: Message, tight: int = 0) -> Sequence[Message]:
        """The message in parts that Slack takes; a note has one."""
        return pieces(message, tight)[: 1 if message.whisper else None]

    async def send(self, delivery: Delivery) -> str:
        """Send one part, or put it in the place of a message; returns the id (`ts`). Raises SendError."""
        shown = part(delivery.message)
        if delivery.message.whisper:
            return await self._whispers.send(delivery, shown, self._responses)
        channel = delivery.destination.address.chat
        try:
            sent = await self._call(delivery, shown)
        except Exception as error:
            url = self._responses.url_for(delivery)
            if url and is_outsider(error) and delivery.message.file is None:
                return await respond(url, shown, self._pace.send, alone=False)
            explained = file_error if delivery.message.file else send_error
            raise explained(error, alone=bool(delivery.destination.address.thread)) from None
        if self._front:
            self._home.refresh(channel, self._front)
        return sent

    async def remove(self, address: Address, message_id: str) -> None:
        """Delete a message of the app's. Never raises."""
        try:
            await self._web.chat_delete(channel=address.chat, ts=message_id)
        except Exception as error:
            log.debug("slack message to remove: %s", error)

    async def download(self, attachment: Attachment, largest: int) -> bytes:
        """The bytes of a file that somebody sent, at most `largest`. Raises SourceError with the reason."""
        return await Files(self._web, self._pace.file).fetch(attachment, largest)

    async def close(self) -> None:
        """Show no page any more; nothing else is held open between calls."""
        await self._home.close()

    async def _hear(self, payload: Mapping[str, Any], me: Me, receive: Receiver) -> None:
        if self._front:
            self._home.heard(payload, self._front)
        update = update_from_payload(payload, me, self._words, alone=await self._directs.alone(payload))
        if update is not None:
            self._directs.learn(update)
            self._responses.remember(update)
            await receive(await self._leaders.told(await self._named(update)))

    async def _named(self, update: Update) -> Update:
        """With the channel's name for the source, where it is known by nothing but the channel's id."""
        material, channel = update.material, update.address.chat
        if material is None or material.source != channel or not (name := await self._names.of(channel)):
            return update
        return replace(update, material=replace(material, source=name))

    async def _call(self, delivery: Delivery, shown: Part) -> str:
        """With blocks, unless those were refused."""
        content: dict[str, Any] = {"text": shown.text, "blocks": list(shown.blocks)}
        if delivery.plain:
            content = {"text": shown.whole, "blocks": [] if _standing(delivery) else None}
        channel = delivery.destination.address.chat
        if delivery.message.file:  # also in the place of a message: what stands there cannot become a file
            return await share(self._web, self._pace.upload, delivery, _thread(delivery))
        if standing := _standing(delivery):
            await self._web.chat_update(channel=channel, ts=standing, **content)
            return standing
        where: dict[str, Any] = {"channel": channel, **_thread(delivery)}
        answer = await self._web.chat_postMessage(**where, **content, unfurl_links=False, unfurl_media=False)
        return str(answer.get("ts") or "")  # `ok` is the word for sent; a lean server may leave out the rest

    async def _open(self) -> Any:
        return await self._web.apps_connections_open(app_token=self._app_token)

    async def _patiently(self, call: Callable[[], Awaitable[T]], setting: str) -> T:
        """Call until it works, with growing waits. Raises RasidError for a refused token."""
        wait = self._pace.first_wait
        while True:
            try:
                return await call()
            except Exception as error:
                if (code := code_of(error)) in REVOKED:
                    raise self._refused(setting, code) from None
                failure = send_error(error)
                self._why = failure.reason
                log.warning("slack cannot be reached: %s", failure.reason)
                await asyncio.sleep(max(wait, failure.retry_after or 0.0))
            wait = min(2 * wait, self._pace.longest_wait)

    def _refused(self, setting: str, code: str) -> RasidError:
        self._why = f"Slack refuses {setting} ({code})"
        return RasidError(f"{self._why}: take it anew from the app's page at https://api.slack.com/apps")


async def _be_called(events: Events, hear: Hear, name: str) -> Never:
    """Stay open for what Slack posts, until cancelled."""
    with events.open(hear):
        log.info("slack calls %s at %s", name, events.hook.path)
        while True:
            await asyncio.Event().wait()


def _standing(delivery: Delivery) -> str | None:
    """The message that is changed, if any. A file is none; and of an answer only the first part is put in the place of
    what stands there, as the buttons of a picture belong below the new one."""
    follows = delivery.part > 0 and delivery.alert_id is None
    return delivery.edits if delivery.edits and not follows and _TS.fullmatch(delivery.edits) else None


def _thread(delivery: Delivery) -> dict[str, Any]:
    """The thread it was asked in; what follows an alert goes into that alert's thread, and the channel sees it too."""
    if delivery.destination.address.thread:
        return {"thread_ts": delivery.destination.address.thread}
    follows = delivery.reply_to if delivery.kind != "reply" else None
    if not follows or not _TS.fullmatch(follows):
        return {}
    return {"thread_ts": follows, "reply_broadcast": delivery.kind == "alert"}

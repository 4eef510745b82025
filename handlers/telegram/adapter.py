"""Telegram: long polling or a webhook in, messages out.

An update is confirmed to Telegram only after it was received for good: the offset moves behind the commit, so a
kill loses nothing and brings what was under way once more. So does a webhook, which is answered behind the commit.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Never, TypeVar

import telegram
from telegram import ChatMember
from telegram.error import Conflict, InvalidToken, RetryAfter

from bot.core.errors import RasidError
from bot.core.material import Attachment
from bot.core.message import Message
from bot.core.model import Address, Delivery, Update
from bot.core.pace import Limits
from bot.ports import Front, Hook, Receiver
from handlers.leaders import Leaders
from handlers.telegram.client import BASE_URL, Client
from handlers.telegram.errors import is_of_a_proxy, seconds
from handlers.telegram.format import pieces
from handlers.telegram.inline import Inline
from handlers.telegram.menus import Faces, Menus
from handlers.telegram.presses import Presses
from handlers.telegram.sending import Sender
from handlers.telegram.updates import KINDS, PLATFORM, to_update, update_from_json
from handlers.telegram.webhook import Webhook, remove_webhook

__all__ = ["Faces", "Pace", "Telegram", "Webhook", "update_from_json"]

# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
LIMITS = Limits(spacing=1.0, group_a_minute=20, all_a_second=30)
_TRIES_OF_AN_UPDATE = 5
_ASKING_SECONDS = 5.0
_LEADERS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
_WEBHOOK_IS_SET = "webhook is active"

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in seconds: how long a poll is held and a send may take, and the waits after a failure. A send ends well
    before a delivery's lease, so that nobody else sends it meanwhile."""

    poll: int = 30
    send: float = 25.0
    first_wait: float = 1.0
    longest_wait: float = 60.0
    press: float = 1.5
    """How long a pressed button waits for a note to the one who pressed it."""
    menu: float = 15.0
    """The time between two looks who administers the bot, whose chats show all commands."""


class Telegram:
    """Messenger and Listener of one bot token. `trouble` says why it does not hear at the moment, or is None."""

    platform = PLATFORM
    limits = LIMITS

    def __init__(
        self,
        token: str,
        base_url: str | None = None,
        *,
        faces: Faces | None = None,
        words: Collection[str] = (),
        webhook: Webhook | None = None,
        pace: Pace | None = None,
        luck: Callable[[], float] = random.random,
    ) -> None:
        """`base_url` is that of a Bot API server (`http://host:port/bot`); `faces` are what it shows of itself;
        `words` need no slash; it polls unless there is a `webhook`; `luck` in [0, 1)."""
        self._words, self._pace, self._luck = words, pace or Pace(), luck
        self._webhook = webhook
        secrets = (token, webhook.secret) if webhook else (token,)
        self._client = Client(token, base_url or BASE_URL, self._pace.send, secrets)
        self._bot = self._client.bot
        self._sender, self._presses = Sender(self._bot, self._pace.send), Presses(self._bot, self._pace.press)
        self._menus, self._inline = Menus(self._bot, faces or {}), Inline(self._bot)
        self._front: Front | None = None
        self._leaders = Leaders(self._leads)
        self._offset: int | None = None
        self._tries: dict[int, int] = {}
        self.trouble: str | None = "not connected yet"

    @property
    def hooks(self) -> Sequence[Hook]:
        """Where Telegram posts; nothing when it is polled."""
        return [self._webhook.hook] if self._webhook else []

    def attend(self, front: Front) -> None:
        """From now on people may ask in passing, and administrators see all commands."""
        self._front = front

    async def listen(self, receive: Receiver) -> None:
        """Poll, or be called, until cancelled. Raises RasidError when the token is refused; every other failure is
        waited out."""
        await self._client.poll_anew()
        me = await self._patiently(self._bot.get_me)
        name = me.username or ""
        showing = asyncio.create_task(self._show(me), name="telegram menus")
        try:
            if self._webhook:
                await self._be_called(self._webhook, name, receive)
            log.info("telegram listens as @%s", name)
            while True:
                await self._patiently(lambda: self._turn(name, receive))
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    def parts(self, message: Message, tight: int = 0) -> Sequence[Message]:
        """The message in parts that Telegram takes; a note has one."""
        return pieces(message, tight)[: 1 if message.whisper else None]

    async def send(self, delivery: Delivery) -> str:
        """Send one part, or put it in the place of a message; returns the id. Raises SendError. A note that comes too
        late is a message where nobody else reads it, and in a group nothing."""
        if delivery.message.whisper and (await self._presses.whisper(delivery) or not delivery.destination.private):
            return ""
        sent = await self._sender.send(delivery)
        self._presses.settle(delivery)
        return sent

    async def remove(self, address: Address, message_id: str) -> None:
        """Delete a message of the bot's; Telegram lets it for two days. Never raises."""
        try:
            await self._bot.delete_message(address.chat, int(message_id))
        except Exception as error:
            log.debug("telegram message to remove: %s", error)

    async def download(self, attachment: Attachment, largest: int) -> bytes:
        """A file that somebody sent. Raises SourceError, also when it is larger than so many bytes."""
        return await self._client.files.fetch(attachment, largest)

    async def close(self) -> None:
        """Close the connections; after that nothing can be sent."""
        await self._inline.close()
        await self._presses.close()
        await self._client.close()

    async def _show(self, me: telegram.User) -> None:
        """What people see before they say a word, until cancelled."""
        front = self._front
        if front and me.supports_inline_queries is False:
            log.info("inline mode is off: to have it, write /setinline to @BotFather and choose @%s", me.username)
        admins = (lambda: front.admins(PLATFORM)) if front else None
        await self._menus.keep(admins, self._pace.menu)

    async def _be_called(self, webhook: Webhook, name: str, receive: Receiver) -> Never:
        """Set the webhook again now and then: a program that polls with the same token removes it, and says nothing."""
        with webhook.open(lambda update: self._take(update, name, receive)):
            log.info("telegram calls @%s at %s", name, webhook.url)
            while True:
                await self._patiently(lambda: webhook.announce(self._bot))
                self.trouble = None
                await asyncio.sleep(webhook.again)

    async def _turn(self, name: str, receive: Receiver) -> None:
        """One poll, and what it brought; the next poll confirms what was received."""
        wait = 0 if self.trouble else self._pace.poll  # what it is rid of should be known at once, not in half a minute
        updates = await self._bot.get_updates(offset=self._offset, timeout=wait, allowed_updates=KINDS, read_timeout=10)
        self.trouble = None
        for update in updates:
            await self._take(update, name, receive)
        if updates:  # not one by one: a batch may come out of order, and an offset confirms all before it
            self._offset = max(update.update_id for update in updates) + 1

    async def _take(self, update: telegram.Update, name: str, receive: Receiver) -> None:
        if update.inline_query and self._front:
            self._inline.ask(update.inline_query, self._front)
        heard = self._read(update, name)
        if heard is None:
            return
        if heard.private:
            self._menus.heard(heard.person.user)
        try:
            await receive(await self._leaders.told(heard))
        except RasidError:
            raise
        except Exception:
            self._give_up_on(update.update_id)
        self._presses.open(heard)

    async def _leads(self, chat: str, user: str) -> bool:
        member = await self._bot.get_chat_member(int(chat), int(user), read_timeout=_ASKING_SECONDS)
        return member.status in _LEADERS

    def _read(self, update: telegram.Update, name: str) -> Update | None:
        """The Update. What cannot be read today cannot be read tomorrow either: it is left out at once."""
        try:
            return to_update(update, name, self._words)
        except Exception:
            log.exception("telegram update %s is left out: it cannot be read", update.update_id)
            return None

    def _give_up_on(self, update_id: int) -> None:
        """Called while an exception is handled: raises it again until one update has failed too often to go on."""
        self._tries = {update_id: self._tries.get(update_id, 0) + 1}
        if self._tries[update_id] < _TRIES_OF_AN_UPDATE:
            raise
        log.exception("telegram update %s is left out: it could not be stored", update_id)

    async def _patiently(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do it again until it works, with growing waits. Raises RasidError for a refused token."""
        failures = 0
        while True:
            try:
                return await work()
            except InvalidToken as error:
                if is_of_a_proxy(error):
                    failures += 1
                    await self._recover(error, failures)
                    continue
                self.trouble = "Telegram refuses RASID_TELEGRAM_TOKEN"
                raise RasidError(
                    f"{self.trouble}: take it anew from @BotFather (and look whether RASID_TELEGRAM_BASE_URL is right)"
                ) from None
            except Exception as error:
                failures += 1
                await self._recover(error, failures)

    async def _recover(self, error: Exception, failures: int) -> None:
        self.trouble = " ".join(str(error).split())[:200] or type(error).__name__
        log.warning("telegram: %s", _advice(error) or self.trouble)
        if isinstance(error, Conflict) and _WEBHOOK_IS_SET in str(error):
            await remove_webhook(self._bot)
        wait = min(self._pace.first_wait * 2.0 ** min(failures - 1, 16), self._pace.longest_wait)
        asked = seconds(error) if isinstance(error, RetryAfter) else 0.0
        await asyncio.sleep(max(wait * (0.5 + 0.5 * self._luck()), asked))


def _advice(error: Exception) -> str | None:
    if isinstance(error, Conflict):
        return "another program polls with the same RASID_TELEGRAM_TOKEN; stop one of the two"
    return None

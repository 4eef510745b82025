"""Telegram posts updates to the bot's own HTTP server, instead of being asked for them.

An update is answered with 200 only after it was received for good; whatever else is answered, Telegram posts it again.
"""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import telegram

from bot.ports import Hook, HookReply
from handlers.telegram.updates import KINDS, parsed

# Where Telegram shall post when the address has no path.
USUAL_PATH = "/telegram"
# Seconds after which the address is told once more.
_AGAIN = 600.0
# https://core.telegram.org/bots/api#setwebhook
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name

Take = Callable[[telegram.Update], Awaitable[None]]
"""Receives an update for good. What it raises says that it did not."""

log = logging.getLogger(__name__)


class Webhook:
    """The address that Telegram is told, and what is done with a post to it. Posts are taken while it is open."""

    def __init__(self, url: str, secret: str, again: float = _AGAIN) -> None:
        """`url` is the public address; `secret` comes with every post: 1 to 256 of A-Z a-z 0-9 _ and -. `again` is the
        time in seconds after which the address is to be announced once more."""
        self.url = url if urlsplit(url).path.strip("/") else url.rstrip("/") + USUAL_PATH
        self.secret, self.again = secret, again
        self._take: Take | None = None

    @property
    def hook(self) -> Hook:
        """For the HTTP server: the path is that of the public address."""
        return Hook(urlsplit(self.url).path, self._answer)

    @contextmanager
    def open(self, take: Take) -> Iterator[None]:
        """Give what is posted to `take`; before and after, Telegram is told to come again."""
        self._take = take
        try:
            yield
        finally:
            self._take = None

    async def announce(self, bot: telegram.Bot) -> None:
        """Tell Telegram the address. What waits there for the bot is kept, and is posted next."""
        await bot.set_webhook(self.url, allowed_updates=KINDS, secret_token=self.secret)

    async def _answer(self, headers: Mapping[str, str], body: bytes) -> HookReply:
        if not self._is_telegram(headers):
            return HookReply(401)
        if self._take is None:
            return HookReply(503)
        data = _update_in(body)
        if data is None:
            return HookReply(400)
        if (update := parsed(data)) is None:  # it will be no better the next time
            log.warning("telegram update %s is left out: it cannot be read", data["update_id"])
        else:
            await self._take(update)
        return HookReply(200)

    def _is_telegram(self, headers: Mapping[str, str]) -> bool:
        given = headers.get(_SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(given, self.secret.encode())


async def remove_webhook(bot: telegram.Bot) -> None:
    """Have Telegram keep updates until they are polled for. Never raises: the next poll tells whether it helped."""
    try:
        await bot.delete_webhook(drop_pending_updates=False)
    except Exception as error:
        log.warning("telegram webhook could not be removed: %s", error)


def _update_in(body: bytes) -> dict[str, Any] | None:
    """The object of the Bot API in a body; None for anything that is not even an update with a number."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and type(data.get("update_id")) is int else None

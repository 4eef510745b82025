"""Which direct messages are the app's own: its command and its shortcut work in those between two people, too."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.model import Update
from handlers.slack.errors import code_of
from handlers.slack.updates import direct_of

# Slack waits three seconds for an acknowledgement.
_SECONDS = 1.0
_KEPT = 5000
_NOBODY = ""

log = logging.getLogger(__name__)


class Directs:
    """Asks Slack once for a direct message; `seconds` is the wait for an answer. Needs the scope im:read. Without it
    only those are known in which somebody has written since the start."""

    def __init__(self, web: AsyncWebClient, seconds: float = _SECONDS) -> None:
        self._web, self._seconds = web, seconds
        self._people: OrderedDict[str, str] = OrderedDict()

    async def alone(self, payload: Mapping[str, Any]) -> bool:
        """Whether what a payload tells was done where nobody is but that person and the app; not where that is unknown.
        Never raises."""
        if (place := direct_of(payload)) is None:
            return False
        channel, user = place
        if channel not in self._people and (other := await self._other(channel)) is not None:
            self._keep(channel, other)
        return self._people.get(channel, _NOBODY) == user

    def learn(self, update: Update) -> None:
        """Messages come from the app's own direct messages alone."""
        if update.private:
            self._keep(update.address.chat, update.person.user)

    async def _other(self, channel: str) -> str | None:
        """With whom the app has this direct message; '' where it is none of its own, None where Slack does not tell."""
        try:
            async with asyncio.timeout(self._seconds):
                told: Any = await self._web.conversations_info(channel=channel)
        except Exception as error:  # a scope that the app was not given, or no answer
            log.debug("slack direct message: %s", error)
            return _NOBODY if code_of(error) == "channel_not_found" else None
        about = told.get("channel") or {}
        return str(about.get("user") or _NOBODY) if about.get("is_im") else _NOBODY

    def _keep(self, channel: str, user: str) -> None:
        self._people[channel] = user
        self._people.move_to_end(channel)
        while len(self._people) > _KEPT:
            self._people.popitem(last=False)

"""The App Home of Slack: a page that each person has with the app, brought up to date as they use it.

https://docs.slack.dev/surfaces/app-home
"""

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.message import Message
from bot.core.model import Address, Person
from bot.ports import Front
from handlers.slack.format import part, pieces
from handlers.slack.updates import PLATFORM

MOST_BLOCKS = 100
# The pages that are kept up to date: of those who opened theirs last.
_KEPT = 500
_PERSON, _DIRECT = re.compile(r"[UW][A-Z0-9]{1,30}"), re.compile(r"D[A-Z0-9]{1,30}")

log = logging.getLogger(__name__)


class Home:
    """Publishes pages with a client of the library. It only looks better: never raises."""

    def __init__(self, web: AsyncWebClient) -> None:
        self._web = web
        self._open: OrderedDict[str, str] = OrderedDict()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def heard(self, payload: Mapping[str, Any], front: Front) -> None:
        """Somebody opened their page: show it, and keep it up to date from now on. Any other payload is none."""
        event = payload.get("event")
        if not isinstance(event, Mapping) or event.get("type") != "app_home_opened" or event.get("tab") != "home":
            return
        user, channel = str(event.get("user")), str(event.get("channel"))
        if not _PERSON.fullmatch(user) or not _DIRECT.fullmatch(channel):
            return
        self._open[channel] = user
        self._open.move_to_end(channel)
        while len(self._open) > _KEPT:
            self._open.popitem(last=False)
        self.refresh(channel, front)

    def refresh(self, channel: str, front: Front) -> None:
        """Something was said in a direct message: the page of that person may have changed."""
        if (user := self._open.get(channel)) is None:
            return
        if older := self._tasks.get(channel):
            older.cancel()
        task = asyncio.create_task(self._show(user, channel, front), name="slack home")
        self._tasks[channel] = task
        task.add_done_callback(lambda done: self._tasks.pop(channel) if self._tasks.get(channel) is done else None)

    async def close(self) -> None:
        """Show nothing any more."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _show(self, user: str, channel: str, front: Front) -> None:
        try:
            address = Address(PLATFORM, channel)
            sections = await asyncio.to_thread(front.home, Person(PLATFORM, user), address)
            await self._web.views_publish(user_id=user, view=page(sections, channel))
        except Exception as error:
            log.debug("slack home: %s: %s", type(error).__name__, error)


def page(sections: Sequence[Message], channel: str) -> dict[str, Any]:
    """The view of Slack. Its buttons come without a channel, so it carries that of the direct message."""
    parts = [part(piece) for section in sections for piece in pieces(section)]
    blocks = [one for shown in parts for one in shown.blocks][:MOST_BLOCKS]
    return {"type": "home", "blocks": blocks, "private_metadata": channel}

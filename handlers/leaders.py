"""Who administers a group: asked of its platform for those who speak to the bot there, and believed for a while."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.core.model import Update

log = logging.getLogger(__name__)

# The platform waits for the update to be taken; whether somebody leads is worth less than that.
_SECONDS = 1.0
# How long an answer is believed, and how long the platform is not asked again after it gave none.
_BELIEVED_SECONDS = 600.0
_UNKNOWN_SECONDS = 60.0
_KEPT = 5000

# With these facts it is known already, or does not count.
_KNOWN = frozenset({"chat_admin", "membership", "channel", "masked", "apart"})

Ask = Callable[[str, str], Awaitable[bool | None]]
"""Whether somebody administers a chat, by the platform's ids of chat and person; None: it does not tell."""


class Leaders:
    """Asks about once in ten minutes for a person and group; where that fails or lasts, it is not known."""

    def __init__(self, ask: Ask, clock: Callable[[], float] = time.monotonic, seconds: float = _SECONDS) -> None:
        """`clock` and `seconds`, the wait for an answer, are in seconds."""
        self._ask, self._clock, self._seconds = ask, clock, seconds
        self._known: OrderedDict[tuple[str, str], tuple[bool | None, float]] = OrderedDict()

    async def told(self, update: Update) -> Update:
        """The update with `chat_admin` among its facts, where it was said to the bot in a group and the platform
        tells."""
        if not update.addressed or update.private or _KNOWN & update.extra.keys():
            return update
        leads = await self.of(update.address.chat, update.person.user)
        return update if leads is None else replace(update, extra={**update.extra, "chat_admin": leads})

    async def of(self, chat: str, person: str) -> bool | None:
        """Whether somebody administers a group; None where that is not known. Never raises."""
        leads, until = self._known.get((chat, person), (None, 0.0))
        if self._clock() < until:
            return leads
        try:
            async with asyncio.timeout(self._seconds):
                leads = await self._ask(chat, person)
        except Exception as error:  # whatever the platform has against it, the update is taken
            log.debug("who administers %s: %s", chat, error)
            leads = None
        return self._keep(chat, person, leads)

    def _keep(self, chat: str, person: str, leads: bool | None) -> bool | None:
        lasts = _UNKNOWN_SECONDS if leads is None else _BELIEVED_SECONDS
        self._known[chat, person] = (leads, self._clock() + lasts)
        self._known.move_to_end((chat, person))
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return leads

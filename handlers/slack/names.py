"""What channels are called: events tell only their ids."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.layout import clean_text

# Slack waits three seconds for an acknowledgement; a name is worth less than that.
_SECONDS = 1.0
# How long a name is believed, and how long Slack is not asked again after it told none.
_NAMED_SECONDS = 3600.0
_NAMELESS_SECONDS = 300.0
_KEPT = 1000


class Names:
    """Asks once an hour and channel, one at a time; `clock` and `seconds`, the wait for an answer, are in seconds.
    Needs the scopes channels:read, groups:read and mpim:read, and does without."""

    def __init__(self, web: AsyncWebClient, clock: Callable[[], float], seconds: float = _SECONDS) -> None:
        self._web, self._clock, self._seconds = web, clock, seconds
        self._known: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._asking = asyncio.Lock()

    async def of(self, channel: str) -> str:
        """`#news`; '' where Slack does not tell, or not soon."""
        try:
            async with asyncio.timeout(self._seconds), self._asking:
                return await self._of(channel)
        except TimeoutError:
            return self._keep(channel, "")

    async def _of(self, channel: str) -> str:
        name, until = self._known.get(channel, ("", 0.0))
        if self._clock() < until:
            return name
        try:
            told: Any = await self._web.conversations_info(channel=channel)
            called = clean_text(str((told.get("channel") or {}).get("name") or "")).strip()
        except Exception:  # whatever Slack has against it, the id is name enough
            called = ""
        return self._keep(channel, f"#{called}" if called else "")

    def _keep(self, channel: str, name: str) -> str:
        lasts = _NAMED_SECONDS if name else _NAMELESS_SECONDS
        name = name or self._known.get(channel, ("", 0.0))[0]
        self._known[channel] = (name, self._clock() + lasts)
        self._known.move_to_end(channel)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return name

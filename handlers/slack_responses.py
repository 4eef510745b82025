"""Where to answer people in channels that the bot is no member of."""

from collections import OrderedDict
from collections.abc import Callable

from bot.core.model import Update

# https://docs.slack.dev/interactivity/handling-user-interaction: a response URL serves for 30 minutes.
_SECONDS = 30 * 60
_KEPT = 200


class Responses:
    """The newest response URL of each channel, in memory; `clock` in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._urls: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def remember(self, update: Update) -> None:
        """Keep the URL that came with an update, if one did."""
        if url := update.extra.get("response_url"):
            self._urls[update.address.chat] = (url, self._clock() + _SECONDS)
            self._urls.move_to_end(update.address.chat)
            while len(self._urls) > _KEPT:
                self._urls.popitem(last=False)

    def url_for(self, chat: str) -> str | None:
        """An URL that still serves."""
        url, until = self._urls.get(chat, ("", 0.0))
        return url if url and self._clock() < until else None

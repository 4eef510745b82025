"""Where to answer people in channels that the bot is no member of."""

from collections import OrderedDict
from collections.abc import Callable

from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.core.errors import SendError, SendFailure
from bot.core.model import Update
from handlers.slack_errors import send_error
from handlers.slack_format import Part
from handlers.slack_socket import proxy_for, quiet_logger

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


async def respond(url: str, part: Part, patience: float, *, alone: bool) -> str:
    """Answer by the URL that came with the question, within `patience` seconds; everybody in the channel sees it as a
    member's answer, or the one who asked `alone`. Raises SendError."""
    client = AsyncWebhookClient(url, int(patience), logger=quiet_logger(), retry_handlers=[])
    client.proxy = proxy_for(url)
    seen_by = "ephemeral" if alone else "in_channel"
    try:
        answer = await client.send(text=part.text, blocks=list(part.blocks), response_type=seen_by)
    except Exception as error:
        raise send_error(error) from None
    if answer.status_code != 200:
        raise SendError(SendFailure.GONE, f"not in the channel, and the response URL is used up: {answer.body}")
    return "response_url"

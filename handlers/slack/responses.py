"""Where to answer people in channels that the bot is no member of."""

from collections import OrderedDict
from collections.abc import Callable

from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.core.answer import answers_to
from bot.core.errors import SendError, SendFailure
from bot.core.model import Delivery, Update
from handlers.slack.errors import send_error
from handlers.slack.format import Part
from handlers.slack.socket import proxy_for, quiet_logger

# https://docs.slack.dev/interactivity/handling-user-interaction: a response URL serves for 30 minutes.
_SECONDS = 30 * 60
_KEPT = 1000

_Name = tuple[str, ...]


class Responses:
    """Response URLs, in memory; `clock` in seconds. What is posted by one and shown to one person alone is shown to
    whoever did that by which it came."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._urls: OrderedDict[_Name, tuple[str, float]] = OrderedDict()

    def remember(self, update: Update) -> None:
        """Keep the URL that came with an update, if one did."""
        if url := update.extra.get("response_url"):
            for name in _names(update):
                self._urls[name] = (url, self._clock() + _SECONDS)
                self._urls.move_to_end(name)
            while len(self._urls) > _KEPT:
                self._urls.popitem(last=False)

    def url_for(self, delivery: Delivery) -> str | None:
        """An URL that still serves: for a note the newest of its reader in that channel, for an answer that of what is
        answered."""
        found = (self._urls.get(name, ("", 0.0)) for name in _wanted(delivery))
        return next((url for url, until in found if self._clock() < until), None)


def _names(update: Update) -> list[_Name]:
    chat = update.address.chat
    names: list[_Name] = [("answers", answers_to(update)), ("person", chat, update.person.user)]
    return [*names, ("message", chat, update.message_id)] if update.message_id else names


def _wanted(delivery: Delivery) -> list[_Name]:
    """What was read for somebody is an answer too, and known by the message in which it stood."""
    chat, reader = delivery.destination.address.chat, delivery.message.whisper
    if reader:
        return [("person", chat, reader)]
    if delivery.kind != "reply":
        return []
    names: list[_Name] = [("answers", delivery.key.rpartition(":")[0] + ":")]
    return [*names, ("message", chat, delivery.reply_to)] if delivery.reply_to else names


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

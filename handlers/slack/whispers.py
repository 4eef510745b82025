"""Messages that one person alone reads: https://docs.slack.dev/reference/methods/chat.postEphemeral ."""

import logging
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import SendError, SendFailure
from bot.core.model import Delivery
from handlers.slack.errors import is_outsider, send_error
from handlers.slack.format import Part
from handlers.slack.responses import Responses, respond

# After these the note is worth another try; of anything else it is over, since nobody misses it for long.
_TRIED_AGAIN = frozenset({SendFailure.BUSY, SendFailure.AWAY, SendFailure.REVOKED, SendFailure.MARKUP})

log = logging.getLogger(__name__)


class Whispers:
    """Sends them with a client of the library; a call may take `patience` seconds."""

    def __init__(self, web: AsyncWebClient, patience: float) -> None:
        self._web, self._patience = web, patience

    async def send(self, delivery: Delivery, shown: Part, responses: Responses) -> str:
        """Show a note where it was asked; where the bot is no member, by the URL that came with the question. Returns
        '': nothing can refer to it. Raises SendError where it may be tried again."""
        try:
            await self._send(delivery, shown, responses)
        except SendError as error:
            if error.failure in _TRIED_AGAIN:
                raise
            log.debug("slack note: %s", error.reason)
        return ""

    async def _send(self, delivery: Delivery, shown: Part, responses: Responses) -> None:
        address, user = delivery.destination.address, str(delivery.message.whisper)
        where: dict[str, Any] = {"thread_ts": address.thread} if address.thread else {}
        content: dict[str, Any] = {"text": shown.text, "blocks": list(shown.blocks)}
        if delivery.plain:
            content = {"text": shown.whole}
        try:
            await self._web.chat_postEphemeral(channel=address.chat, user=user, **where, **content)
        except Exception as error:
            url = responses.url_for(delivery)
            if not url or not is_outsider(error):
                raise send_error(error) from None
            await respond(url, shown, self._patience, alone=True)

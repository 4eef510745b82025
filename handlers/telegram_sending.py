"""What is sent to Telegram: one call a part, of a new message or in the place of one that stands."""

from dataclasses import dataclass
from typing import Self

import telegram
from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode

from bot.core.model import Delivery
from handlers.telegram_errors import is_unchanged, send_error
from handlers.telegram_format import part


class Sender:
    """Sends with a bot of the library."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot

    async def send(self, delivery: Delivery) -> str:
        """Send one part, or put it in the place of a message; returns the id. Raises SendError."""
        try:
            return await (self._edit(delivery) if delivery.edits else self._post(delivery))
        except Exception as error:
            if delivery.edits and is_unchanged(error):
                return delivery.edits
            raise send_error(error) from None

    async def _post(self, delivery: Delivery) -> str:
        address, shown = delivery.destination.address, _Shown.of(delivery)
        message = await self._bot.send_message(
            chat_id=_chat(address.chat),
            text=shown.text,
            parse_mode=shown.mode,
            message_thread_id=int(address.thread) if address.thread.isdecimal() else None,
            reply_parameters=_reply(delivery.reply_to),
            reply_markup=shown.keyboard,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            # What no longer fits into the message that is changed is posted below it: it makes no sound either.
            disable_notification=delivery.silent or delivery.kind == "edit" or None,
        )
        # `ok` is the word for sent; a lean server may leave out which message it became.
        return str(message.message_id or "") if isinstance(message, telegram.Message) else ""

    async def _edit(self, delivery: Delivery) -> str:
        shown, message_id = _Shown.of(delivery), str(delivery.edits)
        await self._bot.edit_message_text(
            chat_id=_chat(delivery.destination.address.chat),
            message_id=int(message_id),
            text=shown.text,
            parse_mode=shown.mode,
            reply_markup=shown.keyboard,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        return message_id


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a call shows."""

    text: str
    mode: ParseMode | None
    keyboard: InlineKeyboardMarkup | None

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        """With markup, unless that was refused."""
        shown = part(delivery.message)
        if delivery.plain:
            return cls(shown.plain, None, shown.keyboard)
        return cls(shown.html, ParseMode.HTML, shown.keyboard)


def _chat(chat: str) -> int | str:
    return int(chat) if chat.removeprefix("-").isdecimal() else chat


def _reply(message_id: str | None) -> ReplyParameters | None:
    if message_id is None or not message_id.isdecimal():
        return None
    return ReplyParameters(int(message_id), allow_sending_without_reply=True)

"""What is sent to Telegram: one call a part, of a new message or in the place of one that stands."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self

import telegram
from telegram import (
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode

from bot.core.message import File
from bot.core.model import Delivery
from handlers.telegram.errors import file_error, is_of_another_kind, is_unchanged, send_error
from handlers.telegram.format import fits_caption, part

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Sender:
    """Sends with a bot of the library. `patience` in seconds is how long a file may take to be taken."""

    def __init__(self, bot: telegram.Bot, patience: float) -> None:
        self._bot, self._patience = bot, patience

    async def send(self, delivery: Delivery) -> str:
        """Send one part, or put it in the place of a message; returns the id. Raises SendError."""
        explained = file_error if delivery.message.file else send_error
        try:
            return await (self._edit(delivery) if delivery.edits else self._post(delivery))
        except Exception as error:
            if delivery.edits and is_unchanged(error):
                return delivery.edits
            raise explained(error) from None

    async def _post(self, delivery: Delivery) -> str:
        if delivery.message.file:
            return await self._post_file(delivery, delivery.message.file)
        shown, address = _Shown.of(delivery), _address(delivery)
        sent = await self._bot.send_message(
            **address, text=shown.text, parse_mode=shown.mode, link_preview_options=_NO_PREVIEW
        )
        return _id(sent)

    async def _post_file(self, delivery: Delivery, file: File) -> str:
        content = InputFile(delivery.content or b"", filename=file.name)
        given = {**_address(delivery), **_caption(delivery), "write_timeout": self._patience}
        if file.is_picture:
            return _id(await self._bot.send_photo(**given, photo=content))
        return _id(await self._bot.send_document(**given, document=content, disable_content_type_detection=True))

    async def _edit(self, delivery: Delivery) -> str:
        """Words in the place of words, a file in the place of either, words below a picture that stays. What can
        become none of these is sent as a message of its own."""
        tries: list[Callable[[Delivery], Awaitable[None]]] = [self._edit_text, self._edit_caption]
        if delivery.message.file:
            tries = [self._edit_media]
        elif not fits_caption(delivery.message):
            tries = [self._edit_text]
        for edit in tries:
            try:
                await edit(delivery)
                return str(delivery.edits)
            except telegram.error.BadRequest as error:
                if not is_of_another_kind(error):
                    raise
        return await self._post(delivery)

    async def _edit_text(self, delivery: Delivery) -> None:
        shown = _Shown.of(delivery)
        await self._bot.edit_message_text(
            **_target(delivery), text=shown.text, parse_mode=shown.mode, link_preview_options=_NO_PREVIEW
        )

    async def _edit_caption(self, delivery: Delivery) -> None:
        await self._bot.edit_message_caption(**_target(delivery), **_caption(delivery))

    async def _edit_media(self, delivery: Delivery) -> None:
        assert delivery.message.file is not None
        kind = InputMediaPhoto if delivery.message.file.is_picture else InputMediaDocument
        media = kind(delivery.content or b"", filename=delivery.message.file.name, **_caption(delivery))
        await self._bot.edit_message_media(media, **_target(delivery), write_timeout=self._patience)


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


def _address(delivery: Delivery) -> dict[str, Any]:
    """Where a new message goes, and how."""
    address = delivery.destination.address
    return {
        "chat_id": _chat(address.chat),
        "message_thread_id": int(address.thread) if address.thread.isdecimal() else None,
        "reply_parameters": _reply(delivery.reply_to),
        "reply_markup": _Shown.of(delivery).keyboard,
        # What no longer fits into the message that is changed is posted below it: it makes no sound either.
        "disable_notification": delivery.silent or delivery.kind == "edit" or None,
    }


def _target(delivery: Delivery) -> dict[str, Any]:
    """The message that is changed, and its keyboard from now on."""
    chat = _chat(delivery.destination.address.chat)
    return {"chat_id": chat, "message_id": int(str(delivery.edits)), "reply_markup": _Shown.of(delivery).keyboard}


def _caption(delivery: Delivery) -> dict[str, Any]:
    """The words below a file; a file may stand without."""
    shown = _Shown.of(delivery)
    return {"caption": shown.text, "parse_mode": shown.mode} if shown.text else {}


def _id(sent: object) -> str:
    """`ok` is the word for sent; a lean server may leave out which message it became."""
    return str(sent.message_id or "") if isinstance(sent, telegram.Message) else ""


def _chat(chat: str) -> int | str:
    return int(chat) if chat.removeprefix("-").isdecimal() else chat


def _reply(message_id: str | None) -> ReplyParameters | None:
    if message_id is None or not message_id.isdecimal():
        return None
    return ReplyParameters(int(message_id), allow_sending_without_reply=True)

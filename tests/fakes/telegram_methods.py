"""The methods of the Bot API that a bot calls, with Telegram's checks and its words for what it refuses."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from tests.fakes.journal import Journal
from tests.fakes.loopback import Upload
from tests.fakes.referees import Formatted, RefereeMissingError, RefusedError, check_keyboard, telegram_html
from tests.fakes.telegram_chats import Chats
from tests.fakes.telegram_faults import ApiError, MalformedError
from tests.fakes.telegram_objects import EMBEDDINGS, Json, Sent, as_bool, as_int, buttons_of, chat, utf16, visible
from tests.fakes.telegram_shop import ShopWindow
from tests.fakes.telegram_updates import UpdateQueue

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
# Telegram drops entities beyond 100 silently and refuses about 9.5 kB of them; a bot should do neither.
MOST_ENTITIES = 100
LARGEST_ENTITIES = 9_500

ACKNOWLEDGED = frozenset(
    {"setmydescription", "setmyshortdescription", "setmyname", "leavechat"}
    | {"sendchataction", "setchatmenubutton", "setmessagereaction", "pinchatmessage"}
    | {"unpinchatmessage", "logout", "close"}
)


class BotMethods:
    """One method of the Bot API a method here; names are compared without case, as Telegram does."""

    def __init__(self, updates: UpdateQueue, bot_id: int, bot_name: str) -> None:
        self.updates = updates
        self.chats = Chats(bot_id, bot_name)
        self.answers: Journal[Json] = Journal()
        self.shop = ShopWindow(self.chats, words_of_result)
        self._methods: dict[str, Callable[[Json], Awaitable[Any]]] = {
            "getme": self.get_me,
            "getupdates": self.get_updates,
            "setwebhook": self.set_webhook,
            "deletewebhook": self.delete_webhook,
            "getwebhookinfo": self.get_webhook_info,
            "sendmessage": self.send_message,
            "sendphoto": self.send_photo,
            "senddocument": self.send_document,
            "editmessagetext": self.edit_message_text,
            "editmessagecaption": self.edit_message_caption,
            "editmessagemedia": self.edit_message_media,
            "editmessagereplymarkup": self.edit_message_reply_markup,
            "deletemessage": self.delete_message,
            "answercallbackquery": self.answer_callback_query,
            "getchat": self.get_chat,
            "getchatmember": self.get_chat_member,
            "getchatadministrators": self.get_chat_administrators,
            "getfile": self.get_file,
        } | self.shop.methods

    @property
    def names(self) -> frozenset[str]:
        """Every method there is, in small letters."""
        return ACKNOWLEDGED | self._methods.keys()

    async def call(self, method: str, parameters: Json) -> Any:
        """The `result` of a call. Raises ApiError."""
        name = method.lower()
        if name in ACKNOWLEDGED:
            return True
        if name not in self._methods:
            raise MalformedError("Not Found", 404)
        return await self._methods[name](parameters)

    async def get_me(self, _: Json) -> Json:
        abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
        return self.chats.bot | abilities

    async def get_updates(self, given: Json) -> list[Json]:
        offset, limit = as_int(given.get("offset")) or 0, as_int(given.get("limit")) or 100
        return await self.updates.poll(
            offset, limit, float(given.get("timeout") or 0), given.get("allowed_updates", ())
        )

    async def set_webhook(self, given: Json) -> bool:
        await self.updates.set_webhook(given if given.get("url") else {})
        return True

    async def delete_webhook(self, given: Json) -> bool:
        await self.updates.set_webhook({})
        if as_bool(given.get("drop_pending_updates")):
            self.updates.confirm(2**62)
        return True

    async def get_webhook_info(self, _: Json) -> Json:
        return self.updates.webhook_info()

    async def send_message(self, given: Json) -> Json:
        formatted = shown_text(given, "text", "entities", LONGEST_TEXT, "message is too long")
        if not formatted.text:
            raise MalformedError("Bad Request: message text is empty")
        sent = self._sent("sendMessage", given, given["text"], formatted)
        return self._deliver(sent, {"text": sent.plain, "entities": list(sent.entities)}, given)

    async def send_photo(self, given: Json) -> Json:
        return self._send_upload("sendPhoto", "photo", given, photo_of)

    async def send_document(self, given: Json) -> Json:
        return self._send_upload("sendDocument", "document", given, lambda kept: kept)

    async def edit_message_text(self, given: Json) -> Json:
        before = self._editable(given)
        if before.file_name is not None:
            raise ApiError(400, "Bad Request: there is no text in the message to edit")
        formatted = shown_text(given, "text", "entities", LONGEST_TEXT, "MESSAGE_TOO_LONG")
        if not formatted.text:
            raise MalformedError("Bad Request: message text is empty")
        return self._edit("editMessageText", before, given, given["text"], formatted)

    async def edit_message_caption(self, given: Json) -> Json:
        before = self._editable(given)
        if before.file_name is None:
            raise ApiError(400, "Bad Request: there is no caption in the message to edit")
        formatted = shown_text(given, "caption", "caption_entities", LONGEST_CAPTION, "MEDIA_CAPTION_TOO_LONG")
        return self._edit("editMessageCaption", before, given, given.get("caption", ""), formatted)

    async def edit_message_media(self, given: Json) -> Json:
        """A file in the place of whatever the message was, a text too."""
        before, media = self._editable(given), given["media"]
        if media["type"] not in ("photo", "document"):
            raise MalformedError("Bad Request: unsupported media type")
        caption = shown_text(media, "caption", "caption_entities", LONGEST_CAPTION, "MEDIA_CAPTION_TOO_LONG")
        upload = attached(given, media["media"])
        after = replace(before, file_name=upload.name, content=upload.content, method="editMessageMedia")
        after = replace(after, text=media.get("caption", ""), plain=caption.text, entities=caption.entities)
        after = replace(after, buttons=keyboard(given), time=time.monotonic())
        kept = self.chats.keep_file(upload.name, upload.content)
        content: Json = {media["type"]: photo_of(kept) if media["type"] == "photo" else kept}
        words: Json = {"caption": caption.text, "caption_entities": list(caption.entities)} if caption.text else {}
        return self._deliver(after, content | words | {"edit_date": int(time.time())}, given)

    async def edit_message_reply_markup(self, given: Json) -> Json:
        before = self._editable(given)
        unchanged = Formatted(before.plain, before.entities)
        return self._edit("editMessageReplyMarkup", before, given, before.text, unchanged)

    async def delete_message(self, given: Json) -> bool:
        chat_id, message_id = int(given["chat_id"]), int(given["message_id"])
        if not self.chats.has(chat_id, message_id):
            raise ApiError(400, "Bad Request: message to delete not found")
        self.chats.delete(chat_id, message_id)
        return True

    async def answer_callback_query(self, given: Json) -> bool:
        if given.get("callback_query_id") not in self.chats.open_queries:
            reason = "query is too old and response timeout expired or query ID is invalid"
            raise ApiError(400, f"Bad Request: {reason}")
        self.chats.open_queries.discard(given["callback_query_id"])
        self.answers.record(given)
        return True

    async def get_chat(self, given: Json) -> Json:
        return chat(int(given["chat_id"])) | {"accent_color_id": 0, "max_reaction_count": 11}

    async def get_chat_member(self, given: Json) -> Json:
        return self.chats.membership(int(given["chat_id"]), int(given["user_id"]))

    async def get_chat_administrators(self, given: Json) -> list[Json]:
        chat_id = int(given["chat_id"])
        return [self.chats.membership(chat_id, person) for person in sorted(self.chats.admins.get(chat_id, ()))]

    async def get_file(self, given: Json) -> Json:
        return self.chats.file(given["file_id"])

    def _send_upload(self, method: str, name: str, given: Json, describe: Callable[[Json], Any]) -> Json:
        upload = given.get(name)
        upload = upload if isinstance(upload, Upload) else attached(given, upload)
        if not upload.content:
            raise MalformedError("Bad Request: file must be non-empty")
        caption = shown_text(given, "caption", "caption_entities", LONGEST_CAPTION, "message caption is too long")
        sent = self._sent(method, given, given.get("caption", ""), caption)
        sent = replace(sent, file_name=upload.name, content=upload.content)
        content: Json = {name: describe(self.chats.keep_file(upload.name, upload.content))}
        if caption.text:
            content |= {"caption": caption.text, "caption_entities": list(caption.entities)}
        return self._deliver(sent, content, given)

    def _sent(self, method: str, given: Json, text: str, formatted: Formatted) -> Sent:
        chat_id = chat_of(given)
        buttons = keyboard(given)
        reply_to = self._reply_to(chat_id, given)
        return Sent(
            method,
            chat_id,
            self.chats.next_message(chat_id),
            text,
            formatted.text,
            formatted.entities,
            buttons,
            reply_to,
            as_int(given.get("message_thread_id")),
            as_bool(given.get("disable_notification")),
            time=time.monotonic(),
        )

    def _deliver(self, sent: Sent, content: Json, given: Json) -> Json:
        message = self.chats.message_of(sent, content, given.get("reply_markup"))
        self.chats.record(sent)
        return message

    def _edit(self, method: str, before: Sent, given: Json, text: str, formatted: Formatted) -> Json:
        after = replace(before, method=method, text=text, plain=formatted.text, entities=formatted.entities)
        after = replace(after, buttons=keyboard(given), time=time.monotonic())
        refuse_unchanged(before, after)
        return self._deliver(after, self.chats.content_of(after), given)

    def _editable(self, given: Json) -> Sent:
        sent = self.chats.record_of(chat_of(given), int(given["message_id"]))
        if sent is None:
            raise ApiError(400, "Bad Request: message to edit not found")
        return sent

    def _reply_to(self, chat_id: int, given: Json) -> int | None:
        reply = given.get("reply_parameters") or {"message_id": given.get("reply_to_message_id")}
        wanted = as_int(reply.get("message_id"))
        if wanted is None or self.chats.has(chat_id, wanted):
            return wanted
        if as_bool(reply.get("allow_sending_without_reply") or given.get("allow_sending_without_reply")):
            return None
        raise ApiError(400, "Bad Request: message to be replied not found")


class TextOnly(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def photo_of(kept: Json) -> list[Json]:
    """A picture as Telegram describes it, in one size."""
    return [{"file_id": "photo", "file_unique_id": "photo", "width": 800, "height": 500} | kept]


def chat_of(given: Json) -> int:
    try:
        return int(given["chat_id"])
    except KeyError:
        raise MalformedError("Bad Request: chat_id is empty") from None
    except ValueError:
        raise ApiError(400, "Bad Request: chat not found") from None


def shown_text(given: Json, field: str, entities_field: str, longest: int, too_long: str) -> Formatted:
    """What a reader sees. Raises ApiError where Telegram refuses the markup or the length."""
    text = EMBEDDINGS.sub("", given.get(field, ""))
    formatted = parsed(text, given.get("parse_mode") or "")
    entities = tuple(given.get(entities_field, formatted.entities))
    if len(visible(formatted.text)) > longest:
        raise MalformedError(f"Bad Request: {too_long}")
    if len(entities) > MOST_ENTITIES or sum(map(size_of_entity, entities)) > LARGEST_ENTITIES:
        raise MalformedError("Bad Request: ENTITIES_TOO_LONG")
    return trimmed(Formatted(formatted.text, entities))


def words_of_result(content: Json) -> str:
    """What a reader would see of an inline result that somebody sent."""
    return shown_text(content, "message_text", "entities", LONGEST_TEXT, "MESSAGE_TOO_LONG").text


def parsed(text: str, mode: str) -> Formatted:
    if not mode:
        return Formatted(text, ())
    if mode.lower() != "html":
        raise MalformedError("Bad Request: unsupported parse_mode")
    try:
        return telegram_html(text)
    except RefusedError as reason:
        raise MalformedError(f"Bad Request: {str(reason)[0].lower()}{str(reason)[1:]}") from reason
    except RefereeMissingError:
        return Formatted(without_tags(text), ())


def without_tags(text: str) -> str:
    """The text of an HTML message where there is no referee; nothing is checked."""
    parser = TextOnly()
    parser.feed(text)
    parser.close()
    return "".join(parser.pieces)


def trimmed(formatted: Formatted) -> Formatted:
    """Blank ends go, and the entities move with the text."""
    shift = utf16(formatted.text) - utf16(formatted.text.lstrip())
    text = formatted.text.strip()
    moved = [clipped(dict(entity), shift, utf16(text)) for entity in formatted.entities]
    return Formatted(text, tuple(entity for entity in moved if entity["length"] > 0))


def clipped(entity: Json, shift: int, end: int) -> Json:
    first = max(entity["offset"] - shift, 0)
    last = min(entity["offset"] + entity["length"] - shift, end)
    return entity | {"offset": first, "length": last - first}


def size_of_entity(entity: Json) -> int:
    """Bytes in Telegram's own protocol: constructor, offset, length, and the address with its length."""
    return 12 + (4 + len(entity["url"].encode()) if "url" in entity else 0)


def keyboard(given: Json) -> Any:
    markup = given.get("reply_markup")
    if markup and "inline_keyboard" in markup:
        try:
            check_keyboard(markup)
        except RefusedError as reason:
            raise MalformedError(f"Bad Request: {reason}") from reason
    return buttons_of(markup)


def refuse_unchanged(before: Sent, after: Sent) -> None:
    """Telegram refuses an edit that changes nothing."""
    unchanged = (before.plain, before.entities, before.buttons) == (after.plain, after.entities, after.buttons)
    if unchanged:
        reason = "specified new message content and reply markup are exactly the same as a current content"
        raise ApiError(400, f"Bad Request: message is not modified: {reason} and reply markup of the message")


def attached(given: Json, reference: Any) -> Upload:
    """The part that `attach://NAME` points to."""
    found = given.get(str(reference).removeprefix("attach://"))
    if not isinstance(found, Upload):
        raise MalformedError("Bad Request: there is no file in the request")
    return found

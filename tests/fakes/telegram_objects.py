"""Objects of the Bot API as plain mappings, and the record of a sent message that tests look at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(@[A-Za-z0-9_]{3,32})?(?=\s|$)")
EMBEDDINGS = re.compile("[\u202a-\u202e]")


@dataclass(frozen=True)
class Button:
    """A button under a message: `data` comes back when it is pressed, `url` opens a page."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Sent:
    """One message as the bot sent or edited it.

    `text` is what came over the wire, `plain` what a reader sees, `time` monotonic seconds at receipt.
    """

    method: str
    chat_id: int
    message_id: int
    text: str
    plain: str
    entities: tuple[Mapping[str, Any], ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    reply_to: int | None = None
    thread_id: int | None = None
    silent: bool = False
    file_name: str | None = None
    content: bytes = b""
    time: float = 0.0

    def button(self, words: str) -> Button:
        """The first button with `words` in its text."""
        return next(button for row in self.buttons for button in row if words in button.text)


def user(user_id: int, name: str, language: str | None = None, is_bot: bool = False) -> Json:
    found: Json = {"id": user_id, "is_bot": is_bot, "first_name": name, "username": f"{name.lower()}_{user_id}"}
    return found | ({"language_code": language} if language else {})


def chat(chat_id: int) -> Json:
    """Positive ids are private chats, those from -1000000000000 down supergroups, the others groups."""
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": f"Person {chat_id}"}
    kind = "supergroup" if chat_id <= -1_000_000_000_000 else "group"
    return {"id": chat_id, "type": kind, "title": f"Group {-chat_id}"}


def commands_in(text: str) -> list[Json]:
    """The bot_command entities of a text (offsets in UTF-16 units)."""
    return [
        {"type": "bot_command", "offset": utf16(text[: found.start()]), "length": utf16(found.group())}
        for found in COMMAND.finditer(text)
        if found.start() == 0 or text[found.start() - 1].isspace()
    ]


def links_in(text: str) -> list[Json]:
    """The url entities of a text: of the addresses that are written with their scheme."""
    return [
        {"type": "url", "offset": utf16(text[: found.start()]), "length": utf16(found.group())}
        for found in LINK.finditer(text)
    ]


def entities_in(text: str) -> list[Json]:
    """What Telegram marks in a text by itself, in its order."""
    return sorted([*commands_in(text), *links_in(text)], key=lambda entity: int(entity["offset"]))


def channel(channel_id: int, title: str, username: str | None = None) -> Json:
    """A channel, public where it has a username."""
    found: Json = {"id": channel_id, "type": "channel", "title": title}
    return found | ({"username": username} if username else {})


def from_channel(chat: Json, message_id: int, date: int) -> Json:
    """The origin of a channel's post that somebody forwards."""
    return {"type": "channel", "chat": chat, "message_id": message_id, "date": date}


def from_person(person: Json, date: int) -> Json:
    """The origin of a person's message."""
    return {"type": "user", "sender_user": person, "date": date}


def from_hidden(name: str, date: int) -> Json:
    """The same, of somebody who shows nobody who they are."""
    return {"type": "hidden_user", "sender_user_name": name, "date": date}


def from_group(chat: Json, date: int) -> Json:
    """The origin of a message that was written in the name of a group."""
    return {"type": "chat", "sender_chat": chat, "date": date}


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible(text: str) -> str:
    """What Telegram leaves of a text: without bidi embeddings and overrides, without blank ends."""
    return EMBEDDINGS.sub("", text).strip()


def buttons_of(markup: Any) -> tuple[tuple[Button, ...], ...]:
    if not isinstance(markup, Mapping):
        return ()
    rows: Sequence[Sequence[Mapping[str, Any]]] = markup.get("inline_keyboard", ())
    return tuple(tuple(button_of(button) for button in row) for row in rows)


def button_of(button: Mapping[str, Any]) -> Button:
    return Button(button["text"], button.get("callback_data"), button.get("url"))


def as_bool(value: Any) -> bool:
    return value in (True, "true", "True", "1", 1)


def as_int(value: Any) -> int | None:
    return None if value in (None, "") else int(value)

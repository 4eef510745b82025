"""The chats of the fake Telegram: messages, files, and who the bot is."""

from __future__ import annotations

import time
from typing import Any

from tests.fakes.journal import Journal
from tests.fakes.referees import check_message
from tests.fakes.telegram_faults import ApiError
from tests.fakes.telegram_objects import Json, Sent, channel, chat, user

RIGHTS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories", "can_send_welcome_messages"),
)
STATUSES_WITH_RIGHTS: dict[str, Json] = {"kicked": {"until_date": 0}, "administrator": dict.fromkeys(RIGHTS, False)}
# What Telegram gives to bots; https://core.telegram.org/bots/api#getfile
LARGEST_FILE = 20 * 1024 * 1024


class Chats:
    """Messages by chat and id, ids growing by one in each chat."""

    def __init__(self, bot_id: int, bot_name: str) -> None:
        self.bot = user(bot_id, "Rasid", is_bot=True) | {"username": bot_name}
        self.sent: Journal[Sent] = Journal()
        self.files: dict[str, bytes] = {}
        self.admins: dict[int, set[int]] = {}
        self.open_queries: set[str] = set()
        self.open_questions: set[str] = set()
        self.channels: dict[int, Json] = {}
        self._messages: dict[tuple[int, int], Json] = {}
        self._records: dict[tuple[int, int], Sent] = {}
        self._last: dict[int, int] = {}

    def open_channel(self, channel_id: int, title: str, username: str | None = None) -> None:
        """From now on this id is a channel's."""
        self.channels[channel_id] = channel(channel_id, title, username)

    def chat(self, chat_id: int) -> Json:
        """A chat as messages show it."""
        return self.channels.get(chat_id) or chat(chat_id)

    def next_message(self, chat_id: int) -> int:
        self._last[chat_id] = self._last.get(chat_id, 0) + 1
        return self._last[chat_id]

    def keep(self, message: Json) -> None:
        self._messages[message["chat"]["id"], message["message_id"]] = message

    def find(self, chat_id: int, message_id: int) -> Json:
        """A message without what it answered, as Telegram shows it inside another. KeyError if there is none."""
        message = self._messages[chat_id, message_id]
        return {name: value for name, value in message.items() if name != "reply_to_message"}

    def find_or_inaccessible(self, chat_id: int, message_id: int) -> Json:
        """What a pressed button says of a message that may be gone by now."""
        if self.has(chat_id, message_id):
            return self.find(chat_id, message_id)
        return {"chat": chat(chat_id), "message_id": message_id, "date": 0}

    def knows(self, chat_id: int) -> bool:
        """Whether anything was ever said there."""
        return chat_id in self._last

    def has(self, chat_id: int, message_id: int) -> bool:
        return (chat_id, message_id) in self._messages

    def record(self, sent: Sent) -> None:
        self._records[sent.chat_id, sent.message_id] = sent
        self.sent.record(sent)

    def record_of(self, chat_id: int, message_id: int) -> Sent | None:
        return self._records.get((chat_id, message_id))

    def delete(self, chat_id: int, message_id: int) -> None:
        self._messages.pop((chat_id, message_id), None)
        self._records.pop((chat_id, message_id), None)

    def shown(self, chat_id: int) -> list[Sent]:
        return [sent for (chat, _), sent in sorted(self._records.items()) if chat == chat_id]

    def message_of(self, sent: Sent, content: Json, markup: Any) -> Json:
        """The Message that Telegram answers with; aiogram has to accept it."""
        message: Json = {
            "message_id": sent.message_id,
            "from": self.bot,
            "chat": chat(sent.chat_id),
            "date": int(time.time()),
        }
        message |= content
        if sent.buttons:
            message["reply_markup"] = markup
        if sent.reply_to is not None and self.has(sent.chat_id, sent.reply_to):
            message["reply_to_message"] = self.find(sent.chat_id, sent.reply_to)
        if sent.thread_id is not None:
            message |= {"message_thread_id": sent.thread_id, "is_topic_message": True}
        check_message(message)
        self.keep(message)
        return message

    def content_of(self, edited: Sent) -> Json:
        """What an edited message holds: the new text, or its picture or file with the new caption."""
        old = self.find(edited.chat_id, edited.message_id)
        content: Json = {name: old[name] for name in ("photo", "document") if name in old}
        text, entities = ("caption", "caption_entities") if content else ("text", "entities")
        return content | {text: edited.plain, entities: list(edited.entities), "edit_date": int(time.time())}

    def keep_file(self, name: str, content: bytes) -> Json:
        """Store a file under a path of its own; the File object without its path."""
        number = len(self.files) + 1
        self.files[f"documents/file_{number}"] = content
        return {"file_id": f"file-{number}", "file_unique_id": f"unique-{number}", "file_size": len(content)}

    def file(self, file_id: str) -> Json:
        path = f"documents/file_{file_id.removeprefix('file-')}"
        if path not in self.files:
            raise ApiError(400, "Bad Request: invalid file_id")
        size = len(self.files[path])
        if size > LARGEST_FILE:
            raise ApiError(400, "Bad Request: file is too big")
        return {"file_id": file_id, "file_unique_id": f"unique-{file_id}", "file_size": size, "file_path": path}

    def bot_membership(self, status: str) -> Json:
        return {"user": self.bot, "status": status} | STATUSES_WITH_RIGHTS.get(status, {})

    def membership(self, chat_id: int, user_id: int) -> Json:
        """https://core.telegram.org/bots/api#chatmember ; the administrator with the least id is the owner."""
        person, admins = user(user_id, "Analyst"), sorted(self.admins.get(chat_id, ()))
        if user_id in admins[:1]:
            return {"user": person, "status": "creator", "is_anonymous": False}
        if user_id in admins:
            return {"user": person, "status": "administrator"} | STATUSES_WITH_RIGHTS["administrator"]
        return {"user": person, "status": "member"}

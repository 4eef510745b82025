"""The people in the fake Telegram: they write, press buttons, send files, let the bot in and throw it out."""

from __future__ import annotations

import itertools
import time
from typing import Any

from tests.fakes.telegram_chats import Chats
from tests.fakes.telegram_objects import Json, Sent, commands_in, entities_in, from_channel, user
from tests.fakes.telegram_updates import UpdateQueue


class People:
    """What a test makes people do; each deed becomes an update, which is returned."""

    def __init__(self, updates: UpdateQueue, chats: Chats) -> None:
        self._updates = updates
        self._chats = chats
        self._deeds = itertools.count(1)

    def say(
        self,
        user_id: int,
        chat_id: int,
        text: str,
        *,
        reply_to: int | None = None,
        thread_id: int | None = None,
        name: str = "Analyst",
        language: str | None = "ar",
        **more: Any,
    ) -> Json:
        """Write a message, in a private chat (chat id = user id) or a group (negative id).

        `more` adds or replaces fields of the message, such as `forward_origin`.
        """
        message = self._message(user_id, chat_id, name, language)
        message |= {"text": text}
        if entities := entities_in(text):
            message["entities"] = entities
        if reply_to is not None:
            message["reply_to_message"] = self._chats.find(chat_id, reply_to)
        if thread_id is not None:
            message |= {"message_thread_id": thread_id, "is_topic_message": True}
        return self._post("message", message | more)

    def edit(self, user_id: int, update: Json, text: str) -> Json:
        """Edit what was said before."""
        message = update["message"] | {"text": text, "entities": commands_in(text), "edit_date": int(time.time())}
        return self._post("edited_message", message | {"from": user(user_id, "Analyst", "ar")})

    def press(self, user_id: int, sent: Sent, data: str | None, *, name: str = "Analyst") -> Json:
        """Press a button under a message; `data` may be one that the message never had."""
        query_id = str(4_000_000_000_000 + next(self._deeds))
        query = {
            "id": query_id,
            "from": user(user_id, name, "ar"),
            "chat_instance": str(7_000_000_000 + abs(sent.chat_id)),
            "message": self._chats.find_or_inaccessible(sent.chat_id, sent.message_id),
            "data": data,
        }
        self._chats.open_queries.add(query_id)
        return self._updates.push("callback_query", query)

    def send_file(
        self, user_id: int, chat_id: int, file_name: str, content: bytes, caption: str = "", **more: Any
    ) -> Json:
        """Send a document, which the bot gets by getFile. `more` adds or replaces facts of the document, such as a
        `file_size` that is not its own."""
        document = self._chats.keep_file(file_name, content) | {"file_name": file_name} | more
        message = self._message(user_id, chat_id, "Analyst", "ar") | {"document": document}
        told = {"caption": caption, "caption_entities": entities_in(caption)} if caption else {}
        return self._post("message", message | told)

    def post(self, channel_id: int, text: str, **more: Any) -> Json:
        """A post in a channel that the bot is a member of; `more` adds or replaces fields."""
        if channel_id not in self._chats.channels:
            self.open_channel(channel_id, f"Channel {-channel_id}")
        where = self._chats.chat(channel_id)
        message = {"message_id": self._chats.next_message(channel_id), "date": int(time.time()), "chat": where}
        return self._post("channel_post", message | {"text": text, "entities": entities_in(text)} | more)

    def open_channel(self, channel_id: int, title: str, username: str | None = None) -> None:
        """From now on this id is a channel's."""
        self._chats.open_channel(channel_id, title, username)

    def edit_post(self, update: Json, text: str) -> Json:
        """A channel edits what it posted."""
        message = update["channel_post"] | {"text": text, "entities": entities_in(text), "edit_date": int(time.time())}
        return self._post("edited_channel_post", message)

    def forward(self, user_id: int, chat_id: int, post: Json, **more: Any) -> Json:
        """Forward a channel's post to the bot."""
        message = post["channel_post"]
        origin = from_channel(message["chat"], message["message_id"], message["date"])
        return self.say(user_id, chat_id, message["text"], forward_origin=origin, **more)

    def change_membership(self, user_id: int, chat_id: int, old: str, new: str) -> Json:
        """The bot is added (left → member, in a channel → administrator), blocked or thrown out (→ kicked)."""
        change = {
            "chat": self._chats.chat(chat_id),
            "from": user(user_id, "Analyst", "ar"),
            "date": int(time.time()),
            "old_chat_member": self._chats.bot_membership(old),
            "new_chat_member": self._chats.bot_membership(new),
        }
        return self._updates.push("my_chat_member", change)

    def migrate(self, user_id: int, chat_id: int, new_chat_id: int) -> Json:
        """A group becomes a supergroup with another id."""
        message = self._message(user_id, chat_id, "Analyst", "ar")
        return self._post("message", message | {"migrate_to_chat_id": new_chat_id})

    def ask_inline(self, user_id: int, query: str, language: str | None = "ar") -> Json:
        """Type `@bot QUERY` in any chat; Telegram cuts it at 256 characters."""
        name = str(5_000_000_000_000 + next(self._deeds))
        self._chats.open_questions.add(name)
        ask = {"id": name, "from": user(user_id, "Analyst", language), "query": query[:256], "offset": ""}
        return self._updates.push("inline_query", ask)

    def _message(self, user_id: int, chat_id: int, name: str, language: str | None) -> Json:
        return {
            "message_id": self._chats.next_message(chat_id),
            "from": user(user_id, name, language),
            "chat": self._chats.chat(chat_id),
            "date": int(time.time()),
        }

    def _post(self, kind: str, message: Json) -> Json:
        self._chats.keep(message)
        return self._updates.push(kind, message)

"""What Telegram reports, as Updates: messages, channels' posts, pressed buttons, the bot's own coming and going."""

import re
from collections.abc import Collection, Mapping
from typing import Any

import telegram
from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, MaybeInaccessibleMessage, Message, User

from bot.core.command_line import as_command
from bot.core.layout import clean_text
from bot.core.material import Material
from bot.core.model import Address, Person, Update
from handlers.telegram.lean import full_update
from handlers.telegram.material import material_of, read_with_command, said_in, sent_to_read

PLATFORM = "telegram"
# What is asked for. Of messages to the bot the first word counts; a post that was edited is a new edition. An inline
# question passes, and becomes no Update.
KINDS = ("message", "callback_query", "my_chat_member", "channel_post", "edited_channel_post", "inline_query")

_COMMAND = re.compile(r"/(?P<name>\w+)@(?P<bot>\w+)(?P<rest>.*)", re.DOTALL)
_OUTSIDE = frozenset({ChatMember.LEFT, ChatMember.BANNED})


def update_from_json(data: Mapping[str, Any], bot_name: str, words: Collection[str] = ()) -> Update | None:
    """The Update of one object of the Bot API; None for what the bot does not listen to, and for garbage.

    `bot_name` is the bot's user name without the @; `words` are the command words that need no slash.
    """
    update = parsed(data)
    return to_update(update, bot_name, words) if update else None


def parsed(data: Any) -> telegram.Update | None:
    """The library's object, or None where the data is not one."""
    try:
        return telegram.Update.de_json(full_update(data), None)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, OSError, RecursionError):
        return None  # OSError and OverflowError come from dates that no clock can show


def to_update(update: telegram.Update, bot_name: str, words: Collection[str] = ()) -> Update | None:
    """See `update_from_json`."""
    name = str(update.update_id)
    if update.message:
        return _from_message(name, update.message, bot_name, words)
    if update.callback_query:
        return _from_button(name, update.callback_query)
    if post := update.channel_post or update.edited_channel_post:
        return _from_post(name, post)
    return _from_membership(name, update.my_chat_member) if update.my_chat_member else None


def _from_message(name: str, message: Message, bot_name: str, words: Collection[str]) -> Update | None:
    if message.migrate_to_chat_id:
        return _moved(name, message)
    sender = message.from_user
    if not sender or (sender.is_bot and not message.sender_chat):
        return None
    private = message.chat.type == Chat.PRIVATE
    heard, addressed = _heard(said_in(message), bot_name)
    if addressed is None:
        addressed = private or _answers_bot(message, bot_name)
    text, material = _what_for(message, heard, words, addressed=addressed)
    if not heard and material is None:
        if not private or message.effective_attachment is None:
            return None
        text = "/scan"  # a picture, a voice, a place: it says what can be read
    return Update(
        platform=PLATFORM,
        id=name,
        address=_address(message),
        person=_person(sender, message.sender_chat),
        text=text,
        private=private,
        replied_to=_replied_to(message),
        message_id=str(message.message_id),
        addressed=addressed,
        extra=_facts(message.chat, sender) | _speaker(message, bot_name, private=private),
        material=material,
    )


def _what_for(message: Message, heard: str, words: Collection[str], *, addressed: bool) -> tuple[str, Material | None]:
    """What is asked, and what is to be read: an article is no command, whatever its first word."""
    asked = as_command(heard, words)
    if not addressed:
        return asked, None if heard.startswith("/") else material_of(message, "listen")
    if material := sent_to_read(message, heard):
        return "", material
    return asked, read_with_command(message) if asked.startswith("/") else None


def _speaker(message: Message, bot_name: str, *, private: bool) -> dict[str, Any]:
    """Alone the bot tells its own name in links; in a group counts whether it was named, who was answered, that whoever
    speaks for the group itself administers it, and that whoever speaks as another chat may be anybody."""
    if private:
        return {"bot": bot_name}
    before = message.reply_to_message
    writer = before.from_user if before and _replied_to(message) and not before.sender_chat else None
    facts: dict[str, Any] = {} if _names(said_in(message), bot_name) else {"unnamed": True}
    if writer and not writer.is_bot:
        facts["answers"] = {"user": str(writer.id), "name": clean_text(writer.full_name or "")}
    if message.sender_chat:
        facts["chat_admin" if message.sender_chat.id == message.chat.id else "masked"] = True
    return facts


def _names(said: str, bot_name: str) -> bool:
    """Whether the bot is called by its name; what else begins with a slash may be for another one."""
    return re.search(rf"@{re.escape(bot_name)}(?!\w)", said, re.IGNORECASE) is not None


def _from_post(name: str, message: Message) -> Update | None:
    """What a channel says is for nobody in particular: it is listened to, and no command."""
    material = material_of(message, "listen")
    if material is None or material.text.startswith("/"):
        return None
    title = clean_text(message.chat.title or "")
    return Update(
        platform=PLATFORM,
        id=name,
        address=Address(PLATFORM, str(message.chat.id)),
        person=Person(PLATFORM, str(message.chat.id), title),
        text="",
        private=False,
        message_id=str(message.message_id),
        addressed=False,
        extra={"title": title, "channel": True},
        material=material,
    )


def _heard(said: str, bot_name: str) -> tuple[str, bool | None]:
    """The text without the bot's name, and whether it is addressed: True, False (to another bot), None (open)."""
    if command := _COMMAND.fullmatch(said.strip()):
        ours = command["bot"].casefold() == bot_name.casefold()
        return f"/{command['name']}{command['rest']}", ours
    rest, mentions = re.subn(rf"(?<!\w)@{re.escape(bot_name)}(?!\w)[,:،]?", "", said, flags=re.IGNORECASE)
    if mentions:
        return rest.strip() or "/help", True
    return said.strip(), True if said.lstrip().startswith("/") else None


def _answers_bot(message: Message, bot_name: str) -> bool:
    before = message.reply_to_message
    writer = before.from_user if before and _replied_to(message) else None
    return bool(writer and (writer.username or "").casefold() == bot_name.casefold())


def _from_button(name: str, query: CallbackQuery) -> Update | None:
    message = query.message
    if message is None or not query.data:
        return None
    shown = str(message.message_id)
    return Update(
        platform=PLATFORM,
        id=name,
        address=_address(message),
        person=_person(query.from_user),
        text=clean_text(query.data),
        private=message.chat.type == Chat.PRIVATE,
        replied_to=shown,
        message_id=shown,
        extra={**_facts(message.chat, query.from_user), "callback": query.id},
        pressed=True,
        whisper=query.id,
    )


def _from_membership(name: str, change: ChatMemberUpdated) -> Update | None:
    was_out, is_out = (_is_outside(member) for member in (change.old_chat_member, change.new_chat_member))
    if was_out == is_out:
        return None
    return Update(
        platform=PLATFORM,
        id=name,
        address=Address(PLATFORM, str(change.chat.id)),
        person=_person(change.from_user),
        text="",
        private=change.chat.type == Chat.PRIVATE,
        addressed=change.chat.type != Chat.CHANNEL,  # there nobody can be answered
        extra={**_facts(change.chat, change.from_user), "membership": "gone" if is_out else "back"},
    )


def _is_outside(member: ChatMember) -> bool:
    return member.status in _OUTSIDE or getattr(member, "is_member", True) is False


def _moved(name: str, message: Message) -> Update:
    """A group became a supergroup: the same chat under a new id."""
    person = _person(message.from_user, message.sender_chat) if message.from_user else Person(PLATFORM, "")
    return Update(
        platform=PLATFORM,
        id=name,
        address=Address(PLATFORM, str(message.chat.id)),
        person=person,
        text="",
        private=False,
        extra={"title": clean_text(message.chat.title or ""), "moved_to": str(message.migrate_to_chat_id)},
    )


def _address(message: MaybeInaccessibleMessage) -> Address:
    # Replies outside of forums carry a thread id too; only a topic is a place of its own.
    topic = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Address(PLATFORM, str(message.chat.id), str(topic) if topic else "")


def _replied_to(message: Message) -> str | None:
    """What was answered; the first message of a topic, which all others there refer to, is no answer."""
    before = message.reply_to_message
    return None if before is None or before.forum_topic_created else str(before.message_id)


def _person(user: User, sender_chat: Chat | None = None) -> Person:
    """Anonymous admins share one account over all groups: the chat they speak for is who they are."""
    if sender_chat:
        return Person(PLATFORM, str(sender_chat.id), clean_text(sender_chat.title or ""))
    return Person(PLATFORM, str(user.id), clean_text(user.full_name or ""))  # None where both names are empty


def _facts(chat: Chat, user: User) -> dict[str, Any]:
    facts = {"title": clean_text(chat.title or chat.full_name or ""), "language": user.language_code or ""}
    return facts | ({"channel": True} if chat.type == Chat.CHANNEL else {})

"""What a Telegram message holds to read: its words, the addresses in it, its file, and whom it came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from telegram import (
    Chat,
    Message,
    MessageEntity,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from bot.core.layout import clean_text
from bot.core.material import Attachment, Material, Purpose
from bot.core.submission import is_to_be_read, links_in, web_links

_LINKS: list[str | None] = [MessageEntity.URL, MessageEntity.TEXT_LINK]
# Ids of channels and supergroups begin so; what follows stands in their private addresses.
_MARK = "-100"
_LONGEST_SOURCE = 200


@dataclass(frozen=True, slots=True)
class _Origin:
    """Whom a message came from first."""

    source: str
    url: str | None = None
    post: str | None = None
    published: datetime | None = None


def said_in(message: Message) -> str:
    """The text or caption as it was written."""
    return clean_text(message.text or message.caption or "")


def material_of(message: Message, purpose: Purpose) -> Material | None:
    """What there is to read in a message; None where it has neither words nor a file."""
    text, files = said_in(message), _files(message)
    if not text.strip() and not files:
        return None
    origin, links = _origin(message, purpose), _links(message)
    return Material(purpose, text, links, files, origin.source, origin.url, origin.post, origin.published)


def sent_to_read(message: Message, heard: str) -> Material | None:
    """What somebody sent to the bot as an article, rather than as a command, a name or a question; `heard` is the text
    without the bot's name."""
    material, forwarded = material_of(message, "scan"), message.forward_origin is not None
    if material is None or (heard.startswith("/") and not forwarded):
        return None
    wanted = is_to_be_read(heard, material.links, forwarded=forwarded, files=bool(material.files))
    return replace(material, text=material.text if forwarded else heard) if wanted else None


def read_with_command(message: Message) -> Material | None:
    """What a command may be about: the file that it is the caption of, else the message that it answers."""
    if files := _files(message):
        return Material("scan", files=files, source=_origin(message, "scan").source)
    before = message.reply_to_message
    if before is None or before.forum_topic_created:
        return None
    by_a_bot = before.from_user is not None and before.from_user.is_bot and not before.sender_chat
    return None if by_a_bot else material_of(before, "scan")


def address_of(chat: Chat, message_id: int) -> str | None:
    """The address of a post: of a public channel for everybody, of a private one for its members."""
    if chat.username:
        return f"https://t.me/{chat.username}/{message_id}"
    number = str(chat.id)
    return f"https://t.me/c/{number.removeprefix(_MARK)}/{message_id}" if number.startswith(_MARK) else None


def _origin(message: Message, purpose: Purpose) -> _Origin:
    if message.forward_origin is not None:
        return _first_origin(message.forward_origin)
    if message.chat.type == Chat.CHANNEL:
        return _post(message.chat, message.message_id, message.date)
    user, chat = message.from_user, message.sender_chat
    speaker = chat.title if chat else user.full_name if user else None
    source, address = _source(speaker, message.chat.id), address_of(message.chat, message.message_id)
    if purpose == "listen" and address:  # what is said in a group is known by its address there
        return _Origin(source, address, str(message.message_id), message.date.astimezone(UTC))
    return _Origin(source)


def _first_origin(origin: MessageOrigin) -> _Origin:
    published = origin.date.astimezone(UTC)
    match origin:
        case MessageOriginChannel():
            return _post(origin.chat, origin.message_id, published)
        case MessageOriginChat():
            return _Origin(_source(origin.sender_chat.title, origin.sender_chat.id), published=published)
        case MessageOriginUser():
            return _Origin(_source(origin.sender_user.full_name, origin.sender_user.id), published=published)
        case MessageOriginHiddenUser():
            return _Origin(_source(origin.sender_user_name, "Telegram"), published=published)
    return _Origin("Telegram", published=published)


def _post(chat: Chat, message_id: int, published: datetime) -> _Origin:
    source = _source(chat.title, chat.username or chat.id)
    return _Origin(source, address_of(chat, message_id), str(message_id), published.astimezone(UTC))


def _source(name: str | None, other: object) -> str:
    return (" ".join(clean_text(name or "").split()) or str(other))[:_LONGEST_SOURCE]


def _files(message: Message) -> tuple[Attachment, ...]:
    """Pictures and films are passed over: only their captions are read."""
    document = message.document
    if document is None or message.animation is not None:
        return ()
    name = clean_text(document.file_name or "").strip() or "file"
    return (Attachment(document.file_id, name, document.file_size, document.mime_type or ""),)


def _links(message: Message) -> tuple[str, ...]:
    """The addresses in the order in which they stand, hidden ones too, and then that of the preview."""
    preview = message.link_preview_options
    shown = [preview.url] if preview and isinstance(preview.url, str) and not preview.is_disabled else []
    return web_links(clean_text(one).strip() for one in (*_in_text(message), *shown))


def _in_text(message: Message) -> Iterator[str]:
    try:
        found: Mapping[MessageEntity, str] = message.parse_entities(_LINKS) or message.parse_caption_entities(_LINKS)
    except (RuntimeError, ValueError):  # no text at all; half characters, which no offset can be counted over
        yield from links_in(message.text or message.caption or "")
        return
    for entity, words in sorted(found.items(), key=lambda one: one[0].offset):
        address = entity.url or words
        yield address if "://" in address else f"https://{address}"

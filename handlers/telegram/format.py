"""Messages as Telegram takes them: HTML, plain text to fall back on, and inline keyboards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.core.bidi import RIGHT_TO_LEFT_MARK
from bot.core.layout import Weight, apart, clean, fit, linkable, mark_lines, split, tightened, with_bullets
from bot.core.message import Block, Button, Message, Shape, Span, Style

# https://core.telegram.org/bots/api#sendmessage: code points after parsing; further entities are ignored there.
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100
# ENTITIES_TOO_LONG was seen from about 9.5 kB of entities on; each costs its URL and a little more.
ENTITY_BYTES_LIMIT = 8500
_ENTITY_BYTES = 48
# https://core.telegram.org/bots/api#inlinekeyboardbutton
CALLBACK_BYTES_LIMIT = 64
# Quotes that are longer than about four lines on a phone are folded.
_FOLD_QUOTES_FROM = 300

# What the number of a part and the note that it may be a repeat cost, so that both always fit.
_ADDED: Weight = (64, 2, 2 * _ENTITY_BYTES)
_LIMIT: Weight = (TEXT_LIMIT - _ADDED[0], ENTITY_LIMIT - _ADDED[1], ENTITY_BYTES_LIMIT - _ADDED[2])
_CAPTION: Weight = (CAPTION_LIMIT - _ADDED[0], *_LIMIT[1:])
# An over-long paragraph is cut into pieces of this size, so that the room after a heading is used.
_PIECE: Weight = (1000, 50, ENTITY_BYTES_LIMIT // 2)

_MENTION = re.compile(r"@(?=\w)")
_STYLES: dict[Style, tuple[str, str]] = {
    "plain": ("", ""),
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "code": ("<code>", "</code>"),
}
_SHAPES: dict[Shape, tuple[str, str]] = {
    "heading": ("<b>", "</b>"),
    "quote": ("<blockquote>", "</blockquote>"),
    "footer": ("<i>", "</i>"),
    "paragraph": ("", ""),
    "item": ("", ""),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One Telegram message: HTML, the same without markup, and the keyboard below it."""

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None


def pieces(message: Message, tight: int = 0) -> tuple[Message, ...]:
    """The message in as many parts as it needs, cut at paragraphs, then sentences; nothing is dropped. `tight` halves
    the room for a part so often. What is too long for the words below a file goes before it."""
    ready = clean(message)
    room = tightened(_LIMIT, _PIECE, tight)
    if ready.file is None:
        return split(ready, _weigh, *room)
    if fits_caption(ready, tight):
        return (ready,)
    words, file = apart(ready)
    return (*split(words, _weigh, *room), file)


def fits_caption(piece: Message, tight: int = 0) -> bool:
    """Whether it may stand below a picture or another file."""
    return fit(piece, _weigh, tightened(_CAPTION, _CAPTION, tight)[0])


def part(piece: Message) -> Part:
    """One Telegram message."""
    return _part(mark_lines(with_bullets(clean(piece))))


def keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """Buttons that say their command when pressed; one whose command Telegram would refuse is left out."""
    kept = [[InlineKeyboardButton(one.label, callback_data=one.command) for one in row if _fits(one)] for row in rows]
    kept = [row for row in kept if row]
    return InlineKeyboardMarkup(kept) if kept else None


def _part(message: Message) -> Part:
    html = "".join(_joined(message, [_html(one) for one in message.blocks]))
    plain = "".join(_joined(message, [_unmentioned(one.text) for one in message.blocks]))
    return Part(html, plain, keyboard(message.buttons))


def _joined(message: Message, texts: list[str]) -> Iterator[str]:
    """The blocks with line ends between them; the empty lines of an Arabic message are marked too."""
    gap = f"\n{RIGHT_TO_LEFT_MARK}\n" if message.language == "ar" else "\n\n"
    yield from texts[:1]
    for (before, after), text in zip(pairwise(message.blocks), texts[1:], strict=True):
        yield "\n" if after.follows(before) else gap
        yield text


def _html(one: Block) -> str:
    opening, closing = _SHAPES[one.shape]
    if one.shape == "quote" and len(one.text) > _FOLD_QUOTES_FROM:
        opening = "<blockquote expandable>"
    return opening + "".join(_span(span, opening) for span in one.spans) + closing


def _span(span: Span, around: str) -> str:
    """`around` is the tag of the block: the same style again inside of it would only cost entities."""
    opening, closing = _STYLES[span.style] if _STYLES[span.style][0] != around else _STYLES["plain"]
    text = f"{opening}{escape(_unmentioned(span.text), quote=False)}{closing}"
    return f'<a href="{escape(span.url)}">{text}</a>' if linkable(span.url) else text


def _unmentioned(text: str) -> str:
    """An @ before a name tells that person or channel: a word joiner between them, which nobody sees, keeps it text."""
    return _MENTION.sub("@\N{WORD JOINER}", text)


def _weigh(one: Block) -> Weight:
    """What a block costs at most: code points with marks and line ends, entities, bytes of entities."""
    links = [span.url for span in one.spans if linkable(span.url)]
    styled = sum(span.style != "plain" for span in one.spans)
    entities = len(links) + styled + (_SHAPES[one.shape][0] != "")
    characters = len(one.text) + one.text.count("\n") + one.text.count("@") + 6
    return characters, entities, entities * _ENTITY_BYTES + sum(len(url.encode()) for url in links)


def _fits(button: Button) -> bool:
    return bool(button.label.strip()) and 1 <= len(button.command.encode()) <= CALLBACK_BYTES_LIMIT

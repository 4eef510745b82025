"""Messages as Slack takes them: Block Kit, with a plain text to fall back on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby
from math import ceil
from typing import Any

from bot.core.layout import Weight, apart, clean, divide, fit, linkable, mark_lines, split, tightened, with_bullets
from bot.core.message import Block, Button, Message, Span, Style

# https://docs.slack.dev/reference/block-kit/blocks and .../block-elements/button-element
BLOCKS_LIMIT = 50
SECTION_LIMIT = 3000
HEADER_LIMIT = 150
LABEL_LIMIT = 75
VALUE_LIMIT = 2000
# The size of all texts in the blocks of one message that Slack took (tried, not documented).
MESSAGE_LIMIT = 13_200
# https://docs.slack.dev/reference/methods/chat.postMessage advises at most 4,000 characters of text.
TEXT_LIMIT = 4000
_ROW_LIMIT = 5
_ROWS_LIMIT = 5

# Room is left for the number of the part, the note of a repeat, their line marks and the buttons.
_LIMIT: Weight = (MESSAGE_LIMIT - 2300, BLOCKS_LIMIT - _ROWS_LIMIT - 3)
_PIECE: Weight = (SECTION_LIMIT - 200, _LIMIT[1])

_COMMENT: Weight = (TEXT_LIMIT - 200, BLOCKS_LIMIT)

_HALF_ESCAPE = re.compile(r"&[a-z]*\Z")
_STYLES: dict[Style, str] = {"plain": "", "bold": "*", "italic": "_", "code": "`"}


@dataclass(frozen=True, slots=True)
class Part:
    """One Slack message: its blocks, the text of notifications, and the whole text should Slack refuse the blocks."""

    text: str
    blocks: tuple[dict[str, Any], ...]
    whole: str


def pieces(message: Message, tight: int = 0) -> tuple[Message, ...]:
    """The message in as many parts as it needs, cut at paragraphs, then sentences; nothing is dropped. `tight` halves
    the room for a part so often. Slack takes no buttons with a file: they follow below its heading."""
    ready = with_bullets(clean(message))
    room = tightened(_LIMIT, _PIECE, tight)
    if ready.file is None:
        return split(_gathered(ready), _weigh, *room)
    words, file = apart(replace(ready, buttons=()))
    below = (replace(ready, blocks=ready.blocks[:1], file=None),) if ready.buttons and ready.blocks else ()
    if fit(words, _weigh, tightened(_COMMENT, _COMMENT, tight)[0]):
        return (replace(ready, buttons=()), *below)
    return (*split(_gathered(words), _weigh, *room), file, *below)


def comment(piece: Message) -> str:
    """The words that stand with a file, in Slack's markup."""
    lines = (replace(one, spans=_loud(one)) for one in mark_lines(clean(piece)).blocks)
    return "\n".join("".join(_spans(one.spans)) for one in lines)


def part(piece: Message) -> Part:
    """One Slack message of a piece that fits."""
    paragraphs = [paragraph for one in clean(piece).blocks for paragraph in divide(one, _weigh, _PIECE)]
    marked = mark_lines(replace(piece, blocks=tuple(paragraphs)))
    buttons = _actions(piece.buttons)
    whole = escaped(mark_lines(piece).text)
    return Part(_shortened(whole), (*map(_block, marked.blocks), *buttons), whole)


def escaped(text: str) -> str:
    """Text without Slack's control characters: a title with <!channel> wakes nobody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _gathered(message: Message) -> Message:
    """Neighbouring items and footers as one block of several lines: fifty blocks are soon full."""
    blocks: list[Block] = []
    for shape, run in groupby(message.blocks, key=lambda one: one.shape):
        neighbours = list(run)
        blocks += [_lines(neighbours)] if shape in {"item", "footer"} else neighbours
    return replace(message, blocks=tuple(blocks))


def _lines(run: list[Block]) -> Block:
    joined = chain.from_iterable((Span("\n"), *one.spans) for one in run)
    return replace(run[0], spans=tuple(joined)[1:])


def _block(one: Block) -> dict[str, Any]:
    if one.shape == "heading" and _is_header(one):
        return {"type": "header", "text": _plain(one.text)}
    if one.shape == "footer":
        return {"type": "context", "elements": [_mrkdwn("".join(_spans(one.spans)))]}
    if one.shape == "heading":
        return _section("".join(_spans(_loud(one))))
    text = "".join(_spans(one.spans))
    return _section("\n".join(f">{line}" for line in text.split("\n")) if one.shape == "quote" else text)


def _loud(one: Block) -> tuple[Span, ...]:
    """The spans of a heading in bold, of anything else as they are."""
    return tuple(replace(span, style="bold") for span in one.spans) if one.shape == "heading" else one.spans


def _is_header(one: Block) -> bool:
    linked = any(linkable(span.url) for span in one.spans)
    return not linked and "\n" not in one.text.strip() and len(escaped(one.text)) <= HEADER_LIMIT


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": _mrkdwn(text)}


def _mrkdwn(text: str) -> dict[str, Any]:
    """`verbatim` keeps Slack from reading names of people and channels into the text."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": escaped(text), "emoji": False}


def _spans(spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        sign = _STYLES[span.style]
        if linkable(span.url):
            yield f"{sign}<{_address(span.url)}|{escaped(' '.join(span.text.split()))}>{sign}"
        else:
            yield "\n".join(_styled(line, sign) for line in span.text.split("\n"))


def _styled(line: str, sign: str) -> str:
    """Slack knows no style over the end of a line, nor beside the blank inside of its signs."""
    inner = line.strip("\u200f ")
    if not sign or not inner:
        return escaped(line)
    before, after = line.split(inner, 1)
    return f"{before}{sign}{escaped(inner)}{sign}{after}"


def _address(url: str) -> str:
    return escaped(url.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C").replace(" ", "%20"))


def _shortened(text: str) -> str:
    return text if len(text) <= TEXT_LIMIT else _HALF_ESCAPE.sub("", text[: TEXT_LIMIT - 1]) + "…"


def _actions(rows: tuple[tuple[Button, ...], ...]) -> Iterator[dict[str, Any]]:
    """A row of buttons is a block; what would be too many rows flows into full ones."""
    kept = [[button for button in row if _fits(button)] for row in rows]
    if len(kept) > _ROWS_LIMIT or any(len(row) > _ROW_LIMIT for row in kept):
        flat = [button for row in kept for button in row]
        kept = [flat[start : start + _ROW_LIMIT] for start in range(0, len(flat), _ROW_LIMIT)]
    for number, row in enumerate(row for row in kept[:_ROWS_LIMIT] if row):
        yield {"type": "actions", "elements": [_button(one, number, place) for place, one in enumerate(row)]}


def _button(button: Button, row: int, place: int) -> dict[str, Any]:
    label = button.label.strip()
    while len(escaped(label)) > LABEL_LIMIT:
        label = label.removesuffix("…")[:-1] + "…"
    return {"type": "button", "action_id": f"say_{row}_{place}", "text": _plain(label), "value": button.command}


def _fits(button: Button) -> bool:
    return bool(button.label.strip()) and 1 <= len(button.command) <= VALUE_LIMIT


def _weigh(one: Block) -> Weight:
    """What a block costs at most: characters with escapes, signs and marks, and blocks of Slack."""
    links = sum(len(_address(span.url)) + 3 for span in one.spans if linkable(span.url))
    lines = one.text.count("\n") + len(one.spans) + 1
    characters = len(escaped(one.text)) + links + 4 * lines
    return characters, max(1, ceil(characters / (_PIECE[0] / 2)))

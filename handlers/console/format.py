"""Messages for a terminal: plain lines, with ANSI styles where they are wanted."""

from collections.abc import Iterator
from itertools import chain, pairwise

from bot.core.bidi import strip_controls
from bot.core.layout import clean, linkable, mark_lines, with_bullets
from bot.core.message import Block, Button, Message, Shape, Span, Style

_RESET = "\x1b[0m"
_STYLES: dict[Style, str] = {"plain": "", "bold": "\x1b[1m", "italic": "\x1b[3m", "code": "\x1b[36m"}
_SHAPES: dict[Shape, str] = {"heading": "\x1b[1m", "footer": "\x1b[2m", "quote": "", "paragraph": "", "item": ""}
_DIM = "\x1b[2m"
_QUOTE = "│ "


def render(message: Message, *, styled: bool) -> str:
    """The message as lines, its buttons numbered from 1 below.

    `styled` is for people at a terminal: ANSI styles, and marks that a terminal with bidi support orders by.
    Without it the text holds neither, so that it can be searched and piped. No reshaping either way.
    """
    ready = with_bullets(clean(message))
    ready = mark_lines(ready) if styled else ready
    text = "".join(_joined(ready, styled))
    numbered = _numbered(pressable(message))
    lines = f"{text}\n{_in(_DIM, numbered, styled)}" if numbered else text
    return lines if styled else strip_controls(lines)


def pressable(message: Message) -> tuple[Button, ...]:
    """The buttons in the order of their numbers."""
    return tuple(button for button in chain.from_iterable(message.buttons) if button.label.strip())


def _joined(message: Message, styled: bool) -> Iterator[str]:
    for before, after in pairwise((None, *message.blocks)):
        assert after is not None
        if before is not None:
            yield "\n" if after.follows(before) else "\n\n"
        yield _block(after, styled)


def _block(one: Block, styled: bool) -> str:
    after = [*(span.url for span in one.spans[1:]), None]
    pieces = (_span(span, _SHAPES[one.shape], styled, url) for span, url in zip(one.spans, after, strict=True))
    text = "".join(pieces)
    if one.shape == "quote":
        text = "\n".join(_QUOTE + line for line in text.split("\n"))
    return _in(_SHAPES[one.shape], text, styled)


def _span(span: Span, around: str, styled: bool, after: str | None) -> str:
    """A reset ends every style, so the one around is begun again. A link of several pieces, of which the next one leads
    to the address `after`, shows its own behind the last."""
    text = _in(_STYLES[span.style], span.text, styled) + (around if styled and span.style != "plain" else "")
    return f"{text} <{span.url}>" if linkable(span.url) and span.url != after else text


def _in(style: str, text: str, styled: bool) -> str:
    return f"{style}{text}{_RESET}" if styled and style and text else text


def _numbered(buttons: tuple[Button, ...]) -> str:
    return "  ".join(f"[{number}] {button.label.strip()}" for number, button in enumerate(buttons, start=1))

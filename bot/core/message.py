"""A message as every platform can show it: paragraphs of styled spans, and rows of buttons.

Platform adapters turn it into HTML, Block Kit or plain text. It is plain data, so that the outbox can keep it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Literal, Self, TypeVar

LONGEST_COMMAND = 60
"""Bytes of UTF-8 in a button's command; Telegram takes 64 in all."""

FLEETING = "fleeting"
"""By what a stored message says that it is not kept once it was sent."""

_One = TypeVar("_One")

Style = Literal["plain", "bold", "italic", "code"]
Shape = Literal["heading", "paragraph", "quote", "item", "footer"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters in one style, optionally a link. Never holds markup of a platform."""

    text: str
    style: Style = "plain"
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. Its shape is what it is for, not how it looks."""

    spans: tuple[Span, ...]
    shape: Shape = "paragraph"

    @property
    def text(self) -> str:
        """The characters without their styles."""
        return "".join(span.text for span in self.spans)

    def follows(self, before: "Block") -> bool:
        """Whether it stands below another without an empty line: under a heading, in a list, in a footer."""
        return before.shape == "heading" or self.shape == "item" or before.shape == self.shape == "footer"


@dataclass(frozen=True, slots=True)
class Button:
    """What a person can press: pressing says `command` in the same chat.

    `owned`: only who asked may press it; `once`: it serves one press; `lasts`: not longer than this. The bot keeps what
    such a button stands for, and does so for a command over LONGEST_COMMAND; what is stored says a token.
    """

    label: str
    command: str
    owned: bool = False
    once: bool = False
    lasts: timedelta | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with a message; its bytes are in the database under `id`. A picture is `image/png`.

    Of one that is `unmade` the database holds what it is made from (`bot.core.making`), when it is sent.
    """

    id: int
    name: str
    media_type: str
    unmade: bool = False

    @property
    def is_picture(self) -> bool:
        """Whether platforms show it, rather than offer it to be opened."""
        return self.media_type == "image/png"


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say, in one language ('ar' is written from right to left).

    `whisper` is set where one person alone shall read it, as a note that passes: the platform's name of their press, or
    of them. What is `fleeting`, such as a code, is not kept once it was sent.
    """

    blocks: tuple[Block, ...]
    language: str = "en"
    buttons: tuple[tuple[Button, ...], ...] = ()
    file: File | None = None
    whisper: str | None = None
    fleeting: bool = False

    @property
    def text(self) -> str:
        """The whole message as plain lines."""
        return "\n".join(block.text for block in self.blocks)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` is its inverse."""
        blocks = [{"spans": [_span(span) for span in one.spans], "shape": one.shape} for one in self.blocks]
        buttons = [[{"label": one.label, "command": one.command} for one in row] for row in self.buttons]
        data: dict[str, Any] = {"blocks": blocks, "language": self.language, "buttons": buttons}
        if self.file:
            data["file"] = asdict(self.file)
        data |= {"whisper": self.whisper} if self.whisper else {}
        return data | ({FLEETING: True} if self.fleeting else {})

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The message that `as_dict` was made from."""
        blocks = tuple(Block(tuple(Span(**span) for span in one["spans"]), one["shape"]) for one in data["blocks"])
        buttons = tuple(tuple(Button(**button) for button in row) for row in data["buttons"])
        file = data.get("file")
        shown, fleeting = data.get("whisper"), bool(data.get(FLEETING))
        return cls(blocks, data["language"], buttons, File(**file) if file else None, shown, fleeting)


def _span(span: Span) -> dict[str, str | None]:
    return {"text": span.text, "style": span.style, "url": span.url}


def block(*parts: str | Span, shape: Shape = "paragraph") -> Block:
    """A block of plain strings and spans."""
    return Block(tuple(Span(part) if isinstance(part, str) else part for part in parts), shape)


def pressable(rows: Iterable[Iterable[Button]]) -> tuple[tuple[Button, ...], ...]:
    """The buttons whose command is short enough for every platform; rows that are left empty are dropped."""
    kept = (tuple(one for one in row if len(one.command.encode()) <= LONGEST_COMMAND) for row in rows)
    return tuple(row for row in kept if row)


def in_rows(ones: Sequence[_One], width: int) -> tuple[tuple[_One, ...], ...]:
    """Buttons, or what becomes of them, in rows of so many."""
    return tuple(tuple(ones[at : at + width]) for at in range(0, len(ones), width))


def bold(text: str, url: str | None = None) -> Span:
    """A span that stands out."""
    return Span(text, "bold", url)


def plain(lines: Iterable[str], language: str) -> Message:
    """A message of unstyled paragraphs."""
    return Message(tuple(block(line) for line in lines), language)

"""What a setting of a chat is: how it is typed, said and chosen. A new one is a file and a line in the registry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.core.language import Texts
from bot.core.model import Destination
from handlers.commands import parsing
from handlers.commands.base import Desk, Refusal, Request


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a setting: its label, and what is typed after the setting's name for it."""

    label: str
    typed: str


Rows = Sequence[Sequence[Choice]]


def _always(_chat: Destination) -> bool:
    return True


def _nothing(_chat: Destination, _desk: Desk) -> str | None:
    return None


def _no_page(_words: Sequence[str], _chat: Destination, _desk: Desk) -> Rows | None:
    return None


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `words` are its other names, `example` is what may follow its name.

    `line` says what is set in a sentence, `typed` what is typed after the name to set just that again; `change` sets
    what is typed, or raises Refusal before anything is changed. `choices` are its buttons, `page` those of a part of
    it (None where the words name none); `note` is a second sentence beside it. It is shown to chats that it `suits`.
    """

    name: str
    words: tuple[str, ...]
    example: str
    title: Callable[[Texts], str]
    line: Callable[[Destination, Desk], str]
    typed: Callable[[Destination, Desk], str]
    change: Callable[[Sequence[str], Request, Desk], None]
    choices: Callable[[Destination, Desk], Rows]
    said: Callable[[Destination, Desk], str] | None = None
    note: Callable[[Destination, Desk], str | None] = _nothing
    page: Callable[[Sequence[str], Destination, Desk], Rows | None] = _no_page
    suits: Callable[[Destination], bool] = _always

    def command(self, typed: str = "") -> str:
        """The whole command for it."""
        return f"/settings {self.name} {typed}".strip()


def prefer(request: Request, desk: Desk, **setting: Any) -> None:
    """Keep a preference of the chat."""
    desk.unit.chats.change(request.chat.id, preferences=replace(request.chat.preferences, **setting))


def refused(problem: str, example: str, desk: Desk) -> Refusal:
    """What is wrong, and how it is written."""
    return parsing.refuse(desk, problem, desk.texts.say("For example: {command}", command=f"/settings {example}"))

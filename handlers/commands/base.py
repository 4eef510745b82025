"""What a command is: a request becomes a message, on every platform alike."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, Self, TypeVar

from bot.core.answer import Reply
from bot.core.language import Texts
from bot.core.making import Recipe, written
from bot.core.message import Message, block
from bot.core.model import Address, Destination, Language, Role, Schedule, Update
from bot.ports import Reader, Summarizer, Unit
from bot.services.errands import Errand, Errands
from watchlists.model import Watchlists
from watchlists.outlets import NO_OUTLETS, Outlets

T = TypeVar("T")
Group = Literal["watching", "settings"]
"""Where a command stands in the help; those for administrators stand by themselves."""


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked for. `words` follow the command's name; `alert_id` is that of the message replied to (or on
    which a button was pressed: then the update is `pressed`)."""

    update: Update
    chat: Destination
    role: Role
    words: tuple[str, ...] = ()
    alert_id: int | None = None

    @property
    def rest(self) -> str:
        """The words as one text."""
        return " ".join(self.words)

    def in_place(self, message: Message) -> Message | Reply:
        """The answer in the place of the message whose button was pressed; what was typed is answered below."""
        return Reply(message, "edit") if self.update.pressed else message


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command works with: the open transaction, the time, the matcher in force and the chat's language."""

    unit: Unit
    now: datetime
    reader: Reader
    texts: Texts
    next_time: Callable[[Schedule, datetime], datetime]
    languages: Callable[[Language], Texts]
    may_add: Callable[[str], bool]
    """Whether a web address may be fetched, as far as the address itself shows."""
    outlets: Outlets = NO_OUTLETS
    named: frozenset[str] = frozenset()
    """The labels of RASID_ADMINS, who administer whatever is said in a chat."""
    longer: Summarizer | None = None
    """Quotes more of an article than an alert does."""
    files: Watchlists = field(default_factory=Watchlists)
    """The lists of the files, without what was edited in chat."""
    errands: Errands = field(default_factory=Errands)
    """What was found out for this answer while no transaction was open."""

    @property
    def watchlists(self) -> Watchlists:
        """All loaded lists."""
        return self.reader.watchlists

    def bring(self, errand: Errand[T]) -> T:
        """What takes longer than others should wait for the database. The first time this ends the command: all of it
        is rolled back, and it runs anew when the errand was run."""
        return self.errands.bring(errand)

    def for_chat(self, chat: Destination) -> Self:
        """The same desk with the sentences of a chat, in its language and with its digits."""
        return replace(self, texts=self.languages(chat.language).of(chat.preferences))

    def reply(self, *lines: str) -> Message:
        """A message of plain lines in the chat's language."""
        return Message(tuple(block(line) for line in lines), self.texts.language)

    def attach(self, message: Message, name: str, media_type: str, content: bytes) -> Message:
        """The message with a file; a picture is `image/png`. Its words are the caption."""
        return replace(message, file=self.unit.files.add(name, media_type, content, self.now))

    def make(self, message: Message, name: str, media_type: str, recipe: Recipe) -> Message:
        """The message with a file that is made when it is sent, as making it takes too long for now."""
        file = self.unit.files.add(name, media_type, written(recipe), self.now)
        return replace(message, file=replace(file, unmade=True))


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `usage` is what follows its name; `brief` is its line in the help. `role` is that of whom it is
    shown to, and the least needed where no `role_of` tells that of these words: looking needs less than changing.
    `aliases` are other words that it is called by, `examples` further ones for its own page of the help. `run` gives
    None where the answer comes later."""

    name: str
    usage: str
    example: str
    brief: Callable[[Texts], str]
    run: Callable[[Request, Desk], Message | Reply | None]
    role: Role = "viewer"
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    group: Group = "watching"
    role_of: Callable[[tuple[str, ...]], Role] | None = None

    def needs(self, words: tuple[str, ...]) -> Role:
        """The least role for the command with these words."""
        return self.role_of(words) if self.role_of else self.role


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error
    """What was asked for cannot be done, and the reply that says so. Raised before anything is changed."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


__all__ = ["Address", "Command", "Desk", "Refusal", "Reply", "Request"]

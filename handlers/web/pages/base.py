"""What a page of the console is: a path, a template, and a function that says what the template is filled with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.errors import RasidError
from bot.core.language import Texts
from bot.core.model import Destination
from bot.ports import Reader, Unit
from watchlists.model import Watchlists
from watchlists.outlets import Outlets


class WrongError(RasidError):
    """What was asked for cannot be: the sentence, in the reader's language, says what can."""


class MissingError(RasidError):
    """There is nothing at this address; the sentence is in the reader's language. `choices` are what may have been
    meant: words and address of each."""

    def __init__(self, sentence: str, choices: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(sentence)
        self.choices = choices


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the running bot: since when it runs, and how many days articles are kept (0: for ever). None is
    unknown."""

    version: str = ""
    started: datetime | None = None
    keep_days: int | None = None
    folder: bool = False
    """Whether a folder is watched for articles."""
    api: bool = False
    """Whether articles may be posted."""


NOTHING_KNOWN = About()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a page is made from. `unit` only reads; `chat` is the console's own, with its language and time zone."""

    unit: Unit
    reader: Reader
    outlets: Outlets
    texts: Texts
    chat: Destination
    now: datetime
    path: Mapping[str, str]
    """The parts of the path in braces."""
    query: Mapping[str, str]
    troubles: Mapping[str, str]
    """What does not work at the moment, by part."""
    about: About = NOTHING_KNOWN

    @property
    def watchlists(self) -> Watchlists:
        """The lists in force."""
        return self.reader.watchlists

    def when(self, moment: datetime) -> str:
        """A time as the reader's clock shows it."""
        return self.texts.when(moment, self.chat.timezone)


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `view` blocks (it runs in a thread) and may raise MissingError and WrongError; what it returns fills
    the template, and holds at least `title`. A page with a `menu` word stands in the menu."""

    name: str
    path: str
    template: str
    view: Callable[[Desk], Mapping[str, Any]]
    menu: Callable[[Texts], str] | None = None

"""What a conversation needs beside its words: buttons that the bot keeps, files, and answers to what is
asked in passing."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.message import File, Message
from bot.core.model import Address, Person
from bot.core.offer import Offer
from bot.core.pressing import Special


class Front(Protocol):
    """What a platform may ask of the bot by itself, beside handing in what people say. It changes nothing and is not
    kept: who gets no answer asks again. Blocks, so adapters call it in a thread. Raises StoreError."""

    def admins(self, platform: str) -> Collection[str]:
        """The ids of the people there who administer the bot."""
        ...

    def inline(self, person: Person, home: Address, typed: str, language: str) -> Offer:
        """What somebody who types in another chat may send there; `home` is their own chat with the bot, `language` the
        code of the language that they use, '' where it is unknown. Who is not let in is offered nothing."""
        ...

    def home(self, person: Person, home: Address) -> Sequence[Message]:
        """The page that somebody has with the bot, in sections."""
        ...


class Buttons(Protocol):
    """Buttons that are more than their command."""

    def add(self, destination_id: int, new: Sequence[Special], now: datetime) -> Sequence[str]:
        """Keep them; their tokens, in this order."""
        ...

    def get(self, destination_id: int, token: str) -> Special | None:
        """What a token stands for in this chat."""
        ...

    def press(self, token: str, now: datetime) -> bool:
        """Note the first press; False when it was pressed before."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop those that ended before that time; returns how many."""
        ...


class Files(Protocol):
    """Files that messages carry."""

    def add(self, name: str, media_type: str, content: bytes, now: datetime) -> File:
        """Keep one."""
        ...

    def content(self, file_id: int) -> bytes | None:
        """The bytes of a file; None where it is kept no longer."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop those that were made before that time; returns how many."""
        ...

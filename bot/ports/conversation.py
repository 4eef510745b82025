"""What a conversation needs beside its words: buttons that the bot keeps, and files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.core.message import File
from bot.core.pressing import Special


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

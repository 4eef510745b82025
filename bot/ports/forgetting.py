"""What is kept of people and chats is removed on request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.model import Person


@dataclass(frozen=True, slots=True)
class Removed:
    """How much of what was removed, and how much of what stays without a name."""

    gone: Mapping[str, int]
    kept: Mapping[str, int]


class Forgetting(Protocol):
    """Removes what is held of a person, and of a chat."""

    def person(self, person: Person) -> Removed:
        """Everything of theirs but their chat; what others work with stays, without the name, and so does a role that
        takes away ("limits")."""
        ...

    def chat(self, destination_id: int, now: datetime) -> Removed:
        """The settings of a chat with all its threads, what was said there and what was sent to it. It is out, and its
        number goes with `left` once what is still to be said there was sent."""
        ...

    def stay(self, destination_id: int) -> None:
        """A chat that was removed is spoken in anew: its number stays."""
        ...

    def strangers(self, before: datetime, limit: int) -> int:
        """Drop chats that asked and got in nowhere, and were answered before that time last, with what administrators
        were told of them; returns how many."""
        ...

    def left(self) -> Sequence[int]:
        """Drop the rows of chats that were removed and to which nothing is on its way; returns their ids."""
        ...

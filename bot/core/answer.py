"""What is answered to an update, and where it is shown."""

from dataclasses import dataclass
from typing import Literal

from bot.core.message import Message
from bot.core.model import Update

Mode = Literal["send", "edit", "whisper"]
"""A message of its own; in the place of the message whose button was pressed; for the person alone, as a note that
passes. Where no button was pressed the last two are sent like the first."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A message and where it is shown."""

    message: Message
    mode: Mode = "send"


@dataclass(frozen=True, slots=True)
class Answer:
    """Something to say to a destination because of an update."""

    destination_id: int
    message: Message
    mode: Mode = "send"


def answers_to(update: Update) -> str:
    """What the keys of all deliveries begin with that bring an answer to an update."""
    return f"reply:{update.platform}:{update.id}:"

"""What was said in a chat of the web console, as the bot keeps it: no platform keeps it for us there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.core.message import Message


@dataclass(frozen=True, slots=True)
class Line:
    """What a person said, or a message of the bot; never both.

    `revision` grows with every change in the chat: what is new or otherwise since one was seen has a larger one.
    A line that is `gone` was taken back and has neither text nor message.
    """

    id: int
    revision: int
    at: datetime
    said: str | None = None
    message: Message | None = None
    reply_to: int | None = None
    """The line that it answers or belongs to."""
    alert_id: int | None = None
    gone: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What only the console needs to know of it, plain data."""

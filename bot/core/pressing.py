"""What a pressed button stands for where it is more than its command: whose it is, until when, how often."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.message import LONGEST_COMMAND, Button, Message

PREFIX = "/b "
"""What pressing such a button says, before its token."""

KEPT = timedelta(days=30)
"""How long a button serves that does not say so itself."""


@dataclass(frozen=True, slots=True)
class Special:
    """A button's command; the label of the only person who may press it ('' for everybody); whether it serves once;
    when it ends and when it was first pressed (aware UTC)."""

    command: str
    person: str
    once: bool
    expires: datetime
    pressed: datetime | None = None


class Press(StrEnum):
    """What becomes of a press."""

    GOOD = "good"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    FOREIGN = "foreign"
    USED = "used"


def judge(button: Special | None, person: str, now: datetime) -> Press:
    """Whether somebody (a label) may press a button now."""
    if button is None:
        return Press.UNKNOWN
    if button.person and button.person != person:
        return Press.FOREIGN
    if button.once and button.pressed:
        return Press.USED
    return Press.EXPIRED if button.expires <= now else Press.GOOD


def specials(message: Message, person: str, now: datetime) -> list[tuple[Button, Special]]:
    """The buttons of a message that must be kept by the bot, with what they stand for: those that are not for
    everybody and for ever, and those whose command is longer than a platform takes."""
    found = []
    for button in (one for row in message.buttons for one in row):
        if button.owned or button.once or button.lasts or len(button.command.encode()) > LONGEST_COMMAND:
            expires = now + (button.lasts or KEPT)
            found.append((button, Special(button.command, person if button.owned else "", button.once, expires)))
    return found


def with_tokens(message: Message, tokens: dict[Button, str]) -> Message:
    """The message whose special buttons say their token."""
    rows = tuple(
        tuple(replace(one, command=PREFIX + tokens[one]) if one in tokens else one for one in row)
        for row in message.buttons
    )
    return replace(message, buttons=rows)

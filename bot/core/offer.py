"""What is offered to somebody who asks in passing: while they type in another chat, or open the app's page."""

from dataclasses import dataclass

from bot.core.message import Message


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be sent into any chat: the two lines by which it is chosen, and the message."""

    title: str
    description: str
    message: Message


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from. `hint` is the label of a button that leads to the bot, '' for none."""

    choices: tuple[Choice, ...] = ()
    hint: str = ""

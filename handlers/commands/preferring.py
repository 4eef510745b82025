"""What the parts of /settings share: keeping a changed preference, and the way back."""

from dataclasses import replace
from typing import Any

from bot.core.message import Button, Message, block
from handlers.commands import parsing
from handlers.commands.base import Desk, Refusal, Request


def prefer(request: Request, desk: Desk, name: str, to: str, **setting: Any) -> None:
    """Keep one preference of the chat and note who changed it; `to` is what was asked for, as it is typed."""
    preferences = replace(request.chat.preferences, **setting)
    desk.unit.chats.change(request.chat.id, preferences=preferences)
    desk.unit.people.record(request.update.person, name, {"chat": request.chat.id, "to": to}, desk.now)


def changed(said: str, former: str, desk: Desk, *further: str) -> Message:
    """The answer to a change, with the way back: what is typed after /settings for how it was."""
    undo = Button(desk.texts.say("Undo"), f"/settings {former}")
    return Message((block(said), *(block(one, shape="footer") for one in further)), desk.texts.language, ((undo,),))


def refused(problem: str, example: str, desk: Desk) -> Refusal:
    """What is wrong, and how it is written."""
    return parsing.refuse(desk, problem, desk.texts.say("For example: {command}", command=f"/settings {example}"))

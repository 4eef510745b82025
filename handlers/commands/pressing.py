"""Buttons that the bot keeps: whose they are, until when, how often; and what is said where a press is none."""

from collections.abc import Callable
from dataclasses import replace

from bot.core.answer import Reply
from bot.core.language import Texts
from bot.core.message import Button, Message
from bot.core.pressing import PREFIX, Press, judge, specials, with_tokens
from handlers.commands.base import Desk, Request

NAME = PREFIX.strip().removeprefix("/")
"""What such a button's press is known by; people do not type it."""


def undo(command: str, request: Request, desk: Desk, label: str = "") -> Button:
    """A button that takes back what was just done, «Undo» where no other label is given. In a group it is for whoever
    did it: what one person asked for, no other ends by a press."""
    return Button(label or desk.texts.say("Undo"), command, owned=not request.chat.private)


def kept(reply: Message | Reply | None, request: Request, desk: Desk) -> Reply | None:
    """The reply with tokens in the place of what its special buttons say."""
    if reply is None:
        return None
    whole = reply if isinstance(reply, Reply) else Reply(reply)
    found = specials(whole.message, request.update.person.label, desk.now)
    if not found:
        return whole
    tokens = desk.unit.buttons.add(request.chat.id, [special for _, special in found], desk.now)
    said = {button: token for (button, _), token in zip(found, tokens, strict=True)}
    return replace(whole, message=with_tokens(whole.message, said))


def command_of(request: Request, desk: Desk, refused: Callable[[str], Reply | None]) -> str | Reply:
    """The command that the pressed button stands for; where it serves no more, or not this person, what to tell them.
    A button that serves once is used up by this, but not by somebody to whom its command is `refused`."""
    token = request.rest
    special = desk.unit.buttons.get(request.chat.id, token)
    verdict = judge(special, request.update.person.label, desk.now)
    if special is None or verdict is not Press.GOOD:
        return Reply(desk.reply(_sentence(verdict, desk.texts)), "whisper")
    if refusal := refused(special.command):
        return refusal
    if special.once and not desk.unit.buttons.press(token, desk.now):
        return Reply(desk.reply(_sentence(Press.USED, desk.texts)), "whisper")
    return special.command


def _sentence(verdict: Press, texts: Texts) -> str:
    match verdict:
        case Press.FOREIGN:
            return texts.say("This button is for the person who asked. Ask yourself, and you get your own.")
        case Press.USED:
            return texts.say("This button was pressed already. Nothing was changed again.")
    return texts.say("This button no longer works. Nothing was changed; ask anew.")

"""What `/watch here` and `/unwatch here` do: what people say in a channel or group is read as a source, or is not."""

from dataclasses import replace

from bot.core.message import Block, Message, block
from bot.core.model import Destination
from handlers.commands import parsing, pressing
from handlers.commands.base import Desk, Request

_HERE = ("here", "هنا")
_START, _END = "/watch here", "/unwatch here"


def is_here(words: tuple[str, ...]) -> bool:
    """Whether the chat itself is meant, and no entry of a watchlist."""
    return len(words) == 1 and words[0].casefold() in _HERE


def begin(request: Request, desk: Desk) -> Message:
    """Listen to the whole chat, whichever thread it was said in. It is let in, as the thread is."""
    _refuse_private(request, desk)
    say, chat = desk.texts.say, _whole(request, desk)
    if chat.listens and chat.access == "allowed":
        return desk.reply(say("What is written here is read as a source already. To end it: {command}", command=_END))
    if chat.access == "refused" and request.role != "admin":
        raise parsing.refuse(desk, say("An administrator refused this channel; only one can have it read."))
    desk.unit.chats.change(chat.id, listens=True, access="allowed")
    desk.unit.people.record(request.update.person, "watch here", {"chat": chat.id}, desk.now)
    first = block(say("From now on I read what is written and linked here as a source."))
    second = block(
        say("What I find in it may be quoted in every chat that watches it. To end it: {command}", command=_END)
    )
    undo = pressing.undo(_END, request, desk)
    return Message((first, second, *_conditions(chat, desk)), desk.texts.language, ((undo,),))


def end(request: Request, desk: Desk) -> Message:
    """Listen no longer, in no thread."""
    _refuse_private(request, desk)
    say, chat = desk.texts.say, _known(request, desk)
    if chat is None or not chat.listens:
        return desk.reply(say("What is written here is not read as a source."))
    desk.unit.chats.change(chat.id, listens=False)
    desk.unit.people.record(request.update.person, "unwatch here", {"chat": chat.id}, desk.now)
    said = block(say("What is written here is no longer read as a source. What was read stays."))
    return Message((said,), desk.texts.language, ((pressing.undo(_START, request, desk),),))


def note(request: Request, desk: Desk) -> list[Block]:
    """A line for a list of what the chat watches, where it is listened to."""
    chat = _known(request, desk)
    if chat is None or not chat.listens:
        return []
    said = desk.texts.say("What is written here is read as a source. To end it: {command}", command=_END)
    return [block(said, shape="item")]


def _refuse_private(request: Request, desk: Desk) -> None:
    if request.chat.private:
        hint = desk.texts.say("“{command}” is for channels and groups.", command=_START)
        raise parsing.refuse(desk, desk.texts.say("Here I read whatever you send or forward to me anyway."), hint)


def _known(request: Request, desk: Desk) -> Destination | None:
    """The destination of the chat as a whole, of which every thread (Telegram: topic) is one of its own."""
    return desk.unit.chats.find(replace(request.chat.address, thread=""))


def _whole(request: Request, desk: Desk) -> Destination:
    """The same, made where it is not known yet: let in as the thread is."""
    chat = request.chat
    whole, _ = desk.unit.chats.meet(
        replace(chat.address, thread=""),
        private=False,
        title=chat.title,
        language=chat.language,
        timezone=chat.timezone,
        access=chat.access,
    )
    return whole


def _conditions(chat: Destination, desk: Desk) -> list[Block]:
    """What the platform wants before it lets the bot hear everything."""
    say = desk.texts.say
    match chat.address.platform:
        case "telegram":
            where, line = "@BotFather", "/setprivacy"
            said = say(
                "In a group Telegram shows me every message only if privacy mode is off ({command} at {where}; "
                "then put me in anew) or if I am an administrator of the group.",
                command=line,
                where=where,
            )
        case "slack":
            said = say("Slack shows me only channels that I am a member of: {command}", command="/invite @rasid")
        case _:
            return []
    return [block(said, shape="footer")]

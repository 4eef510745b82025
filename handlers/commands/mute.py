"""/mute: silence an entity, a story or everything in this chat for a time."""

import re

from bot.core.message import Button, Message, block
from bot.core.model import Mute, MuteScope
from bot.core.render.mutes import muted_name
from handlers.commands import parsing, stories, watching
from handlers.commands.base import Command, Desk, Request

_STORY = re.compile(r"[Ss](\d{1,12})")
_LONGEST_REASON = 200


def run(request: Request, desk: Desk) -> Message:
    """Mute until a time, with author and reason; muted alerts are counted in the next digest."""
    typed, length, reason = parsing.inner_length(request.words)
    if not typed or length is None:
        usage = desk.texts.say("Say what and for how long, for example: {command}", command=COMMAND.example)
        raise parsing.refuse(desk, usage)
    scope, key = target(" ".join(typed), desk, "mute")
    author = request.update.person.label
    mute = Mute(0, request.chat.id, scope, key, desk.now + length, author, " ".join(reason)[:_LONGEST_REASON])
    desk.unit.chats.mute(mute, desk.now)
    desk.unit.people.record(request.update.person, "mute", {"chat": request.chat.id, scope: key}, desk.now)
    return stories.with_note(_confirm(mute, request, desk), " ".join(typed) if scope == "story" else "", desk)


def _confirm(mute: Mute, request: Request, desk: Desk) -> Message:
    until = desk.texts.when(mute.until, request.chat.timezone)
    what = name(mute.scope, mute.key, desk)
    said = desk.texts.say("{what} is muted in this chat until {until}.", what=what, until=until)
    typed = {"all": "all", "story": f"S{mute.key}", "entity": mute.key, "event": f"event:{mute.key}"}[mute.scope]
    undo = Button(desk.texts.say("Undo"), f"/unmute {typed}")
    return Message((block(said),), desk.texts.language, ((undo,),))


def target(typed: str, desk: Desk, command: str) -> tuple[MuteScope, str]:
    """`S5`, `all` or an entity or event type, as scope and key. A story must exist; of one that was merged, that is the
    story that it went into."""
    story = _STORY.fullmatch(parsing.plain_digits(typed))
    if typed.casefold() in watching.ALL:
        return "all", "*"
    if story is None:
        return "entity", parsing.entry(typed, desk, command).key
    return "story", str(stories.known(int(story[1]), desk).id)


def name(scope: MuteScope, key: str, desk: Desk) -> str:
    """What a mute is about, by name."""
    return muted_name(scope, key, desk.watchlists, desk.texts)


COMMAND = Command(
    "mute",
    "ENTITY|STORY|all 4h [reason]",
    "/mute ISKP 4h",
    lambda texts: texts.say("silence for a time"),
    run,
    "analyst",
    aliases=("كتم",),
)

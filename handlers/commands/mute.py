"""/mute: silence an entity, an event type, a story or everything in this chat for a time."""

import re
from dataclasses import replace

from bot.core.message import Button, Message, block
from bot.core.model import Mute, MuteScope
from bot.core.render.mutes import muted_name, mutes_message, typed_form
from handlers.commands import parsing, picking, pressing, stories, watching
from handlers.commands.base import Command, Desk, Refusal, Request
from handlers.commands.ending import inner_end, is_end

_STORY = re.compile(r"[Ss](\d{1,12})")
_LONGEST_REASON = 200
# Words of a name that stands behind the time.
_LONGEST_NAME = 6
# What is offered where no time was said. Own choice: a shift, a night, a day, a week.
_OFFERED = ("4h", "8h", "1d", "7d")
_ENDS = "30m, 4h, 2d, until 08:00"


def run(request: Request, desk: Desk) -> Message:
    """Mute until a time, with author and reason; muted alerts are counted in the next digest. Alone it lists what is
    muted, and offers what could be."""
    if not request.words:
        return _list(request, desk)
    typed, until, reason = inner_end(request.words, desk.now, request.chat.timezone)
    if not typed:
        typed, reason = _leading_name(reason, desk)
    rest = " ".join(request.words[len(typed) :])
    if not typed:
        usage = desk.texts.say("Say what and for how long, for example: {command}", command=COMMAND.example)
        return picking.pick("mute", desk, request, usage, rest=rest)
    if until is None:
        _refuse_wrong_end(typed, desk)
    scope, key = target(" ".join(typed), desk, "mute", rest)
    if until is None:
        raise Refusal(_how_long(scope, key, desk))
    author = request.update.person.label
    mute = Mute(0, request.chat.id, scope, key, until, author, " ".join(reason)[:_LONGEST_REASON])
    said = _confirm(_put(mute, request, desk), request, desk)
    return stories.with_note(said, " ".join(typed) if scope == "story" else "", desk)


def _leading_name(words: tuple[str, ...], desk: Desk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The name that words behind an end begin with (`4h ISKP too many`), and the reason; all of them where there is
    none, which is then said to be none."""
    for taken in range(min(_LONGEST_NAME, len(words)), 0, -1):
        typed = " ".join(words[:taken])
        whole = _STORY.fullmatch(parsing.plain_digits(typed)) or typed.casefold() in watching.ALL
        if whole or parsing.known(typed, desk):
            return words[:taken], words[taken:]
    return words, ()


def _refuse_wrong_end(words: tuple[str, ...], desk: Desk) -> None:
    """Where a name stands first, what is behind it is at fault («ISKP -4h», «ISKP until 25:00»): not the name."""
    name, wrong = _leading_name(words, desk)
    if wrong and name != words and (is_end(wrong[0]) or not parsing.resolve(" ".join(words), desk)[1]):
        raise parsing.wrong_value(" ".join(wrong), desk, desk.texts.ltr(_ENDS))


def _put(mute: Mute, request: Request, desk: Desk) -> Mute:
    """An event type that was muted before event types had a scope of their own is muted once."""
    if mute.scope == "event":
        desk.unit.chats.unmute(request.chat.id, "entity", mute.key, desk.now)
    put = desk.unit.chats.mute(mute, desk.now)
    desk.unit.people.record(request.update.person, "mute", {"chat": request.chat.id, mute.scope: mute.key}, desk.now)
    return put


def _confirm(mute: Mute, request: Request, desk: Desk) -> Message:
    until = desk.texts.when(mute.until, request.chat.timezone)
    what = name(mute.scope, mute.key, desk)
    said = desk.texts.say("{what} is muted in this chat until {until}.", what=what, until=until)
    undo = pressing.undo(f"/unmute {typed_form(mute.scope, mute.key)}", request, desk)
    return Message((block(said),), desk.texts.language, ((undo,),))


def _list(request: Request, desk: Desk) -> Message:
    mutes = desk.unit.chats.mutes(desk.now, request.chat.id)
    said = mutes_message(mutes, desk.watchlists, desk.texts, request.chat.timezone, COMMAND.example)
    muted = {one.key for one in mutes}
    picks = picking.buttons("mute", desk, request, but=muted)
    named = tuple(tuple(replace(one, label=_mute_label(one.label, desk)) for one in row) for row in picks)
    return replace(said, buttons=(*said.buttons, *named))


def _mute_label(what: str, desk: Desk) -> str:
    return desk.texts.say("Mute: {what}", what=what)


def _how_long(scope: MuteScope, key: str, desk: Desk) -> Message:
    """Asked with buttons."""
    question = desk.texts.say("For how long shall {what} be muted?", what=name(scope, key, desk))
    row = (
        Button(desk.texts.span(length), f"/mute {typed_form(scope, key)} {typed}")
        for typed in _OFFERED
        if (length := parsing.length(typed))
    )
    return Message((block(question),), desk.texts.language, (tuple(row),))


def target(typed: str, desk: Desk, command: str, rest: str = "") -> tuple[MuteScope, str]:
    """`S5`, `all`, an entity, or an event type (`event:bombing`, `bombing`) as scope and key. A story must exist; of
    one that was merged, that is the story that it went into. The `rest` is kept where a misspelling is asked back."""
    story = _STORY.fullmatch(parsing.plain_digits(typed))
    if typed.casefold() in watching.ALL:
        return "all", "*"
    if story is None:
        return _entry(typed, desk, command, rest)
    return "story", str(stories.known(int(story[1]), desk).id)


def _entry(typed: str, desk: Desk, command: str, rest: str) -> tuple[MuteScope, str]:
    watching.refuse_many(typed, desk, command)
    key = parsing.entry(parsing.plain_name(typed), desk, command, rest).key
    return ("event" if key in desk.watchlists.events else "entity"), key


def name(scope: MuteScope, key: str, desk: Desk) -> str:
    """What a mute is about, by name."""
    return muted_name(scope, key, desk.watchlists, desk.texts)


COMMAND = Command(
    "mute",
    "[ENTITY|event:EVENT|STORY|all 4h [reason]]",
    "/mute ISKP 4h",
    lambda texts: texts.say("silence for a time"),
    run,
    aliases=("اكتم", "كتم", "أسكت"),
    examples=("/mute S5 until 8am", "/mute all 30m meeting", "اكتم داعش خراسان ٤ ساعات"),
    role_of=lambda words: "analyst" if words else "viewer",
)

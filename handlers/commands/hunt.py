"""/hunt: the stored articles are searched for an entity or event type, in the background."""

import re

from bot.core.answer import Reply, answers_to
from bot.core.hunts import BEGINNING, DEFAULT, MOST_OPEN, Hunt, NewHunt
from bot.core.message import Button, Message, block, bold
from bot.core.model import Role
from bot.core.render.hunts import HuntView, digest, progress, state_line
from bot.services.hunt_telling import found_view
from handlers.commands import asking, editing, parsing, picking
from handlers.commands.base import Command, Desk, Request
from handlers.commands.watching import ALL
from watchlists.files import entries
from watchlists.model import Entity, EventType

STOP = frozenset("stop أوقف اوقف إيقاف ايقاف".split())
_NUMBER = re.compile(r"[Hh](\d{1,12})")
_LISTED = 10
_KEPT = frozenset((*ALL, "كل", "everything"))


def run(request: Request, desk: Desk) -> Message | Reply:
    """`/hunt KEY [90d|all]` begins one, `/hunt` lists the chat's, `/hunt H3` shows and `/hunt stop H3` ends one."""
    words = request.words
    if not words:
        return _list(request, desk)
    if words[0].casefold() in STOP:
        return _stop(_meant(words[1:], request, desk), request, desk)
    if len(words) == 1 and (number := _numbered(words[0])):
        return _shown(_known(number, request, desk), request, desk)
    return _begin(words, request, desk)


def needed(words: tuple[str, ...]) -> Role:
    """To look needs less than to begin or to stop."""
    return "viewer" if not words or (len(words) == 1 and _numbered(words[0])) else "analyst"


def _begin(words: tuple[str, ...], request: Request, desk: Desk) -> Message:
    named, everything = (words[:-1], True) if len(words) > 1 and words[-1].casefold() in _KEPT else (words, False)
    named, window = (named, None) if everything else parsing.trailing_length(named)
    rest = "all" if everything else parsing.typed_rest(window)
    if not named:
        return picking.pick("hunt", desk, request, desk.texts.say("Hunt for what?"), rest=rest)
    entry = _entry(named, desk, rest)
    own = desk.unit.hunts.of(request.chat.id, _LISTED * MOST_OPEN)
    since = BEGINNING if everything else desk.now - (window or DEFAULT)
    waiting = [one for one in own if one.is_open]
    same = next((one for one in waiting if one.key == entry.key and (one.since <= BEGINNING) == everything), None)
    if same is not None:
        return _shown(same, request, desk)
    if len(waiting) >= MOST_OPEN:
        said = desk.texts.say(
            "{n} hunts of this chat wait already: {command} shows them.", n=MOST_OPEN, command="/hunt"
        )
        raise parsing.refuse(desk, said)
    answer = f"{answers_to(request.update)}0"
    author = request.update.person.label
    new = NewHunt(request.chat.id, entry.key, author, entries.written(entry), since, answer)
    hunt = desk.unit.hunts.add(new, desk.now)
    about = {"hunt": hunt.number, "key": hunt.key, "articles": hunt.total}
    desk.unit.people.record(request.update.person, "hunt", about, desk.now)
    return progress(_view(hunt, request, desk), desk.texts)


def _entry(words: tuple[str, ...], desk: Desk, rest: str) -> Entity | EventType:
    """Also one that was saved a moment ago and that the matcher does not hold yet."""
    lists = editing.lists_now(desk)
    key = lists.key(parsing.plain_name(" ".join(words)))
    if key is None:
        key = asking.entry(words, desk, "hunt", asking.lengths(desk, "90d", "all"), rest).key
    found = lists.entities.get(key) or lists.events.get(key)
    if found is None:
        raise parsing.refuse(desk, desk.texts.say("There is no entity {about} in the lists.", about=key))
    return found


def _list(request: Request, desk: Desk) -> Message:
    texts = desk.texts
    own = desk.unit.hunts.of(request.chat.id, _LISTED)
    if not own:
        none = texts.say("There was no hunt in this chat yet.")
        return desk.reply(none, texts.say("For example: {command}", command=COMMAND.example))
    lines = [block(state_line(_view(one, request, desk), texts), shape="item") for one in own]
    buttons = [Button(texts.ltr(one.number), f"/hunt {one.number}") for one in own]
    rows = tuple(tuple(buttons[at : at + 5]) for at in range(0, len(buttons), 5))
    return Message((block(bold(texts.say("Hunts")), shape="heading"), *lines), texts.language, rows)


def _shown(hunt: Hunt, request: Request, desk: Desk) -> Message:
    """How far it is, or what it found."""
    if hunt.is_open:
        return progress(_view(hunt, request, desk), desk.texts)
    return digest(found_view(desk.unit, hunt, desk.reader, desk.outlets, request.chat.timezone), desk.texts)


def _stop(hunt: Hunt, request: Request, desk: Desk) -> Reply:
    """What it found until then stands where its progress stood, so that no edit on its way undoes that."""
    texts, number = desk.texts, hunt.number
    ended = desk.unit.hunts.end(hunt.id, "stopped", desk.now)
    if ended is None:
        raise parsing.refuse(desk, texts.say("{number} is over already.", number=number))
    desk.unit.people.record(request.update.person, "hunt stopped", {"hunt": number, "key": hunt.key}, desk.now)
    message = _shown(ended, request, desk)
    standing = desk.unit.outbox.answered(ended.answer or "")
    if standing is None or standing[1] is not None:
        return Reply(message)
    desk.unit.outbox.rewrite(standing[0], message, desk.now)
    return Reply(desk.reply(texts.say("{number} is stopped.", number=number)), "whisper")


def _meant(words: tuple[str, ...], request: Request, desk: Desk) -> Hunt:
    """The one with this number; without any the one that is under way."""
    number = _numbered(words[0]) if len(words) == 1 else None
    if number is not None:
        return _known(number, request, desk)
    waiting = [one for one in desk.unit.hunts.of(request.chat.id, _LISTED) if one.is_open]
    if words or len(waiting) != 1:
        raise parsing.not_understood(desk, "/hunt stop H3")
    return waiting[0]


def _view(hunt: Hunt, request: Request, desk: Desk) -> HuntView:
    return HuntView(hunt, editing.lists_now(desk), request.chat.timezone)


def _numbered(word: str) -> int | None:
    found = _NUMBER.fullmatch(parsing.plain_digits(word))
    return int(found[1]) if found else None


def _known(number: int, request: Request, desk: Desk) -> Hunt:
    hunt = desk.unit.hunts.get(number)
    if hunt is None or hunt.destination_id != request.chat.id:
        said = desk.texts.say(
            "There is no hunt {number} in this chat: {command} shows them.", number=f"H{number}", command="/hunt"
        )
        raise parsing.refuse(desk, said)
    return hunt


COMMAND = Command(
    "hunt",
    "[ENTITY|EVENT [90d|all] | H3 | stop H3]",
    "/hunt ISKP 90d",
    lambda texts: texts.say("search the stored articles for something new on the lists"),
    run,
    "analyst",
    aliases=("نقب", "نقّب", "تنقيب"),
    examples=("/hunt", "نقّب طالبان ٣٠ يوما"),
    role_of=needed,
)

"""/alias: a further alias of an entity, or a phrase of an event type; or a condition of one that it has."""

import re
from typing import Any

from bot.core.answer import Reply
from bot.core.message import Block, Message, block
from bot.services.trying import newest, trial
from handlers.commands import editing, parsing
from handlers.commands.base import Command, Desk, Request
from watchlists.edits import Edit
from watchlists.model import Alias, Watchlists

_OPTION = re.compile(r"\s(match|definite|needs|unless|min_score):")
_SEPARATOR = re.compile(r"\s*[,\N{ARABIC COMMA}|]\s*")
_TRUE = frozenset({"yes", "true", "on", "نعم"})


def run(request: Request, desk: Desk) -> Message | Reply:
    """`/alias KEY alias [unless:a,b] [needs:a,b] [definite:yes] [match:exact]`: shown with its effect first."""
    saving, words = editing.split_save(request.words, desk)
    if len(words) < 2:
        raise parsing.not_understood(desk, COMMAND.example)
    lists = editing.lists_now(desk)
    edit = edit_of(words[0], " ".join(words[1:]), lists, desk)
    after = editing.checked(edit, desk)
    if saving:
        return editing.saved(edit, request, desk)
    return editing.offer(edit, f"/alias {' '.join(words)}", _effect(edit, lists, after, desk), desk)


def _effect(edit: Edit, before: Watchlists, after: Watchlists, desk: Desk) -> list[Block]:
    """In how much the alias would be found; where it gets a condition, also in how much it is without."""
    old, new = ([one for one in spellings(edit.key, lists) if one.text == edit.alias] for lists in (before, after))
    event, readings = edit.key in after.events, newest(desk.unit, desk.now)
    lines = editing.trial_lines(trial(readings, new, event=event), desk)
    if old:
        found = trial(readings, old, event=event).found
        lines.insert(1, block(desk.texts.say("Without the change: {found}.", found=found)))
    return [*editing.warnings(edit.key, new, desk), *lines]


def edit_of(typed: str, rest: str, lists: Watchlists, desk: Desk) -> Edit:
    """What a line after /alias asks for. Of an alias that is there, one `unless` or `min_score` is given to it."""
    key = lists.key(typed) or typed
    text, *options = _OPTION.split(f" {rest}")
    text = text.strip()
    given = dict(zip(options[::2], map(str.strip, options[1::2]), strict=True))
    if not text or len(text) > editing.LONGEST_NAME:
        raise parsing.not_understood(desk, COMMAND.example)
    if any(one.text == text for one in spellings(key, lists)) and len(given) == 1:
        ((name, value),) = given.items()
        if name == "unless":
            return Edit("unless", key, {"alias": text, "value": value})
        if name == "min_score":
            return Edit("min_score", key, {"alias": text, "value": _value(name, value, desk)})
    held = {name: _value(name, value, desk) for name, value in given.items()}
    return Edit("alias", key, {"alias": {"text": text, **held}})


def _value(name: str, value: str, desk: Desk) -> Any:
    """As a file has it; what is no number is refused."""
    if name in ("needs", "unless"):
        return [one for one in _SEPARATOR.split(value) if one]
    if name == "definite":
        return value.casefold() in _TRUE
    if name == "match":
        return value.casefold()
    number = parsing.number(value)
    if number is None or number > 100:
        raise parsing.wrong_value(value, desk, desk.texts.ltr("0–100"))
    return number


def spellings(key: str, lists: Watchlists) -> tuple[Alias, ...]:
    """The aliases of an entity, or the phrases of an event type; nothing for an unknown key."""
    entity, event = lists.entities.get(key), lists.events.get(key)
    return entity.spellings if entity else event.phrases if event else ()


COMMAND = Command(
    "alias",
    "KEY ALIAS [unless:A,B] [needs:A,B] [definite:yes] [match:exact]",
    "/alias ISKP ولاية خراسان الجديدة",
    lambda texts: texts.say("a further spelling of what is watched"),
    run,
    "admin",
    aliases=("اسم",),
)

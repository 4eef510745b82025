"""/alias: a further alias of an entity, or a phrase of an event type; or conditions of one that it has."""

import re
from typing import Any

from bot.core.answer import Reply
from bot.core.message import Block, Message, block
from bot.services.trying import Trials
from handlers.commands import editing, parsing
from handlers.commands.base import Command, Desk, Request
from watchlists.editing.edits import Edit
from watchlists.model import Alias, Watchlists
from watchlists.normalize import folded

_OPTION = re.compile(r"\s(match|definite|needs|unless|min_score):")
_SEPARATOR = re.compile(r"\s*[,\N{ARABIC COMMA}|]\s*")
_TRUE = frozenset({"yes", "true", "on", "نعم"})
_FALSE = frozenset({"no", "false", "off", "لا"})


def run(request: Request, desk: Desk) -> Message | Reply:
    """`/alias KEY alias [unless:a,b] [needs:a,b] [definite:yes] [match:exact]`: shown with its effect first."""
    saving, words = editing.split_save(request.words, desk)
    if len(words) < 2:
        raise parsing.not_understood(desk, COMMAND.example)
    lists = editing.lists_now(desk)
    edit = edit_of(words[0], " ".join(words[1:]), lists, desk)
    after = editing.checked(edit, desk)
    new = _spelled_so(edit, after)
    warnings = editing.warnings(editing.entry_of(edit.key, after), new, desk)
    if saving:
        return editing.saved(edit, request, desk, warnings)
    effect = [*warnings, *_effect(edit, new, lists, after, desk)]
    return editing.offer(edit, f"/alias {' '.join(words)}", effect, desk)


def _effect(edit: Edit, new: tuple[Alias, ...], before: Watchlists, after: Watchlists, desk: Desk) -> list[Block]:
    """In how much the alias would be found; where it gets a condition, also in how much it is without."""
    old = _spelled_so(edit, before)
    sets = (new, old) if old else (new,)
    found, *without = desk.bring(Trials(sets, desk.now, event=edit.key in after.events))
    lines = editing.trial_lines(found, desk)
    lines[1:1] = [block(desk.texts.say("Without the change: {found}.", found=one.found)) for one in without]
    return lines


def _spelled_so(edit: Edit, lists: Watchlists) -> tuple[Alias, ...]:
    """The alias that an edit is about, as these lists have it."""
    return tuple(one for one in spellings(edit.key, lists) if one.text == edit.alias)


def edit_of(typed: str, rest: str, lists: Watchlists, desk: Desk) -> Edit:
    """What a line after /alias asks for. To an alias that is there conditions are given."""
    key = lists.key(typed) or typed
    text, *options = _OPTION.split(f" {rest}")
    text = text.strip()
    given = dict(zip(options[::2], map(str.strip, options[1::2]), strict=True))
    if not text:
        raise parsing.not_understood(desk, COMMAND.example)
    editing.bounded(text, desk)
    known = spelled(key, text, lists)
    held = {name: _value(name, value, desk) for name, value in given.items()}
    if known and held:
        return Edit("conditions", key, {"alias": known, "value": held})
    return Edit("alias", key, {"alias": {"text": text, **held}})


def has_options(line: str) -> bool:
    """Whether conditions stand behind an alias."""
    return _OPTION.search(f" {line}") is not None


def _value(name: str, value: str, desk: Desk) -> Any:
    """As a file has it; what is empty, no number, or neither yes nor no is refused."""
    if not _SEPARATOR.sub("", value):
        raise parsing.refuse(desk, desk.texts.say("Something has to stand behind {option}", option=f"{name}:"))
    if name in ("needs", "unless"):
        return [one for one in _SEPARATOR.split(value) if one]
    if name == "definite":
        if value.casefold() not in _TRUE | _FALSE:
            raise parsing.wrong_value(value, desk, desk.texts.say(", ").join(map(desk.texts.ltr, ("yes", "no"))))
        return value.casefold() in _TRUE
    if name == "match":
        return value.casefold()
    number = parsing.number(value)
    if number is None or number > 100:
        raise parsing.wrong_value(value, desk, desk.texts.ltr("0–100"))
    return number


def spelled(key: str, text: str, lists: Watchlists) -> str | None:
    """An alias as the lists have it, from one that is typed with other marks or case; None where there is none."""
    held = [one.text for one in spellings(key, lists)]
    return text if text in held else next((one for one in held if folded(one) == folded(text)), None)


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

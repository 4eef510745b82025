"""/add: a new entity."""

import re
from collections.abc import Mapping
from typing import Any

from bot.core.answer import Reply
from bot.core.message import Message
from bot.services.trying import Trials
from handlers.commands import editing, parsing
from handlers.commands.base import Command, Desk, Refusal, Request
from watchlists.editing.edits import Edit
from watchlists.model import Kind
from watchlists.normalize import folded

_PLAIN: Mapping[str, Kind] = {
    "organization": "organization",
    "person": "person",
    "place": "place",
    "other": "other",
}
"""What is a kind by itself, behind the key: written just so. In Arabic, and with a capital, names begin like that."""
_KINDS: Mapping[str, Kind] = {
    **_PLAIN,
    **dict.fromkeys("organisation group منظمة جماعة تنظيم حركة".split(), "organization"),
    **dict.fromkeys("شخص شخصية".split(), "person"),
    **dict.fromkeys("location مكان موقع".split(), "place"),
    **dict.fromkeys("آخر أخرى".split(), "other"),
}
_OPTION = re.compile(r"(part_of|kind|نوع|النوع):(.*)", re.IGNORECASE)
_ARABIC = re.compile("[\u0620-\u064a]")
_MOST = 20


def run(request: Request, desk: Desk) -> Message | Reply:
    """`/add KEY [kind:KIND] name | other name | alias [part_of:KEY]`: shown with its effect first, then saved."""
    saving, words = editing.split_save(request.words, desk)
    if len(words) < 2:
        raise parsing.not_understood(desk, COMMAND.example)
    edit = _edit(words, desk)
    entity = editing.checked(edit, desk).entities[edit.key]
    warnings = editing.warnings(entity, entity.spellings, desk)
    if saving:
        return editing.saved(edit, request, desk, warnings)
    (found,) = desk.bring(Trials((entity.spellings,), desk.now))
    return editing.offer(edit, f"/add {' '.join(words)}", [*warnings, *editing.trial_lines(found, desk)], desk)


def _edit(words: tuple[str, ...], desk: Desk) -> Edit:
    key, *rest = words
    given = [(found[1].casefold(), found[2]) for word in rest if (found := _OPTION.fullmatch(word))]
    parts = [value for name, value in given if name == "part_of"]
    kinds = [_kind(value, desk) for name, value in given if name != "part_of"]
    named = [word for word in rest if not _OPTION.fullmatch(word)]
    if not kinds and len(named) > 1 and named[0] in _PLAIN and named[1] != "|":
        kinds = [_PLAIN[named.pop(0)]]
    names = [one for part in " ".join(named).split("|") if (one := part.strip())]
    if not names:
        raise parsing.not_understood(desk, COMMAND.example)
    if len(names) > _MOST:
        raise _too_many(desk)
    for one in names:
        editing.bounded(one, desk)
    part_of = {"part_of": parts[0]} if parts else {}
    return Edit("add", key, {"kind": kinds[0] if kinds else "organization", **_named(names), **part_of})


def _kind(typed: str, desk: Desk) -> Kind:
    """The kind behind `kind:`, in either language; refused where there is none of this name."""
    kind = _KINDS.get(typed.casefold())
    if kind is None:
        raise parsing.wrong_value(typed, desk, desk.texts.say(", ").join(map(desk.texts.ltr, _PLAIN)))
    return kind


def _too_many(desk: Desk) -> Refusal:
    texts = desk.texts
    said = texts.say(
        "At most {n} names at a time; add the others afterwards, with {command}.",
        n=texts.number(_MOST),
        command=texts.ltr("/alias"),
    )
    return parsing.refuse(desk, said)


def _named(names: list[str]) -> dict[str, Any]:
    """The first name in each script is its name, the others are aliases."""
    by_language: dict[str, str] = {}
    for one in names:
        by_language.setdefault("ar" if _ARABIC.search(one) else "en", one)
    alike = {folded(one) for one in by_language.values()}
    aliases = list({folded(one): one for one in reversed(names) if folded(one) not in alike}.values())[::-1]
    return {"name": by_language, **({"aliases": aliases} if aliases else {})}


COMMAND = Command(
    "add",
    "KEY [kind:KIND] NAME [| NAME…] [part_of:KEY]",
    "/add WADI مجلس حراس الوادي | Wadi Guards Council",
    lambda texts: texts.say("watch for something new"),
    run,
    "admin",
    aliases=("أضف", "اضف"),
)

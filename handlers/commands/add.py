"""/add: a new entity."""

import re
from collections.abc import Mapping
from typing import Any

from bot.core.answer import Reply
from bot.core.message import Message
from bot.services.trying import newest, trial
from handlers.commands import editing, parsing
from handlers.commands.base import Command, Desk, Refusal, Request
from watchlists.editing.edits import Edit, folded
from watchlists.model import Kind

_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys("organization organisation group منظمة جماعة تنظيم حركة".split(), "organization"),
    **dict.fromkeys("person شخص".split(), "person"),
    **dict.fromkeys("place مكان موقع".split(), "place"),
    **dict.fromkeys("other آخر".split(), "other"),
}
_PART_OF = "part_of:"
_ARABIC = re.compile("[\u0620-\u064a]")
_MOST = 20


def run(request: Request, desk: Desk) -> Message | Reply:
    """`/add KEY [kind] name | other name | alias [part_of:KEY]`: shown with its effect first, saved by a button."""
    saving, words = editing.split_save(request.words, desk)
    if len(words) < 2:
        raise parsing.not_understood(desk, COMMAND.example)
    edit = _edit(words, desk)
    entity = editing.checked(edit, desk).entities[edit.key]
    if saving:
        return editing.saved(edit, request, desk)
    found = trial(newest(desk.unit, desk.now), entity.spellings)
    effect = [*editing.warnings(entity, entity.spellings, desk), *editing.trial_lines(found, desk)]
    return editing.offer(edit, f"/add {' '.join(words)}", effect, desk)


def _edit(words: tuple[str, ...], desk: Desk) -> Edit:
    key, *rest = words
    parts = [word[len(_PART_OF) :] for word in rest if word.casefold().startswith(_PART_OF)]
    named = [word for word in rest if not word.casefold().startswith(_PART_OF)]
    kind = _KINDS.get(named[0].casefold()) if len(named) > 1 else None
    names = [one for part in " ".join(named[1:] if kind else named).split("|") if (one := part.strip())]
    if not names:
        raise parsing.not_understood(desk, COMMAND.example)
    if len(names) > _MOST:
        raise _too_many(desk)
    for one in names:
        editing.bounded(one, desk)
    return Edit(
        "add", key, {"kind": kind or "organization", **_named(names), **({"part_of": parts[0]} if parts else {})}
    )


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
    "KEY [KIND] NAME [| NAME…] [part_of:KEY]",
    "/add WADI مجلس حراس الوادي | Wadi Guards Council",
    lambda texts: texts.say("watch for something new"),
    run,
    "admin",
    aliases=("أضف", "اضف"),
)

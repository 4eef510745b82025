"""/undo: take back that stories were merged or split."""

import re

from bot.core.message import Button, Message, block
from bot.core.rulings import Ruling
from handlers.commands import parsing, stories
from handlers.commands.base import Command, Desk, Request

_RULING = re.compile(r"[Rr]?(\d{1,12})")
_MOST = 10


def run(request: Request, desk: Desk) -> Message:
    """The newest first; nothing is learned from what was taken back."""
    desk.unit.regrouping.begin()
    found = [_RULING.fullmatch(parsing.plain_digits(word)) for word in request.words]
    if not found or None in found or len(found) > _MOST:
        raise parsing.not_understood(desk, COMMAND.example)
    rulings = [_known(int(one[1]), desk) for one in found if one]
    for ruling in sorted(rulings, key=lambda one: one.id, reverse=True):
        stories.ruler(desk).undo(ruling)
        details = {"ruling": ruling.id, "kind": ruling.kind, "story": ruling.story_id, "other": ruling.other_id}
        desk.unit.people.record(request.update.person, "undo", details, desk.now)
    said = [block(_said(one, desk)) for one in rulings]
    names = dict.fromkeys(one.story_id for one in rulings)
    show = tuple(Button(desk.texts.say("Show {story}", story=f"S{one}"), f"/story S{one}") for one in names)
    return Message(tuple(said), desk.texts.language, (show,))


def _known(number: int, desk: Desk) -> Ruling:
    ruling = desk.unit.rulings.get(number)
    if ruling is None:
        raise parsing.refuse(desk, desk.texts.say("There is no decision {ruling}.", ruling=f"R{number}"))
    if ruling.undone is not None:
        raise parsing.refuse(desk, desk.texts.say("{ruling} was taken back already.", ruling=f"R{number}"))
    return ruling


def _said(ruling: Ruling, desk: Desk) -> str:
    texts, names = desk.texts, {"story": f"S{ruling.story_id}", "other": f"S{ruling.other_id}"}
    if ruling.kind == "split":
        return texts.say("{other} is a part of {story} again.", **names)
    other = desk.unit.stories.get(ruling.other_id)
    if other is None or not other.readings:
        return texts.say("Taken back; but the reports of {other} were moved on, and stay where they are.", **names)
    return texts.say("{other} is a story of its own again.", **names)


COMMAND = Command(
    "undo",
    "RULING",
    "/undo R3",
    lambda texts: texts.say("take back a merge or a split"),
    run,
    "analyst",
    aliases=("تراجع",),
)

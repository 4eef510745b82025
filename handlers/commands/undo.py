"""/undo: take back that stories were merged or split (`R3`), or an edit of the watchlists (`E12`)."""

import re

from bot.core.answer import Reply
from bot.core.editing import counting
from bot.core.message import Button, Message, block
from bot.core.render.edits import edit_line
from bot.core.rulings import Ruling
from handlers.commands import editing, parsing, registry, stories
from handlers.commands.base import Command, Desk, Refusal, Request
from watchlists.editing.edits import edited, played

_RULING = re.compile(r"[Rr]?(\d{1,12})")
_EDIT = re.compile(r"[Ee](\d{1,12})")
_MOST = 10


def run(request: Request, desk: Desk) -> Message | Reply:
    """The newest first; nothing is learned from what was taken back."""
    edit = _EDIT.fullmatch(parsing.plain_digits(request.rest.strip()))
    if edit:
        return _undo_edit(int(edit[1]), request, desk)
    desk.unit.regrouping.begin()
    found = [_RULING.fullmatch(parsing.plain_digits(word)) for word in request.words]
    if not found or None in found or len(found) > _MOST:
        raise _not_understood(desk)
    rulings = [_known(int(one[1]), desk) for one in found if one]
    for ruling in sorted(rulings, key=lambda one: one.id, reverse=True):
        stories.ruler(desk).undo(ruling)
        details = {"ruling": ruling.id, "kind": ruling.kind, "story": ruling.story_id, "other": ruling.other_id}
        desk.unit.people.record(request.update.person, "undo", details, desk.now)
    said = [block(_said(one, desk)) for one in rulings]
    names = [one.id for one in desk.unit.stories.some([one.story_id for one in rulings]) if one.readings]
    show = tuple(Button(desk.texts.say("Show {story}", story=f"S{one}"), f"/story S{one}") for one in names)
    return Message(tuple(said), desk.texts.language, (show,) if show else ())


def _undo_edit(number: int, request: Request, desk: Desk) -> Reply:
    """For those who may edit. What other edits build on stays until those are taken back."""
    texts, name = desk.texts, f"E{number}"
    if not registry.may(request.role, "admin"):
        raise parsing.refuse(desk, texts.say("Only an administrator may do that."))
    desk.unit.list_edits.begin()
    made = desk.unit.list_edits.get(number)
    if made is None:
        raise parsing.refuse(desk, texts.say("There is no decision {ruling}.", ruling=name))
    if made.undone is not None:
        raise parsing.refuse(desk, texts.say("{ruling} was taken back already.", ruling=name))
    held = counting(desk.files, desk.unit.list_edits.in_force())
    now = played(desk.files, [one.edit for one in held])
    if made.settled is not None or number in [held[at].id for at in now.settled]:
        raise parsing.refuse(
            desk, texts.say("{edit} is in the files now: change them, or edit anew.", edit=texts.ltr(name))
        )
    before = now.left
    rest = [one for one in held if one.id != number]
    left = edited(desk.files, [one.edit for one in rest])[1]
    if len(left) > len(before):
        needing = texts.ltr(f"E{rest[left[-1]].id}")
        raise parsing.refuse(desk, texts.say("{edit} builds on it: take that back first.", edit=needing))
    desk.unit.list_edits.undo(number, desk.now)
    desk.unit.people.record(request.update.person, "undo", editing.audited(made), desk.now)
    line = edit_line(made.edit, texts)
    return Reply(desk.reply(texts.say("Taken back: {line}. In force within seconds.", line=line)), "edit")


def _not_understood(desk: Desk) -> Refusal:
    texts = desk.texts
    hint = texts.say(
        "For example: {ruling} for a merge or a split, {edit} for an edit of the watchlists.",
        ruling=texts.ltr("/undo R3"),
        edit=texts.ltr("/undo E12"),
    )
    return parsing.refuse(desk, texts.say("I did not understand that."), hint)


def _known(number: int, desk: Desk) -> Ruling:
    ruling = desk.unit.rulings.get(number)
    if ruling is None:
        raise parsing.refuse(desk, desk.texts.say("There is no decision {ruling}.", ruling=f"R{number}"))
    if ruling.undone is not None:
        raise parsing.refuse(desk, desk.texts.say("{ruling} was taken back already.", ruling=f"R{number}"))
    return ruling


def _said(ruling: Ruling, desk: Desk) -> str:
    texts, names = desk.texts, {"story": f"S{ruling.story_id}", "other": f"S{ruling.other_id}"}
    if not any(desk.unit.articles.get(one) for one in ruling.articles):
        return texts.say("Taken back; but the reports that it moved are kept no longer, so no story changes.")
    if ruling.kind == "split":
        return texts.say("{other} is a part of {story} again.", **names)
    other = desk.unit.stories.get(ruling.other_id)
    if other is None or not other.readings:
        return texts.say("Taken back; but the reports of {other} were moved on, and stay where they are.", **names)
    return texts.say("{other} is a story of its own again.", **names)


COMMAND = Command(
    "undo",
    "RULING|EDIT",
    "/undo R3",
    lambda texts: texts.say("take back a merge, a split, or an edit of the watchlists"),
    run,
    "analyst",
    aliases=("تراجع",),
)

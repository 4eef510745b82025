"""Editing the watchlists in chat: an edit is tried, shown with its effect, and saved at a second word."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.core.answer import Reply
from bot.core.editing import ListEdit, counting
from bot.core.message import Block, Button, Message, block, pressable
from bot.core.render.advice import advice_line
from bot.core.render.edits import edit_line, edit_wanted
from bot.core.render.words import quoted
from bot.services.trying import Trial
from handlers.commands import parsing
from handlers.commands.base import Desk, Refusal, Request
from handlers.commands.reserved import is_reserved
from watchlists.advice.among import of_aliases
from watchlists.editing.edits import Edit, EditError, applied, edited
from watchlists.model import Alias, Entity, EventType, Watchlists

SAVE = "save"
"""What a line begins with that is not only tried."""
LONGEST_NAME = 200
"""Letters of the longest name or alias that is taken from a chat."""
_KEY = re.compile(r"[\w-]{1,60}")
_SHOWN = 60
_MOST_SHOWN = 12


def split_save(words: Sequence[str], desk: Desk) -> tuple[bool, tuple[str, ...]]:
    """Whether a line is to be saved, and its words without that. If so, nobody else edits from here on."""
    saving = bool(words) and words[0].casefold() == SAVE
    if saving:
        desk.unit.list_edits.begin()
    return saving, tuple(words[1:] if saving else words)


def lists_now(desk: Desk) -> Watchlists:
    """The files with every edit that is in force, also one that the matcher does not hold yet."""
    return edited(desk.files, [one.edit for one in counting(desk.files, desk.unit.list_edits.in_force())])[0]


def checked(edit: Edit, desk: Desk) -> Watchlists:
    """The lists after an edit. Refuses one that they do not take, with a sentence that says why."""
    if edit.action == "add" and not _KEY.fullmatch(edit.key):
        said = desk.texts.say("A key is one word of letters, digits, _ and -; for example: {key}", key="WADI_2")
        raise parsing.refuse(desk, said)
    if edit.action == "add" and is_reserved(edit.key):
        facts = {"key": quoted(edit.key, _SHOWN), "example": "WADI_2"}
        said = desk.texts.say("Commands read “{key}” otherwise; choose another key, for example: {example}", **facts)
        raise parsing.refuse(desk, said, desk.texts.say("Nothing was changed."))
    try:
        return applied(lists_now(desk), edit)
    except EditError as error:
        raise refusal(error, edit, desk) from None


def bounded(name: str, desk: Desk) -> None:
    """Refuses a name that is longer than `LONGEST_NAME`, and says so."""
    if len(name) > LONGEST_NAME:
        texts, facts = desk.texts, {"name": quoted(name, _SHOWN)}
        said = texts.say("“{name}” is too long: a name has at most {n} letters.", n=texts.number(LONGEST_NAME), **facts)
        raise parsing.refuse(desk, said, texts.say("Write the short form that articles use."))


def save(edit: Edit, request: Request, desk: Desk) -> ListEdit:
    """Keep an edit that was checked, and note who made it."""
    kept = desk.unit.list_edits.add(edit, request.update.person, desk.now)
    desk.unit.people.record(request.update.person, "list edit", audited(kept), desk.now)
    return kept


def audited(made: ListEdit) -> dict[str, Any]:
    """An edit as the audit log keeps it."""
    edit = made.edit
    return {"edit": made.id, "action": edit.action, "key": edit.key, "details": dict(edit.details)}


def saved(edit: Edit, request: Request, desk: Desk, notes: Sequence[Block] = ()) -> Reply:
    """Save an edit that was checked; that it is saved stands in the place of what offered it, with its notes."""
    message = saved_message(save(edit, request, desk), desk)
    return Reply(replace(message, blocks=(*message.blocks, *notes)), "edit")


def saved_message(kept: ListEdit, desk: Desk) -> Message:
    """That it is saved, with a button that takes it back; of what is new one that looks for it in what is stored."""
    texts = desk.texts
    said = texts.say("Saved as {number}: {line}.", number=f"E{kept.id}", line=edit_line(kept.edit, texts))
    after = texts.say("In force within seconds, for the articles that come in from now on.")
    undo = Button(texts.say("Undo"), f"/undo E{kept.id}")
    hunt = Button(texts.say("Search the stored articles"), f"/hunt {kept.edit.key}")
    rows = [[hunt] if kept.edit.action in ("add", "alias") else [], [undo]]
    return Message((block(said), block(after)), texts.language, pressable(rows))


def offer(edit: Edit, command: str, effect: Sequence[Block], desk: Desk) -> Message:
    """What an edit would do, with a button for whoever asked that saves it; `command` is the line without the save."""
    texts = desk.texts
    name, _, rest = command.partition(" ")
    button = Button(texts.say("Save"), f"{name} {SAVE} {rest}", owned=True, once=True)
    return Message((block(edit_wanted(edit, texts)), *effect), texts.language, ((button,),))


def trial_lines(found: Trial, desk: Desk) -> list[Block]:
    """«It would have been found in 3 of the 800 newest articles of the last 30 days.», and the words around some."""
    newest = desk.texts.count("{n} newest article", "{n} newest articles", found.articles)
    said = desk.texts.count(
        "It would have been found in {n} of the {articles} of the last {days} days.",
        "It would have been found in {n} of the {articles} of the last {days} days.",
        found.found,
        articles=newest,
        days=found.days,
    )
    by_alias = [block(_by_alias(found.by_alias, desk))] if len(found.by_alias) > 1 and found.found else []
    return [block(said), *by_alias, *(block(quoted(f"…{one}…", LONGEST_NAME), shape="quote") for one in found.samples)]


def _by_alias(amounts: Sequence[tuple[str, int]], desk: Desk) -> str:
    """«By alias: “Wadi Guards” 12, “حراس الوادي” 3», the most frequent first."""
    ranked = sorted(amounts, key=lambda one: -one[1])[:_MOST_SHOWN]
    say = desk.texts.say
    told = [say("“{alias}” {found}", alias=quoted(text, _SHOWN), found=found) for text, found in ranked]
    return say("By alias: {list}", list=say(", ").join(told))


def warnings(entry: Entity | EventType, aliases: Sequence[Alias], desk: Desk) -> list[Block]:
    """What is to be said of some aliases of an entry, as `rasid watchlist check` says it of a file."""
    held = (desk.reader.resolve(one.text)[0] for one in aliases)
    others = {one.key: one for one in held if one is not None and one.key != entry.key}
    return [block(f"⚠ {advice_line(one, desk.texts)}") for one in of_aliases(entry, aliases, others.values())]


def entry_of(key: str, lists: Watchlists) -> Entity | EventType:
    """The entity or the event type of a key of the lists."""
    return lists.entities.get(key) or lists.events[key]


def refusal(error: EditError, edit: Edit, desk: Desk) -> Refusal:
    """Why the lists do not take an edit, as a sentence."""
    texts, about = desk.texts, quoted(error.about, _SHOWN)
    said = {
        "taken": lambda: texts.say("The key {about} is taken; choose another.", about=about),
        "unknown": lambda: texts.say("There is no entity {about} in the lists.", about=about),
        "parent": lambda: texts.say("There is no entity {about} that it could be a part of.", about=about),
        "has_alias": lambda: texts.say("“{about}” is an alias of it already.", about=about),
        "no_alias": lambda: texts.say("It has no alias “{about}”.", about=about),
        "name": lambda: texts.say("“{about}” is its name; a name cannot be removed alone.", about=about),
        "parts": lambda: texts.say("{about} is a part of it: remove that first.", about=about),
        "last": lambda: texts.say("“{about}” is its last phrase; it would never be found.", about=about),
        "itself": lambda: texts.say("Not where “{about}” stands: then it would never be found.", about=about),
        "same": lambda: texts.say("“{about}” has these conditions already.", about=about),
        "broken": lambda: texts.say("The lists do not take it: {about}.", about=about),
    }
    return parsing.refuse(desk, said[error.reason](), texts.say("Nothing was changed."))

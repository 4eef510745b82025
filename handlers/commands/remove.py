"""/remove: an entity, or one of its aliases, is watched no more."""

from datetime import timedelta

from bot.core.answer import Reply
from bot.core.message import Block, Message, block
from bot.ports import Window
from bot.services.proposing import DAYS
from bot.services.trying import Count
from handlers.commands import alias, editing, parsing
from handlers.commands.base import Command, Desk, Request
from watchlists.editing.edits import Edit


def run(request: Request, desk: Desk) -> Message | Reply:
    """`/remove KEY` or `/remove KEY alias`: shown with what is lost first, saved by a button."""
    saving, words = editing.split_save(request.words, desk)
    if not words:
        raise parsing.not_understood(desk, COMMAND.example)
    edit = _edit(words, desk)
    editing.checked(edit, desk)
    watched = _watching(edit, desk)
    if saving:
        return editing.saved(edit, request, desk, watched)
    rest = f" {edit.alias}" if edit.alias else ""
    return editing.offer(edit, f"/remove {edit.key}{rest}", [_effect(edit, desk), *watched], desk)


def _edit(words: tuple[str, ...], desk: Desk) -> Edit:
    lists = editing.lists_now(desk)
    key = lists.key(words[0])
    if key is not None:
        typed = " ".join(words[1:])
        text = alias.spelled(key, typed, lists) or typed
        return Edit("remove_alias", key, {"alias": text}) if text else Edit("remove", key)
    return Edit("remove", parsing.entry(" ".join(words), desk, "remove").key)


def _effect(edit: Edit, desk: Desk) -> Block:
    """How often what is removed was found."""
    if edit.action == "remove":
        number = desk.unit.articles.mentions([edit.key], Window(desk.now - timedelta(days=DAYS), desk.now))
    else:
        number = desk.bring(Count(edit.key, edit.alias, desk.now))
    return block(
        desk.texts.count(
            "By it {n} mention was found in the last {days} days.",
            "By it {n} mentions were found in the last {days} days.",
            number,
            days=DAYS,
        )
    )


def _watching(edit: Edit, desk: Desk) -> list[Block]:
    """How many chats asked for an entity that goes; they hear nothing of it any more, and how they end it."""
    number = len(desk.unit.chats.subscriptions(keys=[edit.key])) if edit.action == "remove" else 0
    said = desk.texts.count("{n} chat watches it by name.", "{n} chats watch it by name.", number)
    ended = desk.texts.say("Its subscriptions stay without effect; {command} ends one.", command=f"/unwatch {edit.key}")
    return [block(said), block(ended)] if number else []


COMMAND = Command(
    "remove",
    "KEY [ALIAS]",
    "/remove ISKP",
    lambda texts: texts.say("watch for something no more"),
    run,
    "admin",
    aliases=("احذف", "حذف"),
)

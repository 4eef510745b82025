"""/list: what this chat watches, and what there is to watch."""

from bot.core.message import Block, Message, block, bold
from bot.core.render.mutes import mute_line
from bot.core.render.words import entry_name
from handlers.commands import listening, watching
from handlers.commands.base import Command, Desk, Request
from watchlists.model import Watchlist

_SHOWN = 60


def run(request: Request, desk: Desk) -> Message:
    """Subscriptions and mutes of the chat; then the lists, or one list's entries by `/list SLUG`."""
    if request.words:
        return _one(request.rest, desk)
    mine = desk.unit.chats.subscriptions(request.chat.id)
    title = block(bold(desk.texts.say("This chat watches")), shape="heading")
    lines = [watching.line(one, desk) for one in mine] or [block(desk.texts.say("Nothing yet."))]
    about = (*listening.note(request, desk), *_mutes(request, desk), *_lists(desk))
    return Message((title, *lines, *about), desk.texts.language)


def _mutes(request: Request, desk: Desk) -> list[Block]:
    mutes = desk.unit.chats.mutes(desk.now, request.chat.id)
    lines = (mute_line(one, desk.watchlists, desk.texts, request.chat.timezone) for one in mutes)
    return [block(line, shape="item") for line in lines]


def _lists(desk: Desk) -> list[Block]:
    title = block(bold(desk.texts.say("Lists")))
    return [title, *(_summary(one, desk) for one in desk.watchlists.lists)]


def _summary(one: Watchlist, desk: Desk) -> Block:
    entries = desk.texts.count("{n} entry", "{n} entries", len(one.entities) + len(one.events))
    name = desk.texts.name(one.title) or one.slug
    return block(
        desk.texts.say("{name}: {entries} — {command}", name=name, entries=entries, command=f"/list {one.slug}"),
        shape="item",
    )


def _one(slug: str, desk: Desk) -> Message:
    _, slug = watching.wish(f"list:{slug}", desk, "list")
    chosen = next(one for one in desk.watchlists.lists if one.slug == slug)
    keys = [*(entity.key for entity in chosen.entities), *(event.key for event in chosen.events)]
    lines = [_entry(key, desk) for key in keys]
    shown = lines[:_SHOWN]
    if len(lines) > _SHOWN:
        shown.append(block(desk.texts.count("and {n} more", "and {n} more", len(lines) - _SHOWN), shape="item"))
    title = block(bold(desk.texts.shown(desk.texts.name(chosen.title) or slug)), shape="heading")
    return Message((title, *shown), desk.texts.language)


def _entry(key: str, desk: Desk) -> Block:
    return block(f"{entry_name(key, desk.watchlists, desk.texts)} — {desk.texts.ltr(key)}", shape="item")


COMMAND = Command(
    "list",
    "[LIST]",
    "/list",
    lambda texts: texts.say("what this chat watches, and what there is to watch"),
    run,
    aliases=("قائمة",),
)

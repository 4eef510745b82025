"""/brief: one page on an entity for a meeting."""

from datetime import timedelta

from bot.core.brief_page import page
from bot.core.file_names import dated_name
from bot.core.message import Message
from bot.core.render.brief import brief, brief_message
from bot.services.briefing import brief_view
from handlers.commands import asking, parsing, picking
from handlers.commands.base import Command, Desk, Request

_DEFAULT = timedelta(days=7)


def run(request: Request, desk: Desk) -> Message:
    """A page that is whole in itself: it opens without a network, and prints."""
    words, window = parsing.trailing_length(request.words)
    rest = parsing.typed_rest(window)
    if not words:
        question = desk.texts.say("A brief of what? For example: {command}", command=COMMAND.example)
        return picking.pick("brief", desk, request, question, rest=rest)
    entry = asking.entry(words, desk, "brief", asking.lengths(desk), rest)
    length, chat = window or _DEFAULT, request.chat
    view = brief_view(desk.unit, entry.key, length, desk.watchlists, desk.now, chat, desk.outlets)
    name = dated_name(("brief", entry.key), desk.now, chat.timezone, "html")
    return desk.attach(brief_message(view, desk.texts), name, "text/html", page(brief(view, desk.texts)).encode())


COMMAND = Command(
    "brief",
    "ENTITY|event:EVENT [24h|7d|30d]",
    "/brief ISKP 7d",
    lambda texts: texts.say("one page for a meeting: numbers, stories, claims, sources"),
    run,
    aliases=("إيجاز",),
)

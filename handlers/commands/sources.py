"""/sources: which outlets report what an alert tells, with links."""

from dataclasses import replace

from bot.core.message import Message
from bot.core.render.sources import SourcesView, sources_message
from handlers.commands import alerts, parsing
from handlers.commands.base import Command, Desk, Request


def run(request: Request, desk: Desk) -> Message:
    """Outlet by outlet; a number behind the alert is that of the first report shown."""
    first = parsing.number(request.words[1]) if len(request.words) == 2 else 1
    named = replace(request, words=request.words[:1]) if len(request.words) == 2 else request
    if not first:
        raise alerts.which(desk, COMMAND.example)
    alert, story = alerts.known(alerts.asked(named, desk, COMMAND.example), desk)
    view = SourcesView(story, alert.id, desk.watchlists, request.chat.timezone, desk.outlets)
    return sources_message(view, desk.texts, first)


COMMAND = Command(
    "sources",
    "ALERT",
    "/sources A17",
    lambda texts: texts.say("which outlets report it, with links"),
    run,
    aliases=("وسائل", "الوسائل"),
)

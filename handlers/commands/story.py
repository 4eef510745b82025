"""/story: what a story holds, and why each report stands in it."""

from bot.core.message import Message
from bot.core.render.story import story_message
from bot.services import queries
from handlers.commands import parsing, picking, stories
from handlers.commands.base import Command, Desk, Request


def run(request: Request, desk: Desk) -> Message:
    """Its headline, state, alerts and numbered reports; a number behind it is that of the first report shown."""
    if not request.words and request.alert_id is None:
        return picking.pick_story("story", desk, request, _which(desk))
    typed, first = _asked(request, desk)
    story = stories.known(typed, desk)
    view = queries.story(desk.unit, story, desk.watchlists, request.chat, desk.now, desk.outlets)
    return stories.with_note(story_message(view, desk.texts, first), str(typed), desk)


def _asked(request: Request, desk: Desk) -> tuple[int, int]:
    """The story named, else that of the alert replied to."""
    words = request.words
    if not words and request.alert_id is not None:
        alert = desk.unit.alerts.get(request.alert_id)
        return (alert.story_id if alert else 0), 1
    typed = stories.number(words[0]) if words else None
    first = parsing.number(words[1]) if len(words) == 2 else 1
    if typed is None or not first or len(words) > 2:
        raise parsing.refuse(desk, _which(desk))
    return typed, first


def _which(desk: Desk) -> str:
    return desk.texts.say("Which story? Reply to its alert, or name it: {command}", command=COMMAND.example)


COMMAND = Command(
    "story",
    "STORY",
    "/story S5",
    lambda texts: texts.say("the reports of a story, and why they stand there"),
    run,
    aliases=("قصة",),
    examples=("قصة S5",),
)

"""/more: the longer version of an alert."""

from bot.core.message import Message
from bot.core.render.alert import more_message
from bot.core.views import AlertView, lead_reading
from bot.services.weighing import weigh
from handlers.commands import alerts
from handlers.commands.base import Command, Desk, Request


def run(request: Request, desk: Desk) -> Message:
    """More of the source's own sentences, what the outlets agree on, and every report up to a screenful; as the story
    stands now."""
    alert, found = alerts.known(alerts.asked(request, desk, COMMAND.example), desk)
    (story,) = weigh(desk.unit, [found], desk.watchlists, desk.outlets, desk.now)
    lead = lead_reading(story, desk.watchlists)
    summary = desk.longer.summarize(lead.article.document, lead.findings, story.keys).text if desk.longer else None
    view = AlertView(story, alert, summary, desk.watchlists, request.chat.timezone, outlets=desk.outlets)
    return more_message(view, desk.texts)


COMMAND = Command(
    "more",
    "ALERT",
    "/more A17",
    lambda texts: texts.say("an alert at greater length"),
    run,
    aliases=("المزيد", "تفاصيل"),
)

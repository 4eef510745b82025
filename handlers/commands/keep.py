"""/keep: store what was read in something that was sent in."""

from bot.core.message import Message
from bot.core.render.scanned import stored_line
from bot.core.submission import Submission
from bot.services import scans
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request


def run(request: Request, desk: Desk) -> Message | None:
    """Has it stored as the articles of any other source; the answer comes when they are."""
    number = parsing.number(request.rest)
    if number is None:
        raise parsing.not_understood(desk, COMMAND.example)
    found = desk.unit.submissions.get(number)
    if found is None or found.lane != "scan" or not _is_of_this_chat(found, request, desk):
        raise parsing.refuse(
            desk, desk.texts.say("Nothing with the number {n} was sent to this chat lately.", n=number)
        )
    if found.state == "waiting":
        raise parsing.refuse(desk, desk.texts.say("I am still reading it."))
    if not found.articles:
        raise parsing.refuse(desk, desk.texts.say("There is nothing in it that could be stored."))
    if not desk.unit.submissions.keep(number, request.update.message_id, desk.now):
        return _known(found, desk)
    desk.unit.people.record(request.update.person, "keep", {"submission": number}, desk.now)
    return None


def _is_of_this_chat(found: Submission, request: Request, desk: Desk) -> bool:
    """In whichever thread of it."""
    chat = desk.unit.chats.get(found.destination_id)
    here = request.chat.address
    return chat is not None and (chat.address.platform, chat.address.chat) == (here.platform, here.chat)


def _known(found: Submission, desk: Desk) -> Message:
    if found.kept is None:
        return desk.reply(desk.texts.say("It is being stored."))
    places = [scans.place_in(desk.unit, scans.story_of(desk.unit, one)) for one in found.articles]
    return desk.reply(*dict.fromkeys(stored_line(place, desk.texts) for place in places))


COMMAND = Command(
    "keep",
    "N",
    "/keep 12",
    lambda texts: texts.say("store what you sent me to read"),
    run,
    "analyst",
    aliases=("احفظ", "حفظ"),
)

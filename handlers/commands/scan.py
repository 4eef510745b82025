"""/scan: what of the watchlists stands in a text, a page or a file."""

from dataclasses import replace

from bot.core.material import Material
from bot.core.message import Message
from bot.core.submission import is_to_be_read, links_in
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request
from handlers.commands.submitting import submit


def run(request: Request, desk: Desk) -> Message | None:
    """Of the text or link that follows, else of the message that is answered or the file that comes with it."""
    given = request.update.material
    text = _typed(request)
    if given is not None and not (given.files and text) and not is_to_be_read(text, links_in(text)):
        return submit(given, request, desk)
    if not text:
        hint = desk.texts.say("Or answer a message with {command}, or send me a link or a file.", command="/scan")
        example = desk.texts.say("For example: {command}", command=COMMAND.example)
        raise parsing.refuse(desk, desk.texts.say("What shall I read?"), example, hint)
    own = Material("scan", source=request.update.person.name or request.update.platform)
    return submit(replace(own, text=text, links=links_in(text), files=given.files if given else ()), request, desk)


def _typed(request: Request) -> str:
    """What follows the command, with its lines."""
    _, *rest = request.update.text.split(maxsplit=1) or [""]
    return rest[0].strip() if rest else ""


COMMAND = Command(
    "scan",
    "TEXT|LINK",
    "/scan A suicide bombing in Kandahar",
    lambda texts: texts.say("what of the watchlists stands in a text, page or file"),
    run,
    "analyst",
    aliases=("افحص", "فحص"),
)

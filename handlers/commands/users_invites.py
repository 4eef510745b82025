"""/users invite: a code that lets one person in."""

from bot.core.invites import LASTS, LONGEST, link
from bot.core.message import Button, Message, Span, block, bold
from bot.core.model import Role
from bot.core.render.roles import role_name
from handlers.commands import parsing
from handlers.commands.base import Desk, Request
from handlers.commands.users_roles import ROLES

_EXAMPLE = "/users invite viewer 24h"
# Characters of a digest that tell invitations apart, and how many are listed.
_SHORT, _SHOWN = 8, 10


def invite(request: Request, desk: Desk) -> Message:
    """`invite [viewer|analyst] [24h]`: a link on Telegram, elsewhere what to send to the bot. It is shown once."""
    if not request.chat.private:
        raise parsing.refuse(
            desk, desk.texts.say("Here everybody would see it. Ask me alone: {command}", command=_EXAMPLE)
        )
    words, lasts = parsing.trailing_length(request.words[1:])
    role: Role | None = ROLES.get(words[0].casefold()) if words else "analyst"
    if role not in ("viewer", "analyst") or len(words) > 1:
        raise parsing.not_understood(desk, _EXAMPLE)
    until = desk.now + min(lasts or LASTS, LONGEST)
    code = desk.unit.invites.add(role, request.update.person.label, until, desk.now)
    details = {"to": role, "until": until.isoformat(" ", "minutes")}
    desk.unit.people.record(request.update.person, "invite", details, desk.now)
    when = desk.texts.when(until, request.chat.timezone)
    first = desk.texts.say(
        "Good for one person, as {role}, until {until}. Pass it on:", role=role_name(role, desk.texts), until=when
    )
    lines = [block(first), block(Span(desk.texts.ltr(_to_send(request, code)), "code"))]
    hint = desk.texts.say("Whoever opens it first is let in; I keep only its digest and cannot show it again.")
    return Message((*lines, block(hint, shape="footer")), desk.texts.language, fleeting=True)


def invites(request: Request, desk: Desk) -> Message:
    """`invites`: those that are good, each with a button that ends it; `invites end 1f0c9a2b` does that."""
    match request.words[1:]:
        case ():
            return _listed(request, desk)
        case (word, digest) if word.casefold() == "end" and len(digest) == _SHORT:
            return _ended(digest.casefold(), request, desk)
    raise parsing.not_understood(desk, "/users invites")


def _listed(request: Request, desk: Desk) -> Message:
    say, found = desk.texts.say, list(desk.unit.invites.open(desk.now).items())[:_SHOWN]
    if not found:
        return desk.reply(say("There is no invitation that is still good."))
    lines, rows = [], []
    for digest, one in found:
        facts = {"role": role_name(one.role, desk.texts), "until": desk.texts.when(one.expires, request.chat.timezone)}
        said = say(
            "{n}: {role}, until {until}, by {person}",
            n=desk.texts.ltr(digest[:_SHORT]),
            person=desk.texts.ltr(one.author),
            **facts,
        )
        lines.append(block(said, shape="item"))
        rows.append(
            (Button(say("End {n}", n=desk.texts.ltr(digest[:_SHORT])), f"/users invites end {digest[:_SHORT]}"),)
        )
    return Message((block(bold(say("Invitations"))), *lines), desk.texts.language, tuple(rows))


def _ended(digest: str, request: Request, desk: Desk) -> Message:
    if not desk.unit.invites.end_one(digest, desk.now):
        raise parsing.refuse(desk, desk.texts.say("There is no such invitation that is still good."))
    desk.unit.people.record(request.update.person, "invitation ended", {"invitation": digest}, desk.now)
    return desk.reply(desk.texts.say("That invitation is over."))


def _to_send(request: Request, code: str) -> str:
    bot = request.update.extra.get("bot")
    if request.update.platform == "telegram" and bot:
        return link(str(bot), code)
    return f"start {code}" if request.update.platform == "slack" else f"/start {code}"

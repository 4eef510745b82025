"""/audit: who changed what, and when."""

from bot.core.audit import AuditFilter, AuditLine
from bot.core.message import Button, Message, block, bold
from bot.core.render.audit import SENTENCES, audit_block
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request
from handlers.commands.users_roles import named_person

_SHOWN, _MOST = 10, 30
_CHAT = ("chat", "محادثة", "المحادثة")


def run(request: Request, desk: Desk) -> Message:
    """The newest first: of all, of a person, of an action, of a chat; `n` says how many, `before:ID` pages on."""
    words = list(request.words)
    before = _taken_before(words)
    amount = _taken_amount(words)
    wanted = _filter(words, request, desk)
    found = desk.unit.people.lines(wanted, amount + 1, before)
    if not found:
        return desk.reply(desk.texts.say("Nothing of that kind was changed."))
    title = block(bold(desk.texts.say("What was changed")), shape="heading")
    lines = [audit_block(one, desk.watchlists, request.chat.timezone, desk.texts) for one in found[:amount]]
    return Message((title, *lines), desk.texts.language, _more(words, found, amount, desk))


def _taken_before(words: list[str]) -> int | None:
    name, _, typed = (words[-1] if words else "").partition(":")
    before = parsing.number(typed) if name == "before" else None
    if before is not None:
        words.pop()
    return before


def _taken_amount(words: list[str]) -> int:
    """A number stands alone or first; after «chat» it is the chat's."""
    number = parsing.number(words[0]) if words else None
    if number is None:
        return _SHOWN
    words.pop(0)
    return max(1, min(number, _MOST))


def _filter(words: list[str], request: Request, desk: Desk) -> AuditFilter:
    match words:
        case []:
            return AuditFilter()
        case [name, number] if name.casefold() in _CHAT and (chat := parsing.number(number)) is not None:
            return AuditFilter(chat=chat)
        case [one] if person := named_person(one, request.update.platform):
            return AuditFilter(person=person.label)
    action = " ".join(words).casefold()
    if not any(known.startswith(action) for known in SENTENCES):
        raise parsing.not_understood(desk, "/audit 20 watch")
    return AuditFilter(action=action)


def _more(words: list[str], found: list[AuditLine], amount: int, desk: Desk) -> tuple[tuple[Button, ...], ...]:
    if len(found) <= amount:
        return ()
    command = " ".join(["/audit", str(amount), *words, f"before:{found[amount - 1].id}"])
    return ((Button(desk.texts.say("Older"), command),),)


COMMAND = Command(
    "audit",
    "[n] [PERSON|ACTION|chat N]",
    "/audit 20",
    lambda texts: texts.say("who changed what, and when"),
    run,
    "admin",
    aliases=("سجل", "السجل"),
)

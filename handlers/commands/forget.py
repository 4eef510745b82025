"""/forget: what I hold of a person, or of a chat, is removed."""

from bot.core.answer import Reply
from bot.core.audit import FORGOTTEN
from bot.core.message import Button, Message, block, bold
from bot.core.model import Person, Role
from bot.ports.forgetting import Removed
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request

_CHAT = ("chat", "محادثة", "المحادثة")
_ME = ("me", "عني", "بياناتي")


def run(request: Request, desk: Desk) -> Message | Reply:
    """Asks first, with a button of the asking person; `chat` is about this chat, which its administrators may ask."""
    match tuple(word.casefold() for word in request.words):
        case () | ("me" | "عني" | "بياناتي",):
            return _ask_person(request, desk)
        case (what, "yes") if what in _ME:
            return _forget_person(request, desk)
        case (what,) if what in _CHAT:
            return _ask_chat(desk)
        case (what, "yes") if what in _CHAT:
            return _forget_chat(request, desk)
    raise parsing.not_understood(desk, COMMAND.example)


def _ask_person(request: Request, desk: Desk) -> Message:
    _require_possible(request, desk)
    say = desk.texts.say
    lines = (
        say("your roles, what you said of alerts, what you sent me to read"),
        say("your name in mutes, subscriptions and the audit log"),
        say("this chat: what it watches, its settings, its messages in my store"),
    )
    kept = say("Stored articles stay, and so do changes of watchlists and stories, without your name.")
    return _question(say("Shall I forget you? I then remove:"), lines, kept, "/forget me yes", say("Forget me"), desk)


def _ask_chat(desk: Desk) -> Message:
    say = desk.texts.say
    lines = (
        say("what it watches and mutes, its digests and settings"),
        say("the roles of people in it, what was sent in, its messages in my store"),
    )
    kept = say("Stored articles stay. After that I am silent here until I am let in anew.")
    question = say("Shall I forget this chat, with all its topics and threads? I then remove:")
    return _question(question, lines, kept, "/forget chat yes", say("Forget the chat"), desk)


def _question(title: str, lines: tuple[str, ...], kept: str, command: str, label: str, desk: Desk) -> Message:
    blocks = (block(bold(title)), *(block(one, shape="item") for one in lines), block(kept))
    return Message(blocks, desk.texts.language, ((Button(label, command, owned=True, once=True),),))


def _require_possible(request: Request, desk: Desk) -> None:
    """Alone with the bot, and never so that nobody is left who administers it."""
    say = desk.texts.say
    if not request.chat.private:
        raise parsing.refuse(desk, say("Ask me that alone, not in a group: {command}", command="/forget"))
    admins = {person.label for person, role in desk.unit.people.held() if role == "admin"} | desk.named
    if admins == {request.update.person.label} and not desk.named:
        raise parsing.refuse(
            desk,
            say(
                "You are the last administrator. Name another one first: {command}",
                command="/users admin telegram:1001",
            ),
        )


def _forget_person(request: Request, desk: Desk) -> Message:
    _require_possible(request, desk)
    person = request.update.person
    own = desk.unit.forgetting.person(person)
    chat = desk.unit.forgetting.chat(request.chat.id, desk.now)
    desk.unit.people.record(Person(person.platform, FORGOTTEN), "forget", {}, desk.now)
    gone = {name: own.gone.get(name, 0) + chat.gone.get(name, 0) for name in {**own.gone, **chat.gone}}
    title = desk.texts.say("You are forgotten. Removed:")
    return _told(title, Removed(gone, own.kept), desk, named=person.label in desk.named)


def stranger(request: Request, desk: Desk) -> Message:
    """Somebody who is not let in, alone with the bot, has removed what is held of them: that they asked. It is done at
    once; a refusal stays."""
    own = desk.unit.forgetting.person(request.update.person)
    desk.unit.forgetting.chat(request.chat.id, desk.now)
    said = desk.texts.say("You are forgotten: what I held of you is removed, also that you asked for access.")
    lines = [
        said,
        *([desk.texts.say("A refusal stays, with your number.")] if request.chat.access == "refused" else []),
    ]
    if own.kept.get("limits"):
        lines.append(_limited(desk))
    return Message(tuple(block(one) for one in lines), desk.texts.language)


def is_own(words: tuple[str, ...]) -> bool:
    """Whether /forget is said of the speaking person."""
    return not words or words[0].casefold() in _ME


def _limited(desk: Desk) -> str:
    return desk.texts.say(
        "That you may only read stays, and for that your number: I need it to hold to that. Your name is gone."
    )


def _forget_chat(request: Request, desk: Desk) -> Message:
    removed = desk.unit.forgetting.chat(request.chat.id, desk.now)
    desk.unit.people.record(request.update.person, "forget chat", {"chat": request.chat.id}, desk.now)
    return _told(desk.texts.say("This chat is forgotten. Removed:"), removed, desk)


def _told(title: str, removed: Removed, desk: Desk, *, named: bool = False) -> Message:
    """What is gone, and what stays and why."""
    lines = [line for name, number in removed.gone.items() if number and (line := _gone(name, number, desk))]
    blocks = [
        block(bold(title)),
        *(block(one, shape="item") for one in lines or [desk.texts.say("nothing but the chat itself")]),
    ]
    return Message((*blocks, *(block(one) for one in _kept(removed, desk, named=named))), desk.texts.language)


def _gone(name: str, n: int, desk: Desk) -> str:
    say = desk.texts.say
    words = {
        "roles": say("roles: {n}", n=n),
        "everywhere": say("role of the bot: {n}", n=n),
        "feedback": say("what was said of alerts: {n}", n=n),
        "submissions": say("what was sent in: {n}", n=n),
        "subscriptions": say("subscriptions: {n}", n=n),
        "mutes": say("mutes: {n}", n=n),
        "schedules": say("digests: {n}", n=n),
        "hunts": say("hunts: {n}", n=n),
        "messages": say("messages in my store: {n}", n=n),
        "named": say("messages in my store that name you, elsewhere: {n}", n=n),
    }
    return words.get(name, "")


def _kept(removed: Removed, desk: Desk, *, named: bool) -> list[str]:
    say, kept = desk.texts.say, removed.kept
    lines = [say("Stored articles stay: they are news. What stands in chats stays there.")]
    if kept.get("lists"):
        lines.append(
            say("Changes of watchlists stay, as others work with them, without your name: {n}", n=kept["lists"])
        )
    if kept.get("limits"):
        lines.append(_limited(desk))
    if kept.get("audit"):
        lines.append(say("Lines of the audit log stay as those of a forgotten person: {n}", n=kept["audit"]))
    if named:
        lines.append(
            say(
                "You stay an administrator: {setting} names you, which only whoever runs the bot changes.",
                setting="RASID_ADMINS",
            )
        )
    return lines


def _needed(words: tuple[str, ...]) -> Role:
    return "chat_admin" if words and words[0].casefold() in _CHAT else "viewer"


COMMAND = Command(
    "forget",
    "[chat]",
    "/forget",
    lambda texts: texts.say("have your data removed, or those of this chat"),
    run,
    role_of=_needed,
    aliases=("انسني", "انسَني"),
)

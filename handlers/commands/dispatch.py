"""From an update to answers: who speaks, what is asked, which command replies."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.answer import Answer, Reply
from bot.core.bidi import strip_controls
from bot.core.language import Texts
from bot.core.message import Button, Message, block
from bot.core.model import Destination, Language, Schedule, Update
from bot.ports import Reader, Summarizer, Unit
from handlers.commands import access, pressing, registry, submitting
from handlers.commands.base import Command, Desk, Refusal, Request
from watchlists.model import Watchlists
from watchlists.outlets import NO_OUTLETS, Outlets

# Characters of an update that are read.
_LONGEST = 4000
# What no database keeps and no screen shows.
_UNREADABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Answers updates. `language` and `timezone` are the defaults of a new chat; `may_add` is as in `Desk`; `admins`
    gives the chats of those who are asked about channels; `longer` and `files`
    are as in `Desk`."""

    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    rules: access.AccessRules
    next_time: Callable[[Schedule, datetime], datetime]
    language: Language = "ar"
    timezone: str = "UTC"
    outlets: Outlets = NO_OUTLETS
    may_add: Callable[[str], bool] = lambda url: False
    admins: submitting.Admins = lambda _: ()
    longer: Summarizer | None = None
    files: Watchlists = field(default_factory=Watchlists)

    def answer(self, unit: Unit, update: Update, now: datetime) -> Sequence[Answer]:
        """Do what an update asks for, in the given transaction, and say what to reply."""
        chat = self._meet(unit, update)
        membership = update.extra.get("membership")
        if membership:
            return self._membership(unit, chat, membership)
        if not update.addressed:
            return ()
        reply = self._answer(unit, update, chat, now)
        return [Answer(chat.id, reply.message, reply.mode)] if reply else ()

    def apologise(self, unit: Unit, update: Update, now: datetime) -> Sequence[Answer]:
        """What is said when a command broke."""
        chat = self._meet(unit, update)
        say = self.texts[chat.language].say
        text = say("Something went wrong on my side. Nothing was changed; the operator finds it in the log.")
        return [Answer(chat.id, Message((block(text),), chat.language))] if chat.access == "allowed" else ()

    def overhear(self, unit: Unit, update: Update, now: datetime) -> bool:
        """Keep talk where it is listened to, in the given transaction; whether that is new."""
        return self._ear.overhear(unit, update, now)

    @property
    def _ear(self) -> submitting.Ear:
        return submitting.Ear(self.rules, self._meet, self.admins, self.texts)

    def _meet(self, unit: Unit, update: Update) -> Destination:
        title = str(update.extra.get("title", ""))
        chat, _ = unit.chats.meet(
            update.address,
            private=update.private,
            title=title[:200],
            language=self.language,
            timezone=self.timezone,
            access="asked",
        )
        return chat

    def _membership(self, unit: Unit, chat: Destination, change: str) -> Sequence[Answer]:
        """The bot was removed from a chat, or is back in one that it knows."""
        if change == "gone":
            access.leave(unit, chat)
        else:
            access.wake(unit, chat)
        return ()

    def _answer(self, unit: Unit, update: Update, chat: Destination, now: datetime) -> Reply | None:
        name, words = split(update.text)
        if name == "start" and access.redeem(unit, update, words, now):
            words = ()
        role = self.rules.role(unit, update.person)
        shown = submitting.is_submitted(update) and not update.private
        chat = access.let_in(unit, chat, role, self.rules, speaks=not shown)
        texts = self.texts[chat.language]
        if chat.access != "allowed" and not (shown and role == "admin"):
            return Reply(access.turned_away(chat, texts))
        if role == "admin":
            access.note_home(unit, update, chat)
        desk = self._desk(unit, now, texts)
        request = Request(update, chat, access.role_in_chat(role, update), words, self._replied_to(unit, update))
        return pressing.kept(self._reply(name, request, desk), request, desk)

    def _desk(self, unit: Unit, now: datetime, texts: Texts) -> Desk:
        reader, every = self.reader(), self.texts.__getitem__
        return Desk(
            unit, now, reader, texts, self.next_time, every, self.may_add, self.outlets, self.longer, self.files
        )

    def _reply(self, name: str, request: Request, desk: Desk) -> Message | Reply | None:
        material = request.update.material
        if material and submitting.is_submitted(request.update):
            return submitting.submit(material, request, desk)
        if name == pressing.NAME:
            said = pressing.command_of(request, desk)
            if isinstance(said, Reply):
                return said
            name, words = split(said)
            request = replace(request, words=words)
        return _run(name, request, desk)

    def _replied_to(self, unit: Unit, update: Update) -> int | None:
        return unit.outbox.alert_of(update.address, update.replied_to) if update.replied_to else None


def split(text: str) -> tuple[str, tuple[str, ...]]:
    """A command's name and its words: of `/status@rasid ISKP`, of `status ISKP`, «حالة ISKP», and of free text ('').

    Direction controls are left out: keyboards for Arabic put them before a slash, and others to turn a line around.
    """
    words = _UNREADABLE.sub("", strip_controls(text[:_LONGEST])).split()
    if not words:
        return "", ()
    first = words[0].casefold()
    name = first.removeprefix("/").partition("@")[0]
    known = registry.named(name)
    if first.startswith("/") or known:
        return known or name, tuple(words[1:])
    return "", tuple(words)


def _run(name: str, request: Request, desk: Desk) -> Message | Reply | None:
    command = registry.commands().get(name)
    if command is None:
        return _free(name, request, desk)
    if not registry.may(request.role, command.role):
        return desk.reply(desk.texts.say("Only an administrator may do that."))
    try:
        return command.run(request, desk)
    except Refusal as refusal:
        return refusal.message


def _free(name: str, request: Request, desk: Desk) -> Message | Reply | None:
    """A bare name is asked for its status; an unknown command gets suggestions."""
    if not name and request.words and desk.reader.resolve(request.rest[:100])[0] is not None:
        return _run("status", request, desk)
    close = registry.close(name, request.role) if name else []
    buttons = tuple((_button(one),) for one in close) or ((Button(desk.texts.say("Help"), "/help"),),)
    text = desk.texts.say("I do not know that command.") if name else desk.texts.say("I did not understand that.")
    return Message((block(text),), desk.texts.language, buttons)


def _button(command: Command) -> Button:
    return Button(f"/{command.name}", f"/{command.name}")

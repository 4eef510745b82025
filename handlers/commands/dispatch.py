"""From an update to answers: who speaks, what is asked, which command replies."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.answer import Answer, Reply
from bot.core.bidi import strip_controls
from bot.core.language import Texts, spoken
from bot.core.message import Button, Message, block
from bot.core.model import Destination, Language, Schedule, Update
from bot.core.understanding import is_cue, is_led
from bot.ports import Reader, Summarizer, Unit
from bot.services.errands import Errands
from handlers.commands import (
    access,
    admission,
    courtesy,
    forget,
    permission,
    pressing,
    questions,
    registry,
    settings_registry,
    submitting,
)
from handlers.commands.base import Command, Desk, Refusal, Request
from watchlists.model import Watchlists
from watchlists.outlets import NO_OUTLETS, Outlets

# Characters of an update that are read.
_LONGEST = 4000
# What has more words is talk, and no misspelt command.
_SHORT_TALK = 6
# What no database keeps and no screen shows.
_UNREADABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Answers updates. `language` and `timezone` are the defaults of a new chat; `may_add` is as in `Desk`; `admins`
    gives the chats of those who are asked about channels; `longer` and `files` are as in `Desk`."""

    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    rules: access.AccessRules
    next_time: Callable[[Schedule, datetime], datetime]
    language: Language = "ar"
    timezone: str = "UTC"
    outlets: Callable[[], Outlets] = lambda: NO_OUTLETS
    may_add: Callable[[str], bool] = lambda url: False
    admins: submitting.Admins = lambda _: ()
    longer: Summarizer | None = None
    files: Callable[[], Watchlists] = Watchlists

    def answer(self, unit: Unit, update: Update, now: datetime, errands: Errands) -> Sequence[Answer]:
        """Do what an update asks for, in the given transaction, and say what to reply. Raises Outstanding where an
        errand has to be run first."""
        if _is_for_another(update):
            return ()
        chat = self._meet(unit, update)
        membership = update.extra.get("membership")
        if membership:
            return self._membership(unit, chat, membership)
        if not update.addressed:
            return ()
        reply = self._answer(unit, update, chat, now, errands)
        return [Answer(chat.id, reply.message, reply.mode)] if reply else ()

    def apologise(self, unit: Unit, update: Update, now: datetime) -> Sequence[Answer]:
        """What is said when a command broke."""
        chat = self._meet(unit, update)
        say = spoken(self.texts, chat).say
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
        # Whether a direct message is the bot's own may have been unknown when it was first met.
        return chat if chat.private == update.private else unit.chats.change(chat.id, private=update.private)

    def _membership(self, unit: Unit, chat: Destination, change: str) -> Sequence[Answer]:
        """The bot was removed from a chat, or is back in one that it knows."""
        if change == "gone":
            access.leave(unit, chat)
        else:
            access.wake(unit, chat)
        return ()

    def _answer(self, unit: Unit, update: Update, chat: Destination, now: datetime, errands: Errands) -> Reply | None:
        name, words = split(update.text)
        if name == "start" and words:
            chat = self._redeem(unit, update, chat, words, now)
        role = access.role_of(self.rules, unit, update)
        shown = bool(update.extra.get("apart")) or (submitting.is_submitted(update) and not update.private)
        before, chat = chat, access.let_in(unit, chat, role, self.rules, speaks=not shown)
        if role == "admin":
            access.note_opened(unit, update, before, chat, now)
        if self._is_talk(name, words, update, chat):
            return None
        texts = spoken(self.texts, chat)
        if chat.access != "allowed" and not (shown and role == "admin"):
            door = admission.door(unit, chat)
            if name == forget.COMMAND.name and update.private and forget.is_own(words):
                desk = self._desk(unit, texts, now, errands)
                return Reply(forget.stranger(Request(update, door, "viewer", words), desk))
            unit.forgetting.stay(door.id)
            told = admission.ask(unit, update, door, self.admins, self.texts, now)
            return Reply(access.turned_away(door, texts, told=told), "whisper")
        if role == "admin":
            access.note_home(unit, update, chat)
        desk = self._desk(unit, texts, now, errands)
        held = access.role_in_chat(unit, role, update)
        request = Request(update, chat, held, words, self._replied_to(unit, update))
        return pressing.kept(self._reply(name, request, desk), request, desk)

    def _is_talk(self, name: str, words: Sequence[str], update: Update, chat: Destination) -> bool:
        """In a group, what neither names the bot nor asks it anything. What it knows is nothing for strangers."""
        if not update.extra.get("unnamed") or name in registry.commands() or submitting.is_submitted(update):
            return False
        if chat.access != "allowed":
            return True
        asks = bool(name) or not words or is_cue(words[0]) or is_led(words)
        return not asks and self.reader().resolve(update.text[:100])[0] is None

    def _redeem(
        self, unit: Unit, update: Update, chat: Destination, words: tuple[str, ...], now: datetime
    ) -> Destination:
        """The chat as it is after a code was said in it, if it is one."""
        if access.redeem(unit, update, words, now):
            return chat
        return admission.enter(unit, update, chat, words[0], self.rules, now) or chat

    def _desk(self, unit: Unit, texts: Texts, now: datetime, errands: Errands) -> Desk:
        return Desk(
            unit,
            now,
            self.reader(),
            texts,
            self.next_time,
            self.texts.__getitem__,
            self.may_add,
            self.outlets(),
            self.rules.admins,
            self.longer,
            self.files(),
            errands,
        )

    def _reply(self, name: str, request: Request, desk: Desk) -> Message | Reply | None:
        material = request.update.material
        if material and submitting.is_submitted(request.update):
            if not registry.may(request.role, "analyst"):
                return permission.refused("analyst", request, desk)
            return submitting.submit(material, request, desk)
        if name == pressing.NAME:
            said = pressing.command_of(request, desk, lambda line: _refused(*split(line), request, desk))
            if isinstance(said, Reply):
                return said
            name, words = split(said)
            request = replace(request, words=words)
        return _run(name, request, desk)

    def _replied_to(self, unit: Unit, update: Update) -> int | None:
        return unit.outbox.alert_of(update.address, update.replied_to) if update.replied_to else None


def split(text: str) -> tuple[str, tuple[str, ...]]:
    """A command's name and its words: of `/status@rasid ISKP`, of `status ISKP`, «حالة ISKP», «ألغ كتم ISKP», and of
    free text (''), which a question is that only begins like a command (`start watching ISKP`).

    Direction controls are left out: keyboards for Arabic put them before a slash, and others to turn a line around.
    """
    words = _UNREADABLE.sub("", strip_controls(text[:_LONGEST])).split()
    if not words:
        return "", ()
    slashed = words[0].startswith("/")
    first = words[0].removeprefix("/").partition("@")[0]
    known, taken = registry.called((first, *words[1:]), slash=slashed)
    if known and (taken > 1 or not is_led((first, *words[1:]))):
        return known, tuple(words[taken:])
    if known:
        return "", (first, *words[1:])
    return (first.casefold(), tuple(words[1:])) if slashed else ("", tuple(words))


def _is_for_another(update: Update) -> bool:
    """A command in a group that names no bot, and that this one does not have: another bot of the group has it. Such
    are Latin; an Arabic word behind a slash may be a question."""
    if not update.extra.get("unnamed"):
        return False
    name, _ = split(update.text)
    return bool(name) and name not in registry.commands() and (name.isascii() or not is_cue(name))


def _run(name: str, request: Request, desk: Desk) -> Message | Reply | None:
    command = registry.commands().get(name)
    if command is None:
        return _free(name, request, desk)
    if too_little := _refused(name, request.words, request, desk):
        return too_little
    try:
        return command.run(request, desk)
    except Refusal as refusal:
        alone = request.update.pressed and not request.chat.private and not refusal.message.buttons
        return Reply(refusal.message, "whisper") if alone else refusal.message


def _refused(name: str, words: tuple[str, ...], request: Request, desk: Desk) -> Reply | None:
    """What is said to somebody whose role does not suffice for a command with these words; None where it does."""
    command = registry.commands().get(name)
    if command is None or registry.may(request.role, needed := command.needs(words)):
        return None
    return permission.refused(needed, request, desk)


def _free(name: str, request: Request, desk: Desk) -> Message | Reply | None:
    """What is no command: a question in plain words is answered; to what is like a command that is suggested."""
    asked = questions.understand(name, request, desk)
    if isinstance(asked, questions.Wanted):
        return _run(asked.command, replace(request, words=asked.words), desk)
    return asked or _in_words(name, request, desk) or _not_understood(name, request, desk)


def _in_words(name: str, request: Request, desk: Desk) -> Message | Reply | None:
    """A setting by its whole title with a value behind it, and thanks; None for anything else."""
    words = tuple(filter(None, (name, *request.words)))
    if not name and courtesy.is_thanks(words):
        return desk.reply(desk.texts.say("You are welcome."))
    found = settings_registry.titled(words, desk)
    if found is None:
        return None
    setting, taken = found
    return _run("settings", replace(request, words=(setting.name, *words[taken:])), desk)


def _not_understood(name: str, request: Request, desk: Desk) -> Message:
    """The nearest commands as buttons, with the words that were typed behind them."""
    likely = not name and 1 < len(request.words) <= _SHORT_TALK
    first, *rest = (name, *request.words) if name else request.words if likely else ("",)
    close = registry.close(first, request.role, slash=bool(name))
    buttons = tuple((_button(one, rest),) for one in close) or ((Button(desk.texts.say("Help"), "/help"),),)
    text = desk.texts.say("I do not know that command.") if name else desk.texts.say("I did not understand that.")
    return Message((block(text),), desk.texts.language, buttons)


def _button(command: Command, rest: Sequence[str]) -> Button:
    """With the words that were typed, where the command takes any."""
    return Button(f"/{command.name}", " ".join((f"/{command.name}", *(rest if command.usage else ()))))

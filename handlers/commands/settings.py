"""/settings: one message that shows how this chat is served, and is changed by its buttons."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.answer import Reply
from bot.core.message import Block, Button, Message, block, bold, in_rows
from bot.core.model import Destination, Role
from handlers.commands import parsing, pressing, settings_topics
from handlers.commands.base import Command, Desk, Refusal, Request
from handlers.commands.settings_base import Choice, Setting
from handlers.commands.settings_registry import SETTINGS, called, close, titled

_IN_A_ROW = 2
_INHERIT = ("inherit", "توريث")


def run(request: Request, desk: Desk) -> Message | Reply:
    """Alone it shows what is set; with the name of a setting that one, its choices and how it is typed; with a value
    it changes it. A press changes the message that it was made on."""
    match [word.casefold() for word in request.words]:
        case []:
            return request.in_place(_panel(request.chat, desk))
        case ["group" | "المجموعة"]:
            return request.in_place(settings_topics.page(request.chat, desk, _lines))
        case [word] if word in _INHERIT:
            return _inherit(request, desk)
        case [name, *values]:
            setting = called(name)
            if setting:
                return _of(setting, values, request, desk)
            if found := titled(request.words, desk):
                return _of(found[0], [name, *values][found[1] :], request, desk)
    if settings_topics.is_way_back(request):
        return _restore(request, desk)
    raise _unknown(request.words[0], desk)


def _unknown(name: str, desk: Desk) -> Refusal:
    """There is no such setting; those of a similar name are offered."""
    refusal = parsing.not_understood(desk, COMMAND.example)
    buttons = tuple((Button(one.title(desk.texts), one.command()),) for one in close(name))
    return Refusal(replace(refusal.message, buttons=buttons))


def _of(setting: Setting, values: Sequence[str], request: Request, desk: Desk) -> Message | Reply:
    if not values:
        return request.in_place(_page(setting, request.chat, desk))
    part = setting.page(values, request.chat, desk)
    if part is not None:
        return request.in_place(_with_choices(setting, part, request.chat, desk, [setting.command()]))
    former = setting.typed(request.chat, desk)
    chat = _set(setting, values, request, desk)
    return _changed(setting, former, chat, request, desk.for_chat(chat))


def _set(setting: Setting, values: Sequence[str], request: Request, desk: Desk) -> Destination:
    """Change it and note who did; the chat as it is then."""
    former = setting.typed(request.chat, desk)
    setting.change(values, request, desk)
    chat = desk.unit.chats.get(request.chat.id) or request.chat
    now = setting.typed(chat, desk)
    if now == former:
        return chat
    details = {"chat": chat.id, "from": former, "to": now}
    desk.unit.people.record(request.update.person, setting.name, details, desk.now)
    return settings_topics.own(chat, desk)


def _changed(setting: Setting, former: str, chat: Destination, request: Request, desk: Desk) -> Message | Reply:
    """What is set now, with the way back. Where a button was pressed, its message shows the setting as it is now."""
    said = setting.said or setting.line
    undo = [Button(_undo_label(setting, former, chat, desk), setting.command(former))]
    if setting.typed(chat, desk) == former:
        undo = []
    if request.update.pressed:
        return Reply(_page(setting, chat, desk, undo), "edit")
    note = setting.note(chat, desk)
    further = [block(note, shape="footer")] if note else []
    own = tuple(pressing.undo(one.command, request, desk, one.label) for one in undo)
    return Message((block(said(chat, desk)), *further), desk.texts.language, (own,) if own else ())


def _undo_label(setting: Setting, former: str, chat: Destination, desk: Desk) -> str:
    """With the value before, where it is one of the choices."""
    labels = {one.typed: one.label for row in setting.choices(chat, desk) for one in row}
    say = desk.texts.say
    return say("Undo: {value}", value=labels[former]) if former in labels else say("Undo")


def _panel(chat: Destination, desk: Desk) -> Message:
    """Every setting with its value, and a button for each."""
    say, shown = desk.texts.say, [one for one in SETTINGS if one.suits(chat)]
    title = say("Settings of this topic") if chat.address.thread else say("Settings of this chat")
    footer = block(say("Press a button to change it, or type: {command}", command=COMMAND.example), shape="footer")
    buttons = [Button(one.title(desk.texts), one.command()) for one in shown]
    rows = in_rows(buttons, _IN_A_ROW)
    notes, further = settings_topics.notes(chat, desk), settings_topics.buttons(chat, desk)
    blocks = (block(bold(title), shape="heading"), *notes, *_lines(chat, desk), footer)
    return Message(blocks, desk.texts.language, (*rows, *further))


def _lines(chat: Destination, desk: Desk) -> Sequence[Block]:
    return [block(one.line(chat, desk), shape="item") for one in SETTINGS if one.suits(chat)]


def _page(setting: Setting, chat: Destination, desk: Desk, undo: Sequence[Button] = ()) -> Message:
    """One setting: what is set, what else can be, how it is typed."""
    return _with_choices(setting, setting.choices(chat, desk), chat, desk, ["/settings"], undo)


def _with_choices(
    setting: Setting,
    choices: Sequence[Sequence[Choice]],
    chat: Destination,
    desk: Desk,
    back: Sequence[str],
    undo: Sequence[Button] = (),
) -> Message:
    say, now = desk.texts.say, setting.typed(chat, desk)
    note = setting.note(chat, desk)
    typed = say("Or type: {command}", command=setting.command(setting.example))
    blocks = (
        block(bold(setting.title(desk.texts)), shape="heading"),
        block(setting.line(chat, desk)),
        *([block(note, shape="footer")] if note else []),
        block(typed, shape="footer"),
    )
    rows = [tuple(_button(setting, one, now) for one in row) for row in choices if row]
    last = (*undo, *(Button(say("Back"), one) for one in back))
    return Message(blocks, desk.texts.language, (*rows, last))


def _button(setting: Setting, choice: Choice, now: str) -> Button:
    mark = "✓ " if choice.typed == now else ""
    return Button(mark + choice.label, setting.command(choice.typed))


def _inherit(request: Request, desk: Desk) -> Message | Reply:
    """Give a topic the settings of its whole chat."""
    before = [f"{one.name} {one.typed(request.chat, desk)}" for one in SETTINGS]
    chat = settings_topics.inherit(request, desk)
    later = desk.for_chat(chat)
    undo = Button(later.texts.say("Undo"), settings_topics.way_back(before), once=True)
    panel = _panel(chat, later)
    return request.in_place(replace(panel, buttons=(*panel.buttons, (undo,))))


def _restore(request: Request, desk: Desk) -> Message | Reply:
    """Everything as it was before, as the button says that was made for it."""
    for name, *values in settings_topics.settings_of(request):
        setting, chat = called(name), desk.unit.chats.get(request.chat.id)
        if setting and chat:
            _set(setting, values, replace(request, chat=chat), desk)
    chat = desk.unit.chats.get(request.chat.id) or request.chat
    return request.in_place(_panel(chat, desk.for_chat(chat)))


def _needed(words: tuple[str, ...]) -> Role:
    """Everybody may look; `inherit` changes something without a value."""
    looks = not words or (len(words) == 1 and words[0].casefold() not in _INHERIT)
    return "viewer" if looks else "chat_admin"


COMMAND = Command(
    "settings",
    f"[{'|'.join(one.name for one in SETTINGS)} [VALUE]]",
    "/settings timezone Asia/Baghdad",
    lambda texts: texts.say("language, time zone, digits, quiet hours, summaries and how often this chat is told"),
    run,
    role_of=_needed,
    aliases=("إعدادات", "اضبط", "ضبط"),
    examples=("/settings quiet 22:00-07:00 critical", "/settings timezone Baghdad", "إعدادات التوقيت بغداد"),
    group="settings",
)

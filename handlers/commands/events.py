"""/events: what happened in a window, by type of event and by who had a part in it."""

from datetime import timedelta

from bot.core.baseline import WINDOWS
from bot.core.message import Button, Message, block, bold
from bot.core.render.happenings import happenings_lines, types_message
from bot.core.subjects import Subject
from bot.core.typed_lengths import typed_length
from bot.services.finding import happened, happened_by_type
from handlers.commands import asking, parsing
from handlers.commands.base import Command, Desk, Request
from handlers.commands.latest import names

_DEFAULT = timedelta(days=7)
_A_PAGE = 8


def run(request: Request, desk: Desk) -> Message:
    """Stories with an event of the type, or with an event and the entity, newest first; alone how often each type."""
    words, offset = asking.page(request.words)
    words, length = parsing.trailing_length(words)
    window, rest = length or _DEFAULT, parsing.typed_rest(length)
    subjects = asking.subjects(words, desk, "events", asking.lengths(desk), rest)
    if not subjects:
        stories, types = happened_by_type(desk.unit, window, desk.now, desk.watchlists)
        return types_message(stories, types, (window, typed_length(window)), desk.watchlists, desk.texts)
    found = happened(desk.unit, subjects, window, desk.now, desk.watchlists, _A_PAGE, offset)
    told = desk.texts.count("{n} story", "{n} stories", found.stories)
    span = desk.texts.span(window)
    title = desk.texts.say(
        "Events, {name}: {stories} in {window}", name=names(subjects, desk), stories=told, window=span
    )
    lines = happenings_lines(found.heads, _type(subjects), desk.watchlists, desk.texts, request.chat.timezone)
    after = offset + len(lines)
    buttons = _buttons(subjects, window, after if lines and after < found.stories else 0, desk)
    return Message((block(bold(title), shape="heading"), *lines), desk.texts.language, buttons)


def _type(subjects: tuple[Subject, ...]) -> str | None:
    return next((one.key for one in subjects if one.scope == "event"), None)


def _buttons(
    subjects: tuple[Subject, ...], window: timedelta, after: int, desk: Desk
) -> tuple[tuple[Button, ...], ...]:
    command = " ".join(["/events", *(one.typed for one in subjects)])
    more = [Button(desk.texts.say("More"), f"{command} {typed_length(window)} {asking.at(after)}")] if after else []
    windows = [Button(desk.texts.span(length), f"{command} {one}") for one, length in WINDOWS.items()]
    return (tuple(windows), tuple(more)) if more else (tuple(windows),)


COMMAND = Command(
    "events",
    "[EVENT|ENTITY|EVENT ENTITY] [24h|7d|30d]",
    "/events suicide_bombing 7d",
    lambda texts: texts.say("what happened, by type of event"),
    run,
    aliases=("أحداث",),
)

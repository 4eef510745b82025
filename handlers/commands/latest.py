"""/latest: the newest articles in which something was found."""

from collections.abc import Sequence

from bot.core.found_view import FoundView
from bot.core.message import Button, Message, block, bold
from bot.core.render.found import latest_lines
from bot.core.render.words import wish_name
from bot.core.subjects import Subject
from bot.core.typed_lengths import typed_length
from bot.services.finding import latest
from handlers.commands import asking, parsing
from handlers.commands.base import Command, Desk, Request

_DEFAULT = 5
_MOST = 20


def run(request: Request, desk: Desk) -> Message:
    """Newest first; `n` and a length of time at the end say how many and since when, `before:ID` pages on."""
    words, before = asking.before(request.words)
    words, window = parsing.trailing_length(words)
    words, amount = _amount(words, desk)
    if window is None:
        words, window = parsing.trailing_length(words)
    rest = parsing.typed_rest(amount if amount != _DEFAULT else None, window)
    subjects = asking.subjects(words, desk, "latest", _choices(desk), rest)
    since = desk.now - window if window else None
    found = latest(desk.unit, subjects, amount, desk.watchlists, before, since)
    if not found.readings:
        return desk.reply(desk.texts.say("Nothing was found yet."))
    title = block(bold(desk.texts.say("Latest: {name}", name=names(subjects, desk))), shape="heading")
    lines = latest_lines(found, desk.watchlists, desk.outlets, desk.texts, request.chat.timezone)
    spoken = [one.typed for one in subjects] + ([typed_length(window)] if window else [])
    return Message((title, *lines), desk.texts.language, _more(found, amount, spoken, desk))


def names(subjects: Sequence[Subject], desk: Desk) -> str:
    """What was asked for, by name."""
    if not subjects:
        return desk.texts.say("all lists")
    named = (wish_name(one.scope, one.key, desk.watchlists, desk.texts) for one in subjects)
    return desk.texts.say(", ").join(named)


def _amount(words: tuple[str, ...], desk: Desk) -> tuple[tuple[str, ...], int]:
    """Behind the name, or before it."""
    for word, others in ((words[-1:], words[:-1]), (words[:1], words[1:])):
        amount = parsing.number(word[0]) if word else None
        if amount is not None and not 1 <= amount <= _MOST:
            raise parsing.wrong_value(word[0], desk, _choices(desk))
        if amount is not None:
            return others, amount
    return words, _DEFAULT


def _choices(desk: Desk) -> str:
    return desk.texts.say(", ").join(
        (desk.texts.ltr(f"{desk.texts.number(1)}-{desk.texts.number(_MOST)}"), asking.lengths(desk))
    )


def _more(found: FoundView, amount: int, spoken: list[str], desk: Desk) -> tuple[tuple[Button, ...], ...]:
    if not found.more:
        return ()
    command = " ".join(["/latest", *spoken, str(amount), asking.after_article(found.last)])
    return ((Button(desk.texts.say("More"), command),),)


COMMAND = Command(
    "latest",
    "[ENTITY|EVENT|EVENT ENTITY] [n] [24h|7d|30d]",
    "/latest ISKP 5",
    lambda texts: texts.say("the newest articles with a match"),
    run,
    aliases=("أحدث",),
    examples=("/latest 10", "أحدث طالبان ٣"),
)

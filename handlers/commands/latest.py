"""/latest: the newest articles in which something was found."""

from bot.core.message import Block, Button, Message, Span, block, bold
from bot.core.model import Reading
from bot.core.render.headline import article_title, headline
from bot.core.render.outlets import publisher
from bot.core.render.words import entry_name
from bot.services import queries
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request

_DEFAULT = 5
_MOST = 20
_AMOUNTS = f"1-{_MOST}"


def run(request: Request, desk: Desk) -> Message:
    """Newest first; `n` at the end says how many, `before:ID` pages on."""
    words, before = _paged(request.words)
    words, amount = _amount(words, desk)
    rest = parsing.typed_rest(amount if amount != _DEFAULT else None)
    choices = desk.texts.numerals(_AMOUNTS)
    key = parsing.entry_alone(" ".join(words), desk, "latest", choices, rest).key if words else None
    found = list(queries.latest(desk.unit, key, amount + 1, desk.watchlists, before))
    if not found:
        return desk.reply(desk.texts.say("Nothing was found yet."))
    name = entry_name(key, desk.watchlists, desk.texts) if key else desk.texts.say("all lists")
    title = block(bold(desk.texts.say("Latest: {name}", name=name)), shape="heading")
    lines = [line for reading in found[:amount] for line in _lines(reading, request, desk)]
    return Message((title, *lines), desk.texts.language, _more(found, amount, key, desk))


def _paged(words: tuple[str, ...]) -> tuple[tuple[str, ...], int | None]:
    name, _, typed = words[-1].partition(":") if words else ("", "", "")
    before = parsing.number(typed) if name == "before" else None
    return (words, None) if before is None else (words[:-1], before)


def _amount(words: tuple[str, ...], desk: Desk) -> tuple[tuple[str, ...], int]:
    """Behind the name, or before it."""
    for word, others in ((words[-1:], words[:-1]), (words[:1], words[1:])):
        amount = parsing.number(word[0]) if word else None
        if amount is not None and not 1 <= amount <= _MOST:
            raise parsing.wrong_value(word[0], desk, desk.texts.numerals(_AMOUNTS))
        if amount is not None:
            return others, amount
    return words, _DEFAULT


def _lines(reading: Reading, request: Request, desk: Desk) -> list[Block]:
    article = reading.article
    when = desk.texts.when(article.published, request.chat.timezone)
    source = publisher(article, desk.outlets, desk.texts)
    tail = desk.texts.say(" — {source}, {when}", source=source, when=when)
    head = headline(reading, desk.watchlists, desk.texts)
    if not reading.findings.events:
        return [block(Span(head, url=article.url), tail, shape="item")]
    return [block(bold(head), shape="item"), block(Span(article_title(reading), url=article.url), tail)]


def _more(found: list[Reading], amount: int, key: str | None, desk: Desk) -> tuple[tuple[Button, ...], ...]:
    if len(found) <= amount:
        return ()
    command = " ".join(["/latest", *([key] if key else []), str(amount), f"before:{found[amount - 1].article.id}"])
    return ((Button(desk.texts.say("More"), command),),)


COMMAND = Command(
    "latest",
    "[ENTITY|EVENT] [n]",
    "/latest ISKP 5",
    lambda texts: texts.say("the newest articles with a match"),
    run,
    aliases=("أحدث",),
    examples=("/latest 10", "أحدث طالبان ٣"),
)

"""/search: the stored articles that hold some words."""

from bot.core.message import Button, Message, block, bold
from bot.core.render.found import search_lines
from bot.core.render.words import quoted
from bot.core.searched import MOST, wanted
from bot.services.finding import search
from handlers.commands import asking, parsing
from handlers.commands.base import Command, Desk, Request

_A_PAGE = 5
_SHOWN = 80


def run(request: Request, desk: Desk) -> Message:
    """All the words must stand in an article, those in «…» as they follow one another; newest first, `before:ID` pages
    on."""
    words, before = asking.before(request.words)
    typed = " ".join(words)
    asked = wanted(typed)
    if not asked:
        raise parsing.refuse(desk, desk.texts.say("Which words? For example: {command}", command=COMMAND.example))
    if len(asked) > MOST:
        raise parsing.refuse(desk, desk.texts.say("At most {n} words or phrases can be searched for at once.", n=MOST))
    found, said = search(desk.unit, typed, _A_PAGE, before), quoted(typed, _SHOWN)
    if not found.readings:
        return _nothing(said, typed, len(asked), request, desk) if before is None else _no_more(said, desk)
    title = block(bold(desk.texts.say("Search: {words}", words=said)), shape="heading")
    lines = search_lines(found, asked, desk.outlets, desk.texts, request.chat.timezone)
    more = Button(desk.texts.say("More"), f"/search {typed} {asking.after_article(found.last)}")
    return Message((title, *lines), desk.texts.language, ((more,),) if found.more else ())


def _nothing(said: str, typed: str, words: int, request: Request, desk: Desk) -> Message:
    """That nothing was found, and in what it was looked for."""
    oldest = desk.unit.articles.searched(typed)
    lines = [desk.texts.say("No article holds {words}.", words=said)]
    if oldest is not None:
        since = desk.texts.when(oldest, request.chat.timezone)
        lines.append(desk.texts.say("I searched the titles and texts of all stored articles since {time}.", time=since))
    if words > 1:
        lines.append(desk.texts.say("All words must stand in one article; fewer words find more."))
    return desk.reply(*lines)


def _no_more(said: str, desk: Desk) -> Message:
    return desk.reply(desk.texts.say("There are no further articles with {words}.", words=said))


COMMAND = Command(
    "search",
    "WORDS",
    '/search Kandahar "old market"',
    lambda texts: texts.say("the stored articles with these words"),
    run,
    aliases=("ابحث", "بحث", "ابحث عن"),
    examples=("ابحث قندهار «سوق المدينة»",),
)

"""/test: what a text would match, or how often a new alias would have been found."""

from bot.core.message import Block, Message, block, bold
from bot.core.model import Article, Reading
from bot.core.render.matches import match_lines
from bot.core.render.words import quoted
from bot.services.trying import Matching, Trials
from handlers.commands import alias, editing, parsing
from handlers.commands.base import Command, Desk, Request
from watchlists.editing.edits import applied
from watchlists.model import Alias, Watchlists

_SHOWN = 120
_LONGEST = 2_000
_MOST = 20


def run(request: Request, desk: Desk) -> Message:
    """`/test KEY alias` tries an alias on the stored articles, anything else is a text that is matched."""
    if not request.words:
        raise parsing.not_understood(desk, COMMAND.example)
    key = editing.lists_now(desk).key(request.words[0])
    if key is not None and len(request.words) > 1:
        return _alias(key, " ".join(request.words[1:]), desk)
    return _text(request.rest, desk)


def _text(text: str, desk: Desk) -> Message:
    """With the matcher in force. Of a long text the beginning."""
    looked, texts = text[:_LONGEST], desk.texts
    findings, lists = desk.bring(Matching(looked, desk.now, desk.reader))
    note = texts.say("Only the first {n} characters were looked at.", n=_LONGEST)
    notes = [block(note, shape="footer")] if len(text) > _LONGEST else []
    notes += [] if _is_current(lists, desk) else [block(_waiting(desk), shape="footer")]
    if not findings:
        return Message((block(texts.say("Nothing of the watchlists stands in it.")), *notes), texts.language)
    article = Article(0, "", 1, "", None, looked, None, findings.language, desk.now, desk.now)
    title = block(bold(texts.say("This would be found:")), shape="heading")
    lines = match_lines(Reading(article, findings), lists, texts)
    return Message((title, *lines, *notes), texts.language)


def _is_current(held: Watchlists, desk: Desk) -> bool:
    """Whether lists that were in force know every edit; after one that changes what is there new ones take a moment."""
    now = editing.lists_now(desk)
    return (now.entities, now.events) == (held.entities, held.events)


def _waiting(desk: Desk) -> str:
    return desk.texts.say("The lists were changed a moment ago and this is by the old ones; ask again in some seconds.")


def _alias(key: str, typed: str, desk: Desk) -> Message:
    lists = editing.lists_now(desk)
    parts = [one.strip() for one in typed.split("|")] if not alias.has_options(typed) else [typed]
    tried = [_tried(key, one, lists, desk) for one in dict.fromkeys(filter(None, parts))]
    if not tried or len(tried) > _MOST:
        raise parsing.not_understood(desk, COMMAND.example)
    entry = editing.entry_of(key, lists)
    (found,) = desk.bring(Trials((tuple(tried),), desk.now, event=key in lists.events))
    lines = [_title(key, tried, desk), *editing.warnings(entry, tried, desk), *editing.trial_lines(found, desk)]
    return Message(tuple(lines), desk.texts.language)


def _title(key: str, tried: list[Alias], desk: Desk) -> Block:
    named = desk.texts.say(", ").join(desk.texts.say("“{phrase}”", phrase=quoted(one.text, _SHOWN)) for one in tried)
    if len(tried) == 1:
        return block(desk.texts.say("{key}, alias “{alias}”:", key=key, alias=quoted(tried[0].text, _SHOWN)))
    return block(desk.texts.say("{key}, aliases {aliases}:", key=key, aliases=named))


def _tried(key: str, typed: str, lists: Watchlists, desk: Desk) -> Alias:
    """The alias that is typed, as the lists have it or would have it."""
    edit = alias.edit_of(key, typed, lists, desk)
    known = alias.spelled(key, edit.alias, lists)
    if edit.action == "alias" and known:
        return next(one for one in alias.spellings(key, lists) if one.text == known)
    editing.checked(edit, desk)
    after = applied(lists, edit)
    return next(one for one in alias.spellings(key, after) if one.text == edit.alias)


COMMAND = Command(
    "test",
    "TEXT | KEY ALIAS",
    "/test ISKP ولاية خراسان الجديدة",
    lambda texts: texts.say("what a text would match, or how often a new alias would have been found"),
    run,
    "analyst",
    aliases=("جرب", "جرّب"),
)

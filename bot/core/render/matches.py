"""How each match of an article came about, with the words of the source."""

from bot.core.language import Texts
from bot.core.message import Block, block
from bot.core.model import Reading
from bot.core.render.how import explained
from bot.core.render.words import entry_name, quoted
from watchlists.model import Event, Mention, Watchlists

MOST = 8
_AROUND = 90
_LONGEST_QUOTE = 400


def match_lines(reading: Reading, watchlists: Watchlists, texts: Texts, most: int = MOST) -> list[Block]:
    """Up to so many matches, each with alias, score, what differed and the words around it; and how many are left."""
    found = _distinct([*reading.findings.events, *reading.findings.mentions])
    lines = [line for one in found[:most] for line in _match(one, reading, watchlists, texts)]
    left = len(found) - most
    if left > 0:
        lines.append(block(texts.count("and {n} more match", "and {n} more matches", left), shape="item"))
    return lines


def _distinct(found: list[Mention | Event]) -> list[Mention | Event]:
    """The first match of each entry, alias and surface form, in their order."""
    first: dict[tuple[str, str, str], Mention | Event] = {}
    for one in found:
        first.setdefault((*_entry_and_alias(one), one.text), one)
    return list(first.values())


def _entry_and_alias(one: Mention | Event) -> tuple[str, str]:
    return (one.entity, one.alias) if isinstance(one, Mention) else (one.event, one.phrase)


def _match(one: Mention | Event, reading: Reading, watchlists: Watchlists, texts: Texts) -> list[Block]:
    key, alias = _entry_and_alias(one)
    head = texts.say(
        "“{text}” — {name}, by “{alias}”, score {score}",
        text=quoted(one.text, 120),
        name=entry_name(key, watchlists, texts),
        alias=quoted(alias, 120),
        score=round(one.score),
    )
    how = explained(one.how, watchlists, texts)
    lines = [block(head, shape="item")]
    if how:
        lines.append(block(texts.say("What differed: {how}", how=how)))
    return [*lines, block(_around(one, reading), shape="quote")]


def _around(one: Mention | Event, reading: Reading) -> str:
    """The words around a match on its own line, as the source has them; … where the line was cut."""
    text = (reading.article.title or "") if one.field == "title" else reading.article.text
    first, last = text.rfind("\n", 0, one.start) + 1, text.find("\n", one.end)
    last = len(text) if last < 0 else last
    start, end = max(first, one.start - _AROUND), min(last, one.end + _AROUND)
    cut = f"{'…' if start > first else ''}{text[start:end]}{'…' if end < last else ''}"
    return quoted(cut, _LONGEST_QUOTE)

"""The figures of a status: mentions and stories against the usual, branches, who is named with it, who reports it."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.baseline import Pace
from bot.core.language import Texts
from bot.core.message import Block, block, bold
from bot.core.render.words import entry_name, quoted
from bot.core.status_view import StatusView

# A usual below this many in a window is next to nothing; from so many on it has risen. Own choices.
_ALMOST_NONE = 0.5
_A_RISE = 3
_SHOWN, _SHARES = 4, 6


def change(pace: Pace, texts: Texts) -> str:
    """The arrow and the factor; against next to nothing there is no factor, and one or two are no rise. Where nothing
    can be said (see `Pace.arrow`) there is neither."""
    if pace.usual is None or pace.usual < _ALMOST_NONE:
        return f" {pace.arrow}" if pace.usual is not None and pace.mentions >= _A_RISE else ""
    if not pace.arrow:
        return ""
    factor = texts.say(" · ×{factor}", factor=pace.factor) if pace.factor else ""
    return f" {pace.arrow}{factor}"


def usual_lines(view: StatusView, texts: Texts) -> list[Block]:
    """Each window against the usual."""
    return [_window(length, pace, view.story_paces[length], texts) for length, pace in view.paces.items()]


def share_lines(view: StatusView, texts: Texts) -> list[Block]:
    """What of its mentions are whose: of a group its branches, of a list its entries."""
    if len(view.shares) < 2 and not (view.shares and view.shares[0][0] != view.subject.key):
        return []
    told = _counted([(entry_name(key, view.watchlists, texts), n) for key, n in view.shares[:_SHARES]], texts)
    left = len(view.shares) - _SHARES
    if left > 0:
        told = texts.say("{names} and {n} more", names=told, n=left)
    return [block(texts.say("Of these mentions: {shares}", shares=told), shape="item")]


def company_lines(view: StatusView, texts: Texts) -> list[Block]:
    """Who and which places are named in the same articles, and who reports."""
    lines = []
    if view.others:
        others = _named(view.others[:_SHOWN], view, texts)
        lines.append(texts.say("Named with: {others}", others=others))
    if view.places:
        lines.append(texts.say("Places: {places}", places=_named(view.places[:_SHOWN], view, texts)))
    if view.sources:
        sources = _counted([(quoted(source, 60), n) for source, n in view.sources[:_SHOWN]], texts)
        left = len(view.sources) - _SHOWN
        if left > 0:
            sources = texts.say("{names} and {n} more", names=sources, n=left)
        lines.append(texts.say("Sources: {sources}", sources=sources))
    return [block(line, shape="item") for line in lines]


def _window(length: timedelta, mentions: Pace, stories: Pace, texts: Texts) -> Block:
    """«7 days: 14 mentions, usually 2.5 ↑ · ×5.6; 3 stories, usually 1.0»; the usual number of stories is not told
    where there is next to none."""
    number = texts.count("{n} mention", "{n} mentions", mentions.mentions)
    told = {"window": texts.span(length), "mentions": number, "stories": _stories(stories, texts)}
    if mentions.usual is None:
        return block(texts.say("{window}: {mentions}; {stories}", **told), shape="item")
    usual = _usual(mentions.usual, texts) + change(mentions, texts)
    return block(texts.say("{window}: {mentions}, {usual}; {stories}", usual=usual, **told), shape="item")


def _stories(pace: Pace, texts: Texts) -> str:
    number = texts.count("{n} story", "{n} stories", pace.mentions)
    if pace.usual is None or pace.usual < _ALMOST_NONE:
        return number
    return texts.say("{stories}, {usual}", stories=number, usual=_usual(pace.usual, texts))


def _usual(usual: float, texts: Texts) -> str:
    return texts.say("usually {usual}", usual=usual) if usual >= _ALMOST_NONE else texts.say("usually almost none")


def _named(pairs: Sequence[tuple[str, int]], view: StatusView, texts: Texts) -> str:
    return _counted([(entry_name(key, view.watchlists, texts), n) for key, n in pairs], texts)


def _counted(pairs: list[tuple[str, int]], texts: Texts) -> str:
    return texts.say(", ").join(texts.say("{name} ({n})", name=name, n=n) for name, n in pairs)


def heading(text: str) -> Block:
    """A line above a part of the message."""
    return block(bold(text))

"""The answer to /status: how much is usual, what happened, who is named with it, who reports it."""

from datetime import timedelta

from bot.core.baseline import WINDOWS, Pace
from bot.core.language import Texts
from bot.core.message import Block, Button, Message, block, bold, pressable
from bot.core.model import Story
from bot.core.render.headline import story_headline
from bot.core.render.mentions import mentions_line
from bot.core.render.words import ICONS, entry_name, names, quoted
from bot.core.views import StatusView

_STORIES_SHOWN = 5
# A usual below this many mentions in a window is next to nothing; from so many on it has risen. Own choices.
_ALMOST_NONE = 0.5
_A_RISE = 3


def status_message(view: StatusView, texts: Texts) -> Message:
    """The status of one entity or event type."""
    title = texts.say("{name} ({key})", name=entry_name(view.key, view.watchlists, texts), key=view.key)
    blocks = [block(bold(title), shape="heading"), *_paces(view, texts), *_unusual(view, texts)]
    if view.last_heard is None:
        blocks.append(block(texts.say("Nothing was found about it yet.")))
    else:
        blocks += [*_stories(view, texts), *_company(view, texts), _heard(view, texts)]
    if view.muted:
        blocks.append(block(texts.count("{n} alert was muted", "{n} alerts were muted", view.muted), shape="footer"))
    return Message(tuple(blocks), texts.language, _buttons(view, texts))


def story_line(story: Story, view_timezone: str, headline: str, texts: Texts) -> Block:
    """One story as an item of a list: severity, headline, sources, when, its id."""
    sources = texts.count("{n} source", "{n} sources", len(story.sources))
    when = texts.when(story.latest, view_timezone)
    tail = texts.say(" — {sources}, {when} · {story}", sources=sources, when=when, story=f"S{story.id}")
    return block(f"{ICONS[story.severity]} {headline}", tail, shape="item")


def _paces(view: StatusView, texts: Texts) -> list[Block]:
    return [_pace(length, pace, texts) for length, pace in view.paces.items()]


def _pace(length: timedelta, pace: Pace, texts: Texts) -> Block:
    mentions = texts.count("{n} mention", "{n} mentions", pace.mentions)
    label = texts.span(length)
    if pace.usual is None:
        return block(texts.say("{window}: {mentions}", window=label, mentions=mentions), shape="item")
    line = texts.say("{window}: {mentions}, {usual}", window=label, mentions=mentions, usual=_usual(pace.usual, texts))
    return block(f"{line}{_change(pace, texts)}", shape="item")


def _unusual(view: StatusView, texts: Texts) -> list[Block]:
    """What was told of as unusual in the last day."""
    if view.trend is None:
        return []
    facts = {"mentions": mentions_line(view.trend, texts), "when": texts.when(view.trend.created, view.timezone)}
    return [block(texts.say("Unusual: {mentions} — {when} · {trend}", **facts, trend=f"T{view.trend.id}"))]


def _usual(usual: float, texts: Texts) -> str:
    return texts.say("usually {usual}", usual=usual) if usual >= _ALMOST_NONE else texts.say("usually almost none")


def _change(pace: Pace, texts: Texts) -> str:
    """The arrow and the factor; against next to nothing there is no factor, and one or two mentions are no rise."""
    if pace.usual is None or pace.usual < _ALMOST_NONE:
        return f" {pace.arrow}" if pace.mentions >= _A_RISE else ""
    factor = texts.say(" · ×{factor}", factor=pace.factor) if pace.factor is not None else ""
    return f" {pace.arrow}{factor}"


def _stories(view: StatusView, texts: Texts) -> list[Block]:
    if not view.stories:
        return [block(texts.say("No story in this window."))]
    shown = list(view.stories)[:_STORIES_SHOWN]
    lines = [story_line(one, view.timezone, story_headline(one, view.watchlists, texts), texts) for one in shown]
    left = len(view.stories) - len(shown)
    if left:
        lines.append(block(texts.count("and {n} more story", "and {n} more stories", left), shape="item"))
    return [block(bold(texts.say("Stories"))), *lines]


def _company(view: StatusView, texts: Texts) -> list[Block]:
    lines = []
    if view.named_with:
        others = _counted([(entry_name(key, view.watchlists, texts), n) for key, n in view.named_with], texts)
        lines.append(block(texts.say("Named with: {others}", others=others)))
    if view.sources:
        sources = _counted([(quoted(source, 60), n) for source, n in view.sources], texts)
        lines.append(block(texts.say("Sources: {sources}", sources=sources)))
    if view.branches:
        lines.append(block(texts.say("Includes: {names}", names=names(view.branches, view.watchlists, texts))))
    return lines


def _counted(pairs: list[tuple[str, int]], texts: Texts) -> str:
    return texts.say(", ").join(texts.say("{name} ({n})", name=name, n=n) for name, n in pairs)


def _heard(view: StatusView, texts: Texts) -> Block:
    assert view.last_heard is not None
    ago = texts.span(max(view.now - view.last_heard, timedelta(minutes=1)))
    return block(texts.say("Last heard {ago} ago.", ago=ago), shape="footer")


def _buttons(view: StatusView, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    windows = tuple(Button(texts.span(length), f"/status {view.key} {window}") for window, length in WINDOWS.items())
    watch = Button(texts.say("Watch"), f"/watch {view.key}")
    latest = Button(texts.say("Latest"), f"/latest {view.key}")
    return pressable([windows, (latest, watch)])

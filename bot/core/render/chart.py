"""The words of a chart, and of the message that carries it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_day_names

from bot.core.baseline import WINDOWS, Pace
from bot.core.chart import Chart, Column, Legend, Mark, Turn, levels
from bot.core.charting import Bar, placed, step
from bot.core.language import Texts
from bot.core.message import Button, Message, block, bold
from bot.core.model import Story
from bot.core.render.words import entry_name, severity_name
from bot.core.scoring import rank
from watchlists.model import Watchlists

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
AGAIN = "again"
"""The last word of a button that changes the picture in its place."""
_THOUSAND, _MILLION = 1_000, 1_000_000
# Signs above the bars, and labels below them, that a phone has room for.
_MARKS = 7
_LABELS = 6
_WEEKDAYS = 9
_TURNS: dict[str, Turn] = {"↑": "up", "↓": "down", "→": "even"}
# A usual below this many mentions in a window is next to nothing; from so many on it has risen (as in /status).
_ALMOST_NONE = 0.5
_A_RISE = 3


@dataclass(frozen=True, slots=True)
class ChartView:
    """Everything that a chart of an entity or event type shows. `outlets` is the number of its sources."""

    key: str
    now: datetime
    window: timedelta
    pace: Pace
    bars: Sequence[Bar]
    stories: Sequence[Story]
    outlets: int
    watchlists: Watchlists
    timezone: str = "UTC"
    dark: bool = False


def chart(view: ChartView, texts: Texts) -> Chart:
    """What is drawn."""
    marked = placed(view.stories, view.bars, _MARKS)
    highest = max(max(one.mentions, one.usual or 0.0, one.high or 0) for one in view.bars)
    empty = texts.say("No mention in this window.") if not view.pace.mentions else ""
    return Chart(
        language=texts.language,
        dark=view.dark,
        title=entry_name(view.key, view.watchlists, texts),
        window=texts.say("{window}, until {when}", window=texts.span(view.window), when=_until(view, texts)),
        figure=texts.count("{n} mention", "{n} mentions", view.pace.mentions),
        compared=compared(view.pace, texts),
        turn=_turn(view.pace),
        columns=tuple(Column(one.mentions, one.usual, one.low, one.high, one.partial) for one in view.bars),
        ticks=tuple(_ticks(view, texts)),
        levels=tuple((level, _level(level, texts)) for level in levels(highest)),
        marks=tuple(Mark(place, story.severity, f"S{story.id}") for place, story in marked),
        legend=_legend(view, [story for _, story in marked], texts),
        source=_source(view, texts),
        empty=empty,
    )


def chart_message(view: ChartView, texts: Texts) -> Message:
    """The words below the picture: what it shows, for those too who cannot see it. The file is still to be added."""
    name = texts.say("{name} ({key})", name=entry_name(view.key, view.watchlists, texts), key=view.key)
    heading = texts.say("Mentions of {name}", name=name)
    facts = {
        "window": texts.span(view.window),
        "figure": texts.count("{n} mention", "{n} mentions", view.pace.mentions),
    }
    told = [texts.say("{window}: {figure}", **facts), compared(view.pace, texts)]
    blocks = [block(bold(heading), shape="heading"), block(texts.say(", ").join(one for one in told if one))]
    blocks += [block(line) for line in (_peak(view, texts), _gravest(view, texts)) if line]
    return Message((*blocks, block(_source(view, texts), shape="footer")), texts.language, _buttons(view, texts))


def compared(pace: Pace, texts: Texts) -> str:
    """«المعتاد 5.2 ↑ · ×4»: what is usual, and where that can be said which way it went and how far; '' without a past
    to compare."""
    if pace.usual is None:
        return ""
    if pace.usual < _ALMOST_NONE:
        none = texts.say("usually almost none")
        return f"{none} {pace.arrow}" if pace.mentions >= _A_RISE else none
    usual = texts.say("usually {usual}", usual=pace.usual)
    if not pace.arrow:
        return usual
    factor = texts.say(" · ×{factor}", factor=pace.factor) if pace.factor else ""
    return f"{usual} {pace.arrow}{factor}"


def _level(level: int, texts: Texts) -> str:
    if level >= _MILLION and level % (_MILLION // 10) == 0:
        return texts.say("{n} M", n=f"{level / _MILLION:g}")
    if level >= 10 * _THOUSAND and level % _THOUSAND == 0:
        return texts.say("{n} k", n=level // _THOUSAND)
    return texts.ltr(level)


def _turn(pace: Pace) -> Turn:
    quiet = pace.usual is not None and pace.usual < _ALMOST_NONE and pace.mentions < _A_RISE
    return "even" if quiet else _TURNS.get(pace.arrow, "")


def _until(view: ChartView, texts: Texts) -> str:
    return texts.say("{when} ({zone})", when=texts.when(view.now, view.timezone), zone=view.timezone)


def _ticks(view: ChartView, texts: Texts) -> list[tuple[int, str]]:
    """Labels below some of the bars: hours with the day where it begins, weekdays, or days."""
    local = [bar.start.astimezone(ZoneInfo(view.timezone)) for bar in view.bars]
    if step(view.window) == _HOUR:
        every = 4 if len(local) > 12 else 1
        hours = [place for place, one in enumerate(local) if one.hour % every == 0 and one.minute == 0] or [0]
        return [(place, _hour(local[place], texts)) for place in hours]
    if step(view.window) == _DAY and len(local) <= _WEEKDAYS:
        return [(place, _weekday(one, texts, month=not place or one.day == 1)) for place, one in enumerate(local)]
    every = -(-len(local) // _LABELS)
    return sorted((place, _day(local[place], texts)) for place in range(len(local) - 1, -1, -every))


def _hour(moment: datetime, texts: Texts) -> str:
    clock = texts.number(f"{moment:%H:%M}")
    return f"{clock}\n{_day(moment, texts)}" if moment.hour == 0 else clock


def _weekday(moment: datetime, texts: Texts, *, month: bool) -> str:
    name = get_day_names("abbreviated", locale=texts.language)[moment.weekday()]
    return f"{name}\n{_day(moment, texts) if month else texts.ltr(moment.day)}"


def _day(moment: datetime, texts: Texts) -> str:
    """`5 Mar`, «5 مارس»."""
    return f"{texts.ltr(moment.day)} {texts.month(moment.month)}"


def _legend(view: ChartView, marked: Sequence[Story], texts: Texts) -> Legend:
    severities = sorted({story.severity for story in marked}, key=rank, reverse=True)
    return Legend(
        mentions=texts.say("mentions"),
        usual=texts.say("the usual") if any(one.usual is not None for one in view.bars) else "",
        range=texts.say("usual range") if any(one.high for one in view.bars) else "",
        severities=tuple(
            (one, texts.say("{severity} story", severity=severity_name(one, texts))) for one in severities
        ),
    )


def _source(view: ChartView, texts: Texts) -> str:
    return texts.count("Rasid, from {n} source", "Rasid, from {n} sources", view.outlets)


def _peak(view: ChartView, texts: Texts) -> str:
    """The highest bar in words."""
    if not view.pace.mentions:
        return texts.say("No mention in this window.")
    top = max(view.bars, key=lambda one: (one.mentions, one.start))
    when = texts.when(top.start, view.timezone)
    number = texts.count("{n} mention", "{n} mentions", top.mentions)
    if step(view.window) == _HOUR:
        return texts.say("Most in the hour from {when}: {mentions}", when=when, mentions=number)
    if step(view.window) == _DAY:
        return texts.say("Most in the day from {when}: {mentions}", when=when, mentions=number)
    return texts.say("Most in the week from {when}: {mentions}", when=when, mentions=number)


def _gravest(view: ChartView, texts: Texts) -> str:
    """The gravest stories of the window, whether there was room for their signs or not, and how many more there are."""
    ordered = sorted(view.stories, key=lambda one: (-rank(one.severity), -one.latest.timestamp(), one.id))
    if not ordered:
        return ""
    shown, left = ordered[:_MARKS], len(ordered) - _MARKS
    told = (
        texts.say("{story} ({severity})", story=f"S{one.id}", severity=severity_name(one.severity, texts))
        for one in shown
    )
    names = texts.say(", ").join(told)
    names = texts.say("{names} and {n} more", names=names, n=left) if left > 0 else names
    return texts.say("Stories: {stories}", stories=names)


def _buttons(view: ChartView, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    ground = " dark" if view.dark else ""
    windows = tuple(
        Button(texts.span(length), f"/chart {view.key} {one}{ground} {AGAIN}") for one, length in WINDOWS.items()
    )
    label, other = (texts.say("Light"), "") if view.dark else (texts.say("Dark"), " dark")
    status = Button(texts.say("Status"), f"/status {view.key}")
    return windows, (Button(label, f"/chart {view.key} {_typed(view)}{other} {AGAIN}"), status)


def _typed(view: ChartView) -> str:
    """The window as it is typed."""
    hours = view.window // _HOUR
    return f"{hours // 24}d" if hours % 24 == 0 and hours > 24 else f"{hours}h"

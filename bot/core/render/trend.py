"""An unusual number of mentions: the message of its own, and the answer to /why T5."""

from collections import Counter
from math import ceil
from statistics import median

from bot.core.language import Texts
from bot.core.message import Block, Button, Message, block, bold, pressable
from bot.core.render.headline import story_headline
from bot.core.render.mentions import mentions_line
from bot.core.render.status import story_line
from bot.core.render.words import entry_name
from bot.core.trend_views import TrendView
from bot.core.trends import A_STORY, RARE, Baseline, Trend, Verdict

_COUNTS_SHOWN = 12


def trend_message(view: TrendView, texts: Texts) -> Message:
    """«غير معتاد: داعش خراسان»: how many mentions, how many are usual, and the stories behind them."""
    title = texts.say("Unusual: {name}", name=entry_name(view.trend.key, view.watchlists, texts))
    heading = block("📈 ", bold(title), shape="heading")
    blocks = [heading, block(bold(mentions_line(view.trend, texts))), *_stories(view, texts), _footer(view, texts)]
    return Message(tuple(blocks), texts.language, _buttons(view.trend, texts))


def why_trend_message(view: TrendView, texts: Texts) -> Message:
    """Why it is unusual: what was counted, what was not, and the past that it was held against."""
    title = texts.say("Why {trend}: {name}", trend=f"T{view.trend.id}", name=_name(view, texts))
    blocks = [
        block(bold(title), shape="heading"),
        block(mentions_line(view.trend, texts)),
        block(texts.say("Reason: {reason}.", reason=verdict_name(view.trend.verdict, texts))),
        *_counted(view.trend, texts),
        *_past(view.trend, texts),
        *_stories(view, texts),
        _footer(view, texts),
    ]
    return Message(tuple(blocks), texts.language)


def verdict_name(verdict: Verdict, texts: Texts) -> str:
    """Why it was told of, as a short clause."""
    words = {
        Verdict.FIRST: texts.say("unusual for the first time"),
        Verdict.ANEW: texts.say("unusual again after it had fallen back"),
        Verdict.DOUBLED: texts.say("twice as much as told before"),
        Verdict.NEXT_DAY: texts.say("still unusual a day later"),
    }
    return words.get(verdict, verdict.value)


def _name(view: TrendView, texts: Texts) -> str:
    return entry_name(view.trend.key, view.watchlists, texts)


def _counted(trend: Trend, texts: Texts) -> list[Block]:
    """What a mention is, and what was not counted as one."""
    rule = texts.count(
        "A mention here is a report in words of its own; of one story at most {n} outlet counts.",
        "A mention here is a report in words of its own; of one story at most {n} outlets count.",
        A_STORY,
    )
    lines = [block(rule)]
    if left := trend.count.left_out:
        said = texts.count("{n} further report was not counted.", "{n} further reports were not counted.", left)
        lines.append(block(said, shape="item"))
    return lines


def _past(trend: Trend, texts: Texts) -> list[Block]:
    """The windows of the weeks before, and what it takes to stand out from them."""
    past = trend.baseline
    before, span = texts.count("{n} day before", "{n} days before", past.days), texts.span(trend.span)
    windows = texts.count("{n} window", "{n} windows", len(past.counts))
    held = {"windows": windows, "span": span, "before": before}
    facts = {"median": _plain(median(past.counts)), "highest": max(past.counts)}
    return [
        block(texts.say("Held against {windows} of {span}, at the same time of the {before}:", **held)),
        block(_distribution(past, texts), shape="item"),
        block(texts.say("median {median}, highest {highest}", **facts), shape="item"),
        block(_least(trend, texts), shape="item"),
    ]


def _least(trend: Trend, texts: Texts) -> str:
    least, rare = ceil(trend.baseline.least), round(1 / RARE[trend.span])
    return texts.say(
        "unusual from {least} on, if chance gives it once in {rare} windows at most", least=least, rare=rare
    )


def _distribution(past: Baseline, texts: Texts) -> str:
    """How many windows held how many mentions: «0: 60 · 1: 20 · 3: 4»."""
    found = sorted(Counter(past.counts).items())
    shown = texts.parted(" · ").join(
        texts.number(f"{mentions}: {windows}") for mentions, windows in found[:_COUNTS_SHOWN]
    )
    told = texts.say("mentions and how many windows held so many: {counts}", counts=shown)
    return f"{told} …" if len(found) > _COUNTS_SHOWN else told


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number


def _stories(view: TrendView, texts: Texts) -> list[Block]:
    stories = texts.count("{n} story", "{n} stories", len(view.trend.count.stories))
    sources = texts.count("{n} source", "{n} sources", view.trend.count.outlets)
    lines = [block(texts.say("{stories}, {sources}:", stories=stories, sources=sources))]
    headlines = [(one, story_headline(one, view.watchlists, texts)) for one in view.stories]
    lines += [story_line(one, view.timezone, headline, texts) for one, headline in headlines]
    left = len(view.trend.count.stories) - len(view.stories)
    if left > 0:
        lines.append(block(texts.count("and {n} more story", "and {n} more stories", left), shape="item"))
    return lines


def _footer(view: TrendView, texts: Texts) -> Block:
    when = texts.when(view.trend.created, view.timezone)
    facts = {"trend": f"T{view.trend.id}", "when": when, "reason": verdict_name(view.trend.verdict, texts)}
    return block(texts.say("{trend} · {when} · {reason}", **facts), shape="footer")


def _buttons(trend: Trend, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    row = [
        Button(texts.say("Why?"), f"/why T{trend.id}"),
        Button(texts.say("Mute for 4 hours"), f"/mute {trend.key} 4h"),
        Button(texts.say("Status"), f"/status {trend.key}"),
    ]
    return pressable([row])

"""Hunts in words: how far one is, what it found, and those of a chat."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Final

from bot.core.found_view import FoundView
from bot.core.hunts import BEGINNING, Hunt, Length, Sighting, spans_of_time
from bot.core.language import Texts
from bot.core.message import Block, Button, Message, block, bold, pressable
from bot.core.model import Reading
from bot.core.render.found import latest_lines
from bot.core.render.words import entry_name, quoted
from watchlists.model import Event, Mention, Watchlists
from watchlists.outlets import NO_OUTLETS, Outlets

NEWEST: Final = 5
_CELLS, _FULL, _EMPTY = 12, "▰", "▱"
_LONGEST_BAR, _BAR = 10, "▮"
_ALIASES, _PERIODS = 5, 14
_AROUND = 70
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HuntView:
    """A hunt with the articles that it found, and the newest of these."""

    hunt: Hunt
    watchlists: Watchlists
    timezone: str = "UTC"
    sightings: Sequence[Sighting] = ()
    newest: Sequence[Reading] = ()
    outlets: Outlets = NO_OUTLETS


def progress(view: HuntView, texts: Texts) -> Message:
    """How far it is, with a button that stops it."""
    hunt = view.hunt
    lines = [_title(view, texts), block(f"{extent(hunt, texts)}…")]
    if hunt.begun is None:
        lines.append(block(texts.say("It begins at once, or after the hunts before it."), shape="footer"))
    else:
        so_far = texts.say("found so far: {n}", n=hunt.found)
        lines.append(block(f"{_bar(hunt)} {percent(hunt, texts)}{texts.parted(' · ')}{so_far}"))
    stop = Button(texts.say("Stop"), f"/hunt stop {hunt.number}")
    return Message(tuple(lines), texts.language, ((stop,),))


def finished(view: HuntView, texts: Texts) -> Message:
    """That it is over, where what it found stands in a message of its own below."""
    said = texts.say("Over after {share}. What it found stands below.", share=percent(view.hunt, texts))
    return Message((_title(view, texts), block(said)), texts.language)


def digest(view: HuntView, texts: Texts) -> Message:
    """What it found: how much, when, by which spellings, and the newest of it."""
    hunt, blocks = view.hunt, [_title(view, texts)]
    if problem := _problem(view, texts):
        blocks.append(block(problem))
    blocks += [block(one) for one in _counts(view, texts)]
    if view.sightings:
        blocks += [*_periods(view, texts), *_spellings(hunt, texts), *_newest(view, texts)]
        blocks.append(block(texts.say("Nobody is alerted of what a hunt finds."), shape="footer"))
    return Message(tuple(blocks), texts.language, _buttons(view, texts))


def extent(hunt: Hunt, texts: Texts) -> str:
    """«In 29,000 articles of the last 90 days»"""
    return texts.count("In {n} article {span}", "In {n} articles {span}", hunt.total, span=_span(hunt, texts))


def state_line(view: HuntView, texts: Texts) -> str:
    """«H3: Wadi Guards — found in 214 articles»"""
    hunt = view.hunt
    facts = {"number": hunt.number, "name": entry_name(hunt.key, view.watchlists, texts)}
    return texts.say("{number}: {name} — {state}", **facts, state=_state(hunt, texts))


def percent(hunt: Hunt, texts: Texts) -> str:
    """How much of it is done."""
    return texts.number(f"{int(100 * hunt.share)}%")


def typed_window(hunt: Hunt) -> str:
    """The window as it is typed: `90d`, or `all`."""
    if hunt.since <= BEGINNING:
        return "all"
    hours = max(1, round((hunt.created - hunt.since).total_seconds() / 3600))
    return f"{hours // 24}d" if hours % 24 == 0 else f"{hours}h"


def _title(view: HuntView, texts: Texts) -> Block:
    facts = {"number": view.hunt.number, "name": entry_name(view.hunt.key, view.watchlists, texts)}
    return block(bold(texts.say("Hunt {number}: {name}", **facts)), shape="heading")


def _span(hunt: Hunt, texts: Texts) -> str:
    if hunt.since <= BEGINNING:
        return texts.say("that are kept")
    days = ceil((hunt.created - hunt.since) / _DAY)
    return texts.count("of the last {n} day", "of the last {n} days", days)


def _bar(hunt: Hunt) -> str:
    full = int(_CELLS * hunt.share)
    return _FULL * full + _EMPTY * (_CELLS - full)


def _state(hunt: Hunt, texts: Texts) -> str:
    match hunt.state:
        case "waiting":
            return texts.say("waits")
        case "running":
            return texts.say("{share} done, found so far: {n}", share=percent(hunt, texts), n=hunt.found)
        case "done":
            return _found(hunt, texts)
        case "stopped":
            return texts.say("stopped at {share}, found: {n}", share=percent(hunt, texts), n=hunt.found)
        case "failed":
            return texts.say("failed")


def _found(hunt: Hunt, texts: Texts) -> str:
    if not hunt.found:
        return texts.say("found nothing new")
    return texts.count("found in {n} article", "found in {n} articles", hunt.found)


def _problem(view: HuntView, texts: Texts) -> str:
    """Why it ended before its end; '' where it did not."""
    hunt, say = view.hunt, texts.say
    facts = {"key": hunt.key, "share": percent(hunt, texts)}
    if hunt.problem == "removed":
        return say("Stopped at {share}: {key} is in the lists no longer. What was found until then stays.", **facts)
    if hunt.problem == "changed":
        return say("Stopped at {share}: {key} was changed meanwhile. What was found until then stays.", **facts)
    if hunt.state == "failed":
        return say("Something went wrong on my side at {share}; the operator finds it in the log.", **facts)
    return say("Stopped at {share}. What was found until then stays.", **facts) if hunt.state == "stopped" else ""


def _counts(view: HuntView, texts: Texts) -> Iterator[str]:
    hunt = view.hunt
    looked = texts.count("Looked through {n} article.", "Looked through {n} articles.", hunt.looked)
    if not hunt.found:
        nothing = texts.say("Nothing new was found.")
        yield f"{nothing} {looked}"
    else:
        new = texts.count("New in {n} article.", "New in {n} articles.", hunt.found)
        yield f"{new} {looked}"
    if hunt.known:
        yield texts.count("Known already in {n} article.", "Known already in {n} articles.", hunt.known)
    if view.sightings:
        yield _spread(view, texts)


def _spread(view: HuntView, texts: Texts) -> str:
    """By how many, in how many stories, from when to when."""
    sources = len({one.source for one in view.sightings})
    stories = len({one.story_id for one in view.sightings if one.story_id is not None})
    parts = [texts.count("{n} outlet", "{n} outlets", sources)]
    parts += [texts.count("{n} story", "{n} stories", stories)] if stories else []
    first, last = (texts.when(view.sightings[at].published, view.timezone) for at in (0, -1))
    facts = {"counts": texts.say(", ").join(parts), "first": first, "last": last}
    if len(view.sightings) == 1:
        return texts.say("{counts}; on {last}.", counts=facts["counts"], last=last)
    return texts.say("{counts}; first on {first}, last on {last}.", **facts)


def _periods(view: HuntView, texts: Texts) -> list[Block]:
    """A line a week or month, with a bar; where there are many, the newest."""
    length, counted = spans_of_time(view.sightings, view.timezone)
    if len(counted) < 2:
        return []
    most, years = max(number for _, number in counted), len({day.year for day, _ in counted}) > 1
    title = texts.say("By week:") if length == "week" else texts.say("By month:")
    lines = [
        block(
            f"{_period(day, length, texts, year=years)}: {_BAR * ceil(_LONGEST_BAR * n / most)} {texts.ltr(n)}",
            shape="item",
        )
        for day, n in counted[-_PERIODS:]
    ]
    return [block(bold(title)), *lines]


def _period(day: date, length: Length, texts: Texts, *, year: bool) -> str:
    name = texts.month(day.month)
    parts = [texts.numerals(str(day.day))] if length == "week" else []
    return " ".join([*parts, name, *([texts.numerals(str(day.year))] if year else [])])


def _spellings(hunt: Hunt, texts: Texts) -> list[Block]:
    most = Counter(hunt.aliases).most_common(_ALIASES)
    if not most:
        return []
    named = (texts.say("“{alias}” ({n})", alias=quoted(alias, 60), n=n) for alias, n in most)
    return [block(texts.say("Found by: {aliases}", aliases=texts.say(", ").join(named)))]


def _newest(view: HuntView, texts: Texts) -> Iterator[Block]:
    yield block(bold(texts.say("The newest of it:")))
    for reading in view.newest:
        yield from latest_lines(FoundView([reading]), view.watchlists, view.outlets, texts, view.timezone)
        if words := _around(reading, view.hunt.key):
            yield block(quoted(words, 2 * _AROUND + 80), shape="quote")


def _around(reading: Reading, key: str) -> str:
    """The words around the first place in the text where the entry stands; '' where it stands in the title alone."""
    spans: list[Mention | Event] = [one for one in reading.findings.mentions if one.entity == key]
    spans += [one for one in reading.findings.events if one.event == key]
    held = next((one for one in spans if one.field == "text"), None)
    if held is None:
        return ""
    text, start, end = reading.article.text, max(0, held.start - _AROUND), held.end + _AROUND
    before = text[start : held.start].split(" ", 1)[-1] if start else text[: held.start]
    after = text[held.end : end].rsplit(" ", 1)[0] if end < len(text) else text[held.end :]
    return f"{'…' if start else ''}{before}{text[held.start : held.end]}{after}{'…' if end < len(text) else ''}"


def _buttons(view: HuntView, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    hunt, window = view.hunt, typed_window(view.hunt)
    listed = hunt.key in view.watchlists.entities or hunt.key in view.watchlists.events
    length = window if window != "all" else ""
    found = [
        Button(texts.say("More of it"), f"/latest {hunt.key} 10"),
        Button(texts.say("Export"), f"/export {hunt.key} {length or '365d'} csv"),
    ]
    again = [Button(texts.say("Hunt again"), f"/hunt {hunt.key} {window}")]
    shown = found if listed and (hunt.found or hunt.known) else []
    return pressable([shown, again if listed and hunt.state in ("stopped", "failed") else []])

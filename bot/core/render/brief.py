"""The words of a brief: one page on an entity for a meeting. What it looks like is `bot.core.brief_page`'s."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.baseline import Pace
from bot.core.chart import Chart
from bot.core.facts import Gist, gist_of
from bot.core.language import Texts
from bot.core.message import Message, block, bold
from bot.core.model import Reading, Story
from bot.core.render.agreement import lines_of
from bot.core.render.chart import ChartView, chart, compared
from bot.core.render.headline import agreed_headline, article_title
from bot.core.render.outlets import publisher
from bot.core.render.words import entry_name, names, quoted, severity_name
from bot.core.scoring import claims, denials, rank
from bot.core.views import lead_event
from watchlists.model import Entity, Severity
from watchlists.outlets import NO_OUTLETS, Outlets

_STORIES, _REPORTS, _NAMES = 5, 3, 6
# Reported by fewer outlets, a story is nobody's word but theirs.
_BACKED = 2


@dataclass(frozen=True, slots=True)
class BriefView:
    """Everything that a brief is made from: the chart's view, and what is beside it. `articles` are those of the
    window."""

    chart: ChartView
    paces: Mapping[timedelta, Pace]
    articles: int
    named_with: Sequence[tuple[str, int]]
    sources: Sequence[tuple[str, int]]
    branches: Sequence[str]
    stored_since: datetime | None
    last_heard: datetime | None
    outlets: Outlets = NO_OUTLETS


@dataclass(frozen=True, slots=True)
class Report:
    """An article of a story: whose, its headline, where it stands."""

    outlet: str
    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class BriefStory:
    """A story: how grave, what happened, when and by how many outlets, on what these agree, its reports; `between` is
    the mark between grade, label and time."""

    severity: Severity
    grade: str
    label: str
    headline: str
    when: str
    notes: tuple[str, ...]
    reports: tuple[Report, ...]
    between: str = " · "


@dataclass(frozen=True, slots=True)
class Line:
    """Words, and a number with how it is written where they are counted."""

    words: str
    number: int = 0
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and lines; with numbers they are a list of bars."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All words of the page. `who` are labels with their text, `paces` a window, its number and what is usual."""

    language: str
    title: str
    kicker: str
    date: str
    who: tuple[tuple[str, str], ...]
    paces: tuple[tuple[str, str, str], ...]
    chart: Chart
    chart_title: str
    stories_title: str
    stories: tuple[BriefStory, ...]
    no_stories: str
    sections: tuple[Section, ...]
    foot: str


def brief(view: BriefView, texts: Texts) -> Brief:
    """The page in words."""
    shown = view.chart
    told = _gravest(view)
    return Brief(
        language=texts.language,
        title=entry_name(shown.key, shown.watchlists, texts),
        kicker=texts.say("Brief · {key}", key=shown.key),
        date=texts.say("{window}, until {when}", window=texts.span(shown.window), when=_moment(view, shown.now, texts)),
        who=tuple(_who(view, texts)),
        paces=tuple(_pace(length, one, texts) for length, one in view.paces.items()),
        chart=chart(shown, texts),
        chart_title=texts.say("Mentions in {window}", window=texts.span(shown.window)),
        stories_title=texts.say("The gravest stories"),
        stories=tuple(_story(one, gist, view, texts) for one, gist in told),
        no_stories=texts.say("No story in this window."),
        sections=tuple(one for one in _sections(view, told, texts) if one.lines),
        foot=_foot(view, texts),
    )


def brief_message(view: BriefView, texts: Texts) -> Message:
    """The words that go with the file, which is still to be added."""
    key, lists = view.chart.key, view.chart.watchlists
    name = texts.say("{name} ({key})", name=entry_name(key, lists, texts), key=key)
    heading = block(bold(texts.say("Brief: {name}", name=name)), shape="heading")
    stories = texts.count("{n} story", "{n} stories", len(view.chart.stories))
    articles = texts.count("{n} article", "{n} articles", view.articles)
    told = texts.say(
        "{window}: {articles}, {stories}", window=texts.span(view.chart.window), articles=articles, stories=stories
    )
    hint = texts.say("Open the file in a browser; from there it can be printed or kept as PDF.")
    return Message((heading, block(told), block(hint, shape="footer")), texts.language)


def _gravest(view: BriefView) -> list[tuple[Story, Gist]]:
    """The stories that are told, the gravest first, then the newest."""
    ordered = sorted(view.chart.stories, key=lambda one: (-rank(one.severity), -one.latest.timestamp()))
    return [(one, gist_of(one, view.chart.watchlists)) for one in ordered[:_STORIES] if one.readings]


def _who(view: BriefView, texts: Texts) -> Iterator[tuple[str, str]]:
    """What the watchlists say of it."""
    lists, key = view.chart.watchlists, view.chart.key
    entry = lists.entities.get(key) or lists.events.get(key)
    if entry is None:
        return
    spellings = [one.text for one in (entry.spellings if isinstance(entry, Entity) else entry.phrases)]
    others = [one for one in dict.fromkeys([*entry.name.values(), *spellings]) if one != texts.name(entry.name)]
    yield texts.say("Also called"), _some([quoted(one, 60) for one in others], texts)
    yield texts.say("Part of"), names(lists.ancestors(key), lists, texts)
    yield texts.say("Includes"), _some([entry_name(one, lists, texts) for one in view.branches], texts)


def _some(known: Sequence[str], texts: Texts) -> str:
    """Names that are many: the first of them, and how many more."""
    more = len(known) - _NAMES
    told = texts.say(", ").join(known[:_NAMES])
    return f"{told} {texts.count('and {n} more', 'and {n} more', more)}" if more > 0 else told


def _pace(length: timedelta, one: Pace, texts: Texts) -> tuple[str, str, str]:
    number = texts.count("{n} mention", "{n} mentions", one.mentions)
    return texts.span(length), number, compared(one, texts) or texts.say("no past to compare with")


def _story(one: Story, gist: Gist, view: BriefView, texts: Texts) -> BriefStory:
    lists = view.chart.watchlists
    outlets = texts.count("{n} source", "{n} sources", len(one.sources))
    when = texts.say("{when}, {sources}", when=texts.when(one.latest, view.chart.timezone), sources=outlets)
    newest = list({report.article.source: report for report in one.reports}.values())
    first = [gist.lead, *(report for report in reversed(newest) if report is not gist.lead)][:_REPORTS]
    return BriefStory(
        severity=one.severity,
        grade=severity_name(one.severity, texts),
        label=f"S{one.id}",
        headline=agreed_headline(gist.lead, gist.facts, lists, texts),
        when=when,
        notes=tuple(line.text for line in lines_of(one, gist.facts, lists, texts)),
        reports=tuple(_report(report, view, texts) for report in first),
        between=texts.parted(" · "),
    )


def _report(reading: Reading, view: BriefView, texts: Texts) -> Report:
    return Report(publisher(reading.article, view.outlets, texts), article_title(reading), reading.article.url)


def _sections(view: BriefView, told: Sequence[tuple[Story, Gist]], texts: Texts) -> Iterator[Section]:
    company = [(entry_name(key, view.chart.watchlists, texts), number) for key, number in view.named_with]
    sources = [(quoted(source, 60), number) for source, number in view.sources]
    yield Section(texts.say("Claims and denials"), tuple(map(Line, _claims(view, texts))))
    yield Section(texts.say("Named with it"), _counted(company, texts))
    yield Section(texts.say("Sources"), _counted(sources, texts))
    yield Section(texts.say("What is not known"), tuple(map(Line, _unknown(view, told, texts))))


def _counted(pairs: Sequence[tuple[str, int]], texts: Texts) -> tuple[Line, ...]:
    return tuple(Line(words, number, texts.ltr(number)) for words, number in pairs)


def _claims(view: BriefView, texts: Texts) -> Iterator[str]:
    """Who claimed or denied something, story by story, the newest first."""
    lists = view.chart.watchlists
    for story in sorted(view.chart.stories, key=lambda one: one.latest, reverse=True)[:_STORIES]:
        claimed = {key for one in story.reports for key in claims(one.findings)}
        denied = {key for one in story.reports for key in denials(one.findings)}
        if claimed:
            who = names(sorted(claimed), lists, texts)
            yield texts.say("{story}: responsibility is claimed by {names}", story=f"S{story.id}", names=who)
        if denied:
            who = names(sorted(denied), lists, texts)
            yield texts.say("{story}: denied by {names}", story=f"S{story.id}", names=who)


def _unknown(view: BriefView, told: Sequence[tuple[Story, Gist]], texts: Texts) -> Iterator[str]:
    """What the stories above leave open, and how far the store reaches."""
    for story, gist in told:
        if gaps := list(_gaps(story, gist, view, texts)):
            yield texts.say("{story}: {facts}", story=f"S{story.id}", facts=texts.say("; ").join(gaps))
    if view.stored_since is not None:
        yield texts.say("Nothing from before {when} is stored.", when=_moment(view, view.stored_since, texts))
    if view.last_heard is None:
        yield texts.say("Nothing was found about it yet.")


def _gaps(story: Story, gist: Gist, view: BriefView, texts: Texts) -> Iterator[str]:
    event = lead_event(gist.lead, view.chart.watchlists)
    if len(story.sources) < _BACKED:
        yield texts.say("one source alone reports it")
    if any(gist.facts.spread(of) for of in gist.facts.numbers):
        yield texts.say("the sources give different figures")
    if event is not None and not event.actors:
        yield texts.say("no source says who did it")
    if event is not None and not event.places:
        yield texts.say("no source says where")


def _moment(view: BriefView, moment: datetime, texts: Texts) -> str:
    when = texts.when(moment, view.chart.timezone)
    return texts.say("{when} ({zone})", when=when, zone=view.chart.timezone)


def _foot(view: BriefView, texts: Texts) -> str:
    articles = texts.count("{n} article", "{n} articles", view.articles)
    made = _moment(view, view.chart.now, texts)
    source = texts.say("Made by Rasid from {articles}, {when}.", articles=articles, when=made)
    return " ".join((source, texts.say("Found by machine: before anything is done upon it, read the reports.")))

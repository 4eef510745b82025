"""How serious a report and a story are, in points: docs/severity.md has the formula as tables.

    type + people + status + who tells it            of each report; the greatest counts
      + how many outlets + how unusual               of the story

A lone report stands in the middle of the level of its event type, so that no small addition alone takes it into
another one, and several do. A story without an event stays low whatever is added.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from bot.core.copies import originals
from bot.core.model import Story
from bot.core.score import Of, Part, Score
from watchlists.model import SEVERITIES, Event, Findings, Severity, Status, Watchlists
from watchlists.outlets import NO_OUTLETS, Outlet, Outlets

# All points are own choices.
TYPE: Mapping[Severity, int] = {"low": 15, "medium": 40, "high": 60, "critical": 80}
UNKNOWN_TYPE: Severity = "medium"
# From so many people on a report has at least these points: one death is news, ten lead the news.
KILLED = ((100, 95), (50, 90), (10, 80), (5, 65), (1, 60))
INJURED = ((100, 70), (10, 50))
ARRESTED = ((100, 50), (10, 35))
# Where the status is not that of the type itself: a foiled plot is foiled by its name.
STATUS: Mapping[Status, int] = {"denied": -20, "planned": -15, "threatened": -15, "foiled": -10}
FIRST_TIER, PARTISAN, OWN_MEDIUM = 2, -5, -12
PARTISAN_TIER = 4
# Outlets that report it in words of their own.
SOURCES = ((10, 8), (5, 5), (3, 3))
# How many times the usual an entity of the story is named.
UNUSUAL = ((10.0, 4), (3.0, 2))

NOTHING_UNUSUAL: Mapping[str, float] = {}


def report_score(findings: Findings, watchlists: Watchlists, outlet: Outlet | None = None) -> Score:
    """The score of one report of an outlet, None for one on no list. Of several events the most serious counts."""
    of_events = [_event(event, watchlists) for event in findings.events] or [(Part(Of.NO_EVENT, TYPE["low"]),)]
    told = [*_teller(outlet)]
    return max((Score((*parts, *told)) for parts in of_events), key=_order)


def story_score(
    story: Story,
    watchlists: Watchlists,
    outlets: Outlets = NO_OUTLETS,
    unusual: Mapping[str, float] = NOTHING_UNUSUAL,
) -> Score:
    """The score of a story with all its reports. `unusual` says of entities how many times the usual they are named
    now. It knows nothing of what the story was before: that it never sinks is for the caller to see to."""
    reports = story.reports
    each = (report_score(one.findings, watchlists, outlets.of(one.article.source, one.article.url)) for one in reports)
    best = max(each, key=_order, default=Score((Part(Of.NO_EVENT, TYPE["low"]),)))
    return Score((*best.parts, *_sources(story), *_unusual(story.keys, unusual, watchlists)))


def weighed(story: Story, watchlists: Watchlists, outlets: Outlets, unusual: Mapping[str, float]) -> Story:
    """The story with its score, and as serious as that says; never less serious than it was."""
    score = story_score(story, watchlists, outlets, unusual)
    risen = SEVERITIES.index(score.severity) > SEVERITIES.index(story.severity)
    return replace(story, score=score, severity=score.severity if risen else story.severity, lifted=risen)


def _order(score: Score) -> tuple[int, list[tuple[str, int, str]]]:
    """By points; the rest only makes it the same one whatever order they come in."""
    return score.points, [(one.of, one.points, one.about) for one in score.parts]


def _event(event: Event, watchlists: Watchlists) -> tuple[Part, ...]:
    kind = watchlists.events.get(event.event)
    base = TYPE[kind.severity if kind else UNKNOWN_TYPE]
    parts = [Part(Of.TYPE, base, event.event), *_people(event, base)]
    against = STATUS.get(event.status, 0) if kind is None or event.status != kind.status else 0
    return (*parts, Part(Of.STATUS, against, event.status)) if against else tuple(parts)


def _people(event: Event, base: int) -> Iterator[Part]:
    """The one figure that lifts an event the most above its type."""
    counted = ((Of.KILLED, event.killed, KILLED), (Of.INJURED, event.injured, INJURED))
    every = (*counted, (Of.ARRESTED, event.arrested, ARRESTED))
    lifted = [Part(of, _reached(number or 0, steps) - base, number=number) for of, number, steps in every]
    most = max(lifted, key=lambda part: part.points)
    if most.points > 0:
        yield most


def _teller(outlet: Outlet | None) -> Iterator[Part]:
    """Of an outlet on no list nothing is known for or against."""
    if outlet is None:
        return
    if outlet.is_own:
        yield Part(Of.OWN_MEDIUM, OWN_MEDIUM)
    elif outlet.kind == "partisan" or outlet.tier == PARTISAN_TIER:
        yield Part(Of.PARTISAN, PARTISAN)
    elif outlet.tier == 1:
        yield Part(Of.TIER, FIRST_TIER, number=1)


def _sources(story: Story) -> Iterator[Part]:
    """More outlets than copied one another; few are not worth comparing their words."""
    if not _reached(len(story.sources), SOURCES):
        return
    number = len({one.article.source for one in originals(story)})
    if points := _reached(number, SOURCES):
        yield Part(Of.SOURCES, points, number=number)


def _unusual(keys: Collection[str], unusual: Mapping[str, float], watchlists: Watchlists) -> Iterator[Part]:
    if not unusual:
        return
    named = {up for key in keys for up in (key, *watchlists.ancestors(key))}
    most = max(((unusual[key], key) for key in named & unusual.keys()), default=(0.0, ""))
    if points := _reached(most[0], UNUSUAL):
        yield Part(Of.UNUSUAL, points, most[1], most[0])


def _reached(number: float, steps: Iterable[tuple[float, int]]) -> int:
    return next((points for least, points in steps if number >= least), 0)

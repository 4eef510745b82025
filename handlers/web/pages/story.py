"""One story: how serious and why, its reports with what brought each into it, and the alerts made of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.core.copies import MOST_REPORTS, copied, originals
from bot.core.layout import linkable
from bot.core.model import Alert, Reading, Story
from bot.core.regrouping import numbered
from bot.core.render.grounds import because
from bot.core.render.headline import article_title, headline, story_headline
from bot.core.render.mutes import mute_line
from bot.core.render.outlets import publisher
from bot.core.render.rulings import grouping_reason, ruling_line
from bot.core.render.severity import score_line
from bot.core.render.story import StoryView
from bot.core.render.words import entry_name, reason_name, severity_name
from bot.core.rulings import survivor
from bot.core.score import Score
from bot.services import queries
from bot.services.weighing import weigh
from handlers.web.pages import asked
from handlers.web.pages.base import Desk, MissingError, Page

_REPORTS, _ALERTS, _KEYS = 30, 30, 24


@dataclass(frozen=True, slots=True)
class Report:
    """A report in words; `url` is the address of the original, None where nothing leads there."""

    number: str
    title: str
    path: str
    source: str
    when: str
    url: str | None
    copy: bool
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert that was made of the story."""

    id: int
    when: str
    severity: str
    severity_name: str
    reason: str
    points: str


def view(desk: Desk) -> Mapping[str, Any]:
    """The story of this number. One that was merged leads to where it is now."""
    story = _known(desk)
    first = asked.number(desk, "from", 10_000)
    seen = queries.story(desk.unit, story, desk.watchlists, desk.chat, desk.now, desk.outlets)
    (weighed,) = weigh(desk.unit, [story], desk.watchlists, desk.outlets, desk.now)
    reports, texts = numbered(story), desk.texts
    after = first + _REPORTS
    return {
        "title": story_headline(story, desk.watchlists, texts),
        "id": story.id,
        "severity": story.severity,
        "severity_name": severity_name(story.severity, texts),
        "points": score_line(weighed.score, desk.watchlists, texts) if weighed.score else "",
        "facts": _facts(story, desk),
        "names": [
            (entry_name(key, desk.watchlists, texts), asked.address("/status/{}", key))
            for key in sorted(story.keys)[:_KEYS]
        ],
        "reports": list(_reports(seen, first, reports[first:after], desk)),
        "before": asked.address("/stories/S{}", story.id, **{"from": max(0, first - _REPORTS)}) if first else None,
        "after": asked.address("/stories/S{}", story.id, **{"from": after}) if after < len(reports) else None,
        "alerts": [_raised(one, desk) for one in _heard(story.spoken, seen.addressed)],
        "decided": [ruling_line(one, texts, seen.timezone) for one in seen.rulings]
        + [mute_line(one, desk.watchlists, texts, seen.timezone) for one in seen.mutes],
        "merged": _merged(story.id, desk),
    }


def _known(desk: Desk) -> Story:
    typed = desk.path["id"]
    number = asked.numbered(typed, "S")
    if number is None:
        raise MissingError(desk.texts.say("There is no such story. A story is named like {story}.", story="S5"))
    now = survivor(number, desk.unit.rulings.survivors([number]))
    if now != number:
        raise web.HTTPFound(f"/stories/S{now}?merged={number}")
    story = desk.unit.stories.get(number)
    if story is None or not story.readings:
        raise MissingError(desk.texts.say("There is no story {story}.", story=f"S{number}"))
    return story


def _merged(story_id: int, desk: Desk) -> str:
    other = asked.number(desk, "merged", 10**12)
    if not other or survivor(other, desk.unit.rulings.survivors([other])) != story_id or other == story_id:
        return ""
    return desk.texts.say("{other} was merged into {story}.", other=f"S{other}", story=f"S{story_id}")


def _facts(story: Story, desk: Desk) -> list[tuple[str, str]]:
    say, count = desk.texts.say, desk.texts.count
    rows = [
        (say("Opened"), desk.when(min(story.opened, story.latest))),
        (say("Last report"), desk.when(story.latest)),
        (say("Reports"), count("{n} report", "{n} reports", len(story.reports))),
        (say("Sources"), count("{n} source", "{n} sources", len(story.sources))),
    ]
    return [*rows, (say("Messages updated"), desk.when(story.refreshed))] if story.refreshed else rows


def _reports(seen: StoryView, first: int, page: Collection[Reading], desk: Desk) -> Iterator[Report]:
    story, texts = seen.story, desk.texts
    copies = _copies(story)
    for number, one in enumerate(page, first + 1):
        article = one.article
        reason, grounds = story.grounds.get(article.id, (seen.reasons.get(article.id, ""), {}))
        yield Report(
            number=texts.number(number),
            title=article_title(one),
            path=f"/articles/{article.id}",
            source=publisher(article, desk.outlets, texts, tier=True),
            when=desk.when(article.published),
            url=article.url if linkable(article.url) else None,
            copy=article.id in copies,
            said=headline(one, desk.watchlists, texts) if one.findings.events else "",
            reason=because(reason, grounds, texts) or grouping_reason(reason, texts),
        )


def _copies(story: Story) -> frozenset[int]:
    """The ids of the reports that copy another one. Of more reports than are compared only those that came in as such
    are known."""
    known = {one.article.id for one in story.reports if one.article.identity in copied(story)}
    if len(story.reports) > MOST_REPORTS:
        return frozenset(known)
    own = {one.article.id for one in originals(story)}
    return frozenset(one.article.id for one in story.reports if one.article.id not in own)


def _heard(alerts: Collection[Alert], addressed: Collection[int]) -> list[Alert]:
    """The newest that anybody was sent or wanted, newest first."""
    return sorted((one for one in alerts if one.id in addressed), key=lambda one: -one.id)[:_ALERTS]


def _raised(one: Alert, desk: Desk) -> Raised:
    kept = one.known.get("severity")
    return Raised(
        id=one.id,
        when=desk.when(one.created),
        severity=one.severity,
        severity_name=severity_name(one.severity, desk.texts),
        reason=reason_name(one.reason, desk.texts),
        points=score_line(Score.from_dict(kept), desk.watchlists, desk.texts) if kept else "",
    )


PAGE = Page("stories", "/stories/{id}", "story.html", view)

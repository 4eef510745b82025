"""When a story is spoken of: at once the first time, again only for a reason."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.core.changes import news
from bot.core.model import Alert, Story
from bot.core.scoring import claims, rank, toll

# So many new sources are news in themselves. Own choice.
MANY_NEW_SOURCES = 3
# What comes in so soon after a story was last told is gathered into one change of its messages. Own choice.
GATHERING = timedelta(seconds=10)


class Reason(StrEnum):
    """Why an alert was raised."""

    FIRST = "first"
    SEVERITY = "severity"
    TOLL = "toll"
    CLAIM = "claim"
    SOURCES = "sources"
    SPLIT = "split"
    """A person took its reports out of another story, and not everybody was told of that one."""


def reason_to_speak(story: Story) -> Reason | None:
    """Why this story should be spoken of now, or None when everything worth saying was said.

    The severity of a story never sinks: an outlet that takes back a toll and gives it again would raise an alert each
    time, and what was sent as critical stays findable as that.
    """
    if not story.spoken:
        return Reason.FIRST if any(not one.article.silent for one in news(story)) else None
    last, now = story.spoken[-1], known(story)
    if rank(story.severity) > rank(last.severity):
        return Reason.SEVERITY
    if now["killed"] is not None and now["killed"] != last.known.get("killed"):
        return Reason.TOLL
    if set(now["claims"]) - set(last.known.get("claims", ())):
        return Reason.CLAIM
    return Reason.SOURCES if _sources_grew(now, last.known) else None


def refresh_at(story: Story) -> datetime | None:
    """When the messages of a story that grew are brought up to date; None for at once."""
    return story.refreshed + GATHERING if story.refreshed else None


def known(story: Story) -> dict[str, Any]:
    """The facts of a story that a later alert is held against; plain data.

    Of each article its newest edition counts: what an outlet took back is not known any more. `articles` counts all
    editions, since `as_told` goes by it. `severity` is the score with its parts, where the story has one.
    """
    findings = [report.findings for report in story.reports]
    score = {"severity": story.score.as_dict()} if story.score else {}
    return score | {
        "killed": toll(findings),
        "claims": sorted(frozenset().union(*map(claims, findings))),
        "sources": len(story.sources),
        "articles": len(story.readings),
    }


def as_told(story: Story, alert: Alert) -> Story:
    """The story as it was when an alert of it was raised: the articles that it held then, and the keys found in them.

    An article that came in later may have been published earlier; so they are counted in the order of their arrival.
    Of a story that a person merged or split, the articles are noted in the alerts that there were.
    """
    held = {alert.article_id, *alert.known.get("held", _arrived(story, alert))}
    readings = tuple(reading for reading in story.readings if reading.article.id in held)
    found = {mention.entity for reading in readings for mention in reading.findings.mentions}
    found |= {event.event for reading in readings for event in reading.findings.events}
    return replace(story, readings=readings or story.readings, keys=story.keys & found if readings else story.keys)


def _arrived(story: Story, alert: Alert) -> list[int]:
    arrived = sorted(reading.article.id for reading in story.readings if reading.article.received <= alert.created)
    return arrived[: alert.known.get("articles", len(arrived))]


def _sources_grew(now: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    return bool(now["sources"] >= before.get("sources", 0) + MANY_NEW_SOURCES)

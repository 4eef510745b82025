"""Why a story is spoken of: the first time always, again only for a reason. When a chat hears of it: `notifying`."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from bot.core.changes import news
from bot.core.copies import copied
from bot.core.model import Alert, Story
from bot.core.places import new_places, places_of
from bot.core.scoring import claims, denials, rank, toll
from watchlists.model import Severity, Watchlists

# So many more outlets that do not copy are news in themselves. Own choice: a dozen of them tell of a great event within
# minutes, which is one happening and one message.
MANY_NEW_SOURCES = 12


class Reason(StrEnum):
    """Why an alert was raised; after the first report, the weightiest reason first."""

    FIRST = "first"
    SEVERITY = "severity"
    TOLL = "toll"
    CLAIM = "claim"
    DENIAL = "denial"
    PLACE = "place"
    SOURCES = "sources"
    SPLIT = "split"
    """A person took its reports out of another story, and not everybody was told of that one."""


def reason_to_speak(story: Story, now: Mapping[str, Any]) -> Reason | None:
    """Why this story, of which so much is `known` now, should be spoken of by what was last said of it to anybody; None
    when everything worth saying was said."""
    if not story.spoken:
        return Reason.FIRST if any(not one.article.silent for one in news(story)) else None
    return next(iter(reasons(story.severity, now, story.spoken[-1])), None)


def reasons(severity: Severity, now: Mapping[str, Any], last: Alert) -> tuple[Reason, ...]:
    """Everything for which a story is spoken of again to somebody who was told `last`, the weightiest first.

    The severity of a story never sinks: an outlet that takes back a toll and gives it again would raise an alert each
    time, and what was sent as critical stays findable as that. What an alert of an older version did not keep is no
    reason. `level` in what was known is how serious the story was that people merged it into.
    """
    before = last.known
    found = {
        Reason.SEVERITY: rank(severity) > rank(before.get("level", last.severity)),
        Reason.TOLL: now["killed"] is not None and now["killed"] != before.get("killed"),
        Reason.CLAIM: bool(set(now["claims"]) - set(before.get("claims", ()))),
        Reason.DENIAL: bool(set(now["denials"]) - set(before.get("denials", now["denials"]))),
        Reason.PLACE: bool(new_places(now["places"], before.get("places", ()))),
        Reason.SOURCES: _outlets(now) >= _outlets(before) + MANY_NEW_SOURCES,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def known(story: Story, watchlists: Watchlists) -> dict[str, Any]:
    """The facts of a story that a later alert is held against; plain data.

    Of each article its newest edition counts: what an outlet took back is not known any more. `articles` counts all
    editions, since `as_told` goes by it. `severity` is the score with its parts, where the story has one.
    """
    findings, copies = [report.findings for report in story.reports], copied(story)
    score = {"severity": story.score.as_dict()} if story.score else {}
    return score | {
        "killed": toll(findings),
        "claims": sorted(frozenset().union(*map(claims, findings))),
        "denials": sorted(frozenset().union(*map(denials, findings))),
        "places": [list(chain) for chain in places_of(story, watchlists)],
        "sources": len(story.sources),
        "outlets": len({one.article.source for one in story.reports if one.article.identity not in copies}),
        "articles": len(story.readings),
    }


def _outlets(facts: Mapping[str, Any]) -> int:
    """That tell of it in their own words; what an older version kept counts all."""
    return int(facts.get("outlets", facts.get("sources", 0)))


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

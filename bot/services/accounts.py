"""What the log and the meter hear of articles and stories, once it is committed.

Of an article in which nothing was found there is no more than a line for whoever debugs: most are of that kind.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog

from bot.core.model import Alert, Incoming, Reading, Story, Taken
from bot.core.routing import Verdict
from bot.core.tracing import cause, of_article
from bot.ports import Meter, Outcome, Way
from bot.services.looking import Look

log = structlog.get_logger()

# Of a list in a line so many are named; how many there are is said beside it.
_NAMED = 20
_LONGEST_SOURCE = 100


@dataclass(frozen=True, slots=True)
class Intake:
    """An article that came in: what it was stored as, where it was, and why it stands in its story, if it does."""

    incoming: Incoming
    reading: Reading | None
    taken: Taken
    joined: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a look at a story: the alerts that were raised, and whose messages were brought up to date. Without
    `seen` it could not be told."""

    story: Story
    seen: Look | None = None
    raised: Sequence[Alert] = ()
    edited: Collection[int] = field(default=())


def account_of_articles(items: Iterable[Intake], way: Way, meter: Meter) -> None:
    """One line for each, and its place in the counts."""
    for one in items:
        outcome = _outcome(one)
        meter.took(way, outcome)
        findings = one.reading.findings if one.reading and outcome != "duplicate" else None
        if findings:
            meter.matched(way, len(findings.mentions), len(findings.events))
        write = log.info if findings else log.debug
        write("article.taken", outcome=outcome, way=way, source=one.incoming.source[:_LONGEST_SOURCE], **_found(one))


def account_of_stories(told: Iterable[Told], meter: Meter, now: datetime) -> None:
    """One line for each that was looked at, a second one where messages were written, and the alerts in the counts."""
    for one in told:
        came = cause(one.story).article
        for alert in one.raised:
            meter.alerted(alert.reason, alert.severity, (now - came.received).total_seconds())
        if one.seen is not None:
            _tell_of(one, one.seen, of_article(came.id))


def _tell_of(told: Told, seen: Look, trace: str) -> None:
    about = {"trace": trace, "story": told.story.id}
    reasons, held = [str(one) for one in seen.reasons], _held(seen)
    if reasons:
        alerts = [alert.id for alert in told.raised]
        came = _named([of_article(one) for one in _since_last(told.story)])
        log.info(
            "alert.decided", **about, reasons=reasons, alerts=alerts, severity=told.story.severity, came=came, **held
        )
    else:
        log.info("alert.silent", **about, why=_why_silent(seen), **held)
    sent = [chat for chat, decision in seen.decisions.items() if decision.verdict == Verdict.SENT]
    if sent or told.edited:
        log.info("delivery.posted", **about, **_chats("new", sent), **_chats("edited", told.edited))


def _outcome(one: Intake) -> Outcome:
    if one.taken.outcome == "duplicate" or one.reading is None:
        return "duplicate"
    return "edition" if one.reading.article.edition > 1 else "accepted"


def _found(one: Intake) -> dict[str, Any]:
    if one.reading is None:
        return {}
    trace, found = {"trace": of_article(one.reading.article.id)}, one.reading.findings
    if not found:
        return trace
    keys = {mention.entity for mention in found.mentions} | {event.event for event in found.events}
    return {**trace, "matches": _named(sorted(keys)), "story": one.taken.story_id, "joined": one.joined}


def _since_last(story: Story) -> list[int]:
    """The articles that came in after the last alert, the last one of them first."""
    last = max((alert.created for alert in story.spoken), default=None)
    came = [one.article for one in story.readings if last is None or one.article.received > last]
    return sorted((one.id for one in came), reverse=True)


def _why_silent(seen: Look) -> str:
    if not seen.decisions:
        return "nobody asked for it"
    return "held" if any(one.verdict for one in seen.decisions.values()) else "nothing new"


def _held(seen: Look) -> dict[str, Any]:
    """The chats that were not told, by the verdict."""
    chats: dict[str, list[int]] = {}
    for chat, decision in seen.decisions.items():
        if decision.verdict and decision.verdict != Verdict.SENT:
            chats.setdefault(str(decision.verdict), []).append(chat)
    return {"held": {verdict: _named(some) for verdict, some in chats.items()}} if chats else {}


def _chats(what: str, chats: Collection[int]) -> Mapping[str, Any]:
    return {what: len(chats), f"{what}_chats": _named(list(chats))} if chats else {}


def _named(some: Sequence[Any]) -> Sequence[Any]:
    return [*some[:_NAMED], f"and {len(some) - _NAMED} more"] if len(some) > _NAMED else some

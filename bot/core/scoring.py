"""Severities in order, and what reports add up to. How serious one is: `bot.core.severity`."""

from collections.abc import Iterable

from bot.core.claims import is_own_claim
from bot.core.severity import report_score
from watchlists.model import SEVERITIES, Findings, Severity, Watchlists


def rank(severity: Severity) -> int:
    """0 for low to 3 for critical."""
    return SEVERITIES.index(severity)


def highest(severities: Iterable[Severity]) -> Severity:
    """The most serious of them; low when there is none."""
    return max(severities, key=rank, default="low")


def severity_of(findings: Findings, watchlists: Watchlists) -> Severity:
    """The severity of a report, whoever publishes it; low without an event."""
    return report_score(findings, watchlists).severity


def toll(findings: Iterable[Findings]) -> int | None:
    """The highest number of dead that any of them reports, None where none gives one. What a group's own medium says of
    the group's deeds counts only where nobody else gives a number."""
    told = [event for one in findings for event in one.events if event.killed is not None]
    others = [event for event in told if not is_own_claim(event)]
    return max((event.killed for event in others or told if event.killed is not None), default=None)


def claims(findings: Findings) -> frozenset[str]:
    """The keys of those who claim something in a report."""
    return frozenset(actor for event in findings.events if event.status == "claimed" for actor in event.actors)


def denials(findings: Findings) -> frozenset[str]:
    """The keys of those who deny something in a report."""
    return frozenset(actor for event in findings.events if event.status == "denied" for actor in event.actors)

"""What a group's own medium tells of the group's deeds is a claim: nobody but who did it says so.

    findings + outlet -> findings in which such events are claimed, each with the code `outlet:KEY`

Claims that a text speaks of itself (the event type `claim`) are another matter, and left as they are.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.core.model import Reading
from watchlists.events import ATTACKS
from watchlists.model import Event, Findings, Watchlists
from watchlists.outlets import Outlet, Outlets

CODE: Final = "outlet"
# What nobody takes responsibility for: it is told of, or it is done by courts and governments.
_NO_DEEDS: Final = frozenset(
    """negotiation ceasefire designation sanction trial defection recruitment financing training_camp""".split()
)
# Of these a militant medium need not say whose they are. Those who bomb from the air are others: no group has aircraft.
_UNSIGNED: Final = ATTACKS - {"airstrike"}


def as_claims(findings: Findings, outlet: Outlet | None, watchlists: Watchlists) -> Findings:
    """The findings of an article as its outlet makes them: deeds of a group that its own medium reports are claims."""
    if outlet is None or outlet.group is None or not findings.events:
        return findings
    events = tuple(_claimed(event, outlet, watchlists) for event in findings.events)
    return findings if events == findings.events else replace(findings, events=events)


def is_own_claim(event: Event) -> bool:
    """Whether an event is a claim only because the group's own medium tells of it."""
    return event.status == "claimed" and any(one.partition(":")[0] == CODE for one in event.how)


def own_medium(reading: Reading, outlets: Outlets, watchlists: Watchlists) -> Outlet | None:
    """The armed group's own medium that an article is from, where it tells of a deed of the group: one that was made a
    claim, or, in a militant one, an attack of which it does not say whose it is («هاجم المجاهدون …»). None else."""
    outlet = outlets.of(reading.article.source, reading.article.url)
    if outlet is None or not outlet.is_own:
        return None
    return outlet if any(_is_deed(one, outlet, watchlists) for one in reading.findings.events) else None


def _is_deed(event: Event, outlet: Outlet, watchlists: Watchlists) -> bool:
    if is_own_claim(event):
        return True
    unsigned = event.event in _UNSIGNED and event.status == "reported" and not event.actors
    return unsigned and outlet.kind == "militant" and _kin(outlet, watchlists).isdisjoint(event.targets)


def _claimed(event: Event, outlet: Outlet, watchlists: Watchlists) -> Event:
    if event.status != "reported" or event.event in _NO_DEEDS or _kin(outlet, watchlists).isdisjoint(event.actors):
        return event
    return replace(event, status="claimed", how=(*event.how, f"{CODE}:{outlet.key}"))


def _kin(outlet: Outlet, watchlists: Watchlists) -> frozenset[str]:
    """The outlet's group, what is part of it, and what it is part of."""
    return frozenset(_family(outlet.group, watchlists)) if outlet.group else frozenset()


def _family(group: str, watchlists: Watchlists) -> Iterator[str]:
    key = watchlists.key(group) or group
    yield from watchlists.family(key)
    yield from watchlists.ancestors(key)

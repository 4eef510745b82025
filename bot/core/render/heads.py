"""A story as one line of a list, made from its head: what happened, who claims it, how many report it, its number."""

from collections.abc import Iterator, Sequence

from bot.core.facts import gist_of
from bot.core.heads import Head
from bot.core.language import Texts
from bot.core.message import Block, block
from bot.core.render.headline import agreed_headline, event_line
from bot.core.render.words import ICONS, names, quoted
from bot.core.views import lead_event, telling
from bot.core.voices import voices
from watchlists.model import Event, Watchlists

_HEADLINE = 220


def head_line(
    head: Head,
    watchlists: Watchlists,
    texts: Texts,
    timezone: str,
    *,
    muted: bool = False,
    event: str | None = None,
) -> Block:
    """«🔴 Bombing — Kabul — 12 killed — claimed by … — 3 sources, 2026-03-05 08:00 · S5». With the type of an `event`
    the one of that type is told, where there is one."""
    said = head_words(head, watchlists, texts, event=event)
    return block(f"{ICONS[head.story.severity]} {said}", _tail(head, texts, timezone, muted), shape="item")


def head_words(head: Head, watchlists: Watchlists, texts: Texts, *, event: str | None = None) -> str:
    """What happened, and who claims or denies it: the line without its sign and its end."""
    gist = gist_of(head.story, watchlists)
    lead = lead_event(gist.lead, watchlists)
    one = _of_type(head, event, watchlists) if event and not (lead and lead.event == event) else None
    said = event_line(one, watchlists, texts) if one else agreed_headline(gist.lead, gist.facts, watchlists, texts)
    headline = said if len(said) <= _HEADLINE else quoted(said, _HEADLINE)
    return " — ".join([headline, *_voices(head, one or lead, watchlists, texts)])


def _of_type(head: Head, event: str, watchlists: Watchlists) -> Event | None:
    found = [one for report in head.story.reports for one in report.findings.events if one.event == event]
    return telling(found, watchlists)


def _tail(head: Head, texts: Texts, timezone: str, muted: bool) -> str:
    sources = texts.count("{n} source", "{n} sources", len(head.sources))
    when = texts.when(head.story.latest, timezone)
    told = texts.say(" — {sources}, {when} · {story}", sources=sources, when=when, story=f"S{head.story.id}")
    closed = "" if head.is_open else texts.say(" · closed")
    return told + closed + (texts.say(" · muted") if muted else "")


def _voices(head: Head, lead: Event | None, watchlists: Watchlists, texts: Texts) -> Iterator[str]:
    """What the headline does not say already."""
    found, said, who = voices(head.story), lead.status if lead else "", lead.actors if lead else ()
    if found.is_claimed and said != "claimed":
        yield _claimed(() if set(found.claimed_by) == set(who) else found.claimed_by, watchlists, texts)
    if found.is_denied and said != "denied":
        by = names(found.denied_by, watchlists, texts)
        yield texts.say("denied by {names}", names=by) if by else texts.say("denied")


def _claimed(by: Sequence[str], watchlists: Watchlists, texts: Texts) -> str:
    """By whom is said where the headline does not name them."""
    if not by:
        return texts.say("claimed")
    return texts.say("claimed by {names}", names=names(by, watchlists, texts))

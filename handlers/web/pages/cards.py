"""A story as pages list it."""

from dataclasses import dataclass

from bot.core.heads import Head
from bot.core.render.heads import head_words
from bot.core.render.words import severity_name
from handlers.web.pages.base import Desk


@dataclass(frozen=True, slots=True)
class Card:
    """The words of a story in a list; `notes` say that it is closed or muted."""

    id: int
    severity: str
    severity_name: str
    headline: str
    facts: tuple[str, ...]
    notes: tuple[str, ...]
    path: str


def card(head: Head, desk: Desk, *, event: str | None = None, muted: bool = False) -> Card:
    """With the type of an `event` the one of that type is told, where there is one."""
    texts, story = desk.texts, head.story
    notes = (
        "" if head.is_open else texts.say("closed"),
        texts.say("muted") if muted else "",
    )
    facts = (
        texts.count("{n} report", "{n} reports", head.articles),
        texts.count("{n} source", "{n} sources", len(head.sources)),
        desk.when(story.latest),
    )
    return Card(
        id=story.id,
        severity=story.severity,
        severity_name=severity_name(story.severity, texts),
        headline=head_words(head, desk.watchlists, texts, event=event),
        facts=facts,
        notes=tuple(filter(None, notes)),
        path=f"/stories/S{story.id}",
    )

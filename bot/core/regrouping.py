"""What a story is when articles change hands, and what of it people were told."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.features import Features
from bot.core.learning import features_of_all
from bot.core.model import Alert, Reading, Story
from bot.core.scoring import highest, severity_of
from bot.core.timing import as_told
from watchlists.model import Severity, Watchlists


@dataclass(frozen=True, slots=True)
class Whole:
    """What a story is by its articles."""

    opened: datetime
    latest: datetime
    severity: Severity
    articles: int
    features: Features


def whole(readings: Sequence[Reading], watchlists: Watchlists) -> Whole:
    """Of all editions of its articles, of which there is at least one; it was opened when the one was published that
    came in first."""
    return Whole(
        opened=min(readings, key=lambda one: one.article.id).article.published,
        latest=max(one.article.published for one in readings),
        severity=highest(severity_of(one.findings, watchlists) for one in readings),
        articles=len(readings),
        features=features_of_all(readings, watchlists),
    )


def shown(story: Story) -> frozenset[int]:
    """The ids of the articles that were there when the messages of a story were last written: who was told of the story
    was told of them. None of a story of which nobody spoke."""
    if not story.spoken:
        return frozenset()
    written = max(filter(None, (story.refreshed, *(one.created for one in story.spoken))))
    return frozenset(one.article.id for one in story.readings if one.article.received <= written)


def held_by(story: Story, alert: Alert) -> list[int]:
    """The ids of the articles that an alert of a story told of, whatever became of them since."""
    noted = alert.known.get("held")
    return list(noted) if noted else [one.article.id for one in as_told(story, alert).readings]


def going_along(story: Story, moving: Collection[int]) -> list[int]:
    """The ids of the alerts that told of nothing but articles which leave a story: they go with them."""
    left = {one.article.id for one in story.readings} - set(moving)
    return [one.id for one in story.spoken if not left or left.isdisjoint(held_by(story, one))]


def numbered(story: Story) -> tuple[Reading, ...]:
    """The reports of a story as they are numbered for people: in the order in which their first editions came in, so
    that what comes in meanwhile changes no number."""
    first: dict[str, int] = {}
    for one in story.readings:
        first[one.article.identity] = min(first.get(one.article.identity, one.article.id), one.article.id)
    return tuple(sorted(story.reports, key=lambda one: first[one.article.identity]))


def belonging(story: Story, articles: Iterable[int]) -> tuple[Reading, ...]:
    """These articles of a story with all their editions, and with what their sources said twice."""
    chosen = frozenset(articles)
    named = {one.article.identity for one in story.readings if one.article.id in chosen}
    said = {_said(one) for one in story.readings if _of(one, named) and one.article.text}
    twins = {one.article.identity for one in story.readings if _said(one) in said}
    return tuple(one for one in story.readings if _of(one, named | twins))


def _of(one: Reading, identities: Collection[str]) -> bool:
    return one.article.identity in identities


def _said(one: Reading) -> tuple[str, str | None, str]:
    return one.article.source, one.article.title, one.article.text

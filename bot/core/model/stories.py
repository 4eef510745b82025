"""Articles about one happening, and the decisions to speak of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from bot.core.model.articles import Article, Reading
from bot.core.score import Score
from watchlists.model import Severity


@dataclass(frozen=True)
class Story:
    """Articles about one happening, with all their editions. `due` is when it has to be looked at next, None when it
    rests; `refreshed` is when its messages were last written or brought up to date. `score` is what all its reports
    make of it now, None where nobody asked; `lifted` says that they make it more serious than it was stored."""

    id: int
    opened: datetime
    latest: datetime
    keys: frozenset[str]
    severity: Severity
    due: datetime | None
    readings: tuple[Reading, ...] = ()
    spoken: tuple["Alert", ...] = ()
    refreshed: datetime | None = None
    score: Score | None = None
    lifted: bool = False
    grounds: Mapping[int, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    """Why each article stands in it, by article id: the reason and what was in common (see `Placing.grounds`)."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The distinct sources of its reports in the order in which they first reported."""
        standing = {report.article.source for report in self.reports}
        return tuple(
            one for one in dict.fromkeys(reading.article.source for reading in self.readings) if one in standing
        )

    @cached_property
    def reports(self) -> tuple[Reading, ...]:
        """The newest edition of each of its articles, and once what a source says twice: what counts and is listed."""
        newest: dict[str, Reading] = {}
        for reading in self.readings:
            held = newest.get(reading.article.identity)
            if held is None or held.article.edition < reading.article.edition:
                newest[reading.article.identity] = reading
        kept = [one for one in self.readings if newest[one.article.identity] is one]
        last = {_words(one.article): one for one in kept}
        return tuple(one for one in kept if not one.article.text or last[_words(one.article)] is one)


def _words(article: Article) -> tuple[str, str | None, str]:
    return article.source, article.title, article.text


@dataclass(frozen=True, slots=True)
class Alert:
    """The decision to speak about a story. `figures` and `sources` are what was known when it was taken."""

    id: int
    story_id: int
    article_id: int
    number: int
    reason: str
    severity: Severity
    created: datetime
    known: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewAlert:
    """An alert to be written, of the severity of its story; `known` is what a later one is held against. `after` is
    how many of the story were written before it in the same transaction."""

    story: Story
    reason: str
    known: Mapping[str, Any] = field(default_factory=dict)
    after: int = 0

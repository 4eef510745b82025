"""Articles as sources give them, as they are stored, and what was found in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from watchlists.model import Document, Findings


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article as a source gave it. `published` is None where the source does not say."""

    source: str
    text: str
    external_id: str | None = None
    title: str | None = None
    url: str | None = None
    published: datetime | None = None
    sample: bool = False
    silent: bool = False
    """Stored and matched, but no alert speaks of it (what a feed already held at first contact)."""
    author: str | None = None
    polled: bool = False
    """From a feed, which may give the same again under another address."""
    came: datetime | None = None
    """When it came in, where it is stored later. It counts as published then where the source does not say when."""


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article to be stored: under which name, what its edition is known by, and what was found in it."""

    incoming: Incoming
    identity: str
    fingerprint: str
    findings: Findings


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an article; `story_id` is None where nothing was found in it."""

    outcome: Literal["accepted", "duplicate"]
    article_id: int | None = None
    story_id: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A stored edition of an article."""

    id: int
    identity: str
    edition: int
    source: str
    title: str | None
    text: str
    url: str | None
    language: str
    published: datetime
    received: datetime
    sample: bool = False
    external_id: str | None = None
    """The source's own id."""
    author: str | None = None
    silent: bool = False
    """Whether no alert speaks of it, as it was old when it came in."""

    @property
    def document(self) -> Document:
        """The part that the matcher and the summarizer read."""
        return Document(self.text, self.title, self.published)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and what the matcher found in it."""

    article: Article
    findings: Findings

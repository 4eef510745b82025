"""Sources that are polled."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FeedKind = Literal["feed", "sitemap", "mail"]
Pages = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class Feed:
    """A source that is polled, with what is known of its last polls. `wait` is in seconds."""

    id: int
    url: str
    title: str = ""
    etag: str | None = None
    last_modified: str | None = None
    wait: int = 300
    next_at: datetime | None = None
    polled: datetime | None = None
    succeeded: datetime | None = None
    errors: int = 0
    error: str | None = None
    off: bool = False
    fresh: datetime | None = None
    """When it last held an item that was new."""
    kind: FeedKind = "feed"
    pages: Pages = "auto"
    """Whether the full text behind its items is fetched: where they only tease, always, or never."""
    digest: str | None = None
    """What the last body hashed to."""
    gap: int | None = None
    """Seconds that usually pass between two of its news."""

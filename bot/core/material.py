"""What people and channels send in to be read, as a platform reported it: words, addresses and files."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, Self

Purpose = Literal["scan", "listen"]
"""`scan`: answer what is found in it, and store it if asked. `listen`: store it, as any other source's articles."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that lies with a platform. `ref` is what the platform's adapter fetches it by; `size` is in bytes, None
    where the platform does not say."""

    ref: str
    name: str
    size: int | None = None
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """Something to read. `text` is unaltered, `links` are the addresses in it in their order.

    `source` is the name of the channel or person that it comes from, `url` its own address where it has one (a
    channel's post), `post` its id there, which it keeps when it is edited; `published` is aware UTC.
    """

    purpose: Purpose
    text: str = ""
    links: tuple[str, ...] = ()
    files: tuple[Attachment, ...] = ()
    source: str = ""
    url: str | None = None
    post: str | None = None
    published: datetime | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` is its inverse."""
        return {**asdict(self), "published": self.published.isoformat() if self.published else None}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The material that `as_dict` was made from."""
        published = datetime.fromisoformat(data["published"]) if data["published"] else None
        files = tuple(Attachment(**one) for one in data["files"])
        return cls(**{**data, "links": tuple(data["links"]), "files": files, "published": published})

"""What people and channels send in to be read, as a platform reported it: words, addresses and files."""

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, Self

# More characters besides addresses, or as many lines, are no question any more.
_LONGEST_QUESTION = 200
_LINES = 3
_WORD = re.compile(r"\w")

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


def is_material(text: str, links: Collection[str], files: Collection[Attachment], forwarded: bool) -> bool:
    """Whether what somebody sent is to be read, and is no question or command: it was passed on, has a file, is nothing
    but addresses, or is long (more than 200 characters besides addresses, or three lines)."""
    rest = text
    for link in sorted(links, key=len, reverse=True):
        rest = rest.replace(link, " ")
    only_links = bool(links) and not _WORD.search(rest)
    lines = sum(bool(line.strip()) for line in text.splitlines())
    return forwarded or bool(files) or only_links or len(rest.strip()) > _LONGEST_QUESTION or lines >= _LINES

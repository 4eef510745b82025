"""What becomes of material that was sent in: what counts as such, what of it is read, and when it is tried again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from bot.core.material import Material
from bot.core.model import Incoming, Person

Lane = Literal["scan", "listen", "open"]
"""What is answered; what is only to be stored; and the same where links or files have to be fetched first."""
SubmissionState = Literal["waiting", "keeping", "done", "failed"]

# Own choices, all of them. A text is an article from this many characters or lines on, not a name or a question.
LONG_TEXT: Final = 200
LONG_LINES: Final = 3
# So many words beside a link tell of it themselves; with fewer they only point to it.
_COMMENT: Final = 60
MOST_LINKS: Final = 3
MOST_FILES: Final = 3
# Links that are kept of one message.
_KEPT_LINKS: Final = 20
# What waits to be read for one chat.
MOST_WAITING: Final = 50
# What failed for a passing reason is tried again after these, then told.
WAITS: Final = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=3))
# After this nobody can store it any more.
KEEPABLE_FOR: Final = timedelta(days=7)
# What was published longer ago is no news.
OLD: Final = timedelta(hours=72)

_LINK: Final = re.compile(r"https?://[^\s<>\"«»]+", re.IGNORECASE)
_AFTER_A_LINK: Final = ".,;:!?'*_…؟،؛”’)]}"
_CHATS: Final = ("t.me", "telegram.me", "telegram.dog")


@dataclass(frozen=True, slots=True)
class Submission:
    """Material on its way. `articles` is what was read in it, `kept` when that was stored (aware UTC)."""

    id: int
    destination_id: int
    person: Person
    lane: Lane
    state: SubmissionState
    received: datetime
    material: Material
    attempts: int = 0
    error: str | None = None
    reply_to: str | None = None
    articles: tuple[Incoming, ...] = ()
    kept: datetime | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A link or file that could not be read, and why. `passing` where it may work later."""

    what: str
    reason: str
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """What was read in material, and what could not be."""

    articles: tuple[Incoming, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def passing(self) -> bool:
        """Whether something of it may be readable later."""
        return any(one.passing for one in self.problems)


def is_to_be_read(text: str, links: Sequence[str] = (), *, forwarded: bool = False, files: bool = False) -> bool:
    """Whether something that was said to the bot is an article to read, rather than a name or a question."""
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    return forwarded or files or bool(links) or len(text) > LONG_TEXT or lines >= LONG_LINES


def links_in(text: str) -> tuple[str, ...]:
    """The web addresses that are written in a text, each once, without what punctuation follows them."""
    found = (one.rstrip(_AFTER_A_LINK) for one in _LINK.findall(text))
    return web_links(found)


def web_links(links: Any) -> tuple[str, ...]:
    """Those that are of the web, each once, in their order; at most as many as are kept of a message."""
    usable = (one for one in links if one.lower().startswith(("http://", "https://")) and len(one) > len("https://"))
    return tuple(dict.fromkeys(usable))[:_KEPT_LINKS]


def lane_of(material: Material) -> Lane:
    """Where it waits."""
    if material.purpose == "scan":
        return "scan"
    return "open" if has_to_be_opened(material) else "listen"


def has_to_be_opened(material: Material) -> bool:
    """Whether something has to be fetched before all of it can be read."""
    return bool(links_to_read(material) or material.files)


def links_to_read(material: Material) -> tuple[str, ...]:
    """The addresses whose pages are read: none where the message tells enough itself, and beside words no chats."""
    words = _own_words(material)
    if len(words) > LONG_TEXT:
        return ()
    links = [one for one in material.links if one != material.url and not (words and _leads_to_a_chat(one))]
    return tuple(links[:MOST_LINKS])


def text_article(material: Material) -> Incoming | None:
    """The message itself as an article; None where it has no words, or few that only point to a link or file."""
    words = _own_words(material)
    if has_to_be_opened(material) and (not words or _only_points(material, words)):
        return None
    if not material.text.strip() or (material.purpose == "listen" and not any(map(str.isalnum, words))):
        return None
    return Incoming(material.source, material.text, material.post, None, material.url, material.published)


def next_try(attempts: int) -> timedelta | None:
    """The wait after so many failed attempts; None when it was tried often enough."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def to_store(article: Incoming, now: datetime) -> Incoming:
    """An article as it is stored when somebody asks for it: what is old is no news."""
    old = article.published is not None and now - article.published > OLD
    return replace(article, silent=old)


def as_plain(article: Incoming) -> dict[str, Any]:
    """Plain data for JSON; `from_plain` is its inverse."""
    return {**asdict(article), "published": article.published.isoformat() if article.published else None}


def from_plain(data: Mapping[str, Any]) -> Incoming:
    """The article that `as_plain` was made from."""
    published = datetime.fromisoformat(data["published"]) if data["published"] else None
    return Incoming(**{**data, "published": published})


def _own_words(material: Material) -> str:
    """The text without the addresses in it."""
    rest = _LINK.sub(" ", material.text)
    for link in material.links:
        rest = rest.replace(link, " ").replace(link.partition("://")[2], " ")
    return " ".join(rest.split())


def _only_points(material: Material, words: str) -> bool:
    """Somebody's own few words; what a channel posts or was forwarded speaks for itself."""
    theirs = material.purpose == "listen" or material.url is not None or material.published is not None
    return not theirs and len(words) < _COMMENT


def _leads_to_a_chat(link: str) -> bool:
    try:
        host = urlsplit(link).hostname or ""
    except ValueError:
        return False
    return host.removeprefix("www.") in _CHATS

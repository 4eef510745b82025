"""The full text of what feeds only tease: the page behind the link, where it may be believed."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import Message
from typing import Final
from urllib.parse import urljoin

from bot.core.errors import RasidError, WireError
from bot.core.full_text import Kept, Verdict, from_address, judge, shows_a_wall, wants_page
from bot.core.model import Incoming
from bot.core.model import Pages as Wish
from bot.core.urls import host_of
from bot.core.wire import storable
from bot.sources.addresses import is_above
from bot.sources.failures import FetchError
from bot.sources.fetch import Answer, Fetcher
from bot.sources.markup import parse
from bot.sources.pages import Page, read_page

# Of one poll: so many pages at most, so many at once, so many of one host, and this long for one and for all.
MOST_PAGES: Final = 30
_AT_ONCE: Final = 4
_OF_A_HOST: Final = 2
_SECONDS: Final = 20.0
_SECONDS_FOR_ALL: Final = 60.0
_LARGEST: Final = 3 * 1024 * 1024
_ACCEPT: Final = "text/html, application/xhtml+xml, */*;q=0.5"
_READABLE: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml", ""})
_ONWARD: Final = re.compile(r"\s*(\d{1,9})(?:\.\d*)?\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_REFRESH_SECONDS: Final = 5
_REFRESH_PAGE: Final = 20_000
_REFRESHES: Final = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """An item after its page was asked for, and why its teaser stays where it does."""

    item: Incoming
    note: str | None = None


async def fetch_answer(fetcher: Fetcher, url: str, now: datetime) -> Answer:
    """What an address gives, after the redirects that its pages ask for. Raises FetchError."""
    answer = await fetcher.get(url, {"Accept": _ACCEPT}, now)
    for _ in range(_REFRESHES):
        if not (onward := _onward(answer)):
            break
        answer = await fetcher.get(onward, {"Accept": _ACCEPT}, now)
    return answer


def article_in(answer: Answer, url: str, now: datetime) -> Page:
    """The article that came for an address, with its own address where the page gives one that may be believed. Blocks.

    Raises WireError with a sentence where it is no page, or where the page shows no article: a front page, a login, a
    request for consent, an error.
    """
    page = page_in(answer, now)
    if is_above(answer.url, url):
        raise WireError("the address leads to a front page, and no article is there; give the article's own address")
    if shows_a_wall(page.text) or not page.text:
        raise WireError("the page shows no article, but asks for a login, a subscription, consent or a script")
    return page


async def complete(
    fetcher: Fetcher, pages: Wish, items: Sequence[Incoming], now: datetime, *, largest: int
) -> Sequence[Incoming]:
    """The items in their order, those that want it with the text, author and date of their pages.

    At most `MOST_PAGES` are asked for, the last items first, within a minute; `largest` is in bytes, of one text.
    """
    wanted = [at for at, item in enumerate(items) if wants_page(pages, item.text, item.url)][-MOST_PAGES:]
    outcomes = await complete_these(fetcher, [items[at] for at in wanted], now, largest=largest)
    read = dict(zip(wanted, outcomes, strict=True))
    return [read[at].item if at in read else item for at, item in enumerate(items)]


async def complete_these(
    fetcher: Fetcher, items: Sequence[Incoming], now: datetime, *, largest: int, seconds: float = _SECONDS_FOR_ALL
) -> Sequence[Outcome]:
    """What became of each item; some pages at once, few of one host, and the newest first."""
    deadline = asyncio.get_running_loop().time() + seconds
    gate = asyncio.Semaphore(_AT_ONCE)
    hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(_OF_A_HOST))

    async def one(item: Incoming) -> Outcome:
        try:
            async with asyncio.timeout_at(deadline), hosts[host_of(item.url or "")], gate, asyncio.timeout(_SECONDS):
                return await _complete(fetcher, item, now, largest)
        except TimeoutError:
            return Outcome(item, "the page did not come in time")

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(item)) for item in reversed(items)]
    return [task.result() for task in reversed(tasks)]


async def _complete(fetcher: Fetcher, item: Incoming, now: datetime, largest: int) -> Outcome:
    try:
        answer = await fetch_answer(fetcher, item.url or "", now)
        page = await asyncio.to_thread(page_in, answer, now)
        if is_above(answer.url, item.url or ""):
            return Outcome(item, Kept.FRONT)
        return await asyncio.to_thread(_judged, item, page, largest)
    except FetchError as error:
        return Outcome(item, error.reason)
    except RasidError as error:
        return Outcome(item, str(error))
    except Exception as error:  # whatever a hostile page makes its readers raise: the item keeps its teaser
        return Outcome(item, f"the page cannot be read ({type(error).__name__})")


def _judged(item: Incoming, page: Page, largest: int) -> Outcome:
    """A page that says no more than its teaser still names its author and date, and one whose title was only guessed
    from its address its title."""
    guessed = bool(item.title) and not item.text and from_address(item.title or "", item.url or "")
    verdict = _verdict(item, item.title, page, largest)
    if guessed and verdict.reason is Kept.ELSEWHERE:
        verdict = _verdict(item, None, page, largest)
    if verdict.text is None and verdict.reason is not Kept.SHORTER:
        return Outcome(item, verdict.reason)
    author, published = item.author or page.author, item.published or page.published
    title = page.title or item.title if guessed and verdict.text else item.title
    done = replace(item, title=title, text=verdict.text or item.text, author=author, published=published)
    return Outcome(storable(done), verdict.reason)


def _verdict(item: Incoming, title: str | None, page: Page, largest: int) -> Verdict:
    return judge(page.text, item.text, title, page_title=page.title, links=page.links, largest=largest)


def page_in(answer: Answer, now: datetime) -> Page:
    """The page that an answer holds. Raises WireError where it holds something else."""
    media_type, label = media_type_of(answer)
    if media_type not in _READABLE:
        raise WireError(f"no web page is there ({media_type[:60]})")
    if len(answer.body) > _LARGEST:
        raise WireError(f"the page is larger than {_LARGEST // 1024 // 1024} MB")
    return read_page(answer.body, label=label, url=answer.url, now=now)


def media_type_of(answer: Answer) -> tuple[str, str | None]:
    """The media type in lower case, '' where there is none, and the charset that an answer's header names."""
    given = answer.headers.get("content-type", "")
    header = Message()
    header["content-type"] = given if given.isascii() and given.isprintable() and len(given) <= 500 else ""
    return (header.get_content_type() if header["content-type"] else ""), header.get_content_charset()


def _onward(answer: Answer) -> str | None:
    """Where a small page sends its reader at once."""
    tree = parse(answer.body.decode("latin-1")) if len(answer.body) <= _REFRESH_PAGE else None
    for meta in tree.iter("meta") if tree is not None else ():
        found = (
            _ONWARD.match(meta.get("content") or "") if (meta.get("http-equiv") or "").lower() == "refresh" else None
        )
        if found and int(found[1]) <= _REFRESH_SECONDS:
            return _other_address(answer.url, found[2].strip())
    return None


def _other_address(base: str, target: str) -> str | None:
    try:
        onward = urljoin(base, target.encode("latin-1").decode("utf-8", "replace"))
    except ValueError:
        return None
    return onward if onward.startswith(("http://", "https://")) and onward != base else None

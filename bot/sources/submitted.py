"""What was sent in, opened: its words, the pages behind its links, its files. All of it is untrusted and bounded."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Self
from urllib.parse import urlsplit

import structlog

from bot.core.errors import RasidError, SourceError
from bot.core.layout import clean_text
from bot.core.material import Attachment, Material
from bot.core.model import Incoming
from bot.core.submission import MOST_FILES, MOST_LINKS, Opened, Problem, links_to_read, text_article
from bot.core.urls import host_of, without_login
from bot.core.wire import storable
from bot.ports import Downloader
from bot.sources.documents import is_paper, read_document
from bot.sources.failures import FetchError
from bot.sources.fetch import Answer, Fetcher
from bot.sources.full_text import article_in, fetch_answer, media_type_of

log = structlog.get_logger()

# What a bot may fetch of Telegram; https://core.telegram.org/bots/api#getfile
LARGEST_FILE: Final = 20 * 1024 * 1024
_LONGEST_NAME: Final = 100

ReadDocument = Callable[[str, bytes, str, str], tuple[Incoming, ...]]


@dataclass(frozen=True, slots=True)
class SubmittedOpener:
    """See the port `Opener`. `downloads` are the platforms that hold files, by name; `largest` is in bytes, of one
    article's text; `read` blocks."""

    fetcher: Fetcher
    downloads: Mapping[str, Downloader]
    largest: int
    read: ReadDocument = read_document

    @classmethod
    def of(cls, fetcher: Fetcher, platforms: Iterable[object], largest: int) -> Self:
        """With those of the platforms that hold files."""
        return cls(fetcher, {one.platform: one for one in platforms if isinstance(one, Downloader)}, largest)

    async def open(self, platform: str, material: Material, now: datetime) -> Opened:
        """See the port. The first articles are those of the text, then of links, then of files."""
        said = text_article(material)
        links = [self._tried(_shown(link), self._page(link, now)) for link in links_to_read(material)]
        some = material.files[:MOST_FILES]
        files = [self._tried(_name(one), self._file(platform, one, material)) for one in some]
        parts = [Opened((said,) if said else ()), *await asyncio.gather(*links, *files), *_left_out(material)]
        opened = [self._bounded(article) for part in parts for article in _addressed(part.articles, material)]
        fitting = tuple(one for one in opened if isinstance(one, Incoming))
        problems = [
            *(one for part in parts for one in part.problems),
            *(one for one in opened if isinstance(one, Problem)),
        ]
        return Opened(_named_once(fitting, material), tuple(problems))

    async def _tried(self, what: str, work: Coroutine[Any, Any, tuple[Incoming, ...]]) -> Opened:
        """Whatever a page or file does wrong is its problem alone."""
        try:
            return Opened(await work)
        except FetchError as error:
            return Opened(problems=(Problem(what, error.reason, error.passing),))
        except SourceError as error:
            return Opened(problems=(Problem(what, error.reason, not error.permanent),))
        except RasidError as error:
            return Opened(problems=(Problem(what, str(error)),))
        except Exception as error:
            log.exception("submission.part_crashed", kind=type(error).__name__)
            return Opened(problems=(Problem(what, f"it cannot be read ({type(error).__name__})"),))

    async def _page(self, link: str, now: datetime) -> tuple[Incoming, ...]:
        answer = await fetch_answer(self.fetcher, link, now)
        if is_paper(answer.body):
            return await asyncio.to_thread(self._paper, link, answer)
        page = await asyncio.to_thread(article_in, answer, link, now)
        address = without_login(page.url or link)
        source = _outlet(address)
        return (Incoming(source, page.text, None, page.title, address, page.published, author=page.author),)

    def _paper(self, link: str, answer: Answer) -> tuple[Incoming, ...]:
        """A PDF or Word file behind a link: known by its address, as a page is."""
        address = without_login(link)
        name = urlsplit(address).path.rpartition("/")[2][:_LONGEST_NAME]
        articles = self.read(name, answer.body, _outlet(address), media_type_of(answer)[0])
        return tuple(replace(one, external_id=None, url=address) for one in articles)

    async def _file(self, platform: str, attachment: Attachment, material: Material) -> tuple[Incoming, ...]:
        if attachment.size is not None and attachment.size > LARGEST_FILE:
            raise SourceError("file", f"it is larger than {LARGEST_FILE >> 20} MB", permanent=True)
        holder = self.downloads.get(platform)
        if holder is None:
            raise SourceError("file", "files cannot be read on this platform", permanent=True)
        body = await holder.download(attachment, LARGEST_FILE)
        name = _name(attachment)
        articles = await asyncio.to_thread(self.read, name, body, material.source, attachment.media_type)
        # A file's name tells no two articles apart: who sends "article.txt" twice sends two.
        return tuple(replace(one, external_id=None, source=material.source) for one in articles)

    def _bounded(self, article: Incoming) -> Incoming | Problem:
        if len(article.text.encode("utf-8", "replace")) > self.largest:
            what = article.title or article.url or article.source
            return Problem(what, f"it is larger than {self.largest // 1024} kB; raise RASID_MAX_ARTICLE_KB")
        return storable(article)


def _addressed(articles: tuple[Incoming, ...], material: Material) -> list[Incoming]:
    """What a post brings was published with it, where it does not say otherwise itself."""
    dated = material.published
    return [replace(one, published=one.published or dated) for one in articles]


def _named_once(articles: tuple[Incoming, ...], material: Material) -> tuple[Incoming, ...]:
    """The first article that has no address of its own is the post itself; the others of it are named after it."""
    if material.post is None:
        return articles
    named, first = [], True
    for number, one in enumerate(articles):
        if one.url is not None and one.url != material.url:
            named.append(one)
            continue
        name = material.post if first else f"{material.post}/{number}"
        named.append(replace(one, external_id=name, url=material.url if first else None))
        first = False
    return tuple(named)


def _outlet(address: str) -> str:
    """What the source of a page or file is called."""
    return (host_of(address) or address).removeprefix("www.")


def _left_out(material: Material) -> list[Opened]:
    """A word on what is more than is read of one message."""
    more = len(material.files) > MOST_FILES or (len(material.links) > MOST_LINKS and links_to_read(material))
    reason = f"at most {MOST_LINKS} links and {MOST_FILES} files of a message are read; send the rest on its own"
    return [Opened(problems=(Problem("", reason),))] if more else []


def _name(attachment: Attachment) -> str:
    """A file's name without folders, line breaks and controls, shortened in the middle so that its suffix stays."""
    name = " ".join(clean_text(attachment.name).replace("\\", "/").rpartition("/")[2].split()) or "file"
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 20]}…{name[-19:]}"


def _shown(link: str) -> str:
    return without_login(link)[:300]

"""The console over a real store, and its pages as trees."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import httpx
from lxml import html

from bot.clocks import utc_now
from bot.core.bidi import strip_controls
from bot.core.model import Destination, Incoming, Language
from bot.parts import Parts, assemble
from bot.ports import Store
from handlers.commands.access import AccessRules
from handlers.web import WebChat, WebConsole, WebServer
from handlers.web.api import Api
from handlers.web.chat import ADDRESS
from handlers.web.metrics import MetricsPage
from watchlists import Matcher
from watchlists.outlets import NO_OUTLETS, Outlets

LARGEST = 64 * 1024


@dataclass
class Page:
    """What a page answers: its status, and the tree of its elements."""

    status: int
    tree: html.HtmlElement
    text: str

    def words(self, path: str) -> list[str]:
        """The text of every element of this XPath, spaces as one, without marks of direction."""
        return [strip_controls(" ".join(one.text_content().split())) for one in self.tree.xpath(path)]

    def links(self, path: str = "//main//a") -> list[str]:
        """The addresses of the links of this XPath."""
        return [one.get("href") for one in self.tree.xpath(path)]


@dataclass
class Looked:
    """A running console with its parts, and a browser without a script."""

    parts: Parts
    client: httpx.AsyncClient

    async def page(self, path: str, **query: str) -> Page:
        """Open a page; a redirect is followed."""
        answer = await self.client.get(path, params=query or None, follow_redirects=True)
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        return Page(answer.status_code, html.document_fromstring(answer.content, parser=parser), answer.text)

    async def statuses(self, paths: Mapping[str, str]) -> Mapping[str, int]:
        """How each of some pages answers, by its name; what is refused is told in one sentence, and nothing runs."""
        found = {}
        for name, path in paths.items():
            page = await self.page(path)
            assert len(page.words("//p[@role='alert']")) == (page.status != 200), name
            assert "<script>" not in page.text, name
            assert "Traceback" not in page.text, name
            found[name] = page.status
        return found

    def take(self, *articles: Incoming, now: datetime | None = None) -> list[int]:
        """Store articles and decide on alerts; their ids, 0 for what is known."""
        at = now or utc_now()
        taken = self.parts.ingest.take(list(articles), at)
        self.parts.alerting.speak(at)
        return [one.article_id or 0 for one in taken]

    def chat(self, language: Language = "en") -> Destination:
        """The console's chat in this language."""
        with self.parts.store.begin() as unit:
            about = {"private": True, "title": "", "language": language, "timezone": "UTC"}
            found, _ = unit.chats.meet(ADDRESS, access="allowed", **about)  # type: ignore[arg-type]
            return unit.chats.change(found.id, language=language)


@asynccontextmanager
async def looking(
    store: Store, matcher: Matcher, language: Language = "en", outlets: Outlets = NO_OUTLETS, port: int = 0
) -> AsyncIterator[Looked]:
    """Serve the console until the block ends."""
    parts = assemble(store, matcher, AccessRules(), language, "UTC", outlets=outlets)
    api = Api(store, parts.reader, parts.ingest.take, parts.summarizer, parts.texts, utc_now, None, LARGEST)
    console = WebConsole(
        store, parts.reader, parts.texts, WebChat(store, utc_now), utc_now, language, "UTC", outlets=lambda: outlets
    )
    server = WebServer("127.0.0.1", port, store, api, {}, MetricsPage(store, utc_now, {}), (), console)
    bound = await server.start()
    try:
        base = f"http://127.0.0.1:{bound}"
        async with httpx.AsyncClient(base_url=base, timeout=30, trust_env=False, verify=False) as client:
            yield Looked(parts, client)
    finally:
        await server.stop()


def ids(page: Page) -> Sequence[str]:
    """Every id of a page."""
    return list(page.tree.xpath("//@id"))

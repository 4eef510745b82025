"""The page behind a link."""

import asyncio
from datetime import datetime
from email.message import Message
from typing import Final

from bot.sources.fetch import Fetcher
from bot.sources.pages import Page, read_page

_ACCEPT: Final = {"Accept": "text/html, application/xhtml+xml, */*;q=0.5"}


async def fetch_page(fetcher: Fetcher, url: str, now: datetime) -> Page:
    """What the page says. Raises FetchError, and WireError where no text stands in it."""
    answer = await fetcher.get(url, _ACCEPT, now)
    header = Message()
    header["content-type"] = answer.headers.get("content-type", "")
    return await asyncio.to_thread(read_page, answer.body, label=header.get_content_charset(), url=answer.url)

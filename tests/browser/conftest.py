"""A real Chromium, and one bot that all tests of a file talk to.

The browser is the one that CHROMIUM names, else `chromium`, `chromium-browser` or `google-chrome` on the PATH; without
any the tests are skipped. With RASID_PICTURES=1 they also draw the pictures of the README into docs/pictures:

    RASID_PICTURES=1 pytest tests/browser
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.bot.cli.running import GROUPS
from tests.e2e.bot_process import Bot

PICTURES = os.environ.get("RASID_PICTURES") == "1"
"""Whether the README's pictures are drawn."""

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip(f"no browser: set CHROMIUM, or install one of {', '.join(_NAMES)}")
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=path, args=[*_FLAGS, *root])
        yield started
        await started.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def bot(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> AsyncIterator[Bot]:
    """A bot without any token, as a newcomer starts it, but with one short list, which is read sooner; for the pictures
    with all of them. (Without a browser none is started.)"""
    folder = tmp_path_factory.mktemp("bot")
    (folder / "groups.yaml").write_text(GROUPS, "utf-8")
    settings = {} if PICTURES else {"RASID_WATCHLISTS": str(folder / "groups.yaml")}
    one = Bot(folder, settings)
    await one.start()
    await one.ready()
    yield one
    await one.kill()


@asynccontextmanager
async def opened(browser: Browser, bot: Bot, path: str = "/", **how: object) -> AsyncIterator[Page]:
    """A page of the console in a window of its own. AssertionError at the end where it asked another host for
    anything, or complained; `faults=True` where the bot is meant to be away."""
    faults = bool(how.pop("faults", False))
    context: BrowserContext = await browser.new_context(**how)  # type: ignore[arg-type]
    asked, complaints = set[str](), list[str]()
    context.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page = await context.new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        await page.goto(bot.address + path)
        yield page
    finally:
        await context.close()
    assert asked <= {urlsplit(bot.address).netloc}
    assert faults or complaints == []

"""The web console in a real browser: the conversation, alerts as they come, buttons, charts; for everybody."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, Page, expect

from bot.core.model import Incoming
from bot.samples import read_samples
from bot.storage import SqlStore
from handlers.web.chat import CHAT
from handlers.web.pages.registry import PAGES
from tests.browser.conftest import PICTURES, opened
from tests.e2e.bot_process import Bot

pytestmark = pytest.mark.asyncio(loop_scope="session")

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
DESKTOP, PHONE, NARROW = ({"width": w, "height": h} for w, h in ((1280, 860), (390, 844), (320, 480)))
PATIENCE = 20_000.0
SINGLE = ("/status/ISKP", "/stories/S1", "/articles/1", "/watchlists/ISKP", "/nowhere")
ATTACK = "أعلن تنظيم داعش خراسان مسؤوليته عن تفجير انتحاري في كابول أسفر عن مقتل 12 شخصا."
expect.set_options(timeout=PATIENCE)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def seeded(bot: Bot) -> AsyncIterator[Bot]:
    """The bot with the sample articles of the last weeks."""
    now = datetime.now(UTC)
    past = [one for one in read_samples(now) if one.published and one.published < now - timedelta(days=1)]
    await push(bot, [wired(one) for one in past])
    yield bot


async def push(bot: Bot, articles: list[dict[str, Any]]) -> None:
    answer = await bot.push(articles)
    assert answer.status_code == 202, answer.text


def wired(one: Incoming) -> dict[str, Any]:
    """A sample as the API takes it."""
    assert one.published is not None
    about = {"id": one.external_id, "source": one.source, "title": one.title, "url": one.url}
    return {**about, "text": one.text, "published": one.published.isoformat()}


async def say(page: Page, text: str) -> None:
    """Say something, and wait for the answer."""
    before = await page.locator(".line.told").count()
    await page.fill("#text", text)
    await page.press("#text", "Enter")
    await expect(page.locator(".line.told").nth(before)).to_be_visible()


async def speak(page: Page, language: str) -> None:
    """Have the console in a language."""
    if await page.locator("html").get_attribute("lang") != language:
        await page.click(".tongue button")
        await expect(page.locator("html")).to_have_attribute("lang", language)


async def bottom(page: Page) -> float:
    """How far from the end the reader is, in pixels."""
    here = "const r = document.scrollingElement; r.scrollHeight - r.clientHeight - r.scrollTop"
    return float(await page.evaluate(here))


async def test_a_newcomer_asks_and_is_answered(browser: Browser, seeded: Bot) -> None:
    async with opened(browser, seeded) as page:
        await speak(page, "ar")
        await say(page, "/status ISKP")
        answer = page.locator(".line.told").last
        await expect(answer).to_contain_text("خراسان")
        await expect(page.locator("#text")).to_have_value("")
        assert await answer.locator(".body").get_attribute("dir") == "rtl"
        assert await bottom(page) < 1


async def test_an_alert_arrives_in_every_tab_without_a_reload(browser: Browser, seeded: Bot) -> None:
    async with opened(browser, seeded) as page, opened(browser, seeded, viewport=PHONE) as other:
        await page.evaluate("document.documentElement.dataset.kept = 'yes'")
        await say(page, "/watch ISKP")
        await push(seeded, [{"id": "live-1", "title": "تفجير في كابول", "text": ATTACK}])
        for one in (page, other):
            await expect(one.locator(".line.alert.critical").last).to_contain_text("تفجير انتحاري")
        assert await page.locator("html").get_attribute("data-kept") == "yes"
        ids = await page.locator("#lines > .line").evaluate_all("all => all.map(one => one.id)")
        assert len(ids) == len(set(ids))


async def test_a_button_changes_its_message_in_place(browser: Browser, seeded: Bot) -> None:
    async with opened(browser, seeded) as page:
        await say(page, "/settings")
        menu = page.locator(".line.told").last
        name, before = await menu.get_attribute("id"), await menu.inner_text()
        count = await page.locator(".line").count()
        await menu.locator("button").first.click()
        same = page.locator(f"#{name}")
        await expect(same).not_to_have_text(before, use_inner_text=True)
        assert await page.locator(".line").count() == count


async def test_a_chart_shows(browser: Browser, seeded: Bot) -> None:
    async with opened(browser, seeded) as page:
        await say(page, "/chart ISKP 30d")
        picture = page.locator(".line.told img").last
        await expect(picture).to_have_js_property("complete", True)
        assert await picture.evaluate("one => one.naturalWidth") > 100
        assert await picture.get_attribute("alt")
        assert await bottom(page) < 1


async def test_a_reader_of_older_messages_stays_there(browser: Browser, seeded: Bot) -> None:
    async with opened(browser, seeded, viewport=PHONE) as page:
        await say(page, "/help")
        await say(page, "/help")
        await page.evaluate("document.scrollingElement.scrollTop = 0")
        async with opened(browser, seeded) as other:
            await say(other, "/list")
        await expect(page.locator("#newer")).to_be_visible()
        assert await page.evaluate("document.scrollingElement.scrollTop") == 0
        assert (await page.title()).startswith("(1) ")
        await page.click("#newer")
        await expect(page.locator("#newer")).to_be_hidden()
        assert await bottom(page) < 1
        assert not (await page.title()).startswith("(")


async def test_older_messages_come_above(browser: Browser, seeded: Bot) -> None:
    """What another process wrote; it is not in the log, so that nobody is read all of it."""
    store = SqlStore(f"sqlite:///{seeded.home / 'rasid.db'}")
    with store.begin() as unit:
        for number in range(60):
            unit.transcript.say(CHAT, f"older:{number}", f"said {number}.", datetime.now(UTC))
    store.close()
    async with opened(browser, seeded) as page:
        first = page.locator(".line").first
        name, before = await first.get_attribute("id"), await page.locator("#history .line").count()
        await page.evaluate("document.scrollingElement.scrollTop = 0")
        await page.click("#older")
        await expect(page.locator("#history .line").first).to_be_attached()
        assert before == 0
        assert await page.locator(f"#lines #{name}").count() == 1
        assert await page.evaluate("document.scrollingElement.scrollTop") > 0
        days = await page.locator(".day").evaluate_all("all => all.map(one => one.dataset.day)")
        assert len(days) == len(set(days))


async def test_the_keyboard_is_enough(browser: Browser, seeded: Bot) -> None:
    async with opened(browser, seeded) as page:
        text = page.locator("#text")
        await text.focus()
        await page.keyboard.type("/unw")
        await expect(page.locator("#command-unwatch")).to_be_visible()
        await page.keyboard.press("ArrowDown")
        await expect(text).to_have_attribute("aria-activedescendant", "command-unwatch")
        await page.keyboard.press("Enter")
        await expect(text).to_have_value("/unwatch ")
        await text.fill("/قائم")
        await expect(page.locator("#command-list")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.locator("#commands")).to_be_hidden()
        await text.fill("one")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("two")
        await expect(text).to_have_value("one\ntwo")
        await text.fill("")
        await say(page, "/list")
        await page.keyboard.press("ArrowUp")
        await expect(text).to_have_value("/list")


async def test_it_works_without_scripts(browser: Browser, seeded: Bot) -> None:
    async with opened(browser, seeded, java_script_enabled=False) as page:
        await page.fill("#text", "/settings")
        await page.click(".send")
        await expect(page.locator(".line.said").last).to_contain_text("/settings")
        menu = page.locator(".line").last
        name, before = await menu.get_attribute("id"), await menu.inner_text()
        await menu.locator("button").first.click()
        await expect(page.locator(f"#{name}")).not_to_have_text(before, use_inner_text=True)
        assert await page.locator(".line").last.get_attribute("id") == name
        assert page.url.endswith("/#latest")


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "narrow"])
async def test_it_fits_small_windows_and_fingers(browser: Browser, seeded: Bot, size: dict[str, int]) -> None:
    async with opened(browser, seeded, viewport=size, has_touch=True) as page:
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await page.evaluate(wide) <= 0
        heights = await page.locator("#lines button, .send, #text, .tongue button").evaluate_all(
            "all => all.map(one => Math.round(one.getBoundingClientRect().height))"
        )
        assert min(heights) >= 44


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_nobody_is_kept_out(browser: Browser, seeded: Bot, language: str) -> None:
    """What axe finds on each page: all of its rules, and in dark colours those of contrast."""
    plain = [*(page.path for page in PAGES if "{" not in page.path), *SINGLE]
    # A browser complains of the page that there is not.
    async with opened(browser, seeded, color_scheme="light", faults=True) as page:
        await speak(page, language)
        found: dict[str, str] = {}
        for path in ("/", *plain):
            await page.goto(seeded.address + path)
            found[path] = await violations(page)
            await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            found[f"{path} in the dark"] = await violations(page, {"runOnly": ["color-contrast"]})
            await page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert {where: what for where, what in found.items() if what} == {}


async def test_a_mention_says_why_where_it_is_pointed_at(browser: Browser, seeded: Bot) -> None:
    async with opened(browser, seeded, path="/articles/1") as page:
        mention = page.locator(".hit").first
        why = await mention.get_attribute("data-why")
        shown = "one => getComputedStyle(one, '::after').content"
        assert why
        assert await mention.evaluate(shown) == "none"
        await mention.hover()
        assert why.split()[0] in await mention.evaluate(shown)
        await page.mouse.move(0, 0)
        assert await mention.evaluate(shown) == "none"
        await mention.focus()
        await page.keyboard.press("Shift+Tab")
        await page.keyboard.press("Tab")
        assert why.split()[0] in await mention.evaluate(shown)


async def violations(page: Page, options: dict[str, Any] | None = None) -> str:
    results = await Axe().run(page, options=options)
    return json.dumps([(one["id"], [node["html"] for node in one["nodes"]]) for one in results.response["violations"]])[
        1:-1
    ]


async def test_the_script_asks_where_there_is_no_stream(browser: Browser, seeded: Bot) -> None:
    """As when too many pages are open: it hears of everything a little later."""
    async with opened(browser, seeded, path="/health", faults=True) as page:
        await page.route("**/live?*", lambda route: route.fulfill(status=503, headers={"Retry-After": "10"}))
        await page.goto(seeded.address)
        await say(page, "/list")


async def test_while_the_bot_is_away_what_was_written_stays(browser: Browser, seeded: Bot) -> None:
    async with opened(browser, seeded, faults=True) as page:
        await speak(page, "en")
        assert await seeded.stop() == 0
        await expect(page.locator("#connection")).to_have_text("The connection is lost. Trying again…")
        await page.fill("#text", "/list")
        await page.press("#text", "Enter")
        await expect(page.locator("#problem")).to_contain_text("The bot cannot be reached.")
        await expect(page.locator("#text")).to_have_value("/list")
        await seeded.start()
        await seeded.ready()
        await expect(page.locator("#connection")).to_have_text("Connected again.")
        await say(page, "/list")
        await expect(page.locator("#problem")).to_have_text("")


@pytest.mark.skipif(not PICTURES, reason="draws the README's pictures: RASID_PICTURES=1")
async def test_pictures(browser: Browser, seeded: Bot) -> None:
    """The console as a newcomer sees it, on a desk and on a phone."""
    async with opened(browser, seeded, viewport=DESKTOP) as page:
        await speak(page, "ar")
        await say(page, "/watch ISKP")
        now = datetime.now(UTC)
        news = [one for one in read_samples(now) if one.published and one.published >= now - timedelta(days=1)]
        await push(seeded, [wired(one) for one in news])
        await expect(page.locator(".line.alert").last).to_be_visible()
        await page.wait_for_timeout(5000)
        await say(page, "/status ISKP")
        await page.locator(".line.critical").last.evaluate("one => scrollBy(0, one.getBoundingClientRect().top - 90)")
        await page.screenshot(path=FOLDER / "console.png")
    async with opened(browser, seeded, viewport=PHONE, color_scheme="dark", device_scale_factor=2) as page:
        await page.locator(".line.critical").last.evaluate("one => scrollBy(0, one.getBoundingClientRect().top - 12)")
        await page.screenshot(path=FOLDER / "console-phone.png")
    async with opened(browser, seeded, viewport=DESKTOP) as page:
        for path, name in (("/status/ISKP?window=30d", "status"), ("/articles/1", "article")):
            await page.goto(seeded.address + path)
            await page.screenshot(path=FOLDER / f"console-{name}.png")

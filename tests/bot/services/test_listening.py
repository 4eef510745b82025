"""What channels post is stored once, whatever breaks and however much it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.core.errors import StoreError
from bot.core.material import Material
from bot.core.model import Incoming
from bot.core.submission import WAITS, Opened, Problem
from bot.ports import Window
from bot.storage import SqlStore
from tests.bot.services.newsroom import BOMBING, DAY, FOLLOW_UP, NOTHING, NOW, Newsroom
from tests.bot.services.sending_in import Desk
from tests.fakes.stores import LOCKED, Crash, CrashingStore, FailingStore, RefusingStore

POST = "https://t.me/wadi_echo/7"
LINK = "https://outlet.example/1"
HEARD = Material("listen", BOMBING, source="صدى الوادي", url=POST, post="7", published=NOW)
LINKED = replace(HEARD, text=f"خبر عاجل {LINK}", links=(LINK,))
PAGE = Incoming("outlet.example", BOMBING, url=LINK)


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    Newsroom(store).chat("-100")
    return Desk(store)


def texts(desk: Desk) -> list[tuple[str, int]]:
    """What is stored: text and edition, in the order in which it came in."""
    with desk.store.begin() as unit:
        found = list(unit.articles.all(Window(NOW - DAY, NOW + DAY)))
    return [(one.article.text, one.article.edition) for one in sorted(found, key=lambda one: one.article.id)]


def left(desk: Desk) -> int:
    with desk.store.begin() as unit:
        return unit.submissions.unread(1)


async def repeated(work: Callable[[], Awaitable[int]]) -> None:
    """Until it dies; the last steps lie after all work is done."""
    for _ in range(6):
        await work()


async def test_a_post_is_stored_and_nobody_is_answered(desk: Desk) -> None:
    desk.send(1, HEARD, lane="listen")
    assert [await desk.listening().store_posts(), await desk.listening().store_posts()] == [1, 0]
    assert texts(desk) == [(BOMBING, 1)]
    assert (left(desk), desk.opener.opened) == (0, [])
    assert Newsroom(desk.store).outbox() == []  # type: ignore[arg-type]


async def test_an_edited_post_is_a_new_edition_and_the_same_again_is_none(desk: Desk) -> None:
    for number, text in enumerate((BOMBING, FOLLOW_UP, BOMBING)):
        desk.send(1, replace(HEARD, text=text), f"telegram:{number}", "listen")
    await desk.listening().store_posts()
    assert texts(desk) == [(BOMBING, 1), (FOLLOW_UP, 2)]


@pytest.mark.parametrize("step", range(6))
async def test_a_crash_at_any_step_loses_no_post(desk: Desk, store: SqlStore, step: int) -> None:
    desk.send(1, HEARD, lane="listen")
    with pytest.raises(Crash):
        await repeated(desk.listening(CrashingStore(store, step)).store_posts)
    await desk.listening().store_posts()
    assert (texts(desk), left(desk)) == ([(BOMBING, 1)], 0)


@pytest.mark.parametrize("step", range(12))
async def test_a_crash_while_links_are_read_loses_nothing(desk: Desk, store: SqlStore, step: int) -> None:
    desk.opener.plans[LINKED.text] = [Opened((PAGE,))] * 2
    desk.send(1, LINKED, lane="open")
    with pytest.raises(Crash):
        await repeated(desk.listening(CrashingStore(store, step)).open_posts)
    await desk.listening().open_posts()
    assert (texts(desk), left(desk)) == ([(LINKED.text, 1), (BOMBING, 1)], 0)


async def test_a_flood_is_stored_in_few_goes_and_those_with_links_hold_up_none(desk: Desk) -> None:
    for number in range(120):
        lane = "open" if number % 2 else "listen"
        one = replace(HEARD, text=f"{NOTHING} {number}", url=f"{POST}{number}", post=str(number))
        desk.send(1, one, f"telegram:{number}", lane)  # type: ignore[arg-type]
    assert [await desk.listening().store_posts() for _ in range(3)] == [50, 10, 0]
    assert len(texts(desk)) == 60
    assert desk.opener.opened == []


async def test_a_page_that_is_away_is_read_later_and_the_post_at_once(desk: Desk) -> None:
    away = Opened(problems=(Problem(LINK, "no connection", passing=True),))
    desk.opener.plans[LINKED.text] = [away, Opened((PAGE,))]
    desk.send(1, LINKED, lane="open")
    await desk.listening().open_posts()
    assert (texts(desk), left(desk)) == ([(LINKED.text, 1)], 1)
    assert await desk.listening().open_posts() == 0
    desk.later(seconds=WAITS[0].total_seconds())
    await desk.listening().open_posts()
    assert (texts(desk), left(desk)) == ([(LINKED.text, 1), (BOMBING, 1)], 0)


@pytest.mark.parametrize(
    "turn",
    [
        pytest.param(Opened(problems=(Problem(LINK, "HTTP 404"),)), id="for good"),
        pytest.param(ZeroDivisionError(), id="our own mistake"),
    ],
)
async def test_a_page_that_cannot_be_read_is_given_up(desk: Desk, turn: Opened | Exception) -> None:
    desk.opener.plans[LINKED.text] = [turn]
    desk.send(1, LINKED, lane="open")
    await desk.listening().open_posts()
    assert (texts(desk), left(desk)) == ([(LINKED.text, 1)], 0)


async def test_a_page_that_never_comes_is_tried_again(desk: Desk) -> None:
    desk.longest = 0.05
    desk.opener.plans[LINKED.text] = [asyncio.Event()]
    desk.send(1, LINKED, lane="open")
    await desk.listening().open_posts()
    assert (texts(desk), left(desk)) == ([(LINKED.text, 1)], 1)


async def test_a_post_that_breaks_stops_no_other(desk: Desk, store: SqlStore) -> None:
    for number, text in enumerate((BOMBING, "قنبلة", NOTHING)):
        desk.send(1, replace(HEARD, text=text, url=f"{POST}{number}"), f"telegram:{number}", "listen")
    refused = StoreError("refused a change", permanent=True)
    await desk.listening(RefusingStore(store, "قنبلة", refused)).store_posts()  # type: ignore[arg-type]
    assert (texts(desk), left(desk)) == ([(BOMBING, 1), (NOTHING, 1)], 0)


async def test_a_database_in_trouble_is_asked_again(desk: Desk, store: SqlStore) -> None:
    desk.send(1, HEARD, lane="listen")
    for number in range(3):
        with pytest.raises(StoreError):
            await desk.listening(FailingStore(store, number, error=LOCKED)).store_posts()
        assert left(desk) == 1
    await desk.listening().store_posts()
    assert (texts(desk), left(desk)) == ([(BOMBING, 1)], 0)


async def test_a_post_of_emoji_is_no_article(desk: Desk) -> None:
    desk.send(1, replace(HEARD, text="😀🔥"), lane="listen")
    assert await desk.listening().store_posts() == 1
    assert (texts(desk), left(desk)) == ([], 0)

"""What is old goes, and nothing that is still needed; on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.core.message import plain
from bot.core.model import Mute, NewDelivery, Update
from bot.core.pressing import Special
from bot.services.expiring import BATCH, Expiring, last_expiry
from bot.storage import SqlStore
from bot.storage.engine import make_engine
from bot.storage.tables import deliveries, metadata, stories
from tests.handlers.commands.conversing import ADMIN, HOME, Room, room
from watchlists import Matcher

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
KABUL = "قالت حركة طالبان إن سبعة من عناصرها قتلوا في كابول"


@pytest.fixture
def desk(store: SqlStore, shipped_matcher: Matcher) -> Room:
    """A chat that watches everything and was told of a story of two outlets; what was sent to it has arrived."""
    here = room(store, shipped_matcher)
    here.say("/start")
    here.say("/watch all low")
    here.publish(source="one")
    here.publish(source="two")
    here.publish("الطقس اليوم معتدل في البلاد", source="three")
    settle(here)
    send(here)
    return here


def settle(here: Room) -> None:
    """Nothing is due any more."""
    for _ in range(5):
        here.now += 2 * HOUR
        here.parts.alerting.speak(here.now)


def send(here: Room) -> None:
    with here.parts.store.begin() as unit:
        for _ in range(50):
            for one in unit.outbox.claim("telegram", here.now, 60, 50):
                unit.outbox.sent(one.id, str(one.id), here.now)


async def expire(here: Room, after: timedelta, keep_days: int = 365) -> int:
    here.now += after
    return await Expiring(here.parts.store, keep_days, lambda: here.now, pause=0.0).work()


def counts(store: SqlStore) -> Mapping[str, int]:
    engine = make_engine(store.url)
    with engine.connect() as connection:
        found = {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in metadata.tables.items()
        }
    engine.dispose()
    return found


async def test_an_article_goes_with_all_that_hangs_on_it(desk: Room, store: SqlStore) -> None:
    assert counts(store)["alerts"] == 1
    await expire(desk, 366 * DAY)
    left = counts(store)
    gone = ("articles", "matches", "stories", "story_articles", "story_keys", "story_marks", "alerts", "deliveries")
    assert {name: left[name] for name in gone} == dict.fromkeys(gone, 0)
    assert (left["calls"], left["holdings"]) == (0, 0)
    assert left["subscriptions"] == 1
    assert "ISKP" in desk.say("/status ISKP").text
    assert "There is no such alert." in desk.say("/why A1").text


async def test_nothing_goes_before_its_time(desk: Room, store: SqlStore) -> None:
    before = counts(store)
    assert await expire(desk, 20 * DAY) == 0
    assert {**counts(store), "state": 0} == {**before, "state": 0}


async def test_what_was_removed_is_not_found_by_a_search(desk: Room, store: SqlStore) -> None:
    with store.begin() as unit:
        assert len(unit.articles.search("الطقس", 5)) == 1
    await expire(desk, 366 * DAY)
    with store.begin() as unit:
        assert not unit.articles.search("الطقس", 5)
        assert unit.articles.last_id() == 0


async def test_a_story_that_goes_on_stays_whole(desk: Room, store: SqlStore) -> None:
    """Its first reports are as old as the one of the weather, which goes."""
    desk.now += 40 * DAY
    engine = make_engine(store.url)
    with engine.begin() as connection:
        connection.execute(stories.update().values(latest=desk.now))
    engine.dispose()
    await expire(desk, DAY, keep_days=30)
    assert counts(store)["articles"] == 2
    assert "S1" in desk.say("/story S1").text


async def test_a_story_of_the_last_week_stays_whatever_is_set(desk: Room, store: SqlStore) -> None:
    await expire(desk, 5 * DAY, keep_days=1)
    assert counts(store)["articles"] == 2
    await expire(desk, 3 * DAY, keep_days=1)
    assert counts(store)["articles"] == 0


@pytest.mark.parametrize("state", ["pending", "sending"])
async def test_what_is_on_its_way_keeps_its_story(state: str, desk: Room, store: SqlStore) -> None:
    engine = make_engine(store.url)
    with engine.begin() as connection:
        alerted = deliveries.c.alert_id.is_not(None)
        connection.execute(deliveries.update().where(alerted).values(state=state))
    await expire(desk, 366 * DAY)
    assert counts(store)["alerts"] == 1
    assert counts(store)["articles"] == 2
    with engine.begin() as connection:
        connection.execute(deliveries.update().values(state="sent"))
    engine.dispose()
    await expire(desk, DAY)
    assert counts(store)["articles"] == 0


async def test_a_story_that_has_to_be_looked_at_stays(desk: Room, store: SqlStore) -> None:
    engine = make_engine(store.url)
    with engine.begin() as connection:
        connection.execute(stories.update().values(due=desk.now))
    engine.dispose()
    await expire(desk, 366 * DAY)
    assert counts(store)["stories"] == 1


async def test_a_message_that_waits_is_never_removed(desk: Room, store: SqlStore) -> None:
    with store.begin() as unit:
        unit.outbox.add(NewDelivery("x", 1, "notice", plain(["x"], "en")), desk.now)
    await expire(desk, 366 * DAY)
    with store.begin() as unit:
        assert [one.message.text for one in unit.outbox.claim("telegram", desk.now, 60, 9)] == ["x"]


async def test_stories_that_were_merged_go_together(desk: Room, store: SqlStore) -> None:
    desk.publish(KABUL, source="four")
    settle(desk)
    send(desk)
    desk.say("/merge S1 S2 yes")
    settle(desk)
    send(desk)
    assert counts(store)["stories"] == 2
    await expire(desk, 366 * DAY)
    assert counts(store)["stories"] == 0
    assert "went wrong" not in desk.say("/undo R1").text


async def test_zero_keeps_articles_for_ever_and_not_the_conversation(desk: Room, store: SqlStore) -> None:
    with store.begin() as unit:
        unit.files.add("a.csv", "text/csv", b"x", desk.now)
    before = counts(store)
    await expire(desk, 9999 * DAY, keep_days=0)
    left = counts(store)
    assert {name: left[name] for name in ("articles", "alerts", "deliveries", "audit")} == {
        name: before[name] for name in ("articles", "alerts", "deliveries", "audit")
    }
    assert left["files"] == 0


async def test_what_serves_the_conversation_goes_after_a_month(desk: Room, store: SqlStore) -> None:
    with store.begin() as unit:
        unit.files.add("a.csv", "text/csv", b"x", desk.now)
        unit.buttons.add(1, [Special("/list", "", once=False, expires=desk.now)], desk.now)
        unit.invites.add("viewer", ADMIN.label, desk.now, desk.now)
        unit.chats.mute(Mute(0, 1, "all", "*", desk.now, ADMIN.label), desk.now)
        for name in ("done", "open"):
            unit.inbox.put(Update("telegram", name, HOME, ADMIN, "/list"), desk.now)
        unit.inbox.done(unit.inbox.waiting()[0][0], desk.now)
        unit.state.put("asks:9", f"{desk.now:%Y-%m-%d} telegram:9")
        unit.state.put("refusal:telegram:9", desk.now.isoformat())
    tables = ("files", "buttons", "invites", "mutes", "inbox")
    await expire(desk, 29 * DAY)
    assert [counts(store)[name] for name in tables] == [1, 1, 1, 1, 2]
    await expire(desk, 2 * DAY)
    assert [counts(store)[name] for name in tables] == [0, 0, 0, 0, 1]
    assert counts(store)["audit"] > 0
    with store.begin() as unit:
        assert not {**unit.state.all("asks:"), **unit.state.all("refusal:")}
    await expire(desk, 365 * DAY)
    assert counts(store)["audit"] == 0


async def test_the_number_of_a_forgotten_chat_goes_when_its_answer_is_sent(desk: Room, store: SqlStore) -> None:
    with store.begin() as unit:
        unit.forgetting.chat(1, desk.now)
    await expire(desk, HOUR)
    with store.begin() as unit:
        assert unit.chats.get(1) is None


async def test_more_than_a_batch_goes_page_by_page(desk: Room, store: SqlStore) -> None:
    for number in range(BATCH * 2 + 3):
        desk.publish(f"الطقس اليوم معتدل في البلاد رقم {number}", source=f"s{number}")
    assert await expire(desk, 366 * DAY) >= BATCH * 2 + 3
    assert counts(store)["articles"] == 0


async def test_what_is_left_when_time_is_up_is_gone_on_with(desk: Room, store: SqlStore) -> None:
    for number in range(BATCH * 3):
        desk.publish(f"الطقس اليوم معتدل في البلاد رقم {number}", source=f"s{number}")
    desk.now += 366 * DAY
    hurried = Expiring(store, 365, lambda: desk.now, pause=0.0, longest=-1.0)
    await hurried.work()
    left = counts(store)["articles"]
    assert 0 < left < BATCH * 3
    with store.begin() as unit:
        assert last_expiry(unit) is None
    for _ in range(6):
        await hurried.work()
    assert counts(store)["articles"] == 0


async def test_it_is_done_at_the_start_and_once_a_day(desk: Room, store: SqlStore) -> None:
    first = Expiring(store, 365, lambda: desk.now, pause=0.0)
    desk.now += 366 * DAY
    assert await first.work() > 0
    with store.begin() as unit:
        assert last_expiry(unit) == desk.now
        unit.files.add("a.csv", "text/csv", b"x", desk.now - 31 * DAY)
    desk.now += HOUR
    assert await first.work() == 0
    assert counts(store)["files"] == 1
    assert await Expiring(store, 365, lambda: desk.now, pause=0.0).work() == 1

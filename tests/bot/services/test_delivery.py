"""Outbox rows reach their chats: every failure has its own answer, and no chat waits for another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.core.errors import SendError, SendFailure, StoreError
from bot.core.message import Message, plain
from bot.core.model import Address, Delivery, DeliveryKind, Destination, Language, NewDelivery, Update
from bot.ports import Store
from bot.scheduling import next_time
from bot.services.delivery import BATCH, LEASE_SECONDS, TOP_UP, Deliverer
from bot.services.errands import Errands
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from handlers.commands.dispatch import Dispatcher
from tests.bot.services.newsroom import AMINA, DAY, NOW, Newsroom, matcher, texts
from tests.fakes.messenger import FakeMessenger
from tests.fakes.stores import FailingStore

SECOND = timedelta(seconds=1)
REPEAT_AR, REPEAT_EN = "قد يكون مكررا", "may be a repeat"


@dataclass
class Post:
    """A store, a fake platform and a clock that a test moves."""

    store: SqlStore
    messenger: FakeMessenger = field(default_factory=FakeMessenger)
    now: datetime = NOW
    written: int = 0

    @property
    def room(self) -> Newsroom:
        return Newsroom(self.store)

    def deliverer(self, store: Store | None = None) -> Deliverer:
        return Deliverer(store or self.store, self.messenger, texts(), lambda: self.now, lambda: 0.5, pause=0)

    def queue(
        self, chat: Destination, *words: str, kind: DeliveryKind = "alert", message: Message | None = None
    ) -> None:
        with self.store.begin() as unit:
            for word in words:
                self.written += 1
                new = NewDelivery(f"k{self.written}", chat.id, kind, message or plain([word], chat.language))
                assert unit.outbox.add(new, self.now)

    async def send(self, after: timedelta = timedelta(0)) -> int:
        self.now += after
        return await self.deliverer().work()

    async def send_all(self) -> None:
        """Let two seconds pass after each round, until nothing is left to do now."""
        while await self.send(2 * SECOND):
            pass

    def counts(self) -> dict[str, int]:
        with self.store.begin() as unit:
            return {state: number for (_, state), number in unit.outbox.counts().items()}

    def failed(self) -> list[str | None]:
        with self.store.begin() as unit:
            return [one.error for one in unit.outbox.failed()]

    def access(self, chat: Destination) -> str:
        with self.store.begin() as unit:
            found = unit.chats.get(chat.id)
        assert found is not None
        return found.access


@pytest.fixture(name="post")
def _post(store: SqlStore) -> Post:
    return Post(store)


def failure(kind: SendFailure, **details: object) -> SendError:
    return SendError(kind, f"it was {kind}", **details)  # type: ignore[arg-type]


async def test_what_is_due_is_sent_and_marked_with_the_message_id(post: Post) -> None:
    chat = post.room.chat("5")
    post.queue(chat, "تنبيه")
    assert await post.send() == 1
    assert post.messenger.texts() == ["تنبيه"]
    assert post.counts() == {"sent": 1}
    assert await post.send(DAY) == 0


async def test_an_answer_leads_back_to_the_alert(post: Post) -> None:
    from tests.bot.services.newsroom import article

    post.room.chat("5", "ISKP")
    post.room.report(article())
    await post.send()
    with post.store.begin() as unit:
        assert unit.outbox.alert_of(Address("telegram", "5"), "m1") == 1


async def test_only_its_own_platform(post: Post) -> None:
    post.queue(post.room.chat("C1", platform="slack"), "a")
    assert await post.send() == 0
    assert post.messenger.tried == []


async def test_a_chat_gets_one_message_a_second_in_order(post: Post) -> None:
    post.queue(post.room.chat("5"), "1", "2", "3")
    await post.send()
    await post.send(SECOND / 2)
    assert post.messenger.texts() == ["1"]
    await post.send(SECOND / 2)
    assert post.messenger.texts() == ["1", "2"]
    await post.send(SECOND)
    assert post.messenger.texts() == ["1", "2", "3"]


async def test_so_many_chats_at_once_and_no_more(post: Post) -> None:
    gate, full = asyncio.Event(), asyncio.Event()
    for number in range(BATCH + 5):
        post.queue(post.room.chat(str(number)), "a")
        post.messenger.plan(str(number), gate)
    post.messenger.on_send = lambda _: full.set() if len(post.messenger.tried) == BATCH else None
    work = asyncio.create_task(post.send())
    await full.wait()
    await asyncio.sleep(2 * TOP_UP)
    assert len(post.messenger.tried) == BATCH
    gate.set()
    first = await work
    assert first + await post.send() == BATCH + 5
    assert len(post.messenger.arrived) == BATCH + 5


@dataclass(frozen=True)
class Case:
    """A failure, and what is there after it and after so long."""

    error: SendError
    state: str
    then: timedelta = timedelta(0)
    arrives: bool = True
    repeat: bool = False
    attempts: int = 1


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(Case(failure(SendFailure.BUSY, retry_after=30), "pending", 30 * SECOND, attempts=0), id="busy"),
        pytest.param(Case(failure(SendFailure.BUSY), "pending", 5 * SECOND, attempts=0), id="busy, no time given"),
        pytest.param(Case(failure(SendFailure.AWAY), "pending", 5 * SECOND), id="away"),
        pytest.param(Case(failure(SendFailure.UNKNOWN), "pending", 5 * SECOND, repeat=True), id="unknown"),
        pytest.param(Case(failure(SendFailure.GONE), "dead", DAY, arrives=False), id="gone"),
        pytest.param(Case(failure(SendFailure.MOVED, moved_to="-1005"), "pending", SECOND), id="moved"),
        pytest.param(Case(failure(SendFailure.MOVED), "dead", DAY, arrives=False), id="moved nowhere"),
        pytest.param(Case(failure(SendFailure.REFUSED), "dead", DAY, arrives=False), id="refused"),
        pytest.param(Case(failure(SendFailure.REVOKED), "pending", 600 * SECOND, attempts=0), id="revoked"),
    ],
)
async def test_every_failure_has_its_answer(post: Post, case: Case) -> None:
    chat, other = post.room.chat("5"), post.room.chat("6")
    post.queue(chat, "تنبيه")
    post.queue(other, "غيره")
    post.messenger.plan("5", case.error)
    await post.send()
    assert post.counts() == {case.state: 1, "sent": 1}
    assert post.messenger.texts("6") == ["غيره"]
    await post.send(case.then - SECOND)
    assert post.messenger.texts("5") == []
    await post.send(SECOND)
    mine = [one for one in post.messenger.arrived if one.message.text.endswith("تنبيه")]
    assert len(mine) == case.arrives
    assert [(REPEAT_AR in one.message.text, one.attempts) for one in mine] == [(case.repeat, case.attempts)] * len(mine)


async def test_a_hold_of_hours_is_kept_to_the_second_and_holds_no_other_chat(post: Post) -> None:
    flooded, other = post.room.chat("5"), post.room.chat("6")
    post.queue(flooded, "1", "2")
    post.queue(flooded, "reply", kind="reply")
    post.messenger.plan("5", failure(SendFailure.BUSY, retry_after=43_000))
    await post.send()
    post.queue(other, "a")
    await post.send(42_999 * SECOND)
    assert post.messenger.texts() == ["a"]
    post.now += SECOND
    await post.send()
    assert post.messenger.texts("5") == ["reply"]


async def test_a_gone_chat_gets_nothing_more_until_start_wakes_it(post: Post) -> None:
    chat = post.room.chat("5", "ISKP")
    post.queue(chat, "1", "2")
    post.messenger.plan("5", failure(SendFailure.GONE))
    await post.send()
    await post.send(DAY)
    assert (post.access(chat), post.counts(), post.messenger.arrived) == ("gone", {"dead": 1, "pending": 1}, [])
    dispatcher = Dispatcher(matcher, texts(), AccessRules(frozenset({AMINA.label})), next_time)
    with post.store.begin() as unit:
        dispatcher.answer(unit, Update("telegram", "u1", chat.address, AMINA, "/start"), post.now, Errands())
    assert post.access(chat) == "allowed"
    await post.send(SECOND)
    assert post.messenger.texts() == ["2"]


@pytest.mark.parametrize("access", ["asked", "refused"])
async def test_a_stranger_that_leaves_stays_a_stranger(post: Post, access: str) -> None:
    chat = post.room.chat("5", access=access)  # type: ignore[arg-type]
    post.queue(chat, "turned away", kind="reply")
    post.messenger.plan("5", failure(SendFailure.GONE))
    await post.send()
    assert (post.access(chat), post.counts()) == (access, {"dead": 1})


async def test_leaving_is_heard_too(post: Post) -> None:
    chat = post.room.chat("5")
    dispatcher = Dispatcher(matcher, texts(), AccessRules(), next_time)
    left = Update("telegram", "u1", chat.address, AMINA, "", extra={"membership": "gone"})
    with post.store.begin() as unit:
        assert list(dispatcher.answer(unit, left, NOW, Errands())) == []
    assert post.access(chat) == "gone"


async def test_a_moved_chat_is_written_to_under_its_new_id(post: Post) -> None:
    chat = post.room.chat("5", "ISKP")
    post.queue(chat, "1", "2")
    post.messenger.plan("5", failure(SendFailure.MOVED, moved_to="-1005"))
    await post.send()
    await post.send_all()
    assert post.messenger.texts("-1005") == ["1", "2"]
    assert post.messenger.tried == ["5", "-1005", "-1005"]


async def test_chats_that_move_in_a_circle_do_not_spin(post: Post) -> None:
    post.queue(post.room.chat("5"), "1")
    for turn in range(10):
        here, there = ("5", "6") if turn % 2 == 0 else ("6", "5")
        post.messenger.plan(here, failure(SendFailure.MOVED, moved_to=there))
    for _ in range(20):
        await post.send(SECOND)
    assert len(post.messenger.tried) == 4


async def test_a_lost_lease_is_sent_again_and_says_so(post: Post) -> None:
    """The process died between sending and marking."""
    for language in ("ar", "en"):
        post.queue(post.room.chat(language, language=language), "x")
    with post.store.begin() as unit:
        assert len(unit.outbox.claim("telegram", NOW, LEASE_SECONDS, 9)) == 2
    assert await post.send(timedelta(seconds=LEASE_SECONDS - 1)) == 0
    assert await post.send(2 * SECOND) == 2
    assert REPEAT_AR in post.messenger.texts("ar")[0]
    assert REPEAT_EN in post.messenger.texts("en")[0]


@dataclass
class Rival:
    """Takes over what a process has in flight that hangs, and sends `parts` of it with success."""

    post: Post
    parts: int = 0
    taken: list[Delivery] = field(default_factory=list)

    def take_over(self, _: Delivery) -> None:
        """Only the first time: then another part is in its flight."""
        if self.taken:
            return
        for part in range(self.parts + 1):
            now = NOW + timedelta(seconds=LEASE_SECONDS + 10 * part + 1)
            with self.post.store.begin() as unit:
                self.taken += unit.outbox.claim("telegram", now, LEASE_SECONDS, 9, sender="rival")
                if part < self.parts:
                    unit.outbox.part_sent(self.taken[-1].id, part, "r1", now)


async def test_who_comes_too_late_with_a_part_skips_none(post: Post) -> None:
    """It hung while it sent the first part; the second is in flight elsewhere, and is lost there."""
    post.messenger.part_size = 1
    post.queue(post.room.chat("5"), "", message=plain(["1", "2", "3"], "ar"))
    post.messenger.on_send = Rival(post, 1).take_over
    await post.deliverer().work()
    await post.send(timedelta(seconds=3 * LEASE_SECONDS))
    await post.send_all()
    first, second, third = post.messenger.texts()
    assert (first, third) == ("1", "3")
    assert second.endswith("2")
    assert REPEAT_AR in second


@pytest.mark.parametrize("kind", [SendFailure.UNKNOWN, SendFailure.REFUSED, SendFailure.GONE])
async def test_who_comes_too_late_with_a_failure_changes_nothing(post: Post, kind: SendFailure) -> None:
    chat = post.room.chat("5")
    post.queue(chat, "1")
    post.messenger.plan("5", failure(kind))
    rival = Rival(post)
    post.messenger.on_send = rival.take_over
    await post.deliverer().work()
    assert (post.counts(), len(rival.taken), post.access(chat)) == ({"sending": 1}, 1, "allowed")


async def test_the_repeat_is_marked_in_the_language_of_its_message(post: Post) -> None:
    """The chat changed its language while the message waited."""
    chat = post.room.chat("5", language="en")
    post.queue(chat, "تنبيه", message=plain(["تنبيه"], "ar"))
    post.messenger.plan("5", failure(SendFailure.UNKNOWN))
    await post.send()
    await post.send(DAY)
    assert REPEAT_AR in post.messenger.texts()[0]


async def test_unknown_outcomes_end(post: Post) -> None:
    post.queue(post.room.chat("5"), "1")
    post.messenger.plan("5", *[failure(SendFailure.UNKNOWN)] * 20)
    for _ in range(20):
        await post.send(timedelta(hours=2))
    assert (len(post.messenger.tried), post.failed()) == (6, ["it was unknown"])


async def test_an_outage_does_not_use_up_the_tries_of_an_unknown_outcome(post: Post) -> None:
    post.queue(post.room.chat("5"), "1")
    post.messenger.plan("5", *[failure(SendFailure.AWAY)] * 10, failure(SendFailure.UNKNOWN))
    for _ in range(12):
        await post.send(timedelta(hours=2))
    assert (post.counts(), len(post.messenger.arrived)) == ({"sent": 1}, 1)


async def test_days_of_our_own_absence_are_no_days_of_trying(post: Post) -> None:
    post.queue(post.room.chat("5"), "1")
    post.messenger.plan("5", failure(SendFailure.AWAY))
    await post.send(4 * DAY)
    await post.send(timedelta(minutes=1))
    assert post.counts() == {"sent": 1}


async def test_a_bug_of_the_adapter_is_an_unknown_outcome(post: Post) -> None:
    post.queue(post.room.chat("5"), "1")
    post.queue(post.room.chat("6"), "2")
    post.messenger.plan("5", KeyError("result"))
    await post.send()
    assert post.messenger.texts() == ["2"]
    await post.send(timedelta(minutes=1))
    assert REPEAT_AR in post.messenger.texts("5")[0]


async def test_a_send_that_hangs_holds_up_its_own_chat_only(post: Post) -> None:
    slow, other = post.room.chat("slow"), post.room.chat("other")
    post.queue(slow, "1", "2")
    let_go = asyncio.Event()
    post.messenger.plan("slow", let_go)
    working = asyncio.create_task(post.deliverer().work())
    await until(lambda: post.messenger.tried == ["slow"])
    post.queue(other, "a")
    await until(lambda: post.messenger.texts() == ["a"])
    assert not working.done()
    let_go.set()
    assert await working == 2
    assert post.messenger.texts() == ["a", "1"]


async def test_cancelled_in_the_middle_is_sent_again_and_says_so(post: Post) -> None:
    post.queue(post.room.chat("5"), "1")
    post.messenger.plan("5", asyncio.Event())
    working = asyncio.create_task(post.deliverer().work())
    await until(lambda: post.messenger.tried == ["5"])
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert post.counts() == {"sending": 1}
    await post.send(timedelta(seconds=LEASE_SECONDS + 1))
    assert REPEAT_AR in post.messenger.texts()[0]


async def test_a_locked_database_while_marking_doubles_nothing(post: Post) -> None:
    post.queue(post.room.chat("5"), "1")
    await post.deliverer(FailingStore(post.store, 1, 2, 3)).work()
    assert post.counts() == {"sent": 1}
    assert await post.send(DAY) == 0


async def test_a_database_that_stays_away_is_reported_after_all_sends_ended(post: Post) -> None:
    for name in ("5", "6"):
        post.queue(post.room.chat(name), name)
    with pytest.raises(StoreError):
        await post.deliverer(FailingStore(post.store, *range(1, 99))).work()
    assert sorted(post.messenger.texts()) == ["5", "6"]
    assert post.counts() == {"sending": 2}


async def test_a_database_that_refuses_the_claim_is_reported(post: Post) -> None:
    with pytest.raises(StoreError):
        await post.deliverer(FailingStore(post.store, 0)).work()


async def test_the_row_is_committed_as_sending_before_the_platform_is_called(post: Post) -> None:
    seen: list[dict[str, int]] = []
    post.queue(post.room.chat("5"), "1")

    def look(_: Delivery) -> None:
        seen.append(post.counts())

    post.messenger.on_send = look
    await post.send()
    assert seen == [{"sending": 1}]


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_the_original_message_is_kept_without_the_note(post: Post, language: Language) -> None:
    post.queue(post.room.chat("5", language=language), "x")
    post.messenger.plan("5", failure(SendFailure.UNKNOWN), failure(SendFailure.UNKNOWN))
    await post.send()
    await post.send(timedelta(minutes=1))
    await post.send(timedelta(minutes=9))
    assert post.messenger.texts()[0].count("↻") == 1


async def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something that another task does."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what it waits for happens in a thread and a database
            await asyncio.sleep(0.01)

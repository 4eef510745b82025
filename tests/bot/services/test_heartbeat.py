"""Silence is not mistaken for death: what is wrong is told to the admins, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.core.arrivals import Arrival, Lane
from bot.core.errors import SendError, SendFailure
from bot.core.model import Incoming, Person, Role, Update
from bot.core.processes import SEEN_WITHIN, Process
from bot.services.heartbeat import Admins, Heartbeat
from bot.storage import SqlStore
from handlers.commands import access
from tests.bot.services.newsroom import AMINA, DAY, HOUR, NOW, Newsroom, article, matcher, texts
from tests.bot.services.test_delivery import Post, failure

BEAT = timedelta(seconds=10)
MINUTE = timedelta(minutes=1)


@dataclass
class Ward:
    """A store, its heartbeat, and a clock that a test moves."""

    store: SqlStore
    labels: frozenset[str] = frozenset({"telegram:1001"})
    now: datetime = NOW
    heartbeat: Heartbeat = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    @property
    def room(self) -> Newsroom:
        return Newsroom(self.store)

    def restart(self) -> None:
        admins = Admins(self.labels, ("telegram", "slack"), "en", "UTC")
        self.heartbeat = Heartbeat(self.store, matcher, texts(), admins)

    def beat(self, after: timedelta = BEAT, troubles: Mapping[str, str] | None = None) -> int:
        self.now += after
        return self.heartbeat.beat(self.now, troubles or {})

    def told(self) -> list[str]:
        """What waits for the admin, in order."""
        return [one.message.text for one, name in self.room.outbox(self.now + DAY) if one.kind == "notice"]


@pytest.fixture(name="ward")
def _ward(store: SqlStore) -> Ward:
    return Ward(store)


def test_a_quiet_life(ward: Ward) -> None:
    assert [ward.beat() for _ in range(3)] == [0, 0, 0]
    assert ward.told() == []


def test_a_chat_that_left_is_told_of_once(ward: Ward) -> None:
    ward.beat()
    chat = ward.room.chat("5", "ISKP")
    with ward.store.begin() as unit:
        unit.chats.lose(chat.id, whole=True)
    assert [ward.beat() for _ in range(3)] == [1, 0, 0]
    [told] = ward.told()
    assert "telegram:5 cannot be written to any more" in told


def test_over_a_restart_too(ward: Ward) -> None:
    chat = ward.room.chat("5", "ISKP")
    with ward.store.begin() as unit:
        unit.chats.lose(chat.id, whole=True)
    ward.beat()
    ward.restart()
    assert ward.beat() == 0


def test_what_was_over_and_comes_again_is_told_again(ward: Ward) -> None:
    chat = ward.room.chat("5", "ISKP")
    for _ in range(2):
        with ward.store.begin() as unit:
            unit.chats.lose(chat.id, whole=True)
        assert ward.beat() == 1
        with ward.store.begin() as unit:
            unit.chats.regain(chat.id)
        assert ward.beat() == 0


def test_trouble_of_a_part_is_told_when_it_lasts(ward: Ward) -> None:
    assert ward.beat(troubles={"slack": "Slack refuses RASID_SLACK_BOT_TOKEN"}) == 0
    ward.beat(troubles={})
    assert ward.beat(MINUTE, {"slack": "refused"}) == 0, "it began anew"
    assert ward.beat(MINUTE, {"slack": "refused"}) == 1
    assert ward.beat(MINUTE, {"slack": "refused otherwise"}) == 0
    assert "slack does not work since" in ward.told()[0]


def test_messages_that_wait_are_told_of_once(ward: Ward) -> None:
    chat = ward.room.chat("5", "ISKP")
    Post(ward.store).queue(chat, "waits")
    assert ward.beat(9 * MINUTE) == 0
    assert [ward.beat(2 * MINUTE), ward.beat(2 * MINUTE)] == [1, 0]
    assert "Messages wait since" in ward.told()[0]


async def test_messages_that_failed_are_told_of(ward: Ward) -> None:
    post = Post(ward.store)
    post.queue(post.room.chat("5"), "1")
    post.messenger.plan("5", failure(SendFailure.REFUSED))
    await post.send()
    assert [ward.beat(), ward.beat()] == [1, 0]
    assert "1 message could not be delivered." in ward.told()[0]


async def test_of_a_chat_that_left_only_that_is_told(ward: Ward) -> None:
    post = Post(ward.store)
    post.queue(post.room.chat("5"), "1")
    post.messenger.plan("5", SendError(SendFailure.GONE, "blocked"))
    await post.send()
    ward.beat()
    [told] = ward.told()
    assert told.count("\n") == 1, told


def sign(ward: Ward, name: str, *roles: str) -> None:
    with ward.store.begin() as unit:
        unit.processes.sign(Process(name, "host", 1, roles, "1", NOW, ward.now))


def test_a_role_that_nobody_has_is_told_when_it_lasts(ward: Ward) -> None:
    for _ in range(8):
        sign(ward, "a", "ingest", "alert", "deliver")
        sign(ward, "b", "match", "chat")
        assert ward.beat() == 0
    told = []
    for _ in range(15):
        sign(ward, "a", "ingest", "alert", "deliver")
        told.append(ward.beat())
    assert sum(told) == 1
    assert (told.index(1) + 2) * BEAT >= SEEN_WITHIN + MINUTE, "it may come back before"
    assert "No process has the role match since" in ward.told()[0]
    assert "No process has the role chat since" in ward.told()[0]
    assert "rasid run --role match starts one." in ward.told()[0]
    assert "role alert" not in ward.told()[0]


def test_a_role_that_comes_back_in_time_is_not_told_of(ward: Ward) -> None:
    for turn in range(20):
        sign(ward, "a", "ingest", "match", "alert", "deliver")
        if turn % 5 == 0:
            sign(ward, "b", "chat")
        assert ward.beat() == 0


def test_articles_that_nobody_matches_are_told_of_once(ward: Ward) -> None:
    wait(ward.store, "a", NOW)
    assert ward.beat(9 * MINUTE) == 0
    assert [ward.beat(2 * MINUTE), ward.beat(2 * MINUTE)] == [1, 0]
    assert "Articles wait since 2026-03-01 12:00 without being matched." in ward.told()[0]


def test_the_backfill_has_time(ward: Ward) -> None:
    wait(ward.store, "a", NOW, "backfill")
    assert ward.beat(HOUR) == 0


def test_articles_put_aside_are_told_of(ward: Ward) -> None:
    with ward.store.begin() as unit:
        unit.arrivals.keep_spoilt(b"{", "no JSON", NOW)
    assert [ward.beat(), ward.beat()] == [1, 0]
    assert "1 article could not be matched and was put aside; rasid queue list says why." in ward.told()[0]


def test_alarms_of_several_processes_in_arabic(ward: Ward) -> None:
    ward.room.chat("1001", language="ar")
    wait(ward.store, "a", NOW - HOUR)
    with ward.store.begin() as unit:
        unit.arrivals.keep_spoilt(b"{", "no JSON", NOW)
    for _ in range(8):
        sign(ward, "a", "ingest", "alert", "deliver", "chat")
        ward.beat()
    said = "\n".join(ward.told())
    assert "لا تؤدي أي عملية دور ⁨match⁩ منذ" in said
    assert "شغل واحدة بالأمر ⁨rasid run --role match⁩." in said
    assert "تنتظر أخبار المطابقة منذ" in said
    assert "تعذرت مطابقة خبر واحد فنحي جانبا؛ السبب في ⁨rasid queue list⁩." in said


def wait(store: SqlStore, name: str, came: datetime, lane: Lane = "fresh") -> None:
    with store.begin() as unit:
        unit.arrivals.put([Arrival(Incoming("wire", name), "api", came, lane)])


def test_a_stale_feed(ward: Ward) -> None:
    with ward.store.begin() as unit:
        feed = unit.feeds.add("https://a.example/rss", "Echo", NOW)
        unit.feeds.save(replace(feed, succeeded=NOW - 3 * HOUR, errors=5, error="HTTP 500"))
    assert [ward.beat(), ward.beat()] == [1, 0]
    assert "The source ⁨Echo⁩ was last read at" in ward.told()[0]


def test_a_feed_that_is_off_is_told_of_once(ward: Ward) -> None:
    with ward.store.begin() as unit:
        feed = unit.feeds.add("https://a.example/rss", "Echo", NOW)
        unit.feeds.save(replace(feed, succeeded=NOW - 3 * HOUR, errors=99, error="HTTP 404"))
    assert ward.beat() == 1
    with ward.store.begin() as unit:
        unit.feeds.save(replace(feed, succeeded=NOW - 3 * HOUR, errors=100, error="HTTP 404", off=True))
    assert [ward.beat() for _ in range(3)] == [1, 0, 0]
    assert "The source ⁨Echo⁩ is not polled any more: ⁨HTTP 404⁩" in ward.told()[-1]


def test_an_entity_that_is_silent(ward: Ward) -> None:
    ward.room.chat("5", "ISKP")
    for day in range(4):
        for number in range(10):
            said = article(f"قال {number} إن داعش خراسان هاجم {day}", published=NOW - (day + 1) * DAY - HOUR)
            ward.room.take(said, now=NOW)
    assert [ward.beat(), ward.beat()] == [1, 0]
    assert "Islamic State Khorasan: not one mention for a day, usual are 13" in ward.told()[0]


def test_nothing_came_in(ward: Ward) -> None:
    ward.room.take(article(), now=NOW)
    assert [ward.beat(13 * HOUR), ward.beat()] == [1, 0]
    assert "No article has come in since" in ward.told()[0]


def test_the_bot_was_away(ward: Ward) -> None:
    ward.beat()
    ward.restart()
    assert [ward.beat(3 * HOUR), ward.beat()] == [1, 0]
    assert "Rasid was not running" in ward.told()[0]


@pytest.mark.parametrize(
    ("role", "notices"), [pytest.param("admin", 1, id="an admin"), pytest.param("analyst", 0, id="no admin")]
)
def test_who_was_made_an_admin_is_told_too(store: SqlStore, role: Role, notices: int) -> None:
    ward = Ward(store, labels=frozenset())
    chat = ward.room.chat("5", "ISKP")
    with store.begin() as unit:
        unit.people.grant(AMINA, role, NOW)
        unit.chats.lose(chat.id, whole=True)
    assert ward.beat() == notices


def test_an_admin_reads_their_own_language(ward: Ward) -> None:
    ward.room.chat("1001", language="ar")
    chat = ward.room.chat("5", "ISKP")
    with ward.store.begin() as unit:
        unit.chats.lose(chat.id, whole=True)
    ward.beat()
    assert "راصد يحتاج إلى انتباه" in ward.told()[0]


def test_an_admin_who_left_is_not_written_to(ward: Ward) -> None:
    mine = ward.room.chat("1001")
    with ward.store.begin() as unit:
        unit.chats.lose(mine.id, whole=True)
    assert ward.beat() == 0


def test_what_nobody_could_be_told_is_told_later(ward: Ward) -> None:
    mine, chat = ward.room.chat("1001", language="en"), ward.room.chat("5", "ISKP")
    with ward.store.begin() as unit:
        unit.chats.lose(mine.id, whole=True)
        unit.chats.lose(chat.id, whole=True)
    assert [ward.beat(), ward.beat()] == [0, 0]
    with ward.store.begin() as unit:
        unit.chats.regain(mine.id)
    assert [ward.beat(), ward.beat()] == [1, 0]
    assert "telegram:5 cannot be written to" in ward.told()[0]


def test_an_absence_that_nobody_could_be_told_of_is_told_later(store: SqlStore) -> None:
    ward = Ward(store, labels=frozenset())
    ward.beat()
    ward.restart()
    assert ward.beat(3 * HOUR) == 0
    with store.begin() as unit:
        unit.people.grant(AMINA, "admin", NOW)
    assert [ward.beat(), ward.beat()] == [1, 0]


def test_an_admin_is_told_where_they_speak_to_the_bot_alone(store: SqlStore) -> None:
    ward = Ward(store, labels=frozenset({"slack:U7"}))
    chat, home = ward.room.chat("5", "ISKP"), ward.room.chat("D77", platform="slack")
    with store.begin() as unit:
        access.note_home(unit, Update("slack", "e1", home.address, Person("slack", "U7"), "help"), home)
        unit.chats.lose(chat.id, whole=True)
    ward.beat()
    assert [name for _, name in ward.room.outbox(ward.now + DAY)] == ["D77"]


def test_where_others_read_along_no_admin_is_told(store: SqlStore) -> None:
    ward = Ward(store, labels=frozenset({"slack:U7"}))
    chat, home = ward.room.chat("5", "ISKP"), ward.room.chat("D12", platform="slack")
    with store.begin() as unit:
        access.note_home(unit, Update("slack", "e1", home.address, Person("slack", "U7"), "help"), home)
        unit.chats.change(home.id, private=False)
        unit.chats.lose(chat.id, whole=True)
    ward.beat()
    assert [name for _, name in ward.room.outbox(ward.now + DAY)] == ["U7"]


def test_a_platform_that_refuses_to_send_is_seen(ward: Ward) -> None:
    with ward.store.begin() as unit:
        unit.outbox.stop("slack", NOW + HOUR, "token_revoked")
    ward.beat()
    assert ward.heartbeat.stopped == {"slack": "token_revoked"}


async def test_after_the_clock_was_set_back_nothing_waits_for_the_hour(ward: Ward) -> None:
    post = Post(ward.store, now=NOW + HOUR)
    chat = post.room.chat("5", "ISKP")
    ward.beat(HOUR)
    post.room.take(article(), now=post.now)
    post.queue(chat, "1", "2")
    await post.send()
    assert post.messenger.texts() == ["1"]
    post.now = ward.now = NOW
    post.room.alerting().speak(post.now)
    assert await post.send() == 0, "the chat was to be left alone until an hour from now"
    ward.beat(timedelta(0))
    assert post.room.alerting().speak(post.now) == 1
    await post.send_all()
    assert len(post.messenger.arrived) == 3
    assert not any("↻" in text for text in post.messenger.texts())

"""What a platform takes is read off the ledger of calls; whose turn it is, too."""

from __future__ import annotations

from datetime import timedelta

from bot.core.model import Address, Delivery, Destination
from bot.core.pace import OVERTAKEN_AT_MOST, TRIES_IN_PLACE, Limits
from bot.ports import Unit
from bot.storage import SqlStore
from tests.bot.storage.samples import HOUR, NOW, put_alert, put_chat, queue

LEASE = 60.0
SECOND = timedelta(seconds=1)
GROUPS = Limits(spacing=1.0, group_a_minute=3)
ALL = Limits(all_a_second=4)


def claim(unit: Unit, now: object = NOW, limits: Limits = GROUPS) -> list[Delivery]:
    return list(unit.outbox.claim("telegram", now, LEASE, 99, limits))  # type: ignore[arg-type]


def deliver(unit: Unit, one: Delivery, now: object) -> None:
    """The call ended, and it was sent."""
    unit.outbox.called(one.id, now, f"m{one.id}")  # type: ignore[arg-type]
    unit.outbox.sent(one.id, f"m{one.id}", now)  # type: ignore[arg-type]


def topic(unit: Unit, thread: str, chat: str = "-100") -> Destination:
    made = {"private": False, "title": "", "language": "ar", "timezone": "UTC", "access": "allowed"}
    return unit.chats.meet(Address("telegram", chat, thread), **made)[0]  # type: ignore[arg-type]


def texts(claimed: list[Delivery]) -> list[str]:
    return [one.message.text for one in claimed]


def test_a_group_gets_so_many_a_minute_whatever_was_remembered(store: SqlStore) -> None:
    """Each claim is a transaction of its own, as of a process that has just started."""
    with store.begin() as unit:
        chat = put_chat(unit)
        for number in range(6):
            queue(unit, str(number), chat)
    for number in range(3):
        with store.begin() as unit:
            [one] = claim(unit, NOW + number * 2 * SECOND)
            deliver(unit, one, NOW + number * 2 * SECOND)
    with store.begin() as unit:
        assert claim(unit, NOW + 59 * SECOND) == []
        assert texts(claim(unit, NOW + 60 * SECOND)) == ["3"], "the first is a minute old"


def test_a_call_counts_from_its_end(store: SqlStore) -> None:
    """Whenever the platform counted it, no minute holds too many."""
    with store.begin() as unit:
        chat = put_chat(unit)
        for number in range(4):
            queue(unit, str(number), chat)
        for _ in range(3):
            [one] = claim(unit, NOW)
            deliver(unit, one, NOW + 30 * SECOND)
        assert claim(unit, NOW + 89 * SECOND) == []
        assert len(claim(unit, NOW + 90 * SECOND)) == 1


def test_topics_share_the_limits_of_their_group(store: SqlStore) -> None:
    with store.begin() as unit:
        for thread in ("1", "2", "3", "4"):
            queue(unit, thread, topic(unit, thread))
        [one] = claim(unit)
        assert claim(unit) == [], "one at a time in the whole group"
        deliver(unit, one, NOW)
        unit.outbox.hold(one.destination.id, NOW + SECOND)
        assert claim(unit) == [], "and a second between two"
        for turn in (1, 2):
            [one] = claim(unit, NOW + turn * SECOND)
            deliver(unit, one, NOW + turn * SECOND)
        assert claim(unit, NOW + 50 * SECOND) == []
        assert len(claim(unit, NOW + 61 * SECOND)) == 1


def test_private_chats_have_no_limit_a_minute(store: SqlStore) -> None:
    with store.begin() as unit:
        made = {"private": True, "title": "", "language": "ar", "timezone": "UTC", "access": "allowed"}
        chat, _ = unit.chats.meet(Address("telegram", "5"), **made)  # type: ignore[arg-type]
        for number in range(5):
            queue(unit, str(number), chat)
            [one] = claim(unit)
            deliver(unit, one, NOW)


def test_so_many_a_second_over_all_chats(store: SqlStore) -> None:
    with store.begin() as unit:
        for name in "abcdefgh":
            queue(unit, name, put_chat(unit, name))
        first = claim(unit, limits=ALL)
        assert texts(first) == ["a", "b", "c", "d"]
        assert claim(unit, limits=ALL) == [], "four are under way"
        for one in first[:2]:
            deliver(unit, one, NOW)
        assert claim(unit, NOW + SECOND / 2, limits=ALL) == []
        assert texts(claim(unit, NOW + SECOND, limits=ALL)) == ["e", "f"]


def test_the_limit_of_one_platform_is_none_of_another(store: SqlStore) -> None:
    with store.begin() as unit:
        queue(unit, "s", put_chat(unit, "C1", platform="slack"))
        for name in "abcd":
            queue(unit, name, put_chat(unit, name))
        claim(unit, limits=ALL)
        assert len(unit.outbox.claim("slack", NOW, LEASE, 9, ALL)) == 1


def test_a_hold_is_for_all_threads_of_the_chat_and_no_other(store: SqlStore) -> None:
    with store.begin() as unit:
        held, other = topic(unit, "1"), topic(unit, "1", chat="-200")
        for name, chat in (("held", held), ("same", topic(unit, "2")), ("other", other)):
            queue(unit, name, chat)
        unit.outbox.hold(held.id, NOW + 12 * HOUR)
        assert texts(claim(unit)) == ["other"]


def test_a_thread_that_was_not_known_waits_with_its_chat(store: SqlStore) -> None:
    with store.begin() as unit:
        unit.outbox.hold(topic(unit, "1").id, NOW + 12 * HOUR)
        queue(unit, "new topic", topic(unit, "9"))
        queue(unit, "other chat", topic(unit, "9", chat="-200"))
        assert texts(claim(unit)) == ["other chat"]
        assert "new topic" in texts(claim(unit, NOW + 12 * HOUR))


def test_a_platform_that_refuses_the_token_is_stopped_for_everybody(store: SqlStore) -> None:
    with store.begin() as unit:
        queue(unit, "t", put_chat(unit))
        unit.outbox.stop("telegram", NOW + HOUR / 6, "Unauthorized")
        queue(unit, "new", put_chat(unit, "-9"))
        assert claim(unit, NOW + HOUR / 7) == []
        assert unit.outbox.stopped(NOW) == {"telegram": "Unauthorized"}
        assert len(claim(unit, NOW + HOUR / 6)) == 2
        assert unit.outbox.stopped(NOW + HOUR / 6) == {"telegram": "Unauthorized"}, "until it was tried"
        assert unit.outbox.stopped(NOW + HOUR) == {}


def test_a_stop_is_ended_by_whoever_starts_the_bot(store: SqlStore) -> None:
    with store.begin() as unit:
        queue(unit, "t", put_chat(unit))
        unit.outbox.stop("telegram", NOW + HOUR / 6, "Unauthorized")
        unit.outbox.go_on("telegram")
        assert texts(claim(unit)) == ["t"]


def test_a_hold_of_the_platform(store: SqlStore) -> None:
    with store.begin() as unit:
        queue(unit, "t", put_chat(unit))
        queue(unit, "s", put_chat(unit, "C1", platform="slack"))
        unit.outbox.hold_all("telegram", NOW + HOUR)
        assert claim(unit) == []
        assert len(unit.outbox.claim("slack", NOW, LEASE, 9)) == 1
        assert texts(claim(unit, NOW + HOUR)) == ["t"]


def test_calls_that_were_noted_by_a_clock_that_was_wrong_do_not_count(store: SqlStore) -> None:
    with store.begin() as unit:
        chat = put_chat(unit)
        for number in range(4):
            queue(unit, str(number), chat)
        for _ in range(3):
            [one] = claim(unit, NOW + HOUR)
            deliver(unit, one, NOW + HOUR)
        assert len(claim(unit, NOW)) == 1


def test_what_was_left_in_flight_counts_until_it_is_released(store: SqlStore) -> None:
    with store.begin() as unit:
        for name in "abcde":
            queue(unit, name, put_chat(unit, name))
        assert len(claim(unit, limits=ALL)) == 4
        assert claim(unit, NOW + HOUR / 120, limits=ALL) == []
        unit.outbox.release("telegram", NOW + HOUR / 120)
        assert len(claim(unit, NOW + HOUR / 120 + SECOND, limits=ALL)) == 4


def test_what_nobody_released_does_not_count_for_ever(store: SqlStore) -> None:
    """The chats left while the messages were under way: nobody takes those again."""
    with store.begin() as unit:
        for name in "abcd":
            queue(unit, name, put_chat(unit, name))
        for one in claim(unit, limits=ALL):
            unit.chats.lose(one.destination.id, whole=True)
        queue(unit, "e", put_chat(unit, "e"))
        assert claim(unit, NOW + 60 * SECOND, limits=ALL) == []
        assert texts(claim(unit, NOW + 301 * SECOND, limits=ALL)) == ["e"]


def test_nothing_is_overtaken_for_ever(store: SqlStore) -> None:
    """Critical alerts go first, but an older digest has its turn."""
    with store.begin() as unit:
        chat, alert = put_chat(unit), put_alert(unit, severity="critical")
        queue(unit, "digest", chat, "digest")
        for number in range(OVERTAKEN_AT_MOST + 3):
            queue(unit, f"c{number}", chat, alert=alert)
        order = []
        for _ in range(OVERTAKEN_AT_MOST + 4):
            [one] = claim(unit, limits=Limits())
            deliver(unit, one, NOW)
            order += texts([one])
    assert order.index("digest") == OVERTAKEN_AT_MOST
    assert [name for name in order if name != "digest"] == [f"c{number}" for number in range(OVERTAKEN_AT_MOST + 3)]


def test_among_chats_who_waited_for_long_is_as_urgent_as_a_critical_alert(store: SqlStore) -> None:
    with store.begin() as unit:
        queue(unit, "digest", put_chat(unit, "old"), "digest")
        queue(unit, "critical", put_chat(unit, "new"), alert=put_alert(unit, severity="critical"))
        both = Limits(all_a_second=1)
        [fresh] = claim(unit, NOW + HOUR / 2, both)
        assert texts([fresh]) == ["critical"]
        deliver(unit, fresh, NOW + HOUR / 2)
        unit.outbox.revive(None, NOW)
    with store.begin() as unit:
        queue(unit, "critical again", put_chat(unit, "new"), alert=put_alert(unit, "b", severity="critical"))
        assert texts(claim(unit, NOW + 2 * HOUR, both)) == ["digest"]


def test_what_fails_again_and_again_steps_aside(store: SqlStore) -> None:
    with store.begin() as unit:
        chat = put_chat(unit)
        queue(unit, "poisoned", chat)
        queue(unit, "fine", chat)
        for _ in range(TRIES_IN_PLACE):
            [one] = claim(unit)
            assert texts([one]) == ["poisoned"]
            unit.outbox.called(one.id, NOW)
            unit.outbox.retry(one.id, NOW, "502", doubtful=False, counted=True)
        unit.outbox.retry(one.id, NOW + HOUR, "502", doubtful=False, counted=False)
        [one] = claim(unit, NOW + 61 * SECOND)
        assert texts([one]) == ["fine"]
        deliver(unit, one, NOW + 61 * SECOND)
        assert texts(claim(unit, NOW + HOUR)) == ["poisoned"]


def test_when_something_may_go_next(store: SqlStore) -> None:
    with store.begin() as unit:
        soon = NOW + SECOND
        chat = put_chat(unit)
        assert unit.outbox.soonest("telegram", NOW, soon) is None
        queue(unit, "a", chat)
        unit.outbox.hold(chat.id, NOW + SECOND / 2)
        assert unit.outbox.soonest("telegram", NOW, soon) == NOW + SECOND / 2
        assert unit.outbox.soonest("slack", NOW, soon) is None
        [one] = claim(unit, soon)
        unit.outbox.retry(one.id, NOW + 3 * SECOND, "away", doubtful=False, counted=True)
        assert unit.outbox.soonest("telegram", soon, soon + 2 * SECOND) == NOW + 3 * SECOND
        assert unit.outbox.soonest("telegram", soon, soon + SECOND) is None

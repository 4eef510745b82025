"""What was sent in, in the database."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.material import Attachment, Material
from bot.core.model import Address, Incoming
from bot.ports import Unit
from bot.storage import SqlStore
from tests.bot.storage.samples import AMINA, HOUR, NOW, put_article, put_chat

MATERIAL = Material(
    "scan", "نص\0", ("https://a.example",), (Attachment("f", "x.pdf", 3),), "صدى", "https://t.me/c/1/2", "2", NOW
)
ARTICLE = Incoming("صدى", "نص", "2", "عنوان", "https://t.me/c/1/2", NOW)


def put(unit: Unit, key: str = "telegram:1", at: datetime = NOW, lane: str = "scan", chat: int = 1) -> int:
    number = unit.submissions.add(key, chat, AMINA, MATERIAL, at, reply_to="7", lane=lane)  # type: ignore[arg-type]
    assert number is not None
    return number


def ids(unit: Unit, lane: str = "scan", now: datetime = NOW, limit: int = 9, but: tuple[int, ...] = ()) -> list[int]:
    return [one.id for one in unit.submissions.waiting(lane, now, limit, but)]  # type: ignore[arg-type]


def test_it_comes_back_as_it_was_and_once(store: SqlStore) -> None:
    with store.begin() as unit:
        chat = put_chat(unit)
        number = put(unit, chat=chat.id)
        assert unit.submissions.add("telegram:1", chat.id, AMINA, MATERIAL, NOW) is None
        (found,) = unit.submissions.waiting("scan", NOW, 9)
        assert found == unit.submissions.get(number)
    assert (found.id, found.destination_id, found.person, found.lane) == (number, chat.id, AMINA, "scan")
    assert (found.state, found.received, found.attempts, found.reply_to) == ("waiting", NOW, 0, "7")
    assert found.material.text == "نص\N{REPLACEMENT CHARACTER}"
    assert found.material.files == MATERIAL.files
    assert (found.articles, found.kept, found.material.published) == ((), None, NOW)


def test_each_lane_waits_in_the_order_in_which_it_was_due(store: SqlStore) -> None:
    with store.begin() as unit:
        put_chat(unit)
        late, first, second = (put(unit, f"telegram:{n}", NOW + shift) for n, shift in enumerate((HOUR, -HOUR, -HOUR)))
        post = put(unit, "telegram:9", lane="listen")
        assert ids(unit) == [first, second]
        assert ids(unit, now=NOW + HOUR) == [first, second, late]
        assert ids(unit, limit=1) == [first]
        assert ids(unit, but=(first,)) == [second]
        assert ids(unit, "listen") == [post]
        assert ids(unit, "open") == []
        assert unit.submissions.unread(1) == 4


def test_it_is_finished_once(store: SqlStore) -> None:
    with store.begin() as unit:
        put_chat(unit)
        number = put(unit)
        assert unit.submissions.finish(number, [ARTICLE], NOW)
        assert not unit.submissions.finish(number, [], NOW)
        assert not unit.submissions.fail(number, "late", NOW)
        found = unit.submissions.get(number)
        assert found is not None
        assert (found.state, found.articles) == ("done", (ARTICLE,))
        assert (ids(unit), unit.submissions.unread(1)) == ([], 0)


def test_it_fails_for_a_while_and_for_good(store: SqlStore) -> None:
    with store.begin() as unit:
        put_chat(unit)
        number = put(unit)
        unit.submissions.postpone(number, NOW + HOUR, "away")
        unit.submissions.postpone(number, NOW + 2 * HOUR, "still away")
        assert (ids(unit), ids(unit, now=NOW + 2 * HOUR)) == ([], [number])
        found = unit.submissions.get(number)
        assert found is not None
        assert (found.attempts, found.error) == (2, "still away")
        assert [unit.submissions.fail(number, "gone", NOW), unit.submissions.fail(number, "x", NOW)] == [True, False]
        assert ids(unit, now=NOW + 9 * HOUR) == []
        unit.submissions.postpone(number, NOW, "after the end")
        assert ids(unit) == []


def test_it_is_kept_once(store: SqlStore) -> None:
    with store.begin() as unit:
        put_chat(unit)
        number = put(unit)
        assert not unit.submissions.keep(number, "8", NOW), "not read yet"
        unit.submissions.finish(number, [ARTICLE], NOW)
        assert [unit.submissions.keep(number, "8", NOW), unit.submissions.keep(number, "9", NOW)] == [True, False]
        (asked,) = unit.submissions.waiting("scan", NOW, 9)
        assert (asked.id, asked.state, asked.reply_to, asked.articles) == (number, "keeping", "8", (ARTICLE,))
        assert [unit.submissions.kept(number, NOW), unit.submissions.kept(number, NOW)] == [True, False]
        found = unit.submissions.get(number)
        assert found is not None
        assert (found.state, found.kept) == ("done", NOW)
        assert not unit.submissions.keep(number, "8", NOW)


def test_what_is_over_is_forgotten(store: SqlStore) -> None:
    with store.begin() as unit:
        put_chat(unit)
        numbers = [put(unit, f"telegram:{n}") for n in range(4)]
        unit.submissions.finish(numbers[0], [ARTICLE], NOW)
        unit.submissions.fail(numbers[1], "x", NOW)
        unit.submissions.drop([numbers[2]])
        unit.submissions.forget(NOW)
        assert [unit.submissions.get(one) is None for one in numbers] == [False, False, True, False]
        unit.submissions.forget(NOW + timedelta(seconds=1))
        assert [unit.submissions.get(one) is None for one in numbers] == [True, True, True, False]


def test_a_chat_is_found_by_its_address_and_not_made(store: SqlStore) -> None:
    with store.begin() as unit:
        chat = put_chat(unit)
        assert unit.chats.find(chat.address) == chat
        assert unit.chats.find(Address("telegram", "-404")) is None
        assert len(unit.chats.all()) == 1


def test_fingerprints_of_what_is_stored(store: SqlStore) -> None:
    long = "صدى " * 120
    with store.begin() as unit:
        put_article(unit, "a", text="نص")
        put_article(unit, "a", text="نص آخر")
        put_article(unit, long, text="نص")
        found = unit.articles.fingerprints(["a", long, "b"])
    assert {name: len(prints) for name, prints in found.items()} == {"a": 2, long: 1}

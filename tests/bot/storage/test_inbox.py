"""The inbox on both databases."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from bot.core.model import Address, Update
from bot.storage import SqlStore
from bot.storage.tables import inbox
from tests.bot.storage.samples import AMINA, HOUR, NOW

UPDATE = Update(
    "telegram",
    "900",
    Address("telegram", "-100", "7"),
    AMINA,
    "/status داعش",
    private=False,
    replied_to="12",
    message_id="13",
    addressed=False,
    extra={"response_url": "https://example.org", "nested": {"list": [1, None]}},
)


def test_an_update_is_put_and_handled_once(store: SqlStore) -> None:
    with store.begin() as unit:
        assert unit.inbox.put(UPDATE, NOW)
        assert not unit.inbox.put(replace(UPDATE, text="/help"), NOW)
        assert unit.inbox.put(replace(UPDATE, platform="slack"), NOW)
        (row, update), (other, _) = unit.inbox.waiting()
        assert update == UPDATE
        assert unit.inbox.waiting(1) == [(row, UPDATE)]
        assert unit.inbox.done(row, NOW + HOUR)
        assert not unit.inbox.done(row, NOW + HOUR)
        assert not unit.inbox.done(10_000, NOW)
        assert unit.inbox.done(other, NOW, "crashed")
        assert unit.inbox.waiting() == []
        assert not unit.inbox.put(UPDATE, NOW + HOUR)


def test_what_was_handled_is_forgotten_but_for_its_id(store: SqlStore) -> None:
    with store.begin() as unit:
        unit.inbox.put(UPDATE, NOW)
        ((row, _),) = unit.inbox.waiting()
        unit.inbox.done(row, NOW)
        assert list(unit.inbox._connection.scalars(select(inbox.c.payload))) == [{}]


def test_text_that_no_database_takes(store: SqlStore) -> None:
    with store.begin() as unit:
        unit.inbox.put(replace(UPDATE, text="\x00\ud800x", extra={"\x00": "\ud800"}), NOW)
        ((_, update),) = unit.inbox.waiting()
    assert update.text == "\N{REPLACEMENT CHARACTER}" * 2 + "x"
    assert update.extra == {"\N{REPLACEMENT CHARACTER}": "\N{REPLACEMENT CHARACTER}"}

"""What is not kept once it was sent, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.message import plain
from bot.core.model import Address, NewDelivery
from bot.storage import SqlStore
from bot.storage.engine import make_engine
from bot.storage.tables import deliveries

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)


def stored(store: SqlStore) -> str:
    """The message of the only delivery, as it stands in the database."""
    engine = make_engine(store.url)
    with engine.connect() as connection:
        message = connection.execute(deliveries.select()).mappings().one()["message"]
    engine.dispose()
    return str(message)


@pytest.mark.parametrize(
    ("said", "fleeting", "kept"),
    [
        pytest.param("/start 1a2b", True, False, id="a code"),
        pytest.param("/start 1a2b", False, True, id="any other message"),
        pytest.param('1a2b "fleeting": true', False, True, id="one that says so itself"),
    ],
)
def test_a_fleeting_message_is_kept_until_it_is_sent(said: str, fleeting: bool, kept: bool, store: SqlStore) -> None:
    message = replace(plain([said], "en"), fleeting=fleeting)
    with store.begin() as unit:
        chat, _ = unit.chats.meet(
            Address("telegram", "1"), private=True, title="", language="en", timezone="UTC", access="allowed"
        )
        unit.outbox.add(NewDelivery("x", chat.id, "reply", message), NOW)
    assert "1a2b" in stored(store)
    with store.begin() as unit:
        (claimed,) = unit.outbox.claim("telegram", NOW, 60, 9)
        assert claimed.message == message
        unit.outbox.sent(claimed.id, "7", NOW)
    assert ("1a2b" in stored(store)) is kept
    with store.begin() as unit:
        assert unit.outbox.delivery_of(chat.address, "7") == claimed.id

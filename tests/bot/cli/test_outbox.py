"""`rasid outbox`: deliveries that were given up."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

from bot.core.message import plain
from bot.core.model import Address, NewDelivery
from bot.storage import SqlStore
from tests.bot.cli.running import Folder

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)


def give_up(folder: Folder, *keys: str) -> None:
    folder.rasid("migrate")
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        address = Address("telegram", "1001")
        facts = {"private": True, "title": "", "language": "ar", "timezone": "UTC", "access": "allowed"}
        chat, _ = unit.chats.meet(address, **facts)  # type: ignore[arg-type]
        for number, key in enumerate(keys, 1):
            unit.outbox.add(NewDelivery(key, chat.id, "alert", plain(["تنبيه"], "ar")), NOW)
            unit.outbox.dead(number, "refused: the text is too long", NOW)


def test_failed_deliveries_are_listed_with_their_reason(folder: Folder) -> None:
    give_up(folder, "a", "b")
    done = folder.rasid("outbox", "list")
    assert done.code == 0
    assert "telegram:1001" in done.out
    assert "refused: the text is too long" in done.out
    assert done.out.endswith("2 failed, 0 waiting\n")


def test_one_or_all_are_sent_again(folder: Folder) -> None:
    give_up(folder, "a", "b", "c")
    assert folder.rasid("outbox", "retry", "2").out == "1 will be sent again\n"
    assert folder.rasid("outbox", "list").out.endswith("2 failed, 1 waiting\n")
    assert folder.rasid("outbox", "retry").out == "2 will be sent again\n"
    assert folder.rasid("outbox", "list").out == "0 failed, 3 waiting\n"


def test_a_delivery_that_did_not_fail_is_told(folder: Folder) -> None:
    give_up(folder, "a")
    done = folder.rasid("outbox", "retry", "1", "7")
    done.failed(1, "rasid outbox list")
    assert done.out == "1 will be sent again\n"


def test_other_numbers_are_wrong_usage(folder: Folder) -> None:
    for number in ("x", "99999999999999999999"):
        folder.rasid("outbox", "retry", number).failed(2, "rasid outbox retry --help")

"""Buttons and files that the bot keeps, on both databases."""

from __future__ import annotations

from dataclasses import replace

from bot.core.message import File
from bot.core.model import Address
from bot.core.pressing import Special
from bot.ports import Unit
from bot.storage import SqlStore
from tests.bot.storage.samples import HOUR, NOW


def chat(unit: Unit, name: str = "5") -> int:
    address = Address("telegram", name)
    return unit.chats.meet(address, private=True, title="", language="ar", timezone="UTC", access="allowed")[0].id


def test_a_button_is_known_in_its_chat(store: SqlStore) -> None:
    special = Special("/mute ISKP 4h", "telegram:1001", True, NOW + HOUR)
    with store.begin() as unit:
        own, other = chat(unit), chat(unit, "6")
        token, second = unit.buttons.add(own, [special, replace(special, command="/x", once=False)], NOW)
        assert unit.buttons.get(own, token) == special
        assert unit.buttons.get(own, second) == replace(special, command="/x", once=False)
        assert unit.buttons.get(other, token) is None
        assert unit.buttons.get(own, "no such") is None


def test_a_button_is_pressed_first_once(store: SqlStore) -> None:
    with store.begin() as unit:
        own = chat(unit)
        (token,) = unit.buttons.add(own, [Special("/a", "", True, NOW + HOUR)], NOW)
        assert unit.buttons.press(token, NOW)
        assert not unit.buttons.press(token, NOW + HOUR)
        assert not unit.buttons.press("no such", NOW)
        assert unit.buttons.get(own, token) == Special("/a", "", True, NOW + HOUR, NOW)


def test_buttons_that_ended_are_forgotten(store: SqlStore) -> None:
    with store.begin() as unit:
        own = chat(unit)
        lasting = [Special("/a", "", False, NOW), Special("/b", "", False, NOW + HOUR)]
        old, new = unit.buttons.add(own, lasting, NOW)
        assert unit.buttons.forget(NOW + HOUR) == 1
        assert unit.buttons.get(own, old) is None
        assert unit.buttons.get(own, new) is not None


def test_a_file_is_kept_until_it_is_forgotten(store: SqlStore) -> None:
    with store.begin() as unit:
        file = unit.files.add("حالة.csv", "text/csv", b"\x00\xff", NOW)
        assert file == File(file.id, "حالة.csv", "text/csv")
        assert unit.files.content(file.id) == b"\x00\xff"
        assert unit.files.forget(NOW) == 0
        assert unit.files.forget(NOW + HOUR) == 1
        assert unit.files.content(file.id) is None

"""Roles in single chats, and invitations, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.model import Address, Person
from bot.ports import Unit
from bot.storage import SqlStore

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
GROUP = Address("telegram", "-5")
TOPIC = Address("telegram", "-5", "7")
READER = Person("telegram", "9", "Rim")


def met(unit: Unit, address: Address) -> int:
    chat, _ = unit.chats.meet(address, private=False, title="", language="en", timezone="UTC", access="allowed")
    return chat.id


def test_a_role_holds_in_the_whole_chat_whichever_thread_it_was_given_in(store: SqlStore) -> None:
    with store.begin() as unit:
        group, topic = met(unit, GROUP), met(unit, TOPIC)
        unit.roles.grant(topic, READER, "viewer", "telegram:1001", NOW)
        assert unit.roles.of(GROUP, READER) == unit.roles.of(TOPIC, READER) == "viewer"
        unit.roles.grant(group, READER, "analyst", "telegram:1001", NOW)
        assert unit.roles.of(TOPIC, READER) == "analyst"
        assert [(one.destination_id, one.person, one.role) for one in unit.roles.all()] == [(group, READER, "analyst")]


def test_a_role_is_of_one_chat_and_one_person(store: SqlStore) -> None:
    with store.begin() as unit:
        unit.roles.grant(met(unit, GROUP), READER, "viewer", "telegram:1001", NOW)
        assert unit.roles.of(Address("telegram", "-6"), READER) is None
        assert unit.roles.of(Address("slack", "-5"), READER) is None
        assert unit.roles.of(GROUP, Person("telegram", "10")) is None
        unit.roles.grant(met(unit, GROUP), READER, None, "telegram:1001", NOW)
        assert unit.roles.of(GROUP, READER) is None


def test_roles_move_with_a_group_that_gets_another_id(store: SqlStore) -> None:
    with store.begin() as unit:
        group = met(unit, GROUP)
        met(unit, Address("telegram", "-100"))
        unit.roles.grant(group, READER, "chat_admin", "telegram:1001", NOW)
        unit.chats.move(group, "-100")
        assert unit.roles.of(Address("telegram", "-100"), READER) == "chat_admin"


def test_an_invitation_is_used_once_and_found_by_its_code_alone(store: SqlStore) -> None:
    with store.begin() as unit:
        code = unit.invites.add("viewer", "telegram:1001", NOW + timedelta(hours=1), NOW)
        other = unit.invites.add("viewer", "telegram:1001", NOW + timedelta(hours=1), NOW)
        found = unit.invites.get(code.upper())
        assert found is not None
        assert found.role == "viewer"
        assert unit.invites.get("0" * len(code)) is None
        assert unit.invites.use(code, "telegram:9", NOW)
        assert not unit.invites.use(code, "telegram:10", NOW)
        assert not (again := unit.invites.get(code)) or not again.is_good(NOW)
        assert unit.invites.use(other, "telegram:10", NOW)


def test_invitations_that_ended_are_forgotten(store: SqlStore) -> None:
    with store.begin() as unit:
        code = unit.invites.add("viewer", "telegram:1001", NOW, NOW)
        kept = unit.invites.add("viewer", "telegram:1001", NOW + timedelta(days=2), NOW)
        assert unit.invites.forget(NOW + timedelta(days=1)) == 1
        assert unit.invites.get(code) is None
        assert unit.invites.get(kept) is not None

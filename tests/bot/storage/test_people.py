"""Roles, the audit log and the state on both databases."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

from bot.core.model import Person
from bot.storage import SqlStore
from tests.bot.storage.samples import AMINA, HOUR, NOW

OMAR = Person("slack", "U1", "عمر")


def test_roles_are_granted_and_taken(store: SqlStore) -> None:
    with store.begin() as unit:
        assert unit.people.role(AMINA) is None
        unit.people.grant(AMINA, "viewer", NOW)
        unit.people.grant(replace(AMINA, name="Amina"), "admin", NOW)
        unit.people.grant(OMAR, "analyst", NOW)
        assert unit.people.role(Person("telegram", "1001")) == "admin"
        assert unit.people.role(Person("slack", "1001")) is None
        assert unit.people.all() == [(OMAR, "analyst"), (replace(AMINA, name="Amina"), "admin")]
        unit.people.grant(OMAR, None, NOW)
        assert unit.people.role(OMAR) is None


def test_the_audit_log_is_newest_first(store: SqlStore) -> None:
    with store.begin() as unit:
        unit.people.record(AMINA, "watch", {"key": "ISKP", "least": None}, NOW)
        unit.people.record(OMAR, "mute", {}, NOW + HOUR)
        oldest = (NOW, AMINA, "watch", {"key": "ISKP", "least": None})
        assert unit.people.audit() == [(NOW + HOUR, OMAR, "mute", {}), oldest]
        assert unit.people.audit(1) == [(NOW + HOUR, OMAR, "mute", {})]


def test_the_state_keeps_the_last_value(store: SqlStore) -> None:
    with store.begin() as unit:
        assert unit.state.get("offset") is None
        unit.state.put("offset", "1")
        unit.state.put("offset", "2")
    with store.begin() as unit:
        assert unit.state.get("offset") == "2"


def test_who_decides_by_who_administers_waits_for_whoever_else_does(store: SqlStore) -> None:
    """So two admins do not revoke each other at the same moment."""
    found: list[Person] = []

    def look() -> None:
        with store.begin() as unit:
            found.extend(person for person, _ in unit.people.held())

    one, two = Person("telegram", "1"), Person("telegram", "2")
    with store.begin() as unit:
        for person in (one, two):
            unit.people.grant(person, "admin", NOW)
    other = Thread(target=look)
    with store.begin() as unit:
        assert [person for person, _ in unit.people.held()] == [one, two]
        other.start()
        other.join(0.5)
        unit.people.grant(two, None, NOW)
    other.join(30)
    assert found == [one]

"""The plan of faults: what it strikes, how often, and that chance can be repeated."""

from __future__ import annotations

import random

import pytest

from tests.fakes.faults import Cut, Fault, FaultPlan, Hang


@pytest.mark.parametrize(
    ("method", "chat", "expected"),
    [
        pytest.param("sendMessage", 1001, Cut(), id="both fit"),
        pytest.param("SENDMESSAGE", "1001", Cut(), id="without case, the id as text"),
        pytest.param("sendPhoto", 1001, None, id="another method"),
        pytest.param("sendMessage", 1002, None, id="another chat"),
        pytest.param("sendMessage", None, None, id="no chat"),
    ],
)
def test_a_fault_strikes_what_it_is_for(method: str, chat: int | str | None, expected: Fault | None) -> None:
    plan = FaultPlan()
    plan.add(Cut(), "sendMessage", chat=1001)
    assert plan.take(method, chat) == expected


def test_faults_come_in_order_and_wear_out() -> None:
    plan = FaultPlan()
    plan.add(Cut(), times=2)
    plan.add(Hang())
    assert [plan.take("any") for _ in range(4)] == [Cut(), Cut(), Hang(), None]


def test_a_lasting_fault_ends_when_it_is_removed() -> None:
    plan = FaultPlan()
    rule = plan.add(Cut(), times=None)
    assert [plan.take("any") for _ in range(3)] == [Cut()] * 3
    plan.remove(rule)
    assert plan.take("any") is None


def test_a_fault_strikes_only_what_it_is_meant_for() -> None:
    plan = FaultPlan()
    plan.add(Cut(), times=None, only=lambda given: given.get("parse_mode") == "HTML")
    assert [plan.take("any", given=given) for given in ({}, {"parse_mode": "HTML"})] == [None, Cut()]
    assert plan.take("any") is None
    assert plan.struck == 1


def test_chance_is_repeatable() -> None:
    def strikes(seed: int) -> list[bool]:
        plan = FaultPlan(random.Random(seed))
        plan.add(Cut(), times=None, chance=0.3)
        return [plan.take("any") is not None for _ in range(200)]

    assert strikes(7) == strikes(7)
    assert strikes(7) != strikes(8)
    assert 30 < sum(strikes(7)) < 90

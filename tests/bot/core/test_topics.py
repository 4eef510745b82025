"""A topic has the settings of its whole chat until it gets its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.model import Address, Destination
from bot.core.preferences import Preferences
from bot.core.topics import follows, settings_for, whole_address

WHOLE = Destination(1, Address("telegram", "-5"), "allowed", "en", "Asia/Aden", preferences=Preferences(trends=False))
TOPIC = replace(WHOLE, id=2, address=Address("telegram", "-5", "77"))
MORNING = datetime(2026, 3, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        pytest.param(TOPIC, True, id="all the same"),
        pytest.param(replace(TOPIC, preferences=replace(WHOLE.preferences, own=True)), False, id="of its own"),
        pytest.param(replace(TOPIC, language="ar"), False, id="set before topics could inherit"),
        pytest.param(replace(TOPIC, preferences=replace(WHOLE.preferences, caught_up=MORNING)), True, id="caught up"),
        pytest.param(replace(TOPIC, title="Field", listens=True), True, id="what is never inherited"),
    ],
)
def test_follows(topic: Destination, expected: bool) -> None:
    assert follows(topic, WHOLE) == expected


def test_what_is_taken_over_leaves_what_the_topic_heard() -> None:
    heard = replace(TOPIC, language="ar", preferences=Preferences(caught_up=MORNING, own=True))
    assert settings_for(heard, WHOLE) == {
        "language": "en",
        "timezone": "Asia/Aden",
        "preferences": Preferences(trends=False, caught_up=MORNING),
    }


def test_the_whole_of_a_topic() -> None:
    assert whole_address(TOPIC.address) == WHOLE.address

"""Who claims and who denies."""

from __future__ import annotations

import pytest

from bot.core.voices import Voices, voices
from tests.bot.core.render.scenes import ATTACK, event, reading, story
from watchlists.model import Event


@pytest.mark.parametrize(
    ("events", "found"),
    [
        pytest.param([ATTACK], Voices(), id="nobody"),
        pytest.param(
            [event("claim", status="claimed", about="suicide_bombing", actors=("ISKP",))],
            Voices(is_claimed=True, claimed_by=("ISKP",)),
            id="a claim",
        ),
        pytest.param(
            [event("denial", status="denied", actors=("AR_ONLY",))],
            Voices(is_denied=True, denied_by=("AR_ONLY",)),
            id="a denial",
        ),
        pytest.param(
            [event(status="claimed", actors=("ISKP",)), event("claim", status="claimed", actors=("EN_ONLY", "ISKP"))],
            Voices(is_claimed=True, claimed_by=("ISKP", "EN_ONLY")),
            id="by two, each once",
        ),
        pytest.param([event("claim", status="claimed")], Voices(is_claimed=True), id="by whom is not known"),
    ],
)
def test_voices(events: list[Event], found: Voices) -> None:
    assert voices(story(reading(2, ATTACK), reading(1, *events))) == found

"""Additions to messages that are ready."""

from __future__ import annotations

import pytest

from bot.core.message import Button, Message, block
from bot.core.model import Language
from bot.core.render.notes import repeat_note
from tests.bot.core.render.scenes import texts


@pytest.mark.parametrize(
    ("language", "note"),
    [pytest.param("ar", "↻ قد يكون مكررا", id="Arabic"), pytest.param("en", "↻ may be a repeat", id="English")],
)
def test_a_repeat_says_so_first_and_keeps_all_the_rest(language: Language, note: str) -> None:
    message = Message((block("نص"),), language, ((Button("a", "/b"),),))
    noted = repeat_note(message, texts(language))
    assert [one.text for one in noted.blocks] == [note, "نص"]
    assert (noted.language, noted.buttons) == (language, message.buttons)

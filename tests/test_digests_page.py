"""The example of docs/digests.md is what a digest says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.core.bidi import strip_controls
from bot.core.render.digest import digest_message
from bot.core.silences import Silence
from tests.bot.core.render.scenes import ATTACK, HOUR, NOW, reading, story, texts
from tests.bot.core.render.test_digest import VIEW

PAGE = Path(__file__).parents[1] / "docs" / "digests.md"


def test_the_example() -> None:
    attack = story(reading(1, replace(ATTACK, targets=())))
    silent = (Silence("Harbour Voice", NOW - 9 * HOUR), Silence("Quay Post", before=12))
    view = replace(VIEW, listed=[("ISKP", attack), *VIEW.listed[1:]], silent=silent, mutes=VIEW.mutes[1:2])
    assert f"```\n{strip_controls(digest_message(view, texts('en')).text)}\n```" in PAGE.read_text("utf-8")

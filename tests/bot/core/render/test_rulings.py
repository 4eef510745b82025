"""What people decided about stories, and why articles stand where they do, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.grouping import Grouping
from bot.core.model import Language
from bot.core.render.rulings import grouping_reason, ruling_line
from bot.core.rulings import Ruling
from bot.locales import load_texts

MERGE = Ruling(3, datetime(2026, 3, 1, 12, tzinfo=UTC), "merge", "telegram:1001", 5, 7, {})


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_reason_has_a_word_of_its_own(language: Language) -> None:
    words = [grouping_reason(one, load_texts()[language]) for one in Grouping]
    assert len(set(words)) == len(Grouping)
    assert not set(words) & set(Grouping)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        pytest.param("merge", "S7 was merged into S5 by telegram:1001 on 2026-03-01 15:00 (R3).", id="merge"),
        pytest.param("split", "S7 was taken out of S5 by telegram:1001 on 2026-03-01 15:00 (R3).", id="split"),
    ],
)
def test_a_ruling_in_a_line_by_the_readers_clock(kind: str, said: str) -> None:
    ruling = replace(MERGE, kind=kind)  # type: ignore[arg-type]
    assert ruling_line(ruling, load_texts()["en"], "Asia/Baghdad") == said

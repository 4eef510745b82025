"""Whichever way a search takes, it finds the newest articles that hold what was asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.core.model import Incoming
from bot.ports import Unit
from bot.storage import SqlStore
from bot.storage.paging import place_of
from bot.storage.searching import Bounds, holding, reached
from bot.storage.store import SqlUnit
from tests.bot.storage.samples import HOUR, NOW, add
from watchlists.model import Findings
from watchlists.normalize import key

# By the number of an article, its newest being the last: which words stand in it.
WORDS = {
    "كثير": range(40),
    "أحيانا": range(0, 40, 4),
    "نادر": range(3, 40, 17),
    "قديم": range(12),
    "جديد": range(36, 40),
    "يب": range(1, 40, 9),
}
WAYS = (Bounds(2, 3, 8, 10), Bounds(1, 1, 1, 1), Bounds(50, 50, 50, 50), Bounds(3, 50, 5, 100), Bounds(3, 0, 60, 40))
ASKED = (["كثير"], ["احيانا"], ["نادر"], ["قديم"], ["جديد"], ["كثير", "نادر"], ["قديم", "احيانا"], ["جديد", "قديم"])


@pytest.fixture(name="unit")
def _unit(store: SqlStore) -> Iterator[SqlUnit]:
    with store.begin() as unit:
        for number in range(40):
            said = " ".join(word for word, numbers in WORDS.items() if number in numbers)
            incoming = Incoming("الأفق", f"خبر {said}.", published=NOW + number // 2 * HOUR)  # two at a time
            add(unit, incoming, str(number), "f", Findings(), NOW)
        yield unit


@pytest.mark.parametrize("bounds", WAYS, ids=str)
def test_every_way_finds_the_same(unit: SqlUnit, bounds: Bounds) -> None:
    for asked in ASKED:
        for limit, before in ((1, None), (3, None), (3, 30), (9, 12), (60, None)):
            assert found(unit, asked, limit, before, bounds) == expected(asked, limit, before)


@pytest.mark.parametrize("bounds", WAYS, ids=str)
def test_short_words_are_looked_for_among_the_newest(unit: SqlUnit, bounds: Bounds) -> None:
    held = [number for number in expected(["يب"], 60, None) if number >= 40 - max(bounds.short, bounds.newest)]
    assert found(unit, ["يب"], 60, None, bounds) == held
    oldest = place_of(unit.articles._connection, 1 + max(0, 40 - bounds.short))
    assert oldest
    assert reached(unit.articles._connection, ["يب"], bounds) == (oldest[0] if bounds.short <= 40 else None)


def test_a_short_word_beside_a_longer_one_is_looked_for_everywhere(unit: SqlUnit) -> None:
    assert found(unit, ["يب", "قديم"], 60, None, Bounds(1, 1, 1, 1)) == [10, 1]
    assert reached(unit.articles._connection, ["يب", "قديم"], Bounds(1, 1, 1, 1)) is None


def test_what_was_searched_is_told(unit: Unit) -> None:
    assert unit.articles.searched("يب") == NOW
    assert unit.articles.searched("قديم") == NOW


def found(unit: SqlUnit, asked: list[str], limit: int, before: int | None, bounds: Bounds) -> list[int]:
    connection = unit.articles._connection
    last = None if before is None else place_of(connection, before + 1)
    return [article_id - 1 for _, article_id in holding(connection, asked, limit, last, bounds)]


def expected(asked: list[str], limit: int, before: int | None) -> list[int]:
    """By the table above. Articles are numbered in the order of their publication."""
    folded = {key(word): numbers for word, numbers in WORDS.items()}
    newest_first = range(39 if before is None else before - 1, -1, -1)
    return [number for number in newest_first if all(number in folded[word] for word in asked)][:limit]

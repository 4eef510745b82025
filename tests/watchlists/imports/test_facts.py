"""An entity taken apart and put together."""

from __future__ import annotations

from datetime import date

import pytest

from tests.watchlists.imports.listed import GUARD, MAN
from watchlists.imports.facts import called, entity_of, facts
from watchlists.model import Alias, Entity, Examples

FULL = Entity(
    "FULL",
    "person",
    {"ar": "سالم", "en": "Salem"},
    (
        Alias("أبو", "exact", True, ("قيادي",), ("أبو ظبي",), 90.0, False, date(2020, 1, 1), date(2021, 1, 1), "UN"),
        Alias("أبو", valid_from=date(2022, 1, 1)),
        Alias("سالم"),
    ),
    "QDe-1",
    Examples(("نعم",), ("لا", "كلا")),
    "note",
    "UN QDi.3",
    date(2019, 1, 1),
    date(2024, 1, 1),
    ("محمد",),
)


@pytest.mark.parametrize("entity", [GUARD, MAN, FULL], ids=lambda one: one.key)
def test_nothing_is_lost(entity: Entity) -> None:
    assert entity_of(entity.key, facts(entity)) == entity


def test_places_are_called_as_in_a_file() -> None:
    names = """kind part_of note source from until never name.ar name.en tests.yes tests.no
        alias match definite needs unless min_score guard"""
    assert {called(place) for place in facts(FULL)} == set(names.split())

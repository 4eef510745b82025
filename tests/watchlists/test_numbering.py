"""Many values at once get a number each, and are found again however crowded the table is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlists.numbering import UNKNOWN, Numbering

VALUES = st.lists(st.integers(1, 2**64 - 1), unique=True, max_size=300)
# Whatever is a multiple of this falls into the first slots of a table that is not too large.
CROWDED = pow(0x9E3779B97F4A7C15, -1, 2**64)


def array(values: list[int]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.array(values, np.uint64)


@given(VALUES, VALUES)
def test_what_was_put_is_found_and_nothing_else(known: list[int], others: list[int]) -> None:
    held = Numbering()
    held.put(array(known), np.arange(len(known), dtype=np.int32))
    assert held.find(array(known)).tolist() == list(range(len(known)))
    numbers = {value: number for number, value in enumerate(known)}
    assert held.find(array(others)).tolist() == [numbers.get(value, UNKNOWN) for value in others]


@pytest.mark.parametrize("count", [1, 8, 9, 17, 200])
def test_values_that_want_one_slot_are_found_too(count: int) -> None:
    wanted = [(7 + at) * CROWDED % 2**64 for at in range(count)]
    held = Numbering()
    for number, value in enumerate(wanted):
        held.put(array([value]), np.array([number], np.int32))
    assert held.find(array(wanted)).tolist() == list(range(count))
    absent = [(7 + count + at) * CROWDED % 2**64 for at in range(30)]
    assert held.find(array(absent)).tolist() == [UNKNOWN] * 30


def test_a_table_that_grows_forgets_nothing() -> None:
    values = np.random.default_rng(1).integers(1, 2**63, 60_000).astype(np.uint64)
    values = np.unique(values)
    held = Numbering()
    for at in range(0, len(values), 7_000):
        held.put(values[at : at + 7_000], np.arange(at, min(at + 7_000, len(values)), dtype=np.int32))
    assert held.find(values).tolist() == list(range(len(values)))

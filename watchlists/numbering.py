"""Numbers by value, many at once: a hash table with open addressing in arrays, since a dict looks up one by one."""

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.uint64]
Numbers = NDArray[np.int32]

UNKNOWN = -1
_FIRST = 14  # bits of the first table
_FULL = 0.5
# Slots that are looked at together where the first is taken by another value.
_STEPS = np.arange(1, 9)
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Numbering:
    """Which number a value has. A value has one number and keeps it; nought is no value."""

    _values: Values
    _numbers: Numbers
    _shift: np.uint64
    _last: int
    _size: int

    def __init__(self) -> None:
        self._make(_FIRST)

    def find(self, values: Values) -> Numbers:
        """The number of each value, or `UNKNOWN`."""
        slots = self._slots(values)
        held = self._values.take(slots)
        hit = held == values
        found = np.where(hit, self._numbers.take(slots), np.int32(UNKNOWN))
        left = (~hit & (held != 0)).nonzero()[0]
        while len(left):
            near = (slots[left][:, None] + _STEPS) & self._last
            held = self._values.take(near)
            rows, columns = (held == values[left][:, None]).nonzero()
            found[left[rows]] = self._numbers.take(near[rows, columns])
            on = (held != 0).all(axis=1)
            on[rows] = False
            slots[left] += len(_STEPS)
            left = left[on]
        return found

    def put(self, values: Values, numbers: Numbers) -> None:
        """Give these values, none of them known and none twice, these numbers."""
        self._size += len(values)
        if self._size > len(self._values) * _FULL:
            self._grow()
        self._place(values, numbers)

    def _place(self, values: Values, numbers: Numbers) -> None:
        left, slots = np.arange(len(values)), self._slots(values)
        while len(left):
            free = self._values[slots] == 0
            self._values[slots[free]] = values[left[free]]  # of those that want one slot the last one gets it
            placed = self._values[slots] == values[left]
            self._numbers[slots[placed]] = numbers[left[placed]]
            left, slots = left[~placed], (slots[~placed] + 1) & self._last

    def _slots(self, values: Values) -> NDArray[np.int64]:
        return ((values * _MIX) >> self._shift).astype(np.int64)

    def _grow(self) -> None:
        held = (self._values).nonzero()[0]
        values, numbers, bits = self._values[held], self._numbers[held], 64 - int(self._shift)
        size = self._size
        while size > (1 << bits) * _FULL:
            bits += 1
        self._make(bits)
        self._size = size
        self._place(values, numbers)

    def _make(self, bits: int) -> None:
        self._shift, self._last, self._size = np.uint64(64 - bits), (1 << bits) - 1, 0
        self._values, self._numbers = np.zeros(1 << bits, np.uint64), np.zeros(1 << bits, np.int32)

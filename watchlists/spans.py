"""Spans of a text that must be compared with many others: by bisection, so that time stays linear but for a log."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Protocol, TypeVar


class Span(Protocol):
    """Something that covers the characters from `start` to `end`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_S = TypeVar("_S", bound=Span)


class Cover:
    """The characters that some spans cover together. Immutable."""

    def __init__(self, spans: Iterable[Span]) -> None:
        merged = list(_merged(sorted((one.start, one.end) for one in spans)))
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def __bool__(self) -> bool:
        return bool(self._starts)

    def touches(self, start: int, end: int) -> bool:
        """Whether any of the spans overlaps `start:end`."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end

    def reaches_beyond(self, start: int, end: int) -> bool:
        """Whether any character outside of `start:end` is covered."""
        return any(one < start or stop > end for one, stop in zip(self._starts, self._ends, strict=True))


def without_overlaps(ranked: Iterable[_S]) -> list[_S]:
    """The spans, best first, without those that overlap a better one; equal spans are all kept. By start."""
    starts: list[int] = []
    held: dict[int, list[_S]] = {}
    for one in ranked:
        same = held.get(one.start)
        if same is not None and same[0].end == one.end:
            same.append(one)
        elif same is None and _is_free(one, starts, held):
            insort(starts, one.start)
            held[one.start] = [one]
    return [one for start in starts for one in held[start]]


def _is_free(one: Span, starts: list[int], held: dict[int, list[_S]]) -> bool:
    at = bisect_left(starts, one.start)
    if at < len(starts) and starts[at] < one.end:
        return False
    return at == 0 or held[starts[at - 1]][0].end <= one.start


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sorted spans with those that overlap made one."""
    if not spans:
        return
    start, end = spans[0]
    for _, (after, stop) in pairwise(spans):
        if after >= end:
            yield start, end
            start = after
        end = max(end, stop)
    yield start, end

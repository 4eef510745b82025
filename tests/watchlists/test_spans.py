"""Spans against spans."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from watchlists.spans import Cover, without_overlaps


@dataclass(frozen=True)
class Piece:
    start: int
    end: int


def overlap(one: Piece, other: Piece) -> bool:
    return one.start < other.end and other.start < one.end


pieces = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: Piece(pair[0], sum(pair))), max_size=20
)


@given(pieces, st.integers(0, 35), st.integers(1, 8))
def test_touches_is_an_overlap_with_any(held: list[Piece], start: int, width: int) -> None:
    probe = Piece(start, start + width)
    assert Cover(held).touches(probe.start, probe.end) is any(overlap(probe, one) for one in held)


@given(pieces)
def test_without_overlaps_keeps_the_better_and_equal_spans(ranked: list[Piece]) -> None:
    kept: list[Piece] = []
    for one in ranked:
        if all(not overlap(one, other) or one == other for other in kept):
            kept.append(one)
    assert without_overlaps(ranked) == sorted(kept, key=lambda one: one.start)

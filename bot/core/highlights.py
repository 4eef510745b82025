"""Where in a text something was found, cut so that no two pieces overlap: what a page marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]
"""Start and end in code points, end exclusive."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a text, with the numbers of the spans that cover all of them; none for what lies between."""

    start: int
    end: int
    spans: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Pieces of spans that overlap one another, in order and without a gap; one piece without spans stands alone."""

    pieces: tuple[Piece, ...]

    @property
    def spans(self) -> tuple[int, ...]:
        """The numbers of all of its spans, in the order in which they begin."""
        return tuple(dict.fromkeys(number for piece in self.pieces for number in piece.spans))


def clusters(length: int, spans: Sequence[Span]) -> Iterator[Cluster]:
    """A whole text of this length in order. Spans are numbered as they are given; what of them lies outside of the
    text, and what is empty, is left out."""
    held = [(max(start, 0), min(end, length), number) for number, (start, end) in enumerate(spans)]
    ordered = sorted((start, end, number) for start, end, number in held if start < end)
    at = 0
    for group in _overlapping(ordered):
        start = group[0][0]
        if at < start:
            yield Cluster((Piece(at, start),))
        yield Cluster(tuple(_pieces(group)))
        at = max(end for _, end, _ in group)
    if at < length:
        yield Cluster((Piece(at, length),))


def _overlapping(ordered: Sequence[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """Spans that overlap, directly or over others; those that only touch are apart."""
    group: list[tuple[int, int, int]] = []
    reach = 0
    for one in ordered:
        if group and one[0] >= reach:
            yield group
            group = []
        group.append(one)
        reach = max(reach, one[1])
    if group:
        yield group


def _pieces(group: Sequence[tuple[int, int, int]]) -> Iterator[Piece]:
    edges = sorted({edge for start, end, _ in group for edge in (start, end)})
    for start, end in pairwise(edges):
        yield Piece(start, end, tuple(number for first, last, number in group if first <= start and end <= last))

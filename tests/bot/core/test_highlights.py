"""Spans cut into pieces that lie side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.highlights import Span, clusters


@pytest.mark.parametrize(
    ("length", "spans", "pieces"),
    [
        pytest.param(0, [], [], id="an empty text"),
        pytest.param(4, [], [[(0, 4, ())]], id="nothing found"),
        pytest.param(9, [(2, 4)], [[(0, 2, ())], [(2, 4, (0,))], [(4, 9, ())]], id="one"),
        pytest.param(4, [(0, 2), (2, 4)], [[(0, 2, (0,))], [(2, 4, (1,))]], id="two that touch are apart"),
        pytest.param(4, [(0, 4), (0, 4)], [[(0, 4, (0, 1))]], id="two on the same place"),
        pytest.param(6, [(1, 3), (0, 6)], [[(0, 1, (1,)), (1, 3, (1, 0)), (3, 6, (1,))]], id="one inside of another"),
        pytest.param(6, [(0, 4), (2, 6)], [[(0, 2, (0,)), (2, 4, (0, 1)), (4, 6, (1,))]], id="across one another"),
        pytest.param(3, [(-5, 99)], [[(0, 3, (0,))]], id="beyond the text"),
        pytest.param(3, [(2, 2), (7, 9), (2, 1)], [[(0, 3, ())]], id="empty, outside and turned around"),
    ],
)
def test_pieces(length: int, spans: list[Span], pieces: list[list[tuple[int, int, tuple[int, ...]]]]) -> None:
    found = [[(one.start, one.end, one.spans) for one in cluster.pieces] for cluster in clusters(length, spans)]
    assert found == pieces


@given(st.integers(0, 40), st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=12))
def test_every_character_stands_once_and_knows_what_covers_it(length: int, spans: list[Span]) -> None:
    pieces = [piece for cluster in clusters(length, spans) for piece in cluster.pieces]
    assert [at for piece in pieces for at in range(piece.start, piece.end)] == list(range(length))
    for piece in pieces:
        for at in range(piece.start, piece.end):
            assert set(piece.spans) == {n for n, (start, end) in enumerate(spans) if start <= at < end}

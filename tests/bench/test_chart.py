"""The chart is a picture with a bar for every figure, also where no target is set."""

from pathlib import Path

from tests.bench.chart import draw
from tests.bench.measure import Row

ROWS = [
    Row(1_000, batches=0.5, single=1.1, whole=1.5),
    Row(2_000, batches=0.7, single=1.4, whole=1.6),
    Row(100_000, batches=2.5, single=3.0, whole=4.0),
]


def test_the_chart_is_a_picture_that_changes_with_the_figures(tmp_path: Path) -> None:
    one, other = tmp_path / "one.png", tmp_path / "other.png"
    draw(ROWS, one)
    draw([*ROWS[:2], Row(100_000, batches=1.5, single=3.0, whole=4.0)], other)
    assert one.read_bytes().startswith(b"\x89PNG")
    assert one.read_bytes() != other.read_bytes()

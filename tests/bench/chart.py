"""The ratios as a picture for the documentation."""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import Row
from tests.bench.table import TARGETS

_BARS = (
    ("batches", "batches of 64, warm", "#1b6ca8"),
    ("single", "one article at a time", "#5fa8d3"),
    ("whole", "whole process, empty table", "#bcd9ea"),
)
_WIDTH = 0.26


def draw(rows: Sequence[Row], path: Path) -> None:
    """Bars of the time against the yardstick, a black line at each target, into a PNG file."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4.5), dpi=150, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    for place, (name, label, color) in enumerate(_BARS):
        at = [row + (place - 1) * _WIDTH for row in range(len(rows))]
        heights = [getattr(row, name) for row in rows]
        axes.bar_label(
            axes.bar(at, heights, _WIDTH * 0.92, color=color, label=label), fmt="%.2f", fontsize=8, padding=3
        )
        for middle, row in zip(at, rows, strict=True):
            if (target := TARGETS[name].get(row.names)) is not None:
                axes.hlines(target, middle - _WIDTH / 2, middle + _WIDTH / 2, color="black", linewidth=1.5)
    axes.axhline(1, color="grey", linewidth=0.8, linestyle=":")
    axes.set_xticks(range(len(rows)), [f"{row.names:,} names" for row in rows])
    axes.set_ylabel("time, exact pipeline = 1")
    axes.set_title("Fuzzy Arabic matching against an exact pipeline (black line: target)", fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8, loc="upper left")
    figure.savefig(path)

"""The ratios as a picture for the documentation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.measure import Row
from tests.bench.table import TARGETS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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
        axes.bar(at, [getattr(row, name) for row in rows], _WIDTH * 0.92, color=color, label=label)
        for middle, row in zip(at, rows, strict=True):
            _told(axes, middle, getattr(row, name), TARGETS[name].get(row.names))
    axes.axhline(1, color="grey", linewidth=0.8, linestyle=":", zorder=0)
    axes.set_xticks(range(len(rows)), [f"{row.names:,} names" for row in rows])
    axes.set_ylabel("time, exact pipeline = 1")
    axes.set_title("Fuzzy Arabic matching against an exact pipeline (black line: target)", fontsize=10, pad=24)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(_BARS))
    figure.savefig(path)


def _told(axes: Axes, middle: float, height: float, target: float | None) -> None:
    """The figure above a bar, above its target too where that is higher; and the target."""
    top = max(height, target or 0)
    axes.annotate(f"{height:.2f}", (middle, top), (0, 3), textcoords="offset points", ha="center", fontsize=8)
    if target is not None:
        axes.hlines(target, middle - _WIDTH / 2, middle + _WIDTH / 2, color="black", linewidth=1.5)

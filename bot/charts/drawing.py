"""A chart as a PNG. Without pyplot, which keeps every figure; one at a time, as the fonts are shared by all threads."""

from __future__ import annotations

import threading
from io import BytesIO
from math import nan
from typing import TYPE_CHECKING, Any

from bot.charts.look import DARK, DPI, HEIGHT, LIGHT, MARGIN, SHAPES, WIDTH, Look
from bot.core.chart import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

_SETTINGS: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"],
    "text.parse_math": False,  # a $ in a name is a $
    "axes.unicode_minus": True,
}
# Sizes of letters in points: 1 is 1.4 pixels here.
_TITLE, _FIGURE, _SMALL, _LABEL = 36, 44, 22, 21
_SMALLEST_TITLE = 24
# Heights in pixels from the top.
_PLOT_TOP, _PLOT_END, _LEGEND_TOP, _ROW = 345, 895, 1016, 46
# How much higher than the scale the plot is, where stories stand above it.
_WITH_MARKS = 1.28


class Artist:
    """Draws charts, for any thread."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    def draw(self, chart: Chart) -> bytes:
        """The PNG. Takes a second, the first time three."""
        with self._turn:
            import matplotlib as mpl

            with mpl.rc_context(_SETTINGS):
                return _png(chart)


def _png(chart: Chart) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    look = DARK if chart.dark else LIGHT
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=look.ground)
    FigureCanvasAgg(figure)
    page = _Page(figure, chart, look)
    page.head()
    page.plot()
    page.legend()
    page.foot()
    written = BytesIO()
    figure.savefig(written, format="png", facecolor=look.ground, metadata={"Software": "Rasid", "Title": chart.title})
    return written.getvalue()


class _Page:
    """One picture. Everything begins at the side where its language begins to read; the time runs to the right."""

    def __init__(self, figure: Figure, chart: Chart, look: Look) -> None:
        self._figure, self._chart, self._look = figure, chart, look
        self._rtl = chart.language == "ar"

    def head(self) -> None:
        """Name, window, the number of it and what is usual."""
        chart, look = self._chart, self._look
        self._line(chart.title, 56, _TITLE, look.ink, weight="bold", least=_SMALLEST_TITLE)
        self._line(chart.window, 132, _SMALL, look.faint)
        self._line(chart.figure, 196, _FIGURE, look.ink, weight="bold")
        self._line(chart.compared, 278, _SMALL + 4, look.turns[chart.turn], weight="bold")

    def plot(self) -> None:
        """Bars, the usual with its range, and the stories above."""
        chart, look = self._chart, self._look
        wide = max(_LABEL * 0.9 * len(label) for _, label in chart.levels)
        left, right = (MARGIN, MARGIN + 12 + wide) if self._rtl else (MARGIN + 12 + wide, MARGIN)
        frame = (left / WIDTH, 1 - _PLOT_END / HEIGHT, 1 - (left + right) / WIDTH, (_PLOT_END - _PLOT_TOP) / HEIGHT)
        axes = self._figure.add_axes(frame, facecolor=look.ground)
        _frame(axes, chart, look, rtl=self._rtl)
        for place, one in enumerate(chart.columns):
            axes.bar(place, one.height, 0.76, color=look.partial if one.partial else look.bar, zorder=3)
        _usual(axes, chart, look)
        _marks(axes, chart, look)
        if chart.empty:
            where: dict[str, Any] = {"transform": axes.transAxes, "ha": "center"}
            axes.text(0.5, 0.5, chart.empty, fontsize=_SMALL + 4, color=look.faint, **where)

    def legend(self) -> None:
        """What the signs stand for, in rows, from the side where reading begins."""
        from matplotlib.lines import Line2D

        legend, look = self._chart.legend, self._look
        square: dict[str, Any] = {"marker": "s", "markersize": 17, "linestyle": "none"}
        signs: list[tuple[dict[str, Any], str]] = [({**square, "color": look.bar}, legend.mentions)]
        signs += [({"linewidth": 5, "color": look.usual}, legend.usual)] if legend.usual else []
        signs += [({**square, "color": look.range}, legend.range)] if legend.range else []
        for severity, words in legend.severities:
            color = look.severities[severity]
            signs.append(({**square, "marker": SHAPES[severity], "color": color}, words))
        along, down = float(MARGIN), _LEGEND_TOP
        for style, words in signs:
            text = self._figure.text(0, 0, words, fontsize=_LABEL - 1, color=look.ink, va="center_baseline")
            wide = 44 + _wide(text)
            if along + wide > WIDTH - MARGIN:
                along, down = MARGIN, down + _ROW
            ends = [self._across(along + 2), self._across(along + 32)]
            ends = ends if "linewidth" in style else [sum(ends) / 2]
            self._figure.add_artist(Line2D(ends, [1 - down / HEIGHT] * len(ends), **style))
            text.set_horizontalalignment("right" if self._rtl else "left")
            text.set_position((self._across(along + 44), 1 - down / HEIGHT))
            along += wide + 36

    def foot(self) -> None:
        """Where it is from."""
        self._line(self._chart.source, HEIGHT - 64, _LABEL - 2, self._look.faint)

    def _across(self, pixels: float) -> float:
        """So far from the side where reading begins, as a part of the width."""
        return 1 - pixels / WIDTH if self._rtl else pixels / WIDTH

    def _line(
        self, words: str, down: int, size: float, color: str, *, weight: str = "normal", least: float = 15
    ) -> None:
        """A line so many pixels from the top, made smaller until it fits, then cut."""
        if not words:
            return
        side = self._across(MARGIN)
        align = "right" if self._rtl else "left"
        where: dict[str, Any] = {"ha": align, "va": "top", "color": color, "fontweight": weight}
        text = self._figure.text(side, 1 - down / HEIGHT, words, fontsize=size, **where)
        _fit(text, WIDTH - 2 * MARGIN, size, least)


def _fit(text: Text, width: float, size: float, least: float) -> None:
    while _wide(text) > width and size > least:
        size = max(least, size * 0.94)
        text.set_fontsize(size)
    words = text.get_text()
    while _wide(text) > width and len(words) > 1:
        words = words[: max(1, int(len(words) * 0.95) - 1)].rstrip()
        text.set_text(f"{words}…")


def _wide(text: Text) -> float:
    return float(text.get_window_extent().width)


def _frame(axes: Axes, chart: Chart, look: Look, *, rtl: bool) -> None:
    """The scale on the side where reading begins, lines across, labels below."""
    axes.set_xlim(-0.6, len(chart.columns) - 0.4)
    axes.set_ylim(0, chart.levels[-1][0] * (_WITH_MARKS if chart.marks else 1.06))
    axes.set_yticks([level for level, _ in chart.levels], [label for _, label in chart.levels])
    axes.set_xticks([])
    axes.yaxis.set_ticks_position("right" if rtl else "left")
    axes.tick_params(labelsize=_LABEL - 2, labelcolor=look.faint, length=0, pad=10)
    axes.grid(axis="y", color=look.grid, linewidth=1.5, zorder=0)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(look.faint)
    for place, label in chart.ticks:  # line by line on one height, whatever stands above or below the letters
        for row, words in enumerate(label.split("\n")):
            style: dict[str, Any] = {"ha": "center", "va": "baseline", "fontsize": _LABEL - 2, "color": look.faint}
            axes.annotate(words, (place, 0), (0, -26 - 26 * row), textcoords="offset points", **style)


def _usual(axes: Axes, chart: Chart, look: Look) -> None:
    """A line in steps over the bars, its range behind them."""
    edges = [place - 0.5 for place in range(len(chart.columns) + 1)]
    low = [nan if one.low is None else one.low for one in chart.columns]
    high = [nan if one.high is None else one.high for one in chart.columns]
    usual = [nan if one.usual is None else one.usual for one in chart.columns]
    axes.fill_between(edges, [*low, low[-1]], [*high, high[-1]], step="post", color=look.range, linewidth=0, zorder=1)
    axes.step(edges, [*usual, usual[-1]], where="post", color=look.usual, linewidth=4, zorder=4)


def _marks(axes: Axes, chart: Chart, look: Look) -> None:
    """Above the bars, each at its bar, the numbers above the signs."""
    high = chart.levels[-1][0] * (1 + (_WITH_MARKS - 1) * 0.4)
    for mark in chart.marks:
        color = look.severities[mark.severity]
        axes.plot([mark.column], [high], SHAPES[mark.severity], color=color, markersize=18, zorder=5, clip_on=False)
        style: dict[str, Any] = {"ha": "center", "fontsize": _LABEL - 4, "color": look.ink}
        axes.annotate(mark.label, (mark.column, high), (0, 16), textcoords="offset points", **style)

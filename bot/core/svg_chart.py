"""A chart as SVG for a page: its letters are the page's, its colours the page's style sheet's."""

from collections.abc import Iterator
from html import escape

from bot.core.chart import Chart, Mark

_WIDTH, _HEIGHT = 720, 250
_TOP, _BOTTOM, _SIDE = 44, 196, 44
# Signs by severity around their middle.
_SHAPES = {
    "low": "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0",
    "medium": "M-5.5,-5.5h11v11h-11z",
    "high": "M0,-7.5L7.5,0L0,7.5L-7.5,0z",
    "critical": "M0,-7L7.5,6H-7.5z",
}


def svg(chart: Chart) -> str:
    """The bars, the usual with its range, the stories and the labels; without title and legend, which the page has."""
    plot = _Plot(chart)
    pieces = (*plot.grid(), *plot.ranges(), *plot.bars(), *plot.usual(), *plot.marks(), *plot.labels())
    head = f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" direction="ltr" aria-label="{{}}">'
    return "\n".join((head.format(escape(f"{chart.title}, {chart.figure}")), *pieces, "</svg>"))


class _Plot:
    """Places on the picture; the scale stands on the side where reading begins."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        rtl = chart.language == "ar"
        self._left, self._right = (8, _WIDTH - _SIDE) if rtl else (_SIDE, _WIDTH - 8)
        self._scale = (self._right + 8, "start") if rtl else (self._left - 8, "end")
        self._wide = (self._right - self._left) / len(chart.columns)

    def grid(self) -> Iterator[str]:
        for level, label in self._chart.levels:
            y, (x, anchor) = self._y(level), self._scale
            yield f'<line class="grid" x1="{self._left}" x2="{self._right}" y1="{y}" y2="{y}"/>'
            yield f'<text x="{x}" y="{y + 4:.1f}" text-anchor="{anchor}">{escape(label)}</text>'

    def ranges(self) -> Iterator[str]:
        for place, one in enumerate(self._chart.columns):
            if one.low is not None and one.high:
                yield self._box("range", place, one.low, one.high, 1.0)

    def bars(self) -> Iterator[str]:
        for place, one in enumerate(self._chart.columns):
            yield self._box("bar partial" if one.partial else "bar", place, 0, one.height, 0.72)

    def usual(self) -> Iterator[str]:
        """A line in steps; where nothing is known it ends, and begins anew after it."""
        path, goes_on = "", False
        for place, one in enumerate(self._chart.columns):
            if one.usual is not None:
                path += f"{'L' if goes_on else 'M'}{self._step(place, one.usual)}"
            goes_on = one.usual is not None
        if path:
            yield f'<path class="usual" d="{path}"/>'

    def marks(self) -> Iterator[str]:
        for one in self._chart.marks:
            yield self._mark(one)

    def labels(self) -> Iterator[str]:
        for place, label in self._chart.ticks:
            for row, words in enumerate(label.split("\n")):
                # In ems, so that the lines stay apart where the page makes the letters larger.
                at = f'x="{self._x(place):.1f}" y="{_BOTTOM + 20}" dy="{1.4 * row:.1f}em"'
                yield f'<text {at} text-anchor="middle">{escape(words)}</text>'

    def _mark(self, one: Mark) -> str:
        at = f'transform="translate({self._x(one.column):.1f},{_TOP - 16})"'
        sign = f'<path class="{one.severity}" d="{_SHAPES[one.severity]}"/>'
        return f'<g {at}>{sign}<text y="-12" text-anchor="middle">{escape(one.label)}</text></g>'

    def _step(self, place: int, height: float) -> str:
        x = self._left + place * self._wide
        return f"{x:.1f},{self._y(height)}H{x + self._wide:.1f}"

    def _box(self, kind: str, place: int, low: float, high: float, part: float) -> str:
        width = self._wide * part
        x, y = self._x(place) - width / 2, self._y(high)
        height = round(self._y(low) - y, 1)
        return f'<rect class="{kind}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height}"/>'

    def _x(self, place: int) -> float:
        return self._left + (place + 0.5) * self._wide

    def _y(self, height: float) -> float:
        return round(_BOTTOM - (_BOTTOM - _TOP) * height / self._chart.levels[-1][0], 1)

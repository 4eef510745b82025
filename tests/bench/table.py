"""The measured rows as text, each figure beside its target."""

from collections.abc import Callable, Mapping, Sequence

from tests.bench.measure import Row

TARGETS: Mapping[str, Mapping[int, float]] = {
    "batches": {1_000: 0.6, 10_000: 1.0, 100_000: 1.8},
    "single": {1_000: 1.2, 10_000: 1.8, 100_000: 2.6},
    "whole": {1_000: 1.4, 10_000: 2.2, 100_000: 3.0},
    "rapidfuzz": {1_000: 240, 10_000: 1_200, 100_000: 5_000},
    "built": {10_000: 0.5},
    "peak": {1_000: 200, 10_000: 220, 100_000: 350},
}
_WIDTH, _FIRST = 22, 40


def speed(rows: Sequence[Row]) -> str:
    """Times as multiples of the yardstick's; in brackets the target."""
    lines = [_line("names", [f"{row.names:,}" for row in rows])]
    lines += [_line(title, [cell(row) for row in rows]) for title, cell in _LINES.items()]
    return "\n".join(lines)


def recall(rows: Sequence[Row]) -> str:
    """The share of planted names that each side finds, in percent, ours first."""
    lines = [_line("found of planted names, %: rasid | exact", [f"{row.names:,}" for row in rows])]
    for kind in rows[0].recall:
        shares = ["  |".join(f"{_percent(*one):>6}" for one in row.recall[kind].values()) for row in rows]
        lines.append(_line(f"  {kind}", shares))
    return "\n".join(lines)


def _line(title: str, cells: Sequence[str]) -> str:
    return f"{title:<{_FIRST}}" + "".join(f"{cell:>{_WIDTH}}" for cell in cells)


def _percent(found: int, planted: int) -> str:
    return f"{100 * found / planted:.1f}" if planted else "-"


def _aimed(name: str, shown: str, least: str = "≤") -> Callable[[Row], str]:
    def cell(row: Row) -> str:
        target = TARGETS[name].get(row.names)
        return format(getattr(row, name), shown) + (f" ({least} {target:,})" if target is not None else "")

    return cell


_LINES: dict[str, Callable[[Row], str]] = {
    "batches of 64, warm: × exact": _aimed("batches", ".2f"),
    "one article at a time: × exact": _aimed("single", ".2f"),
    "batches, articles as published: × exact": lambda row: f"{row.natural:.2f}",
    "whole process, empty table: × exact": _aimed("whole", ".2f"),
    "times faster than rapidfuzz": _aimed("rapidfuzz", ",.0f", "≥"),
    "exact, µs an article": lambda row: f"{1e6 * row.exact:.0f}",
    "built, s": _aimed("built", ".2f"),
    "exact built, s": lambda row: f"{row.exact_built:.2f}",
    "one name added, ms": lambda row: f"{1000 * row.added:.2f}" if row.added is not None else "cannot",
    "peak memory, MiB": _aimed("peak", ","),
    "exact peak memory, MiB": lambda row: f"{row.exact_peak:,}",
    "mentions in 1,000 words": lambda row: f"{row.hits:.1f}",
    "hits of exact in 1,000 words": lambda row: f"{row.exact_hits:.1f}",
    "articles: warmed / measured / whole": lambda row: f"{row.warmed} / {row.articles} / {row.whole_articles}",
}

"""The statements that a question sends to PostgreSQL, each with the plan by which it was really answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

_EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) "
# These give their first rows before they have read all.
_PASSING = ("Merge Join", "Nested Loop", "Subquery Scan", "Append", "Merge Append", "Result")
_PLANNED = re.compile(r"\s*(SELECT|WITH|UPDATE|DELETE|INSERT)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plan:
    """Of one statement: pages of 8 kB that were looked at, milliseconds, and the tables that were read from end to
    end, themselves or in an index, with the rows that this took."""

    statement: str
    pages: int
    spent: float
    scans: tuple[tuple[str, int], ...]
    indexes: frozenset[str]


@contextmanager
def explained(engine: Engine) -> Iterator[list[Plan]]:
    """Run each statement twice: first to see its plan, of which nothing is kept."""
    found: list[Plan] = []

    def explain(_connection: Any, cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if many or not _PLANNED.match(statement):
            return
        with cursor.connection.cursor() as beside:
            beside.execute("SAVEPOINT explained")
            beside.execute(_EXPLAIN + statement, parameters)
            found.append(plan_of(statement, beside.fetchone()[0][0]))
            beside.execute("ROLLBACK TO explained")

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", explain)


def plan_of(statement: str, answer: dict[str, Any]) -> Plan:
    """From the JSON that PostgreSQL gives."""
    root, nodes = answer["Plan"], list(_nodes(answer["Plan"], limited=False))
    pages = root.get("Shared Hit Blocks", 0) + root.get("Shared Read Blocks", 0)
    scans = tuple(found for one, limited in nodes if (found := _whole(one, limited=limited)))
    indexes = frozenset(one["Index Name"] for one, _ in nodes if "Index Name" in one)
    return Plan(" ".join(statement.split()), pages, answer.get("Execution Time", 0.0), scans, indexes)


def _whole(node: dict[str, Any], *, limited: bool) -> tuple[str, int] | None:
    """The table or index, if all of it is read: what stands below a limit ends when there is enough."""
    if node["Node Type"] == "Seq Scan":
        return node["Relation Name"], _looked_at(node)
    unconditional = "Index Name" in node and "Index Cond" not in node
    return (node["Index Name"], _looked_at(node)) if unconditional and not limited else None


def _looked_at(node: dict[str, Any]) -> int:
    """What a scan gave and what it passed over."""
    rows = node.get("Actual Rows", 0) + node.get("Rows Removed by Filter", 0)
    return int(rows * node.get("Actual Loops", 1))


def _nodes(node: dict[str, Any], *, limited: bool) -> Iterator[tuple[dict[str, Any], bool]]:
    """Each with whether it is read no further than something above it needs."""
    yield node, limited
    below = node["Node Type"] == "Limit" or (limited and node["Node Type"] in _PASSING)
    for one in node.get("Plans", ()):
        yield from _nodes(one, limited=below)

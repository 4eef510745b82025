"""The examples of docs/events.md: `python -m tests.events_page` writes their answers anew; read the difference."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from watchlists import Matcher, load, shipped
from watchlists.model import Document, Event

PATH = Path(__file__).resolve().parent.parent / "docs" / "events.md"
PUBLISHED = datetime(2026, 11, 20, 12, tzinfo=UTC)
_ROW = re.compile(r"^\| («[^|]*») \| ([^|]*) \|$", re.MULTILINE)
_FACTS = ("about", "actors", "targets", "places", "killed", "injured", "arrested", "count", "when")


def rows(page: str) -> list[tuple[str, str]]:
    """Each example of the page, as a text in quotes, with what the page says is read from it."""
    return _ROW.findall(page)


def read(matcher: Matcher, quoted: str) -> str:
    """The events of an example as the page writes them."""
    events = matcher.match(Document(quoted[1:-1], published=PUBLISHED)).events
    return "; ".join(map(_written, events)) or "nothing"


def shipped_matcher() -> Matcher:
    """With the lists that the page speaks of."""
    return Matcher.compile(load([shipped()]))


def main() -> None:
    """Read every example, and put the events beside it."""
    page, matcher = PATH.read_text(encoding="utf-8"), shipped_matcher()
    for quoted, events in rows(page):
        page = page.replace(f"| {quoted} | {events} |", f"| {quoted} | {read(matcher, quoted)} |", 1)
    PATH.write_text(page, encoding="utf-8")


def _written(event: Event) -> str:
    facts = [f"{name} {said}" for name in _FACTS if (said := _said(event, name))]
    facts += [f"{one.of} {one.text} ({one.min}–{one.max})" for one in event.figures]
    return f"`{event.event}` {event.status}" + (f": {', '.join(facts)}" if facts else "")


def _said(event: Event, name: str) -> str:
    value = getattr(event, name)
    if isinstance(value, tuple):
        return " and ".join(one if isinstance(one, str) else one.text for one in value)
    return "" if value is None else str(value)


if __name__ == "__main__":
    main()

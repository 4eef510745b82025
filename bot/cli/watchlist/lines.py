"""An entry of a watchlist for people: each name with its conditions, and where it comes from."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from watchlists.model import Alias, Entity, EventType, Examples


def entry_lines(entry: "Entity | EventType", slug: str | None = None) -> Iterator[str]:
    """Everything that is said of an entity or an event type; `slug` is the list that it stands in."""
    from watchlists.model import Entity

    where = f"  (list {slug})" if slug else ""
    if isinstance(entry, Entity):
        yield f"{entry.key}  {entry.kind}  {names(entry)}{where}"
        yield from _filled(
            ("part of", entry.part_of), ("holds", period(entry.valid_from, entry.valid_until)), ("source", entry.source)
        )
        yield from alias_lines(entry.spellings, entry.source)
        yield from _filled(("never", ", ".join(map(quoted, entry.never))))
    else:
        yield f"{entry.key}  event, {entry.severity}  {names(entry)}{where}"
        yield from _filled(("status", entry.status), ("unless", ", ".join(entry.unless)))
        yield from alias_lines(entry.phrases, None)
    yield from _filled(("note", entry.note))
    yield from _tests(entry.tests)


def alias_lines(aliases: "Sequence[Alias]", source: str | None) -> Iterator[str]:
    """A line for each name; one that does not say where it comes from comes from where the entity does."""
    for one in aliases:
        told = [*conditions(one), *filter(None, [one.source or source])]
        yield f"  {quoted(one.text)}" + (f"  {'; '.join(told)}" if told else "")


def conditions(alias: "Alias") -> Iterator[str]:
    """What has to hold for a name to count, in the words of the file; nothing for one that needs nothing."""
    if alias.match != "fuzzy":
        yield alias.match
    if alias.definite:
        yield "definite"
    if alias.needs:
        yield f"needs {', '.join(alias.needs)}"
    if alias.unless:
        yield f"unless {', '.join(alias.unless)}"
    if alias.min_score is not None:
        yield f"min_score {alias.min_score:g}"
    if not alias.guard:
        yield "guard off"
    if holds := period(alias.valid_from, alias.valid_until):
        yield holds


def names(entry: "Entity | EventType") -> str:
    """Its name in every language."""
    return " / ".join(entry.name.values())


def quoted(text: str) -> str:
    """A name as it is written, in marks that keep a right-to-left word together."""
    return f"“{' '.join(text.split())}”"


def period(since: "date | None", until: "date | None") -> str:
    """From which day to which, as far as that is bounded."""
    return " ".join(filter(None, [f"from {since}" if since else "", f"until {until}" if until else ""]))


def _tests(tests: "Examples") -> Iterator[str]:
    yield from (f"  found in: {one}" for one in tests.yes)
    yield from (f"  not found in: {one}" for one in tests.no)


def _filled(*told: tuple[str, str | None]) -> Iterator[str]:
    return (f"  {name}: {text}" for name, text in told if text)

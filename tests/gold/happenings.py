"""The gold corpus of events: texts of the project's own, with what a careful analyst would say happened.

One JSON Lines file a stratum under `events/`. A line holds `text`, `published`, and `events`, of which each has
`event`, `quote` (words that the hit must overlap) and `status`, and those facts that are to be checked: `about`,
`actors`, `targets`, `places` (the first ones, as the text writes them), `killed`, `injured`, `arrested`, `count`,
`figures` (by `of`, `min` and `max`), `when`. A fact that is left out is not checked. `may` names types that are right
or wrong by taste; any other event is wrong. `why` says what a line is for.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bot.core.wire import parse_date
from tests.gold import corpus
from watchlists import Matcher
from watchlists.model import Document, Event

EVENTS = Path(__file__).parent / "events"
FLOORS = EVENTS / "floors.json"

_PLAIN = ("about", "killed", "injured", "arrested", "count", "when")
_KEYS = ("actors", "targets")
FACTS = frozenset({*_PLAIN, *_KEYS, "places", "figures"})
_FIELDS = frozenset({"event", "quote", "status", *FACTS})
_LINE = frozenset({"text", "published", "events", "may", "why"})


@dataclass(frozen=True, slots=True)
class Expected:
    """An event that must be found, and the facts of it that are checked."""

    event: str
    quote: str
    status: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the corpus."""

    text: str
    published: datetime
    events: tuple[Expected, ...] = ()
    may: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reached(corpus.Tally):
    """Events right, missed and wrong; facts of the right ones, right and false; a line for each fault."""

    facts: int = 0
    false_facts: int = 0

    @property
    def factual(self) -> float:
        """Share of the checked facts that were right; 1.0 where none was checked."""
        return self.facts / (self.facts + self.false_facts) if self.facts + self.false_facts else 1.0


def strata() -> list[str]:
    """The names of all strata, sorted."""
    return corpus.strata(EVENTS)


def digest(stratum: str) -> str:
    """The sha256 of a stratum's file, hexadecimal."""
    return corpus.digest(stratum, EVENTS)


def texts(stratum: str) -> list[Told]:
    """The lines of a stratum. Raises ValueError with file and line where one is not usable."""
    return [told(line, where) for line, where in corpus.rows(stratum, EVENTS)]


def reached(matcher: Matcher, lines: Sequence[Told]) -> Reached:
    """What is right, missed and wrong over the lines."""
    return sum((judged(one, _found(matcher, one)) for one in lines), Reached())


def table(figures: Mapping[str, Reached]) -> str:
    """A line for each stratum, and one for all."""
    lines = [f"{'stratum':<10} {'right':>5} {'missed':>6} {'wrong':>5} {'recall':>7} {'precision':>9} {'facts':>6}"]
    for name, one in {**figures, "all": sum(figures.values(), Reached())}.items():
        shares = f"{one.recall:>7.3f} {one.precision:>9.3f} {one.factual:>6.3f}"
        lines.append(f"{name:<10} {one.right:>5} {one.missed:>6} {one.wrong:>5} {shares}")
    return "\n".join(lines)


def told(line: str, where: str) -> Told:
    """One line of a file. Raises ValueError with `where` for an unknown field or a quote that the text lacks."""
    row = json.loads(line)
    if unknown := sorted(set(row) - _LINE):
        raise ValueError(f"{where}: unknown field {unknown[0]!r}")
    events = tuple(_expected(one, row["text"], where) for one in row["events"])
    return Told(row["text"], parse_date(row["published"]), events, frozenset(row.get("may", ())))


def judged(one: Told, found: Sequence[Event]) -> Reached:
    """What of the events found in a text is expected. Each counts for one expected event at most."""
    left, result = list(found), Reached()
    for expected in one.events:
        hit = next((event for event in left if _is(event, expected, one.text)), None)
        if hit is None:
            result += Reached(
                missed=1, notes=(f"missed {expected.event} {expected.status} «{expected.quote}» in: {one.text}",)
            )
            continue
        left.remove(hit)
        result += Reached(right=1) + _facts(hit, expected, one.text)
    for event in left:
        if event.event not in one.may:
            result += Reached(wrong=1, notes=(f"wrong {event.event} {event.status} «{event.text}» in: {one.text}",))
    return result


def _found(matcher: Matcher, one: Told) -> Sequence[Event]:
    return matcher.match(Document(one.text, published=one.published)).events


def _expected(row: Mapping[str, Any], text: str, where: str) -> Expected:
    if unknown := sorted(set(row) - _FIELDS):
        raise ValueError(f"{where}: unknown fact {unknown[0]!r}")
    lost = [quoted for quoted in (row["quote"], *row.get("places", ())) if quoted not in text]
    if lost:
        raise ValueError(f"{where}: the text does not hold {lost[0]!r}")
    return Expected(row["event"], row["quote"], row["status"], {name: row[name] for name in row if name in FACTS})


def _is(event: Event, expected: Expected, text: str) -> bool:
    if (event.event, event.status) != (expected.event, expected.status):
        return False
    return any(event.start < at + len(expected.quote) and at < event.end for at in _occurrences(expected.quote, text))


def _occurrences(quoted: str, text: str) -> Iterator[int]:
    at = text.find(quoted)
    while at >= 0:
        yield at
        at = text.find(quoted, at + 1)


def _facts(event: Event, expected: Expected, text: str) -> Reached:
    said = {name: _said(event, name, value) for name, value in expected.facts.items()}
    wanted = {name: _wanted(name, value) for name, value in expected.facts.items()}
    faults = [name for name in wanted if said[name] != wanted[name]]
    notes = tuple(f"{name} of {event.event} is {said[name]}, not {wanted[name]}, in: {text}" for name in faults)
    return Reached(facts=len(wanted) - len(faults), false_facts=len(faults), notes=notes)


def _said(event: Event, name: str, wanted: Any) -> Any:
    if name in _KEYS:
        return sorted(getattr(event, name))
    if name == "places":
        said = [place.text for place in event.places[: len(wanted) or None]]
        pairs = zip_longest(said, wanted[: len(said)], fillvalue="")
        return [short if text.endswith(f" {short}") else text for text, short in pairs]
    if name == "figures":
        return sorted(str((one.of, one.min, one.max)) for one in event.figures)
    return getattr(event, name)


def _wanted(name: str, value: Any) -> Any:
    if name in _KEYS:
        return sorted(value)
    return sorted(str((one["of"], one["min"], one["max"])) for one in value) if name == "figures" else value

"""Write the floors of the gold corpora, the matcher's and that of events: what they reach now, with each file's digest.

    python -m tests.gold.pin [--lower-floors]

Exit 1, with nothing written, where a floor would fall and neither --lower-floors nor RASID_LOWER_FLOORS=1 allows it.
"""

import argparse
import json
import math
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.gold import corpus, happenings
from watchlists import Matcher, load, shipped

STEPS = 1000


@dataclass(frozen=True, slots=True)
class Floor:
    """What a stratum must reach, and the file it was measured on. `facts` is None where none are judged."""

    sha256: str
    recall: float
    precision: float
    facts: float | None = None

    def misses(self, other: "Floor") -> bool:
        """Whether the other is held to less in anything."""
        facts = (self.facts or 0.0) > (other.facts or 0.0)
        return other.recall < self.recall or other.precision < self.precision or facts


def floors(path: Path = corpus.FLOORS) -> dict[str, Floor]:
    """The pinned floors by stratum; empty before the first pin."""
    if not path.exists():
        return {}
    return {name: Floor(**one) for name, one in json.loads(path.read_text("utf-8")).items()}


def measured(figures: Mapping[str, corpus.Tally]) -> dict[str, Floor]:
    """The floors that the figures of the matcher allow, rounded down."""
    return {name: Floor(corpus.digest(name), _down(one.recall), _down(one.precision)) for name, one in figures.items()}


def measured_events(figures: Mapping[str, happenings.Reached]) -> dict[str, Floor]:
    """The floors that the figures of events allow, rounded down."""
    return {
        name: Floor(happenings.digest(name), _down(one.recall), _down(one.precision), _down(one.factual))
        for name, one in figures.items()
    }


def lowered(old: Mapping[str, Floor], new: Mapping[str, Floor]) -> list[str]:
    """The strata that would be held to less than before, dropped ones included."""
    return sorted(name for name, floor in old.items() if name not in new or floor.misses(new[name]))


def main() -> int:
    """Measure, compare and write."""
    parser = argparse.ArgumentParser(prog="python -m tests.gold.pin", description=__doc__.split("\n")[0])
    parser.add_argument("--lower-floors", action="store_true", help="allow a floor to fall")
    may_fall = parser.parse_args().lower_floors or os.environ.get("RASID_LOWER_FLOORS") == "1"
    matcher = Matcher.compile(load([shipped()]))
    figures = {name: corpus.tally(matcher, corpus.sentences(name)) for name in corpus.strata()}
    events = {name: happenings.reached(matcher, happenings.texts(name)) for name in happenings.strata()}
    print(corpus.table(figures), happenings.table(events), sep="\n\n")
    pinned = {corpus.FLOORS: measured(figures), happenings.FLOORS: measured_events(events)}
    falling = [name for path, new in pinned.items() for name in lowered(floors(path), new)]
    if falling and not may_fall:
        print(f"These floors would fall: {', '.join(falling)}. Mend it, or say --lower-floors.", file=sys.stderr)
        return 1
    for path, new in pinned.items():
        rows = {
            name: {key: value for key, value in asdict(one).items() if value is not None} for name, one in new.items()
        }
        path.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    return 0


def _down(share: float) -> float:
    return math.floor(share * STEPS) / STEPS


if __name__ == "__main__":
    raise SystemExit(main())

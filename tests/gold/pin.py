"""Write the floors of the matcher's gold corpus: what it reaches now, pinned to the digest of each file.

    python -m tests.gold.pin [--lower-floors]

Exit 1, with nothing written, where a floor would fall and neither --lower-floors nor RASID_LOWER_FLOORS=1 allows it.
"""

import argparse
import json
import math
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from tests.gold import corpus
from watchlists import Matcher, load, shipped

STEPS = 1000


@dataclass(frozen=True, slots=True)
class Floor:
    """What a stratum must reach, and the file it was measured on."""

    sha256: str
    recall: float
    precision: float


def floors() -> dict[str, Floor]:
    """The pinned floors by stratum; empty before the first pin."""
    if not corpus.FLOORS.exists():
        return {}
    return {name: Floor(**one) for name, one in json.loads(corpus.FLOORS.read_text("utf-8")).items()}


def measured(figures: Mapping[str, corpus.Tally]) -> dict[str, Floor]:
    """The floors that the figures allow, rounded down."""
    return {name: Floor(corpus.digest(name), _down(one.recall), _down(one.precision)) for name, one in figures.items()}


def lowered(old: Mapping[str, Floor], new: Mapping[str, Floor]) -> list[str]:
    """The strata that would be held to less than before, dropped ones included."""
    return sorted(name for name, floor in old.items() if _falls(floor, new.get(name)))


def main() -> int:
    """Measure, compare and write."""
    parser = argparse.ArgumentParser(prog="python -m tests.gold.pin", description=__doc__.split("\n")[0])
    parser.add_argument("--lower-floors", action="store_true", help="allow a floor to fall")
    may_fall = parser.parse_args().lower_floors or os.environ.get("RASID_LOWER_FLOORS") == "1"
    matcher = Matcher.compile(load([shipped()]))
    figures = {name: corpus.tally(matcher, corpus.sentences(name)) for name in corpus.strata()}
    print(corpus.table(figures))
    new = measured(figures)
    falling = lowered(floors(), new)
    if falling and not may_fall:
        print(f"These floors would fall: {', '.join(falling)}. Mend it, or say --lower-floors.", file=sys.stderr)
        return 1
    rows = {name: {"sha256": one.sha256, "recall": one.recall, "precision": one.precision} for name, one in new.items()}
    corpus.FLOORS.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    return 0


def _down(share: float) -> float:
    return math.floor(share * STEPS) / STEPS


def _falls(old: Floor, new: Floor | None) -> bool:
    return new is None or new.recall < old.recall or new.precision < old.precision


if __name__ == "__main__":
    raise SystemExit(main())

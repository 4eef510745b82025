"""Write the floors of the gold corpora, of matching, events and stories: what they reach now, with each file's digest.

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
from typing import Any, Protocol, Self, TypeVar

from tests.gold import corpus, happenings, stories
from tests.gold.clusters import Score
from watchlists import Matcher, load, shipped

STEPS = 1000


@dataclass(frozen=True, slots=True)
class Floor:
    """What a stratum must reach, and the file it was measured on. `facts` is None where none are judged."""

    sha256: str
    recall: float
    precision: float
    facts: float | None = None

    def misses(self, other: Self) -> bool:
        """Whether the other is held to less in anything."""
        facts = (self.facts or 0.0) > (other.facts or 0.0)
        return other.recall < self.recall or other.precision < self.precision or facts


@dataclass(frozen=True, slots=True)
class StoryFloor:
    """The F1 that a stratum of stories must reach, by pairs and by B-cubed. A sum of strata has no file."""

    pairs: float
    b_cubed: float
    sha256: str | None = None

    def misses(self, other: Self) -> bool:
        """Whether the other is held to less in anything."""
        return other.pairs < self.pairs or other.b_cubed < self.b_cubed


class _Bound(Protocol):
    def misses(self, other: Self) -> bool: ...


_Any = TypeVar("_Any", bound=_Bound)


def floors(path: Path = corpus.FLOORS) -> dict[str, Floor]:
    """The pinned floors by stratum; empty before the first pin."""
    return {name: Floor(**one) for name, one in _read(path).items()}


def story_floors(path: Path = stories.FLOORS) -> dict[str, StoryFloor]:
    """The pinned floors of stories by stratum and sum; empty before the first pin."""
    return {name: StoryFloor(**one) for name, one in _read(path).items()}


def measured(figures: Mapping[str, corpus.Tally]) -> dict[str, Floor]:
    """The floors that the figures of the matcher allow, rounded down."""
    return {name: Floor(corpus.digest(name), _down(one.recall), _down(one.precision)) for name, one in figures.items()}


def measured_events(figures: Mapping[str, happenings.Reached]) -> dict[str, Floor]:
    """The floors that the figures of events allow, rounded down."""
    return {
        name: Floor(happenings.digest(name), _down(one.recall), _down(one.precision), _down(one.factual))
        for name, one in figures.items()
    }


def measured_stories(figures: Mapping[str, Score]) -> dict[str, StoryFloor]:
    """The floors that the scores of stories allow, rounded down."""
    files = {name: stories.digest(name) for name in stories.strata()}
    return {name: StoryFloor(_down(one.f1), _down(one.b_f1), files.get(name)) for name, one in figures.items()}


def lowered(old: Mapping[str, _Any], new: Mapping[str, _Any]) -> list[str]:
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
    articles = stories.articles()
    grouped = stories.scores(articles, stories.measured(matcher, articles))
    grouped[stories.CROWDED] = stories.rated(articles, stories.alone(matcher, articles))
    print(corpus.table(figures), happenings.table(events), stories.table(grouped), sep="\n\n")
    pinned, pinned_events, pinned_stories = measured(figures), measured_events(events), measured_stories(grouped)
    falling = lowered(floors(), pinned) + lowered(floors(happenings.FLOORS), pinned_events)
    falling += lowered(story_floors(), pinned_stories)
    if falling and not may_fall:
        print(f"These floors would fall: {', '.join(falling)}. Mend it, or say --lower-floors.", file=sys.stderr)
        return 1
    _write(corpus.FLOORS, pinned)
    _write(happenings.FLOORS, pinned_events)
    _write(stories.FLOORS, pinned_stories)
    return 0


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def _write(path: Path, pinned: Mapping[str, Floor] | Mapping[str, StoryFloor]) -> None:
    rows = {
        name: {key: value for key, value in asdict(one).items() if value is not None} for name, one in pinned.items()
    }
    path.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


def _down(share: float) -> float:
    return math.floor(share * STEPS) / STEPS


if __name__ == "__main__":
    raise SystemExit(main())

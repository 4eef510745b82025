"""What a score means: of the mentions in each band of scores, the share that was right.

    python -m tests.gold.calibrate [--seeds N] [--kinds]

Measured on the gold corpus with the shipped lists, and on the labelled sets in $RASID_SHARED (default ../shared), one
in ten of whose gold mentions is misspelt as readers misspell (tests/bench/planted.py), since edited text holds too few
misspellings to say anything about them. A mention is right where it touches a gold mention of its entity; one that
touches another entity's name is nested and counts neither way; every other is wrong. `--kinds` prints the same by what
differs.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench.planted import CORRUPTIONS, SETS, SHARED, WEIGHTS
from tests.gold import corpus
from watchlists import Matcher, load, shipped
from watchlists.model import Document, Entity, Kind, Mention, Watchlist, Watchlists

BANDS = (97.5, 95.0, 90.0, 85.0, 75.0, 0.0)
PLANTED = 0.1
_KINDS: Mapping[str, Kind] = {"PER": "person", "ORG": "organization", "LOC": "place"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One mention: its score, the codes that explain it, and whether it was right (None for nested)."""

    score: float
    how: tuple[str, ...]
    right: bool | None


@dataclass(frozen=True, slots=True)
class Band:
    """The mentions with a score of at least `least` and below the next band."""

    least: float
    right: int
    wrong: int
    nested: int

    @property
    def count(self) -> int:
        """How many were judged."""
        return self.right + self.wrong

    @property
    def share(self) -> float:
        """The share that was right; 1.0 in an empty band."""
        return self.right / self.count if self.count else 1.0


def bands(judged: Iterable[Judged]) -> list[Band]:
    """The bands from the highest down."""
    tally = Counter((next(least for least in BANDS if one.score >= least), one.right) for one in judged)
    return [Band(least, tally[least, True], tally[least, False], tally[least, None]) for least in BANDS]


def in_corpus(matcher: Matcher) -> Iterator[Judged]:
    """The mentions in the gold corpus that its sentences say something about."""
    for stratum in corpus.strata():
        for sentence in corpus.sentences(stratum):
            for one in matcher.match(Document(sentence.text)).mentions:
                expected = corpus.is_expected(one, sentence)
                if expected or sentence.forbids(one):
                    yield Judged(one.score, one.how, expected)


def in_labelled(name: str, seeds: int) -> Iterator[Judged]:
    """The mentions in a labelled set, some of its names misspelt, once for every seed."""
    rows = _rows(name, "watchlist")
    entities = tuple(Entity(one["id"], _KINDS.get(one["type"], "other"), {"ar": one["name"]}) for one in rows)
    matcher = Matcher.compile(Watchlists((Watchlist("labelled", {}, entities),)))
    sentences = _rows(name, "sentences")
    for seed in range(seeds):
        planted = [_planted(row, random.Random(f"{seed}/{row['id']}")) for row in sentences]
        for (_, gold, every), found in zip(
            planted, matcher.match_many([Document(one[0]) for one in planted]), strict=True
        ):
            yield from (Judged(one.score, one.how, _right(one, gold, every)) for one in found.mentions)


def table(found: Sequence[Band]) -> str:
    """A line a band."""
    lines = [f"{'score':<12}{'right':>8}{'wrong':>8}{'share':>8}{'nested':>8}"]
    above = 100.0
    for band in found:
        label = f"{band.least:g}-{above:g}"
        lines.append(f"{label:<12}{band.right:>8}{band.wrong:>8}{band.share:>8.3f}{band.nested:>8}")
        above = band.least
    return "\n".join(lines)


def by_kind(judged: Iterable[Judged]) -> str:
    """The share that was right by what differs: the kinds of code, `exact` for none."""
    tally: Counter[tuple[str, bool]] = Counter()
    for one in judged:
        if one.right is not None:
            kinds = {code.partition(":")[0] for code in one.how} - {"context"}
            tally["+".join(sorted(kinds)) or "exact", one.right] += 1
    rows = sorted({kind for kind, _ in tally}, key=lambda kind: -(tally[kind, True] + tally[kind, False]))
    return "\n".join(
        f"{kind:<28}{tally[kind, True]:>8}{tally[kind, False]:>8}"
        f"{tally[kind, True] / (tally[kind, True] + tally[kind, False]):>8.3f}"
        for kind in rows
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.gold.calibrate", description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=5, help="how often the labelled sets are read (default 5)")
    parser.add_argument("--kinds", action="store_true", help="also by what differs")
    options = parser.parse_args()
    measured = {"gold corpus, shipped lists": list(in_corpus(Matcher.compile(load([shipped()]))))}
    if (SHARED / "data" / "ner").is_dir():
        every = [one for name in SETS for one in in_labelled(name, options.seeds)]
        measured[f"labelled sets, {PLANTED:.0%} of the names misspelt, {options.seeds} times"] = every
    for title, judged in measured.items():
        print(f"\n{title}\n{table(bands(judged))}")
        if options.kinds:
            print(by_kind(judged))


def _rows(name: str, part: str) -> list[dict[str, Any]]:
    with (SHARED / "data" / "ner" / f"{name}_{part}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


Span = tuple[int, int]


def _planted(row: Mapping[str, Any], rng: random.Random) -> tuple[str, list[tuple[int, int, str]], list[Span]]:
    """The text of a sentence, its gold mentions and all entity spans in it, some names misspelt."""
    tokens = list(row["tokens"])
    for gold in row["gold"]:
        if rng.random() < PLANTED:
            name = " ".join(tokens[gold["start"] : gold["end"]])
            tokens[gold["start"] : gold["end"]] = _misspelt(name, gold["end"] - gold["start"], rng)
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token) + bool(token))
    text = " ".join(token for token in tokens if token)
    ends = [start + len(token) for start, token in zip(starts, tokens, strict=False)]
    gold = [(starts[one["start"]], ends[one["end"] - 1], one["entity"]) for one in row["gold"]]
    spans = [(starts[begin], ends[end - 1]) for begin, end, *_ in row["all_entity_spans"]]
    return text, gold, spans


def _misspelt(name: str, width: int, rng: random.Random) -> list[str]:
    """The tokens of a misspelt name: as many as before, empty ones behind."""
    kind = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    wrong = CORRUPTIONS[kind](name, rng) if len(name) > 4 else None
    held = (wrong or name).split(" ")
    if len(held) > width:
        held = [*held[: width - 1], " ".join(held[width - 1 :])]
    return held + [""] * (width - len(held))


def _right(one: Mention, gold: Iterable[tuple[int, int, str]], every: Iterable[Span]) -> bool | None:
    touched = [key for start, end, key in gold if one.start < end and start < one.end]
    if one.entity in touched:
        return True
    return None if touched or any(one.start < end and start < one.end for start, end in every) else False


if __name__ == "__main__":
    main()

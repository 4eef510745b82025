"""The matcher's gold corpus: sentences of the project's own, what must be found in them and what must not.

One JSON Lines file a stratum under `matching/`. A line holds
`text`; `expect`, a list of {key, text} where text quotes what the hit must overlap; `never`, keys that must not be
found; `only`, which forbids every other key (true), every other entity ("entities") or event ("events"); and `may`,
keys that are right or wrong by taste and therefore count neither way.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Self

from watchlists import Matcher
from watchlists.model import Document, Event, Mention

MATCHING = Path(__file__).parent / "matching"
FLOORS = MATCHING / "floors.json"

Hit = Mention | Event


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of the corpus. `expect` holds pairs of a key and the words that name it."""

    text: str
    expect: tuple[tuple[str, str], ...] = ()
    never: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    only: bool | str = False

    def forbids(self, hit: Hit) -> bool:
        """Whether a hit that nobody expects is wrong here."""
        key = hit.entity if isinstance(hit, Mention) else hit.event
        kind = "entities" if isinstance(hit, Mention) else "events"
        return key in self.never or (key not in self.may and (self.only is True or self.only == kind))


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, missed and wrong hits, and a line for each of the last two."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    notes: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        """Share of the expected hits that were found; 1.0 where none was expected."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def precision(self) -> float:
        """Share of the judged hits that were expected; 1.0 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def strata(folder: Path = MATCHING) -> list[str]:
    """The names of all strata of a corpus, sorted."""
    return sorted(path.stem for path in folder.glob("*.jsonl"))


def digest(stratum: str, folder: Path = MATCHING) -> str:
    """The sha256 of a stratum's file, hexadecimal."""
    return sha256(_path(stratum, folder).read_bytes()).hexdigest()


def rows(stratum: str, folder: Path = MATCHING) -> Iterator[tuple[str, str]]:
    """The lines of a stratum that are not empty, each with the file and line where it stands."""
    lines = _path(stratum, folder).read_text("utf-8").split("\n")
    return ((line, f"{stratum}.jsonl:{at}") for at, line in enumerate(lines, start=1) if line)


def sentences(stratum: str) -> list[Sentence]:
    """The sentences of a stratum. Raises ValueError with file and line where one is not usable."""
    return [_sentence(line, where) for line, where in rows(stratum)]


def tally(matcher: Matcher, corpus: Sequence[Sentence]) -> Tally:
    """What the matcher gets right, misses and invents over the sentences."""
    return sum((_judged(matcher, one) for one in corpus), Tally())


def table(figures: dict[str, Tally]) -> str:
    """A line for each stratum with its counts, recall and precision."""
    lines = [f"{'stratum':<20} {'right':>5} {'missed':>6} {'wrong':>5} {'recall':>7} {'precision':>9}"]
    lines += [
        f"{name:<20} {one.right:>5} {one.missed:>6} {one.wrong:>5} {one.recall:>7.3f} {one.precision:>9.3f}"
        for name, one in figures.items()
    ]
    return "\n".join(lines)


def _path(stratum: str, folder: Path) -> Path:
    return folder / f"{stratum}.jsonl"


def _sentence(line: str, where: str) -> Sentence:
    row = json.loads(line)
    expect = tuple((one["key"], one["text"]) for one in row["expect"])
    lost = [quoted for _, quoted in expect if quoted not in row["text"]]
    if lost:
        raise ValueError(f"{where}: the text does not hold {lost[0]!r}")
    return Sentence(
        row["text"], expect, frozenset(row.get("never", ())), frozenset(row.get("may", ())), row.get("only", False)
    )


def is_expected(hit: Hit, sentence: Sentence) -> bool:
    """Whether a hit names one of those that a sentence expects, where it expects it."""
    return any(_is(hit, one, sentence.text) for one in sentence.expect)


def _judged(matcher: Matcher, sentence: Sentence) -> Tally:
    found = matcher.match(Document(sentence.text))
    hits: tuple[Hit, ...] = (*found.mentions, *found.events)
    missed = [one for one in sentence.expect if not any(_is(hit, one, sentence.text) for hit in hits)]
    wrong = [
        hit
        for hit in hits
        if sentence.forbids(hit) and not any(_is(hit, one, sentence.text) for one in sentence.expect)
    ]
    notes = (
        *(f"missed {key} «{quoted}» in: {sentence.text}" for key, quoted in missed),
        *(f"wrong {_key(hit)} «{hit.text}» in: {sentence.text}" for hit in wrong),
    )
    return Tally(len(sentence.expect) - len(missed), len(missed), len(wrong), notes)


def _key(hit: Hit) -> str:
    return hit.entity if isinstance(hit, Mention) else hit.event


def _is(hit: Hit, expected: tuple[str, str], text: str) -> bool:
    key, quoted = expected
    return _key(hit) == key and any(hit.start < at + len(quoted) and at < hit.end for at in _occurrences(quoted, text))


def _occurrences(quoted: str, text: str) -> Iterator[int]:
    at = text.find(quoted)
    while at >= 0:
        yield at
        at = text.find(quoted, at + 1)

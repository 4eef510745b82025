"""How many new spellings of names are found by the matcher, and how many of the others by the near misses.

    python -m tests.bench.respelt [--show N] [--seed N]

Names of the shipped lists of six letters or more are misspelt as transliterators differ, once to three times, or in one
or two letters at random, and planted in a sentence of this project that names their entity, too, in another spelling.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.planted import CORRUPTIONS
from watchlists import Matcher, load, shipped
from watchlists.learning.near import Finder
from watchlists.model import Document, Entity, Mention, Watchlists
from watchlists.normalize import ARTICLE, is_arabic, letters, words

TRANSLITERATED = ("pair", "drop weak", "add weak")
KINDS = {
    "one letter of a transliterator": (TRANSLITERATED, 1),
    "two letters of transliterators": (TRANSLITERATED, 2),
    "three letters of transliterators": (TRANSLITERATED, 3),
    "one letter, whichever": (("other letter", "drop", "add"), 1),
    "two letters, whichever": (("other letter", "drop", "add"), 2),
}
SHORTEST, A_KIND = 6, 4
# A word of fewer letters takes no further error.
LEFT = 3
SENTENCE = "ذكر شهود أن {other} شوهد أمس، وأن {wrong} غادر المكان"


@dataclass(frozen=True, slots=True)
class Planted:
    """A misspelt name in a sentence, and what is found of it."""

    kind: str
    shape: str
    name: str
    wrong: str
    found: str


def names(entity: Entity) -> list[str]:
    """The names in Arabic letters that need no further word beside them."""
    plain = [one.text for one in entity.spellings if not (one.needs or one.match == "exact")]
    return [text for text in plain if all(is_arabic(letters(word)) for word in words(text)) and words(text)]


def misspelt(name: str, kind: str, rng: random.Random) -> str | None:
    """A name with so many errors of a kind, in one word where it has several."""
    how, times = KINDS[kind]
    parts = name.split()
    at = max(range(len(parts)), key=lambda place: len(parts[place]))
    wrong: str | None = parts[at]
    for _ in range(times):
        whole = wrong is not None and len(wrong.removeprefix(ARTICLE)) >= LEFT
        wrong = CORRUPTIONS[rng.choice(how)](wrong, rng) if wrong and whole else None
    return " ".join([*parts[:at], wrong, *parts[at + 1 :]]) if wrong and wrong != parts[at] else None


def plant(lists: Watchlists, rng: random.Random) -> Iterator[tuple[str, str, str, str, str]]:
    """Kind, key, name, misspelling, and the sentence."""
    for entity in lists.entities.values():
        held = names(entity)
        for kind in KINDS if len(held) > 1 else ():
            for _ in range(A_KIND):
                name, other = rng.sample(held, 2)
                wrong = misspelt(name, kind, rng) if len(name) >= SHORTEST else None
                if wrong and wrong not in held:
                    yield kind, entity.key, name, wrong, SENTENCE.format(other=other, wrong=wrong)


def measure(lists: Watchlists, rng: random.Random) -> list[Planted]:
    """What is found of each."""
    matcher, finder, found = Matcher.compile(lists), Finder.of(lists), list[Planted]()
    for kind, key, name, wrong, text in plant(lists, rng):
        mentions, start = matcher.match(Document(text)).mentions, text.rindex(wrong)
        near = [one for one in finder.find(Document(text), mentions) if one.start >= start]
        shape = "several words" if " " in name else "one word"
        found.append(Planted(kind, shape, name, wrong, _found(key, start, mentions, {one.key for one in near})))
    return found


def _found(key: str, start: int, mentions: tuple[Mention, ...], near: set[str]) -> str:
    if any(one.entity == key and one.end > start for one in mentions):
        return "matched"
    if key in near:
        return "near"
    return "another" if near else "missed"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    found = measure(load([shipped()]), random.Random(asked.seed))
    counts = Counter((one.shape, one.kind, one.found) for one in found)
    for shape in ("one word", "several words"):
        for kind in KINDS:
            row = {what: counts[shape, kind, what] for what in ("matched", "near", "another", "missed")}
            rest = sum(row.values()) - row["matched"]
            print(f"{shape:14} {kind:34} {row} of the others {100 * row['near'] / max(1, rest):.0f} %")
    for one in [one for one in found if one.found in ("missed", "another")][: asked.show]:
        print(one.found, one.kind, one.name, one.wrong)


if __name__ == "__main__":
    main()

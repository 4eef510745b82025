"""How many misspelt names the matcher finds: natural corruptions planted where gold mentions stand.

    python -m tests.bench.planted [--names N] [--show N] [--seed N]

Sentences and names come from the labelled sets in $RASID_SHARED (default ../shared); where they are absent, from the
gold corpus of this project with the shipped lists. The classes
of corruption and their weights are those of text that readers typed: alef and hamza 47 %, another letter 18 %, a space
too many 8 %, ta marbuta 7 %, two letters 5 %, a space missing 5 %, the seat of a hamza 3 %, final ya 3 %. Prints recall
by class and length of the name.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.gold import corpus
from watchlists import Matcher, load, shipped
from watchlists.model import Document, Entity, Kind, Watchlist, Watchlists
from watchlists.normalize import is_arabic, key, letters

SHARED = Path(os.environ.get("RASID_SHARED", Path(__file__).parents[3] / "shared"))
SETS = ("aqmar", "wojood_sample")
SHORTEST = 6
LENGTHS = ("6-7", "8+", "several")
_KINDS: Mapping[str, Kind] = {"PER": "person", "ORG": "organization", "LOC": "place"}

_ALEFS, _ALEF, _YEH, _WAW, _SPACE = (
    "اأإآ",
    "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER WAW}",
    " ",
)
_MARBUTA, _HEH, _MAQSURA = "\N{ARABIC LETTER TEH MARBUTA}", "\N{ARABIC LETTER HEH}", "\N{ARABIC LETTER ALEF MAKSURA}"
_SEATS = "ؤئء"
_WEAK = (_ALEF, _YEH, _WAW)
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_PAIRS = tuple("جغ زس اي او تط سش سص حه ثت".split())

Corrupt = Callable[[str, random.Random], str | None]


@dataclass(frozen=True, slots=True)
class Mention:
    """A gold mention in canonical spelling, and the sentence around it."""

    entity: str
    before: str
    name: str
    after: str

    @property
    def length(self) -> str:
        """The group of names that it is counted in."""
        if _SPACE in self.name.strip():
            return "several"
        return "8+" if len(self.name) >= 8 else "6-7"


@dataclass(frozen=True, slots=True)
class Planted:
    """One corrupted mention: its class and name, the text, and whether it was found."""

    kind: str
    mention: Mention
    wrong: str
    found: bool


def _replace(word: str, at: int, letter: str, width: int = 1) -> str:
    return word[:at] + letter + word[at + width :]


def _exchange(word: str, rng: random.Random, pairs: Sequence[str]) -> str | None:
    """One letter for its partner in a pair, anywhere."""
    ways = [
        _replace(word, at, pair[1 - pair.index(char)])
        for at, char in enumerate(word)
        for pair in pairs
        if char in pair and not (char == _ALEF and word[max(0, at - 1) : at] in ("", _SPACE))
    ]
    return rng.choice(ways) if ways else None


def _hamza(word: str, rng: random.Random) -> str | None:
    places = [at for at, char in enumerate(word) if char in _ALEFS]
    if not places:
        return None
    at = rng.choice(places)
    return _replace(word, at, rng.choice([one for one in _ALEFS[:3] if one != word[at]]))


def _marbuta(word: str, rng: random.Random) -> str | None:
    ways = [_replace(word, at, _HEH) for at in _ends(word) if word[at] == _MARBUTA]
    ways += [_replace(word, at, _MARBUTA) for at in _ends(word) if word[at] == _HEH]
    return rng.choice(ways) if ways else None


def _maqsura(word: str, rng: random.Random) -> str | None:
    ways = [_replace(word, at, _MAQSURA) for at in _ends(word) if word[at] == _YEH]
    ways += [_replace(word, at, _YEH) for at in _ends(word) if word[at] == _MAQSURA]
    return rng.choice(ways) if ways else None


def _seat(word: str, rng: random.Random) -> str | None:
    ways = [_replace(word, at, one) for at, char in enumerate(word) if char in _SEATS for one in _SEATS if one != char]
    return rng.choice(ways) if ways else None


def _final(word: str, rng: random.Random) -> str | None:
    ways = [_replace(word, at, _HEH) for at in _ends(word) if word[at] == _ALEF]
    ways += [_replace(word, at, _ALEF) for at in _ends(word) if word[at] in (_HEH, _MARBUTA)]
    return rng.choice(ways) if ways else None


def _ends(word: str) -> list[int]:
    return [at for at in range(len(word)) if at + 1 == len(word) or word[at + 1] == _SPACE]


def _inside(word: str) -> list[int]:
    """Every letter but those of the article and the spaces."""
    return [at for at, char in enumerate(word) if char != _SPACE and not _in_article(word, at)]


def _in_article(word: str, at: int) -> bool:
    start = word.rfind(_SPACE, 0, at) + 1
    return word.startswith("ال", start) and at - start < 2


def _pair(word: str, rng: random.Random) -> str | None:
    return _exchange(word, rng, _PAIRS)


def _drop_weak(word: str, rng: random.Random) -> str | None:
    ways = [_replace(word, at, "") for at in _inside(word) if word[at] in _WEAK]
    return rng.choice(ways) if ways else None


def _add_weak(word: str, rng: random.Random) -> str | None:
    return _replace(word, rng.choice(_inside(word)[1:]), rng.choice(_WEAK), 0)


def _other(word: str, rng: random.Random) -> str | None:
    at = rng.choice(_inside(word))
    return _replace(word, at, rng.choice([one for one in _LETTERS if one != word[at]]))


def _drop(word: str, rng: random.Random) -> str | None:
    return _replace(word, rng.choice(_inside(word)), "")


def _add(word: str, rng: random.Random) -> str | None:
    return _replace(word, rng.choice(_inside(word)[1:]), rng.choice(_LETTERS), 0)


def _swap(word: str, rng: random.Random) -> str | None:
    places = [at for at in _inside(word) if word[at + 1 : at + 2] not in ("", _SPACE, word[at])]
    at = rng.choice(places)
    return _replace(word, at, word[at + 1] + word[at], 2)


def _double(word: str, rng: random.Random) -> str | None:
    at = rng.choice(_inside(word))
    return _replace(word, at, word[at] * 2)


def _two(word: str, rng: random.Random) -> str | None:
    first, second = rng.sample(LETTER_KINDS, 2)
    once = CORRUPTIONS[first](word, rng)
    return CORRUPTIONS[second](once, rng) if once else None


def _apart(word: str, rng: random.Random) -> str | None:
    """A word in two pieces, neither of which is one letter."""
    places = [at for at in range(2, len(word) - 1) if _SPACE not in word[at - 2 : at + 2]]
    return _replace(word, rng.choice(places), _SPACE, 0) if places else None


def _waw_apart(word: str, rng: random.Random) -> str | None:
    return f"{_WAW} {word}"


def _together(word: str, rng: random.Random) -> str | None:
    places = [at for at, char in enumerate(word) if char == _SPACE]
    return _replace(word, rng.choice(places), "") if places else None


def _clitic(word: str, rng: random.Random) -> str | None:
    """A letter exchanged or dropped behind a particle."""
    wrong = rng.choice((_pair, _drop_weak, _other, _swap))(word, rng)
    if wrong is None:
        return None
    return rng.choice("وب") + wrong if not wrong.startswith("ال") else rng.choice(("و" + wrong, "لل" + wrong[2:]))


CORRUPTIONS: Mapping[str, Corrupt] = {
    "alef/hamza": _hamza,
    "ta marbuta": _marbuta,
    "hamza seat": _seat,
    "final ya": _maqsura,
    "pair": _pair,
    "final a": _final,
    "drop weak": _drop_weak,
    "add weak": _add_weak,
    "other letter": _other,
    "drop": _drop,
    "add": _add,
    "swap": _swap,
    "double": _double,
    "two letters": _two,
    "split": _apart,
    "waw apart": _waw_apart,
    "joined": _together,
    "clitic+typo": _clitic,
}
LETTER_KINDS = ("pair", "final a", "drop weak", "add weak", "other letter", "drop", "add", "swap", "double")
WEIGHTS = {
    "alef/hamza": 47,
    **dict.fromkeys(LETTER_KINDS, 2),
    "split": 4,
    "waw apart": 4,
    "ta marbuta": 7,
    "two letters": 5,
    "joined": 5,
    "hamza seat": 3,
    "final ya": 3,
}


def plant(matcher: Matcher, mentions: Sequence[Mention], seed: int) -> Iterator[Planted]:
    """Every mention once in each class that can befall it."""
    for at, mention in enumerate(mentions):
        if not _is_found(matcher, mention, mention.name):
            continue
        for kind, corrupt in CORRUPTIONS.items():
            wrong = corrupt(mention.name, random.Random(f"{seed}/{at}/{kind}"))
            if wrong is not None and letters(wrong) != letters(mention.name):
                yield Planted(kind, mention, wrong, _is_found(matcher, mention, wrong))


def labelled(name: str, most: int) -> tuple[Watchlists, list[Mention]]:
    """The watchlist of a labelled set, and its exact mentions of long names: at most so many a name."""
    rows = _rows(name, "watchlist")
    entities = tuple(Entity(one["id"], _KINDS.get(one["type"], "other"), {"ar": one["name"]}) for one in rows)
    every = (mention for row in _rows(name, "sentences") for mention in _mentions(row))
    return Watchlists((Watchlist("planted", {"en": "planted"}, entities),)), _first(every, most)


def own(most: int) -> tuple[Watchlists, list[Mention]]:
    """The shipped lists, and the mentions of the gold corpus that are written as the lists write them."""
    lists = load([shipped()])
    aliases = {
        key: {alias.text for alias in entity.spellings if alias.match == "fuzzy" and not alias.needs}
        for key, entity in lists.entities.items()
    }
    held = (
        Mention(entity, text[: text.index(quoted)], quoted, text[text.index(quoted) + len(quoted) :])
        for stratum in ("exact", "places", "persons", "agency_style")
        for text, expected in ((one.text, one.expect) for one in corpus.sentences(stratum))
        for entity, quoted in expected
        if quoted in aliases.get(entity, ())
    )
    return lists, _first(held, most)


def table(planted: Sequence[Planted]) -> str:
    """Recall by class and length; below, the same weighted as the classes befall reader-typed text."""
    right, every = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in planted:
        for group in (one.mention.length, "all"):
            every[one.kind, group] += 1
            right[one.kind, group] += one.found
    columns = (*LENGTHS, "all")
    lines = [f"{'class':<14}" + "".join(f"{column:>14}" for column in columns)]
    for kind in CORRUPTIONS:
        cells = (_cell(right[kind, group], every[kind, group]) for group in columns)
        lines.append(f"{kind:<14}" + "".join(cells))
    lines.append(f"{'one letter':<14}" + "".join(_cell(*_summed(right, every, group)) for group in columns))
    lines.append(f"{'weighted':<14}" + "".join(f"{_weighted(right, every, group):>14.3f}" for group in columns))
    return "\n".join(lines)


def _summed(right: Counter[tuple[str, str]], every: Counter[tuple[str, str]], group: str) -> tuple[int, int]:
    return sum(right[kind, group] for kind in LETTER_KINDS), sum(every[kind, group] for kind in LETTER_KINDS)


def _weighted(right: Counter[tuple[str, str]], every: Counter[tuple[str, str]], group: str) -> float:
    seen = {kind: weight for kind, weight in WEIGHTS.items() if every[kind, group]}
    return sum(weight * right[kind, group] / every[kind, group] for kind, weight in seen.items()) / sum(seen.values())


def _cell(right: int, every: int) -> str:
    return f"{right / every:>8.3f} {every:>5}" if every else f"{'-':>14}"


def _is_found(matcher: Matcher, mention: Mention, wrong: str) -> bool:
    text = mention.before + wrong + mention.after
    start, end = len(mention.before), len(mention.before) + len(wrong)
    hits = matcher.hits(Document(text)).mentions
    return any(one.entity == mention.entity and one.start < end and start < one.end for one in hits)


def _first(mentions: Iterator[Mention], most: int) -> list[Mention]:
    held: Counter[str] = Counter()
    chosen: list[Mention] = []
    for one in mentions:
        if len(key(one.name)) >= SHORTEST and is_arabic(one.name) and held[one.entity] < most:
            held[one.entity] += 1
            chosen.append(one)
    return chosen


def _mentions(row: Mapping[str, Any]) -> Iterator[Mention]:
    tokens: list[str] = row["tokens"]
    for gold in row["gold"]:
        if gold["class"] == "exact":
            start, end = gold["start"], gold["end"]
            before, after = " ".join(tokens[:start]), " ".join(tokens[end:])
            spaced = f"{before} " if before else ""
            yield Mention(gold["entity"], spaced, " ".join(tokens[start:end]), f" {after}")


def _rows(name: str, part: str) -> list[dict[str, Any]]:
    path = SHARED / "data" / "ner" / f"{name}_{part}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def main() -> None:
    """Print a table for each set, and one for all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.planted", description=__doc__.split("\n")[0])
    parser.add_argument("--names", type=int, default=2, help="mentions of one name (default 2)")
    parser.add_argument("--show", type=int, default=0, help="print so many of the misses of each class")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sources: dict[str, tuple[Watchlists, list[Mention]]] = {"own": own(options.names)}
    for name in SETS:
        if (SHARED / "data" / "ner" / f"{name}_watchlist.jsonl").is_file():
            sources[name] = labelled(name, options.names)
        else:
            print(f"{name}: not there, skipped")
    every: list[Planted] = []
    for name, (lists, mentions) in sources.items():
        planted = list(plant(Matcher.compile(lists), mentions, options.seed))
        print(f"\n{name}: {len(mentions)} mentions\n{table(planted)}")
        every += planted
    print(f"\nall\n{table(every)}")
    for kind in CORRUPTIONS:
        for one in [one for one in every if one.kind == kind and not one.found][: options.show]:
            print(kind, one.mention.name, one.wrong, sep=" | ")


if __name__ == "__main__":
    main()

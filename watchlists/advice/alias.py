"""What people learn about an alias before it goes live: where it would be found all the time, or never. Pure.

`of_alias` looks at one alias, `watchlists/advice/among.py` at the lists around it. None of it is an error: the lists
load.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import prod
from typing import Final, Literal

from watchlists.advice.commonness import commonness, skeleton
from watchlists.advice.ordinary import is_plain, share
from watchlists.fuzzy import SHORTEST
from watchlists.guards import vocabulary
from watchlists.model import Alias, Kind
from watchlists.names import is_kunya, units
from watchlists.normalize import folded_words, is_arabic, key

Concern = Literal[
    "silent", "everywhere", "ordinary", "tiny", "english", "kunya", "common", "long", "idle", "short",
    "never", "shared", "many", "large",
]  # fmt: skip
"""What is to be said of an alias (in the order of `of_alias`), of an alias beside others, of an entity, of a list."""

LONGEST: Final = 200
"""Letters of an alias beyond which it is rather a sentence. Own choice."""
_EVERYWHERE: Final = 1_000
"""Articles of ten thousand from which on a word alone names nothing, whatever it is. Own choice."""
_FATHERS: Final = frozenset({"abu", "abou", "umm", "om"})
# How letters are called: «بي كي كي» is an abbreviation, though «بي» and «كي» are words.
_LETTERS: Final = frozenset(
    "إيه ايه آي اي بي سي دي إي إف اف جي إتش اتش إتس كي كيو إل ال إم ام إن ان أو او آر ار إس اس تي يو في فى إكس".split()
)
_ACRONYM: Final = 3
# Occurrences of one name times those of the other, per hundred million words: «محمد حسين» has a thousand million,
# «نعيم قاسم» two. Own choice.
_NAMESAKES: Final = 20_000_000
_USUAL_LATIN: Final = (
    "mohammed ahmed ali hassan hussein omar ibrahim yusuf abdullah mahmoud mustafa saleh said salim khalid abdulrahman"
).split()
_SERVANT: Final = "عبد"
_REMEMBERED: Final = 16_384


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to know about an alias. `key` is its entry, `about` the other entry, guard, need or kindred alias that
    is in question, `count` in how many of ten thousand news articles it stands, or how many there are; 0 unknown."""

    concern: Concern
    key: str
    alias: str
    about: str = ""
    count: int = 0


def of_alias(key: str, kind: Kind | None, alias: Alias) -> list[Advice]:
    """What is to be said of an alias alone, of an entity of this kind; `kind` is None for a phrase of an event."""
    return list(_said(key, kind, alias))


def is_tiny(text: str) -> bool:
    """Whether an alias is a single letter, or a number alone."""
    held = "".join(folded_words(text))
    return len(held) == 1 or held.isdecimal()


def is_silent(alias: Alias) -> bool:
    """Whether an alias is one function word, which the matcher passes over whatever stands beside it."""
    seen = folded_words(alias.text)
    return alias.guard and not alias.definite and len(seen) == 1 and vocabulary().is_function(seen[0])


def idle(alias: Alias) -> list[str]:
    """Those of its `needs` that tell nothing: the alias itself; function words where there is nothing else, since
    beside other words they are passed over."""
    own = [one for one in alias.needs if folded_words(one) == folded_words(alias.text)]
    passed_over = [one for one in alias.needs if all(map(_is_function, folded_words(one)))]
    return own + (passed_over if len(passed_over) == len(alias.needs) else [])


def is_function_word(word: str) -> bool:
    """Whether a word is one of those that stand in every text and mean nothing by themselves."""
    return all(map(_is_function, folded_words(word)))


def _said(entry: str, kind: Kind | None, alias: Alias) -> Iterator[Advice]:
    seen, found = folded_words(alias.text), alias.text
    weak = idle(alias)
    narrowed = bool(alias.needs) and not weak
    if is_silent(alias):
        yield Advice("silent", entry, found)
    elif not narrowed:
        yield from _frequent(entry, kind, alias, seen)
    if len(found) > LONGEST:
        yield Advice("long", entry, found, count=len(found))
    yield from (Advice("idle", entry, found, one) for one in weak)


def _frequent(entry: str, kind: Kind | None, alias: Alias, seen: tuple[str, ...]) -> Iterator[Advice]:
    """Of an alias that no `needs` narrows, the gravest that is to be said."""
    found, guarded = alias.text, bool(alias.unless or alias.definite)
    count = share(seen[0]) if len(seen) == 1 else 0
    if is_tiny(found):
        yield Advice("tiny", entry, found)
    elif count >= _EVERYWHERE or (all(map(_is_function, seen)) and not (len(seen) > 1 and _LETTERS.issuperset(seen))):
        yield Advice("everywhere", entry, found, count=count)
    elif kind is not None and not guarded:
        yield from _of_name(entry, kind, found, seen, count)


def _of_name(entry: str, kind: Kind, found: str, seen: tuple[str, ...], count: int) -> Iterator[Advice]:
    """A name is asked for first: «علي» is a word, too, and would be told as one."""
    parts = _units(seen) if kind != "place" else ()
    if parts and _is_common_name(parts):
        yield Advice(
            "kunya" if len(parts) == 1 and len(parts[0]) > 1 and _is_kunya(parts[0]) else "common", entry, found
        )
    elif len(seen) == 1 and len(seen[0]) <= _ACRONYM and seen[0] in _english():
        yield Advice("english", entry, found)
    elif len(seen) == 1 and is_plain(seen[0]):
        yield Advice("ordinary", entry, found, count=count)


def _units(seen: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The parts of a name that stay together, in either script."""
    if seen[0] in _FATHERS and len(seen) > 1:
        return (seen[:2], *((one,) for one in seen[2:]))
    return units(seen)


def _is_common_name(parts: Sequence[tuple[str, ...]]) -> bool:
    """Whether many bear one given name, or two together: of those the chance is what their counts make of it."""
    if len(parts) == 1:
        return _is_given(parts[0])
    if len(parts) > 2 or not all(map(_is_given, parts)):
        return False
    if not is_arabic(parts[0][0]):
        return all(skeleton(one[-1]) in _usual_latin() for one in parts)
    return prod(_usual(one) for one in parts) >= _NAMESAKES


def _is_given(unit: tuple[str, ...]) -> bool:
    """Whether a part of a name is a given name, «عبد» with what follows, or the father of one."""
    if _SERVANT in unit[:2]:
        return len(unit) > 1
    last = unit[-1]
    return commonness().is_given(last) and (is_arabic(last) or last in commonness().given_latin)


def _usual(unit: tuple[str, ...]) -> int:
    return commonness().count("".join(unit) if unit[0] == _SERVANT else unit[-1])


@cache
def _usual_latin() -> frozenset[str]:
    """The consonants of the Latin names that nobody is told apart by; tables of words say little of these."""
    return frozenset(map(skeleton, _USUAL_LATIN))


def _is_kunya(unit: tuple[str, ...]) -> bool:
    return unit[0] in _FATHERS or is_kunya(unit)


def is_misspelt_never(text: str) -> bool:
    """Whether `match: fuzzy` finds no more of an alias than `inflected` does: a word too short for typing errors."""
    seen = folded_words(text)
    return not any(is_arabic(one) for one in seen) or (len(seen) == 1 and len(seen[0]) < SHORTEST)


@lru_cache(_REMEMBERED)
def _is_function(seen: str) -> bool:
    return seen in vocabulary().function or key(seen) in _function_keys()


@cache
def _function_keys() -> frozenset[str]:
    return frozenset(map(key, vocabulary().function))


@cache
def _english() -> frozenset[str]:
    lines = (files("watchlists") / "words" / "short_english.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())

"""How persons are named: the units of a name, and which shorter or reversed forms still mean the same person."""

from collections.abc import Iterator
from typing import NamedTuple

from watchlists.guards import Vocabulary
from watchlists.normalize import is_arabic

_FATHERS = frozenset("أبو أبا أبي ابو ابا ابي أم ام".split())
_SERVANT = "عبد"
# What makes one name with the word before it: نور الدين, نصر الله.
_ENDING = frozenset({"الدين", "الله"})
_SONS = frozenset("بن ابن إبن بنت آل ال".split())
# A word in fewer news items than this is rare enough to carry a name.
_RARE = 6


class Shorter(NamedTuple):
    """The words of a name without some of its units or in another order, and the codes that say so."""

    words: tuple[str, ...]
    how: tuple[str, ...]


def units(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The parts of a name that stay together: kunya (أبو بكر), عبد with what follows, بن with what follows."""
    found: list[tuple[str, ...]] = []
    at = 0
    while at < len(words):
        width = _width(words, at)
        found.append(words[at : at + width])
        at += width
    return tuple(found)


def is_kunya(unit: tuple[str, ...]) -> bool:
    """Whether a unit is a kunya, which alone names nobody."""
    return unit[0] in _FATHERS and len(unit) > 1


def shortened(words: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[Shorter]:
    """First and last name without those between, and the last name before the first, where the last is rare."""
    parts = units(words)
    if len(parts) < 2 or not all(map(is_arabic, words)):
        return
    first, last = parts[0], parts[-1]
    if not _is_rare(last, vocabulary) and (is_kunya(first) or not _is_rare(first, vocabulary)):
        return
    if len(parts) > 2 and not is_kunya(first):
        missing = tuple(f"missing:{' '.join(unit)}" for unit in parts[1:-1])
        yield Shorter((*first, *last), missing[:2])
    if last[0] not in _SONS:
        yield Shorter((*last, *(word for unit in parts[:-1] for word in unit)), ("order",))


def _width(words: tuple[str, ...], at: int) -> int:
    if words[at] not in _FATHERS and words[at] != _SERVANT and words[at] not in _SONS:
        return 2 if words[at + 1 : at + 2] and words[at + 1] in _ENDING else 1
    rest = len(words) - at
    return min(rest, 1 + (_width(words, at + 1) if rest > 1 else 0))


def _is_rare(unit: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    return not vocabulary.frequent(unit[-1], _RARE) and len(unit[-1]) >= 4

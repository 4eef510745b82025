"""How many times a name would stand by chance in much news, meaning nobody on the list.

An estimate from how often its words are written, made for a choice between tiers and not for its digits: words that
follow each other by chance in some 70,000 articles, 20 million words.
"""

from math import prod

from watchlists.advice.commonness import Commonness
from watchlists.imports.units import Unit, is_kunya, is_nisba, units
from watchlists.normalize import is_arabic, key

# Of a hundred million words of Arabic news, and of English, so many are parts of the names of persons.
_NAMES, _NAMES_LATIN = 5_000_000, 1_000_000
_SHARE = 0.2
# Names of one people go together: two of them more often than chance has it.
_TOGETHER = 5
# Of those who are called by a kunya and a nisba in the news most are on some list.
_NOM_DE_GUERRE = 0.2
_ALL, _COLLOCATION = 100_000_000, 30
_SINGLE = 0.2
_RARE, _KUNYA = 300, 5000
# A family's name made of a place or a tribe is common where the family lives, whatever general texts say of it.
_REGIONAL, _SHORTEST_REGIONAL = 3000, 5
WITHIN = frozenset(
    "في من و على الى إلى عن ب ل of the and for in to de la du des le les et ul al el i e wal wa fi au en".split()
)
_YEHS = ("\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER ALEF MAKSURA}")
_SERVED = ("عبد", "abd")
_GODLY = ("الله", "الدين", "الرحمن", "ullah", "uddin", "eddine", "urrahman", "allah")
_SERVANTS = frozenset({"عبد", "ابو", "ابا", "ابي", "ام", "بن", "ابن", "ال", "ولد", "بنت"})


def of_person(words: tuple[str, ...], common: Commonness) -> float:
    """Of somebody's name in full or in short; of one unit alone, how often that unit is written."""
    parts = units(words)
    counts = [borne(unit, common) for unit in parts]
    if len(parts) == 1:
        return counts[0] * _SHARE
    arabic = all(map(is_arabic, words))
    names = _NAMES if arabic else _NAMES_LATIN
    chance = _SHARE * prod(map(float, counts)) / float(names ** (len(counts) - 1))
    if is_kunya(parts[0]):
        return chance * _NOM_DE_GUERRE
    return chance * (_TOGETHER if all(is_borne(unit, common) for unit in parts) else 1)


def of_thing(words: tuple[str, ...], common: Commonness) -> float:
    """Of the name of an organization, a place or a ship."""
    counts = [common.count(word) for word in words if key(word) not in WITHIN]
    if not counts:
        return float(_ALL)
    return _SINGLE * prod(map(float, counts)) * float((_COLLOCATION / _ALL) ** (len(counts) - 1))


def is_borne(unit: Unit, common: Commonness) -> bool:
    """Whether many bear a name: common given names, and what is made of them; عبد with any of the names of God."""
    word = unit[-1]
    if key(unit[0]).startswith(_SERVED) or "".join(unit).endswith(_GODLY) or is_kunya(unit):
        return True
    if is_nisba(word):
        return common.is_given(word) or common.is_given(word[2:-1])
    return common.is_given(word) or common.is_derived(word)


def is_rare(unit: Unit, common: Commonness) -> bool:
    """Whether a unit is so seldom written that it tells its bearer from most others."""
    return count(unit, common) <= _RARE and not is_borne(unit, common)


def borne(unit: Unit, common: Commonness) -> int:
    """How often a unit is written in the news of the region where most bear it."""
    return max(count(unit, common), _REGIONAL if is_regional(unit[-1]) else 0)


def is_regional(word: str) -> bool:
    """Whether an Arabic word is made as the names of those from a place, a tribe or a trade are: زرقاوي, الفيتوري."""
    return is_arabic(word) and len(word) >= _SHORTEST_REGIONAL and word.endswith(_YEHS)


def count(unit: Unit, common: Commonness) -> int:
    """How often a unit is written: as often as the rarest of its words that count."""
    words = [word for word in unit if key(word) not in _SERVANTS] or list(unit)
    if is_kunya(unit):
        return min(common.count(words[-1]) // 3, _KUNYA)
    joined = "".join(unit)
    if joined != unit[0] and common.is_given(joined):
        return max(common.count(joined), min(map(common.count, words)))
    return min(map(common.count, words))

"""Number words and how they join: «ثلاثة وعشرون», «أربعة عشر», «ثلاثة آلاف وخمسمئة»."""

from functools import cache

from watchlists.events.words import WAW, Word
from watchlists.normalize import key

_UNITS = "ثلاثة ثلاث|أربعة أربع|خمسة خمس|ستة ست|سبعة سبع|ثمانية ثماني ثمان|تسعة تسع"
_TENS = "عشرون عشرين|ثلاثون ثلاثين|أربعون أربعين|خمسون خمسين|ستون ستين|سبعون سبعين|ثمانون ثمانين|تسعون تسعين"
_TWO = "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي"
_ONE = "أحد إحدى واحد واحدة"
_TEN = "عشرة عشر"
_HUNDRED = "مئة مائة"
_TWO_HUNDRED = "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي"
_TWO_THOUSAND = "ألفان ألفين ألفي"
_TWO_MILLION = "مليونان مليونين مليوني"
_ENGLISH = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
MILLION = "مليون مليونا ملايين"
THOUSAND = "ألف ألفا آلاف"


def spelled(words: tuple[Word, ...], at: int, skip: int) -> tuple[int, int | None]:
    """A number in words: pieces joined by و, each smaller than the one before; a unit may stand before a ten."""
    total, current, last, piece = 0, 0, at, words[at].key[skip:]
    while True:
        value = numerals().get(piece)
        if value is None or not _follows(total, current, value):
            break
        total, current = _add(total, current, value)
        last += 1
        if last >= len(words):
            break
        piece = words[last].key
        joined = piece.startswith(WAW) and piece[1:] in numerals() and piece not in numerals()
        if joined:
            piece = piece[1:]
        elif not _multiplies(current, numerals().get(piece)):
            break
    total += current
    return (last, total) if total > 1 and last > at else (at, None)


def _multiplies(current: int, value: int | None) -> bool:
    """Whether a numeral without و goes on with the number: عشر after a unit, a hundred, a thousand, a million."""
    if value is None:
        return False
    return (value == 10 and 0 < current < 10) or (value == 100 and 2 < current < 10) or (value >= 1000 and current > 2)


def _follows(total: int, current: int, value: int) -> bool:
    if not total and not current:
        return True
    if _multiplies(current, value):
        return True
    if current == 0:
        return value < total
    return (value < 100 and 0 < current % 100 < 10 and value >= 20) or (current % 100 == 0 and value < 100)


def _add(total: int, current: int, value: int) -> tuple[int, int]:
    if value in (1000, 1_000_000) and current:
        return total + current * value, 0
    if value in (1000, 2000, 1_000_000, 2_000_000):
        return total + value, 0
    if value == 100 and 2 < current < 10:
        return total, current * 100
    return total, current + value


@cache
def numerals() -> dict[str, int]:
    """Number words by key; 1 alone is none, since it follows what it counts."""
    tables = {1: _ONE, 2: _TWO, 10: _TEN, 100: _HUNDRED, 200: _TWO_HUNDRED, 1000: THOUSAND}
    tables |= {2000: _TWO_THOUSAND, 1_000_000: MILLION, 2_000_000: _TWO_MILLION}
    tables |= {3 + n: forms for n, forms in enumerate(_UNITS.split("|"))}
    tables |= {20 + 10 * n: forms for n, forms in enumerate(_TENS.split("|"))}
    listed = {key(form): value for value, forms in tables.items() for form in forms.split()}
    listed |= {word: value for value, word in enumerate(_ENGLISH.split(), 2)}
    for n, forms in enumerate(_UNITS.split("|")):
        for form in forms.split():
            for hundred in _HUNDRED.split():
                listed[key(form + hundred)] = (3 + n) * 100
    return listed

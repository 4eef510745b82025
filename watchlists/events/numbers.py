"""Arabic numbers in running text: digits, number words with their grammar, vague figures, bounds and ranges."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchlists.events.numerals import MILLION, THOUSAND, numerals, spelled
from watchlists.events.words import WAW, Word, ends_at, opening, readings, stands_at, trait, vocabulary

_AT_LEAST = """
    ما لا يقل عن|لا يقل عن|ما لايقل عن|لايقل عن|اقله|أكثر من|اكثر من|ما يزيد عن|ما يزيد على|يزيد على|يزيد عن|
    أزيد من|ما يفوق|at least|more than|over
"""
_AT_MOST = """
    أقل من|ما يصل إلى|لا يتجاوز|لا يتجاوزون|لا تتجاوز|لم يتجاوز|لم يتجاوزوا|لم تتجاوز|لا يزيد عن|
    لا يزيد على|ما لا يزيد عن|لا يزيدون على|لا يزيدون عن|fewer than|less than|up to
"""
_ABOUT = """
    نحو|حوالي|حوالى|قرابة|زهاء|ما يقارب|ما يقرب من|يقارب|تقريبا|حدود|في حدود|ما يناهز|يناهز|about|around|nearly|
    some
"""
_AT_LEAST_AFTER = "على الأقل|على الاقل|أو أكثر|فأكثر|or more"
_VAGUE = """
    عشرات|مئات|آلاف|ملايين|بضعة|بضع|عدة|عديد من|عدد من|عددا من|كثير من|عشرات الآلاف|مئات الآلاف|عشرات من|
    مئات من|آلاف من|dozens|scores|hundreds of|dozens of|scores of
"""
_SEPARATORS = frozenset(",.\u066b\u066c")
_DASHES = frozenset("-\u2013\u2014\u2012")
_PERCENT = frozenset("%\u066a")
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the words `first` to `last` (exclusive), its bounding words included.

    `value` is None for a vague figure, a range and an upper bound.
    """

    first: int
    last: int
    value: int | None
    low: int | None = None
    high: int | None = None
    vague: bool = False

    @property
    def exact(self) -> bool:
        """Whether nothing is left open."""
        return self.value is not None and self.low is None and self.high is None and not self.vague


def numbers(words: tuple[Word, ...]) -> Iterator[Number]:
    """The numbers of a sentence from left to right, percentages left out. Time is linear in the words."""
    at = 0
    while at < len(words):
        if not words[at].traits & NUMERAL:
            at += 1
            continue
        found = _read(words, at)
        percent = _percent(words, found.last) if found else 0
        if found and not percent:
            yield found
        at = found.last + max(0, percent - 1) if found else at + 1


def _read(words: tuple[Word, ...], at: int) -> Number | None:
    vague = stands_at(words, at, _VAGUE)
    if vague and words[at].key not in vocabulary("العدد"):
        return Number(at, at + vague, None, vague=True)
    last, value = _value(words, at, skip=_proclitic(words[at].key))
    if value is None:
        return None
    if at and words[at - 1].key == "نصف":  # «نصف مليون»
        value //= 2
    ranged = _range(words, at, last, value)
    return ranged or _bounded(words, at, last, value)


def _proclitic(seen: str) -> int:
    """How many letters of a word stand before a number in it: «وثلاثة», «ب21»."""
    for reading in readings(seen):
        if reading in numerals() or reading.isdecimal():
            return len(seen) - len(reading)
    return 0


def _is_numeral(seen: str) -> bool:
    return any(one in numerals() or one.isdecimal() or one == WAW for one in readings(seen))


NUMERAL = trait(_is_numeral) | opening(_VAGUE)


def _bounded(words: tuple[Word, ...], at: int, last: int, value: int) -> Number:
    if before := ends_at(words, at, _AT_LEAST):
        return Number(at - before, last, value, low=value)
    if after := stands_at(words, last + 1, _AT_LEAST_AFTER) or stands_at(words, last, _AT_LEAST_AFTER):
        return Number(at, last + (0 if stands_at(words, last + 1, _AT_LEAST_AFTER) else after), value, low=value)
    if before := ends_at(words, at, _AT_MOST):
        return Number(at - before, last, None, high=value)
    if before := ends_at(words, at, _ABOUT):
        return Number(at - before, last, value, vague=True)
    return Number(at, last, value)


def _range(words: tuple[Word, ...], at: int, last: int, low: int) -> Number | None:
    """«بين 20 و30», «20 إلى 30», «20-30»."""
    if last >= len(words):
        return None
    dashed = words[last].gap.strip() in _DASHES
    between = ends_at(words, at, "بين|ما بين")
    joined = between and words[last].key.startswith(WAW)
    to = words[last].key in vocabulary("إلى أو") and not ends_at(words, at, "من")
    stop, high = _value(words, last + bool(to and not joined)) if dashed or joined or to else (last, None)
    if high is None and joined:
        stop, high = _value(words, last, skip=1)
    if high is None or high <= low:
        return None
    return Number(at - between, stop, None, low=low, high=high)


def _value(words: tuple[Word, ...], at: int, skip: int = 0) -> tuple[int, int | None]:
    if at >= len(words):
        return at, None
    if words[at].key[skip:].isdecimal():
        return _digits(words, at, skip)
    if words[at].key == WAW and at + 1 < len(words) and words[at + 1].number:
        return _digits(words, at + 1, 0)
    return spelled(words, at, skip)


def _digits(words: tuple[Word, ...], at: int, skip: int) -> tuple[int, int | None]:
    text, last = words[at].key[skip:], at + 1
    while last < len(words) and words[last].gap in _SEPARATORS and words[last].number and len(words[last].key) == 3:
        text, last = text + words[last].key, last + 1
    if len(text) > _DIGITS:
        return last, None
    tenths = 0
    if last + 1 < len(words) and words[last].gap in _SEPARATORS and words[last].number:
        tenths, last = int(words[last].key[:1]), last + 1
    scale = _scale(words[last]) if last < len(words) else 1
    return last + (scale > 1), int(text) * scale + tenths * scale // 10


def _scale(word: Word) -> int:
    if word.key in vocabulary(THOUSAND):
        return 1000
    return 1_000_000 if word.key in vocabulary(MILLION) else 1


def _percent(words: tuple[Word, ...], last: int) -> int:
    """0 for a plain number, else 1 and the words that say that it is a percentage."""
    if last >= len(words):
        return 0
    said = stands_at(words, last, "في المئة|في المائة|بالمئة|بالمائة|المئة|المائة|بالمية|percent|per cent")
    return 1 + said if said or not _PERCENT.isdisjoint(words[last].gap) else 0

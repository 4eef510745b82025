"""The numbers that a text names, by value, however they are written: 21, ٢١, «واحد وعشرون», "twenty-one", «قتيلان»."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from watchlists import guards
from watchlists.events.calendar import month_at
from watchlists.events.numerals import MILLION, THOUSAND, numerals, spelled
from watchlists.events.words import Word, readings, stands_at, vocabulary

_SEPARATORS: Final = frozenset(
    ",.'\N{ARABIC THOUSANDS SEPARATOR}\N{ARABIC DECIMAL SEPARATOR}\N{RIGHT SINGLE QUOTATION MARK}"
)
_PERCENT_SIGNS: Final = frozenset("%\N{ARABIC PERCENT SIGN}")
_PERCENT: Final = "في المئة|في المائة|بالمئة|بالمائة|بالمية|المئة|المائة|percent|per cent"
_SCALES: Final = {1_000: f"{THOUSAND} thousand", 1_000_000: f"{MILLION} million", 10**9: "مليار مليارا مليارات billion"}
_VAGUE: Final = """
    عشرات مئات آلاف ملايين مليارات نصف ثلث ثلثا ثلثي ثلثين ربع أرباع ضعف ضعفا ضعفي أضعاف
    dozen dozens scores hundreds thousands millions billions half quarter twice double triple
"""
_ORDINALS: Final = """
    أول أولى first|ثاني ثانية ثان second|ثالث ثالثة third|رابع رابعة fourth|خامس خامسة fifth|سادس سادسة sixth|
    سابع سابعة seventh|ثامن ثامنة eighth|تاسع تاسعة ninth|عاشر عاشرة tenth
"""
_ONE: Final = "واحد واحدة"
_MONDAY: Final = "الاثنين"
_SMALL: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_MASCULINE_DUAL, _FEMININE_DUAL, _PLURAL = ("ان", "ين"), ("تان", "تين"), "ون"
_SHORTEST: Final = 3

Kind = Literal["count", "percent", "date", "ordinal", "vague", "dual"]
# What else may back a number of a kind.
_BACKING: Final[dict[Kind, tuple[Kind, ...]]] = {"ordinal": ("count", "date"), "date": ("ordinal",), "dual": ("count",)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at the words `first` to `last` (exclusive). A vague one has its word for a value, a dual its stem."""

    kind: Kind
    value: Decimal | str
    first: int = field(compare=False)
    last: int = field(compare=False)


def quantities(text: str, words: tuple[Word, ...]) -> Iterator[Quantity]:
    """The numbers of a text of these words from left to right, each as the longest that can be read."""
    at = 0
    while at < len(words):
        found = _number(text, words, at) or _other(words, at)
        if found:
            yield found
        at = found.last if found else at + 1


def backed(one: Quantity, source: frozenset[Quantity]) -> bool:
    """Whether a source that names these numbers says this one too: `2 مارس` backs «الثاني», «اثنان» backs «قتيلان»."""
    value = Decimal(2) if one.kind == "dual" else one.value
    return one in source or any(Quantity(kind, value, 0, 0) in source for kind in _BACKING.get(one.kind, ()))


def _number(text: str, words: tuple[Word, ...], at: int) -> Quantity | None:
    read = _digits if words[at].number else _english if words[at].key.isascii() else _arabic
    last, value = read(words, at)
    if value is None:
        return None
    scale = _scale(words[last].key) if last < len(words) else 1
    last += scale > 1
    percent = _percent(text, words, at, last)
    kind: Kind = "percent" if percent else "date" if _is_of_date(words, at, last) else "count"
    return Quantity(kind, value * scale, at, max(last, last + percent - 1))


def _digits(words: tuple[Word, ...], at: int) -> tuple[int, Decimal | None]:
    """Groups of three behind a separator are thousands, anything else behind one is a fraction."""
    whole, last = words[at].key, at + 1
    while _continues(words, last) and len(words[last].key) == 3:
        whole, last = whole + words[last].key, last + 1
    if not _continues(words, last):
        return last, Decimal(whole)
    return last + 1, Decimal(f"{whole}.{words[last].key}")


def _continues(words: tuple[Word, ...], at: int) -> bool:
    return at < len(words) and words[at].number and words[at].gap in _SEPARATORS


def _arabic(words: tuple[Word, ...], at: int) -> tuple[int, Decimal | None]:
    seen = words[at].key
    for reading in readings(seen):
        if reading not in numerals() or not seen.endswith(reading) or seen.endswith(_MONDAY):
            continue
        if reading in vocabulary(_VAGUE):
            return at, None
        last, value = spelled(words, at, len(seen) - len(reading))
        if value is not None:
            return last, Decimal(value)
        return (at + 1, Decimal(1)) if reading in vocabulary(_ONE) else (at, None)
    return at, None


def _english(words: tuple[Word, ...], at: int) -> tuple[int, Decimal | None]:
    total, current, last = 0, 0, at
    while last < len(words) and (value := _english_numerals().get(words[last].key)) is not None:
        if value >= 1000:
            total, current = total + max(1, current) * value, 0
        elif value == 100:
            current = max(1, current) * 100
        elif current % 10 or (current % 100 and value >= 10):
            break
        else:
            current += value
        last += 1
        joined = last + 1 < len(words) and words[last].key == "and" and current >= 100
        last += joined and words[last + 1].key in _english_numerals()
    return (last, Decimal(total + current)) if last > at else (at, None)


def _other(words: tuple[Word, ...], at: int) -> Quantity | None:
    found = readings(words[at].key)
    for one in found:
        if one in _ordinals():
            return Quantity("ordinal", Decimal(_ordinals()[one]), at, at + 1)
        if one in vocabulary(_VAGUE):
            return Quantity("vague", one, at, at + 1)
    stem = next(filter(None, map(_dual, found)), None)
    return Quantity("dual", stem, at, at + 1) if stem else None


def _dual(word: str) -> str | None:
    """The stem of a word in the dual: «قتيلان», «شخصين». What may as well be a plural («مدنيين») is none."""
    news, stem, ending = guards.vocabulary(), word[:-3], word[-3:]
    if ending in _FEMININE_DUAL and len(stem) >= _SHORTEST:
        return stem if news.frequent(stem + "\N{ARABIC LETTER HEH}") else None
    stem, ending = word[:-2], word[-2:]
    if ending not in _MASCULINE_DUAL or len(stem) < _SHORTEST or not news.frequent(stem):
        return None
    return None if ending == _MASCULINE_DUAL[1] and news.frequent(stem + _PLURAL) else stem


def _is_of_date(words: tuple[Word, ...], at: int, last: int) -> bool:
    """Whether a number stands beside a month: a day or a year, which backs no count."""
    return bool(month_at(words, last)[0]) or any(month_at(words, max(0, at - n))[1] == at for n in (1, 2) if at >= n)


def _scale(key: str) -> int:
    return next((value for value, forms in _SCALES.items() if key in vocabulary(forms)), 1)


def _percent(text: str, words: tuple[Word, ...], at: int, last: int) -> int:
    """0 for a plain number, else 1 and the words that say that it is a percentage."""
    said = stands_at(words, last, _PERCENT)
    around = words[at].gap[-1:] + text[words[last - 1].end : words[last - 1].end + 2].strip()[:1]
    return 1 + said if said or not _PERCENT_SIGNS.isdisjoint(around) else 0


@cache
def _ordinals() -> dict[str, int]:
    rows = enumerate(_ORDINALS.split("|"), 1)
    return {form: value for value, forms in rows for form in vocabulary(forms)}


@cache
def _english_numerals() -> dict[str, int]:
    small = [*_SMALL.split(), "seventeen", "eighteen", "nineteen"]
    tens = {word: 20 + 10 * n for n, word in enumerate(_TENS.split())}
    return {word: n for n, word in enumerate(small)} | tens | {"hundred": 100, "thousand": 1000, "million": 1_000_000}

"""Words one of which must stand beside a name that is not quite rare: of its group, its country, its cause."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from watchlists.imports.countries import code_of, usual_in_arabic
from watchlists.imports.telling import ALWAYS, COUNTRIES, GROUPS, REGIMES
from watchlists.normalize import letters, tokens

_SINGLE = frozenset({*GROUPS, *REGIMES, "al-qaida", "al-qaeda"}) - {"sdgt", "terrorism", "jaish", "lashkar", "boko"}
# The adjectives of countries whose people stand on lists; others are made with an ending.
_NISBAS = {
    "أفغانستان": "أفغاني", "العراق": "عراقي", "اليمن": "يمني", "سوريا": "سوري", "ليبيا": "ليبي", "لبنان": "لبناني",
    "إيران": "إيراني", "باكستان": "باكستاني", "السعودية": "سعودي", "الجزائر": "جزائري", "تونس": "تونسي", "مصر": "مصري",
    "المغرب": "مغربي", "الصومال": "صومالي", "السودان": "سوداني", "مالي": "مالي", "الأردن": "أردني", "الكويت": "كويتي",
    "قطر": "قطري", "البحرين": "بحريني", "روسيا": "روسي", "تركيا": "تركي", "الهند": "هندي", "نيجيريا": "نيجيري",
    "إندونيسيا": "إندونيسي", "الفلبين": "فلبيني", "ماليزيا": "ماليزي", "كوريا الشمالية": "كوري شمالي",
    "أوكرانيا": "أوكراني", "بيلاروسيا": "بيلاروسي", "فنزويلا": "فنزويلي", "كوبا": "كوبي", "ميانمار": "ميانماري",
    "موريتانيا": "موريتاني", "النيجر": "نيجري", "تشاد": "تشادي", "فرنسا": "فرنسي", "ألمانيا": "ألماني",
    "أوزبكستان": "أوزبكي", "طاجيكستان": "طاجيكي", "فلسطين": "فلسطيني",
}  # fmt: skip
_BETWEEN = re.compile(r"[;,،؛/|]")


def group_words(context: Iterable[str]) -> tuple[str, ...]:
    """What the news says of the group of somebody, as phrases; and of those who stand on lists."""
    said = [word for name in _words(context) for word in GROUPS.get(name) or REGIMES.get(name) or ()]
    return tuple(dict.fromkeys((*said, *(ALWAYS if said else ()))))


def country_words(context: Iterable[str]) -> tuple[str, ...]:
    """The Arabic names of the countries and places in a context."""
    return tuple(dict.fromkeys(name for text in context for one in _apart(text) for name in _country(one.strip())))


def latin_words(context: Iterable[str]) -> tuple[str, ...]:
    """The groups and countries of a context as it writes them, for names in Latin letters."""
    return tuple(dict.fromkeys(text.strip() for text in context if _country(text) or letters(text.strip()) in _SINGLE))


def _apart(text: str) -> list[str]:
    """What may be a country each: `Korea, North` is one."""
    return [text] if _country(text.strip()) else _BETWEEN.split(text)


def _words(context: Iterable[str]) -> Iterator[str]:
    return (letters(token.text) for text in context for token in tokens(text))


@cache
def _country(text: str) -> tuple[str, ...]:
    code = code_of(text)
    known = usual_in_arabic(code) if code else None
    if known in COUNTRIES:
        return COUNTRIES[known]
    nisba = _NISBAS.get(known or "")
    return tuple(one for one in (known, nisba, nisba and _feminine(nisba)) if one)


def _feminine(nisba: str) -> str:
    return " ".join(f"{word}\N{ARABIC LETTER TEH MARBUTA}" for word in nisba.split())

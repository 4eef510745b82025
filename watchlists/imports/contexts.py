"""Words one of which must stand beside a name that is not quite rare: of its group, its country, its cause."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from watchlists.imports.countries import code_of, usual_in_arabic
from watchlists.normalize import letters, tokens

# By a word of the list's own context, in lower-case Latin letters. In Arabic as the news writes it; particles, number
# and article need not be named. Compiled by hand.
_GROUPS = {
    "taliban": "طالبان كابول كابل قندهار",
    "qaida": "تنظيم_القاعدة القاعدة داعش إرهابي إرهابية الإرهاب متطرف متشدد جهادي",
    "qaeda": "تنظيم_القاعدة القاعدة داعش إرهابي إرهابية الإرهاب متطرف متشدد جهادي",
    "isil": "داعش إرهابي إرهابية الإرهاب متطرف متشدد جهادي", "isis": "داعش إرهابي إرهابية الإرهاب متطرف متشدد جهادي",
    "daesh": "داعش إرهابي إرهابية الإرهاب", "haqqani": "حقاني طالبان", "houthi": "الحوثي الحوثيين الحوثيون صنعاء",
    "houthis": "الحوثي الحوثيين الحوثيون صنعاء", "hizballah": "حزب_الله", "hezbollah": "حزب_الله", "hamas": "حماس",
    "jaish": "جيش_محمد", "lashkar": "لشكر عسكر_طيبة", "boko": "بوكو_حرام", "shabaab": "الشباب مقديشو",
    "saddam": "صدام البعث", "baath": "البعث صدام", "qadhafi": "القذافي", "gaddafi": "القذافي", "qaddafi": "القذافي",
    "terrorism": "إرهابي إرهابية الإرهاب", "sdgt": "إرهابي إرهابية الإرهاب", "irgc": "الحرس_الثوري",
    "wagner": "فاغنر",
}  # fmt: skip
# The lists of the Security Council that are called by a country.
_REGIMES = {
    "iraq": "صدام البعث العراقي_السابق العراقي_الأسبق العراقي_الراحل", "libya": "القذافي",
    "yemen": "الحوثي الحوثيين الحوثيون صنعاء", "dprk": "بيونغ_يانغ كوريا",
    "korea": "بيونغ_يانغ كوريا", "somalia": "الشباب مقديشو",
}  # fmt: skip
_SINGLE = frozenset({*_GROUPS, *_REGIMES, "al-qaida", "al-qaeda"}) - {"sdgt", "terrorism", "jaish", "lashkar", "boko"}
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
_BROAD = frozenset("القاعدة إرهابي إرهابية الإرهاب متطرف متشدد جهادي الشباب عقوبات كوريا".split())
_BETWEEN = re.compile(r"[;,،؛/|]")
_ALWAYS = ("عقوبات", "قائمة الإرهاب")


def group_words(context: Iterable[str], *, narrow: bool = False) -> tuple[str, ...]:
    """What the news says of the group of somebody; `narrow` leaves out what stands beside many others."""
    found = [word for name in _words(context) for word in (_GROUPS.get(name) or _REGIMES.get(name) or "").split()]
    said = (word.replace("_", " ") for word in found)
    return tuple(
        dict.fromkeys(word for word in (*said, *(_ALWAYS if found else ())) if not narrow or word not in _BROAD)
    )


def country_words(context: Iterable[str]) -> tuple[str, ...]:
    """The Arabic names of the countries and places in a context."""
    return tuple(dict.fromkeys(name for text in context for one in _apart(text) for name in _country(one.strip())))


def latin_words(context: Iterable[str]) -> tuple[str, ...]:
    """The groups and countries of a context as it writes them, for names in Latin letters."""
    return tuple(dict.fromkeys(text for text in context if _country(text) or letters(text.strip()) in _SINGLE))


def _apart(text: str) -> list[str]:
    """What may be a country each: `Korea, North` is one."""
    return [text] if _country(text.strip()) else _BETWEEN.split(text)


def _words(context: Iterable[str]) -> Iterator[str]:
    return (letters(token.text) for text in context for token in tokens(text))


@cache
def _country(text: str) -> tuple[str, ...]:
    code = code_of(text)
    known = usual_in_arabic(code) if code else None
    nisba = _NISBAS.get(known or "")
    return tuple(one for one in (known, nisba, nisba and _feminine(nisba)) if one)


def _feminine(nisba: str) -> str:
    return " ".join(f"{word}\N{ARABIC LETTER TEH MARBUTA}" for word in nisba.split())

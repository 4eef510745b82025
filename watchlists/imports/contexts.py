"""Words one of which must stand beside a name that is not quite rare: of its group, its country, its cause."""

from collections.abc import Iterable, Iterator
from functools import cache

from watchlists.normalize import letters, tokens
from watchlists.toponyms import arabic, kinds

# By a word of the list's own context, in lower-case Latin letters. In Arabic as the news writes it; particles, number
# and article need not be named. Compiled by hand.
_GROUPS = {
    "taliban": "طالبان كابول كابل قندهار",
    "qaida": "القاعدة داعش إرهابي إرهابية الإرهاب متطرف متشدد جهادي",
    "qaeda": "القاعدة داعش إرهابي إرهابية الإرهاب متطرف متشدد جهادي",
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
    "iraq": "صدام البعث", "libya": "القذافي", "yemen": "الحوثي الحوثيين الحوثيون صنعاء", "dprk": "بيونغ_يانغ كوريا",
    "korea": "بيونغ_يانغ كوريا", "somalia": "الشباب مقديشو",
}  # fmt: skip
_ALWAYS = ("عقوبات", "قائمة الإرهاب")


def group_words(context: Iterable[str]) -> tuple[str, ...]:
    """What the news says of the group of somebody: narrow, so that namesakes seldom stand beside it."""
    found = [word for name in _words(context) for word in (_GROUPS.get(name) or _REGIMES.get(name) or "").split()]
    return tuple(dict.fromkeys((*(word.replace("_", " ") for word in found), *(_ALWAYS if found else ()))))


def country_words(context: Iterable[str]) -> tuple[str, ...]:
    """The Arabic names of the countries and places in a context."""
    held = (one for text in context for one in (text, *text.replace(";", ",").split(",")))
    return tuple(dict.fromkeys(name for one in held for name in _country(one.strip())))


def _words(context: Iterable[str]) -> Iterator[str]:
    return (letters(token.text) for text in context for token in tokens(text))


@cache
def _country(text: str) -> tuple[str, ...]:
    known = arabic(text) if "country" in kinds(text) else None
    return (known,) if known else ()

"""What kind of spot a report speaks of: a mosque is no market, though both may be hit in one city on one day."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from bot.core.stems import bare
from watchlists.normalize import words

# One name a kind, and the nouns that tell of it, as their stems are made.
_KINDS: Final[Mapping[str, str]] = {
    "mosque": "مسجد مساجد حسينية مصلى mosque",
    "shrine": "ضريح مزار مرقد shrine",
    "church": "كنيسة كاتدرائية كنائس church cathedral",
    "market": "سوق أسواق متجر متاجر بازار market bazaar mall",
    "school": "مدرسة مدارس ثانوية school",
    "university": "جامعة جامعات university college",
    "hospital": "مستشفى مستشفيات عيادة مستوصف hospital clinic",
    "hotel": "فندق فنادق نزل hotel",
    "bakery": "مخبز مخابز bakery",
    "restaurant": "مطعم مقهى مطاعم restaurant cafe",
    "embassy": "سفارة قنصلية embassy consulate",
    "airport": "مطار airport",
    "port": "ميناء مرفأ port harbour harbor",
    "station": "محطة station",
    "bridge": "جسر bridge",
    "base": "ثكنة معسكر base barracks",
    "checkpoint": "حاجز تفتيش checkpoint",
    "police": "مخفر",
    "ministry": "وزارة ministry",
    "parliament": "برلمان parliament",
    "court": "محكمة court",
    "prison": "سجن سجون prison jail",
    "bank": "مصرف بنك bank",
    "convoy": "قافلة موكب رتل دورية convoy motorcade patrol",
    "bus": "حافلة حافلات باص bus",
    "train": "قطار train",
    "ship": "سفينة ناقلة زورق ship tanker vessel boat",
    "refinery": "مصفاة أنبوب refinery pipeline",
    "camp": "مخيم camp",
    "funeral": "جنازة عزاء تشييع funeral",
    "wedding": "عرس زفاف wedding",
    "stadium": "ملعب stadium",
    "factory": "مصنع معمل factory plant",
    "mine": "منجم مناجم mine",
    "home": "منزل منازل",
}
# Left out are nouns of many meanings (مركز, نقطة, قاعدة) and «جامع», which is «جامعة» without its ending.
# «مركز الشرطة», «مقر للشرطة».
_POST: Final = frozenset(map(bare, "مركز مقر نقطة قسم".split()))
_OF_POLICE: Final = bare("شرطة")


def spots(text: str) -> Iterator[str]:
    """The kinds of spots that are named, in the order of the text."""
    known, before = _by_stem(), ""
    for one in map(bare, words(text)):
        if one in known:
            yield known[one]
        if one == _OF_POLICE and before in _POST:
            yield "police"
        before = one


@cache
def _by_stem() -> dict[str, str]:
    return {bare(noun): kind for kind, nouns in _KINDS.items() for noun in nouns.split()}

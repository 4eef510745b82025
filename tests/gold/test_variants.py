"""Every class of variants over a hundred names and the shipped entities: how many of them are still found."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pytest

from tests.gold.variants import ANY, ORGANIZATION, PERSON, Variants
from watchlists import Matcher, load, shipped
from watchlists.model import Alias, Document, Entity, Kind, Watchlist, Watchlists

PERSONS = (
    "أنور السادات|فؤاد معصوم|برهم صالح|رياض المالكي|سامح شكري|رئيف الخوري|مصطفى البرغوثي|"
    "منى الطحاوي|ليلى علوي|هدى شعراوي|وائل الدحدوح|لؤي المقداد|ضياء الأسدي|علاء الأسواني|"
    "بهاء طاهر|رجاء الجداوي|إلياس بو صعب|آلاء صلاح|إياد علاوي|عبد الفتاح مورو|"
    "عبد الرحمن الراشد|أبو مهدي المهندس|أبو عبيدة البنشيري|خالد بن الوليد الزرعوني|"
    "محمد بن زايد آل نهيان|عبد ربه منصور هادي|جان ماري غيهينو|فولكر بيرتس|هانس غروندبرغ|"
    "ستيفاني خوري|غير بيدرسن|مارتن غريفيث|توم فليتشر|يانس لاركيه|كريستينا غيورغييفا|"
    "إيمانويل ماكرون|أنالينا بيربوك|بيني غانتس|يوآف غالانت|نجيب ميقاتي|سليم عياش|طلال ناجي|"
    "حسين أمير عبد اللهيان|قاسم سليماني|إسماعيل قآني|مسعود بزشكيان|عباس عراقجي|"
    "نور الدين البحيري|راشد الغنوشي|يحيى السراج"
).split("|")
PLACES = (
    "دير الزور|رأس العين|تل أبيب|عين عيسى|كفر نبل|خان شيخون|بيت لحم|وادي الضيف|جبل الزاوية|"
    "شرم الشيخ|بني وليد|أم درمان|بئر العبد|الشيخ زويد|المنطقة الخضراء|البحر الأحمر|"
    "باب المندب|كوريا الشمالية|جنوب السودان|سري لانكا|بوركينا فاسو|هلمند|بكتيا|"
    "نينوى القديمة|صلاح الدين|كرم أبو سالم|خان يونس|مخيم جباليا|أفريقيا الوسطى|جزر القمر"
).split("|")
ORGANIZATIONS = (
    "حركة فتح|كتائب القسام|سرايا القدس|لواء التوحيد|جيش الفتح|فيلق الشام|حركة أحرار الشام|"
    "جبهة تحرير أوروميا|الجبهة الشعبية لتحرير فلسطين|قوات الدعم السريع|"
    "قوات سوريا الديمقراطية|الحشد الشعبي|عصائب أهل الحق|حركة النجباء|كتائب سيد الشهداء|"
    "جيش تحرير بلوشستان|حركة إيتا|الجيش الجمهوري الإيرلندي|حزب العمال الكردستاني|"
    "وحدات حماية الشعب|جماعة أنصار بيت المقدس|مجلس شورى المجاهدين|الحرس الثوري الإيراني|"
    "فيلق القدس|حركة إم 23|كتائب 313|لواء 444 قتال|الفرقة 17|قوة دفع رواندا|حراس الدين"
).split("|")
LATIN = (
    "Boko Haram|Al-Shabaab|Hay'at Tahrir al-Sham|ISIS-K|M23|Abu Sayyaf|Quds Force|"
    "Wagner Group|Ansar Allah|Muqtada al-Sadr|Kata'ib Hezbollah|Jabhat Fateh al-Sham"
).split("|")

CARRIER = "قال مصدر محلي أمس {} في تقرير جديد"
FLOOR = 0.98
# Classes in which a variant may also be another name or another word, so that not all may be found.
LOWER = {
    "family name first": 0.83,
    "without the middle name": 0.87,
    "another middle name": 0.95,
    "last hamza dropped": 0.84,
    "split before the end": 0.97,
    "split behind an open letter": 0.97,
}
Figures = Mapping[str, tuple[int, int]]
CLASSES = {**ANY, **PERSON, **ORGANIZATION}


@dataclass(frozen=True, slots=True)
class Case:
    """A variant of a name in a sentence, where it stands, and whom it names."""

    kind: str
    entity: str
    text: str
    start: int
    end: int


def own() -> Watchlists:
    """The hundred names."""
    kinds: tuple[tuple[Kind, list[str]], ...] = (
        ("person", PERSONS),
        ("place", PLACES),
        ("organization", [*ORGANIZATIONS, *LATIN]),
    )
    entities = tuple(Entity(name, kind, {}, (Alias(name),)) for kind, held in kinds for name in held)
    return Watchlists((Watchlist("own", {}, entities),))


@pytest.fixture(scope="module", name="figures")
def _figures() -> Figures:
    """Of the hundred names, and of a quarter of the shipped entities."""
    return judged(own(), every_fourth(load([shipped()])))


@pytest.fixture(scope="module", name="all_figures")
def _all_figures() -> Figures:
    return judged(own(), load([shipped()]))


@pytest.mark.parametrize("kind", CLASSES)
def test_variants_are_found(kind: str, figures: Figures) -> None:
    found, every = figures[kind]
    assert found / every >= LOWER.get(kind, FLOOR), f"{kind}: {found} of {every}"


@pytest.mark.slow
@pytest.mark.parametrize("kind", CLASSES)
def test_variants_of_all_that_is_shipped_are_found(kind: str, all_figures: Figures) -> None:
    test_variants_are_found(kind, all_figures)


def judged(*several: Watchlists) -> Figures:
    """How many of how many variants were found, by class."""
    every, found = Counter[str](), Counter[str]()
    for lists in several:
        for case, right in _judged(Matcher.compile(lists), list(_cases(lists))):
            every[case.kind] += 1
            found[case.kind] += right
    return {kind: (found[kind], every[kind]) for kind in every}


def every_fourth(lists: Watchlists) -> Watchlists:
    """A quarter of the entities of each list, on their own."""
    return Watchlists(
        tuple(
            replace(one, entities=tuple(replace(entity, part_of=None) for entity in one.entities[::4]), events=())
            for one in lists.lists
        )
    )


def test_hundred_names_are_all_found_as_they_stand() -> None:
    lists = own()
    plain = [case for case in _cases(lists) if case.kind == "as it stands"]
    assert len(plain) >= 100
    assert [case.entity for case, right in _judged(Matcher.compile(lists), plain) if not right] == []


def _cases(lists: Watchlists) -> Iterator[Case]:
    """The variants of every name; of a shipped entity its first free alias in each script."""
    at = CARRIER.index("{")
    for entity in lists.entities.values():
        for name in _names(entity):
            for kind, variants in _classes(entity.kind).items():
                for one in variants(name):
                    yield Case(kind, entity.key, CARRIER.format(one), at, at + len(one))


def _names(entity: Entity) -> Iterator[str]:
    free = [one.text for one in entity.spellings if one.match == "fuzzy" and not (one.needs or one.unless)]
    for arabic in (True, False):
        yield from [text for text in free if ("\u0600" <= text[0] <= "\u06ff") == arabic][:1]


def _classes(kind: Kind) -> Mapping[str, Variants]:
    return {**ANY, **(PERSON if kind == "person" else {}), **(ORGANIZATION if kind == "organization" else {})}


def _judged(matcher: Matcher, cases: list[Case]) -> Iterator[tuple[Case, bool]]:
    findings = matcher.match_many([Document(case.text) for case in cases])
    for case, found in zip(cases, findings, strict=True):
        yield (
            case,
            any(one.entity == case.entity and one.start < case.end and case.start < one.end for one in found.mentions),
        )

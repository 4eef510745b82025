"""Numbers of people in a sentence: who was killed, injured or arrested."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from watchlists.events.numbers import Number, numbers
from watchlists.events.passage import Passage
from watchlists.events.words import WAW, Word, ends_at, stands_at, vocabulary

Of = Literal["killed", "injured", "arrested"]
_KILLED = """
    مقتل مصرع استشهاد وفاة موت قتل قتلت قتلوا يقتل تقتل اغتيال اغتيل إعدام أعدم أعدمت مقتلهم استشهد استشهدت توفي
    توفوا حياة حياتهم أرواح مصرعهم حتفهم ضحيته ضحيتها ضحيتهم killed killing dead deaths death
"""
_KILLED_NOUN = "قتيل قتيلا قتيلة قتلى شهيد شهيدا شهداء وفيات ضحية ضحايا جثة جثث dead deaths killed"
_INJURED = "إصابة إصابات أصيب أصيبت أصيبوا جرح جرحت جرحوا أصابت جراح injured wounded injuring wounding"
_INJURED_NOUN = "جريح جريحا جرحى مصاب مصابا مصابين مصابون مصابات injured wounded"
_ARRESTED = """
    اعتقال توقيف القبض قبض احتجاز إيقاف اعتقل اعتقلت اعتقلوا أوقف أوقفت احتجز احتجزت ألقت ضبط ضبطت اعتقالات
    arrested arrest arresting detained
"""
_ARRESTED_NOUN = "معتقل معتقلا معتقلين موقوف موقوفا موقوفين"
_AFTER_KILLED = "قتلوا قتلن استشهدوا قضوا لقوا|لقوا حتفهم|لقوا مصرعهم|were killed|killed|مصرعهم|حتفهم"
_AFTER_INJURED = "أصيبوا|جرحوا|بجروح|were injured|were wounded|injured|wounded"
_AFTER_ARRESTED = "اعتقلوا|أوقفوا|were arrested|arrested"
_DUAL_PEOPLE = """
    شخصان شخصين جنديان جنديين شرطيان شرطيين طفلان طفلين رجلان رجلين امرأتان امرأتين شابان شابين عنصران عنصرين
    ضابطان ضابطين قياديان مسلحان مدنيان عسكريان إرهابيان مواطنان فلسطينيان صحفيان صحفيين صحافيان صحافيين عاملان
    عاملين شقيقان شقيقين فتاتان فتاتين مقاتلان متهمان انتحاريان سائحان سائحين اثنان اثنين
"""
_DUALS: tuple[tuple[Of | None, str], ...] = (
    ("killed", "قتيلان قتيلين شهيدان شهيدين"),
    ("injured", "جريحان جريحين مصابان"),
    ("arrested", "معتقلان موقوفان"),
    (None, _DUAL_PEOPLE),
)
_PERSON = """
    شخص شخصا جندي جنديا مدني مدنيا شرطي شرطيا طفل طفلا طفلة رجل رجلا امرأة شاب شابا شابة فتاة عنصر عنصرا ضابط
    ضابطا مواطن مواطنا مسلح مسلحا إرهابي إرهابيا قيادي قياديا صحفي صحفيا صحافي صحافيا متظاهر متظاهرا متهم متهما
    آخر
"""
_UNITS = """
    كيلومتر كيلومترا كيلومترات كلم متر مترا أمتار عام عاما أعوام سنة سنوات شهر شهرا أشهر أسبوع أسبوعا أسابيع يوم
    يوما أيام ساعة ساعات دقيقة دقائق دولار دولارا دولارات يورو دينار طن طنا أطنان كيلوغرام كلغ سيارة سيارات منزل
    منزلا منازل مبنى مباني مدينة مدن قرية قرى دولة دول هجوم هجوما هجمات عملية عمليات غارة غارات تفجير تفجيرا
    تفجيرات صاروخ صاروخا صواريخ قذيفة قذائف طائرة طائرات مسيرة مسيرات دبابة آلية آليات مرة مرات موقع موقعا مواقع
    مقر هدف هدفا أهداف رصاصة رصاصات قطعة نقطة نقاط درجة رأس رؤوس حافلة حافلات طيور دواجن أبقار أغنام ماشية حالة
    خلية خلايا مليون حكم أحكام years year months days hours km kilometers miles percent dollars houses vehicles
    attacks
"""
_MONTHS = """
    يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران
    تموز آب أيلول تشرين
"""
_PART = "بينهم|من بينهم|منهم|ومنهم|بينهن|ضمنهم|من ضمنهم|فيهم|including"
_TOLL = "حصيلة عدد أعداد toll"
_COUPLED = "مقتل مصرع استشهاد قتل إصابة جرح"
_AHEAD = 4
_LIMIT = 200
_BREAKS = frozenset("،؛,;:()")
_BACK = 7


@dataclass(frozen=True, slots=True)
class Count:
    """So many people, at the words `first` to `last` (the counted noun included)."""

    of: Of
    number: Number
    first: int
    last: int


def people(passage: Passage, dated: frozenset[int]) -> tuple[Count, ...]:
    """Every number of people killed, injured or arrested in a sentence.

    Parts of a total are left out, and numbers at the words `dated`, which are dates.
    """
    words = passage.words
    counted = [one for number in numbers(words) if number.first not in dated for one in _counted(words, number)]
    taken = {at for one in counted for at in range(one.first, one.last)}
    counted += [one for at in range(len(words)) if at not in taken for one in _unnumbered(words, at)]
    whole = [one for one in counted if not ends_at(words, one.first, _PART) and not _counted_again(words, one, counted)]
    return tuple(sorted(whole, key=lambda one: one.first))[:_LIMIT]


def _counted(words: tuple[Word, ...], number: Number) -> Iterator[Count]:
    noun = number.last + (number.last < len(words) and words[number.last].key == "من")
    if noun < len(words) and not _is_people(words, noun):
        return
    if _bare(words, noun) and not _governed(words, number.first):
        return
    of = (
        _died_of_wounds(words, number)
        or _by_noun(words, noun)
        or _by_head(words, number.first)
        or _by_verb(words, noun)
    )
    if _both(words, number.first):
        open_one = replace(number, value=None, low=None, high=number.value)
        yield from (Count(one, open_one, number.first, number.last) for one in ("killed", "injured"))
    elif of:
        named = noun < len(words) and not words[noun].key.startswith(WAW)
        yield Count(of, number, number.first, noun + 1 if named else number.last)


def _both(words: tuple[Word, ...], first: int) -> bool:
    """«مقتل وإصابة 17»: one number for the dead and the wounded together."""
    heads = [_head(word) for word in words[max(0, first - 2) : first] if word.is_any(vocabulary(_COUPLED))]
    return sorted(map(str, heads)) == ["injured", "killed"] and words[first - 1].key.startswith(WAW)


def _died_of_wounds(words: tuple[Word, ...], number: Number) -> Of | None:
    """«وفاة ثلاثة من الجرحى», «توفي اثنان من المصابين»: the dead, told by what they were before."""
    among = number.last + 1 < len(words) and words[number.last].key == "من"
    if not among or _by_noun(words, number.last + 1) != "injured":
        return None
    return "killed" if _by_head(words, number.first) == "killed" else None


def _counted_again(words: tuple[Word, ...], one: Count, counted: Sequence[Count]) -> bool:
    """Whether those who died of wounds are already in the toll that the sentence gives."""
    among = one.number.last < len(words) and words[one.number.last].key == "من"
    wounded = among and one.of == "killed" and _by_noun(words, one.number.last + 1) == "injured"
    return wounded and any(other.of == "killed" and other is not one for other in counted)


def _bare(words: tuple[Word, ...], noun: int) -> bool:
    """Whether no noun follows the number: «مقتل 21» and the end, a comma or a preposition."""
    if noun >= len(words) or not _BREAKS.isdisjoint(words[noun].gap):
        return True
    return words[noun].key in vocabulary("في من على إلى عن مع بعد قبل منذ خلال إثر وفق بحسب in on at")


def _governed(words: tuple[Word, ...], first: int) -> bool:
    """Whether a number without a noun stands under a word of casualty: «مقتل 21», «حصيلة القتلى إلى 40»."""
    if first and _head(words[first - 1]):
        return True
    reached = first > 0 and words[first - 1].key in vocabulary("إلى من بلغ بلغت")
    return reached and any(_toll(words, at) for at in range(max(0, first - 1 - _BACK), first))


def _is_people(words: tuple[Word, ...], noun: int) -> bool:
    word = words[noun]
    return not (word.is_any(vocabulary(_UNITS)) or word.is_any(vocabulary(_MONTHS)) or word.number)


def _by_noun(words: tuple[Word, ...], at: int) -> Of | None:
    if at >= len(words):
        return None
    tables: tuple[tuple[Of, str], ...] = (
        ("killed", _KILLED_NOUN),
        ("injured", _INJURED_NOUN),
        ("arrested", _ARRESTED_NOUN),
    )
    return next((of for of, listed in tables if words[at].is_any(vocabulary(listed))), None)


def _by_head(words: tuple[Word, ...], first: int) -> Of | None:
    """The nearest word of dying, wounding or arresting before a number, in its clause."""
    onward = words[first].key.startswith(WAW) or (first > 0 and words[first - 1].key in vocabulary("إلى"))
    for at in range(first - 1, max(-1, first - 1 - _BACK), -1):
        of = _head(words[at])
        if of or (of := _toll(words, at)):
            return of
        if words[at].number and not onward:
            return None
    return None


def _head(word: Word) -> Of | None:
    tables: tuple[tuple[Of, str], ...] = (("killed", _KILLED), ("injured", _INJURED), ("arrested", _ARRESTED))
    return next((of for of, listed in tables if word.is_any(vocabulary(listed))), None)


def _toll(words: tuple[Word, ...], at: int) -> Of | None:
    """«حصيلة القتلى», «عدد الجرحى»."""
    return _by_noun(words, at) if at and words[at - 1].is_any(vocabulary(_TOLL)) else None


def _by_verb(words: tuple[Word, ...], noun: int) -> Of | None:
    """«عشرة أشخاص لقوا حتفهم», «أصيبوا»."""
    tables: tuple[tuple[Of, str], ...] = (
        ("killed", _AFTER_KILLED),
        ("injured", _AFTER_INJURED),
        ("arrested", _AFTER_ARRESTED),
    )
    for at in range(noun + 1, min(len(words), noun + 1 + _AHEAD)):
        found = next((of for of, listed in tables if stands_at(words, at, listed)), None)
        if found:
            return found
    return None


def _unnumbered(words: tuple[Word, ...], at: int) -> Iterator[Count]:
    """The dual («قتيلان», «مقتل شخصين») and one person («مقتل جندي»)."""
    for of, listed in _DUALS:
        if words[at].is_any(vocabulary(listed)):
            known = of or _by_head(words, at) or _by_verb(words, at)
            if known:
                yield Count(known, Number(at, at + 1, 2), at, at + 1)
            return
    if at and words[at].key in vocabulary(_PERSON) and (head := _head(words[at - 1])):
        yield Count(head, Number(at, at + 1, 1), at, at + 1)

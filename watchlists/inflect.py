"""The forms an entry's words take in running text, generated from the entry and never stripped from the text.

Nouns and adjectives: the article, dual, sound plurals, listed broken plurals, tanween, the construct state and
possessive endings. Verbs: perfect and imperfect in the third person, the future with س, the passive of hollow verbs,
and the way between verb and masdar by the patterns of the derived stems. Proper names keep their endings.

The generator may produce words that do not exist; that costs nothing, since nobody writes them.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from watchlists.normalize import ALEF, ARTICLE, LAM, is_arabic, key

_HEH, _TEH, _YEH, _NOON = (
    "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER TEH}",
    "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER NOON}",
)
_WAW, _SEEN, _MEEM = "\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER SEEN}", "\N{ARABIC LETTER MEEM}"
_MAQSURA = "\N{ARABIC LETTER ALEF MAKSURA}"
_MARBUTA = "\N{ARABIC LETTER TEH MARBUTA}"
_ABOVE = "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
_AN, _IN, _UN, _AT = ALEF + _NOON, _YEH + _NOON, _WAW + _NOON, ALEF + _TEH
_PRONOUNS = ("ه", "ها", "هم", "هما", "نا")
_PREPOSITIONS = ("\N{ARABIC LETTER BEH}", LAM, "\N{ARABIC LETTER KAF}")
_PERSONS = (_YEH, _TEH)
_HAMZA = "\N{ARABIC LETTER HAMZA}"

# Broken plurals of the nouns that news of conflict is made of; sound plurals are generated.
_BROKEN = {
    "هجوم": "هجمات", "خطة": "خطط", "قتيل": "قتلى", "جريح": "جرحى", "قنبلة": "قنابل", "صاروخ": "صواريخ",
    "رهينة": "رهائن", "جندي": "جنود", "عنصر": "عناصر", "معركة": "معارك", "حكم": "أحكام", "سجن": "سجون",
    "سجين": "سجناء", "قذيفة": "قذائف", "لغم": "ألغام", "حزام": "أحزمة", "خلية": "خلايا", "مركز": "مراكز",
    "مرفق": "مرافق", "هدف": "أهداف", "قائمة": "قوائم", "مدني": "مدنيون", "شرطي": "شرطة", "قائد": "قادة",
    "زعيم": "زعماء", "شخص": "أشخاص", "شهيد": "شهداء", "ضحية": "ضحايا", "أسير": "أسرى", "عميل": "عملاء",
    "مقر": "مقار", "موقع": "مواقع", "حاجز": "حواجز", "لاجئ": "لاجئون", "قصف": "قصف", "حرب": "حروب",
    "مدينة": "مدن", "قرية": "قرى", "جيش": "جيوش", "فصيل": "فصائل", "كتيبة": "كتائب", "لواء": "ألوية",
    "حزب": "أحزاب", "جبهة": "جبهات", "صفقة": "صفقات", "تاجر": "تجار", "سلاح": "أسلحة", "مبنى": "مبان",
    "سفينة": "سفن", "ناقلة": "ناقلات", "طائرة": "طائرات", "مسيرة": "مسيرات", "عامل": "عمال", "طفل": "أطفال",
    "عضو": "أعضاء", "متهم": "متهمون", "نشاط": "أنشطة", "مبلغ": "مبالغ", "مال": "أموال", "ميناء": "موانئ",
}  # fmt: skip

# Masdar and verb of first-stem verbs, which no pattern gives.
_FIRST_STEM = {
    "هجوم": "هجم", "قتل": "قتل", "مقتل": "قتل", "خطف": "خطف", "هروب": "هرب", "فرار": "فر", "ضبط": "ضبط",
    "منع": "منع", "نفي": "نفى", "وقف": "وقف", "قصف": "قصف", "نسف": "نسف", "ذبح": "ذبح", "حظر": "حظر",
    "شن": "شن", "زرع": "زرع", "سجن": "سجن", "حبس": "حبس", "رفض": "رفض", "دهس": "دهس", "طعن": "طعن",
    "صلب": "صلب", "أسر": "أسر", "غزو": "غزا", "سطو": "سطا", "عزل": "عزل", "كشف": "كشف", "فرض": "فرض",
    "نقض": "نقض", "خرق": "خرق", "دعم": "دعم", "جمع": "جمع", "دفع": "دفع", "صنع": "صنع", "نشر": "نشر",
    "توعد": "توعد", "رجم": "رجم", "بحث": "بحث", "وعيد": "توعد", "توقيف": "أوقف", "استيلاء": "استولى",
}  # fmt: skip
_VERBS = frozenset(_FIRST_STEM.values()) | frozenset(
    "شن نفذ فجر هاجم استهدف أحبط أعلن تبنى ألقى أطلق أسقط اعتقل أوقف اغتال خطف اختطف هدد نفى أنكر صنف أدرج "
    "فرض جند مول درب دمر أعدم حكم أدان اتهم داهم اقتحم ضبط فكك قتل جرح أصاب قصف انفجر انشق فر هرب خطط "
    "اشتبك قاتل حارب تفاوض أفرج لقي سقط أفشل كشف صد صفى شنق ذبح طعن دهس نسف أغار توعد تعهد أعاد احتجز حاكم "
    "نصب باغت دك أمطر رشق تبادل فتح سلم أودع احتدم داس صدم جمد جز".split()
)


class Form(NamedTuple):
    """One written form of an entry's word, with the code of what differs and whether it is a verb."""

    seen: str
    code: str = ""
    verb: bool = False

    def takes(self, particles: str) -> bool:
        """Whether particles may stand before it: ب and ك never before a verb, ل only before the imperfect."""
        if self.code != "verb" or particles[-1:] not in _PREPOSITIONS:
            return True
        return particles.endswith(LAM) and self.seen.startswith(_PERSONS)


def as_written(word: str) -> tuple[Form, ...]:
    """The word alone: level exact."""
    return (Form(word),)


def as_name(word: str) -> tuple[Form, ...]:
    """A word of a proper name: its article comes and goes, and ون changes with ين."""
    return _unique([Form(word), *_article(word), *_sound_case(word), *_careless(word)])


def as_person(word: str) -> tuple[Form, ...]:
    """A word of a person's name: as it stands, or without a last letter that writers drop."""
    return _unique([Form(word), *_careless(word)])


def as_noun(word: str) -> tuple[Form, ...]:
    """A common noun or adjective in all numbers, cases and states."""
    if not is_arabic(word):
        return _unique([Form(word), Form(f"{word}s", "number"), Form(f"{word}es", "number")])
    return _unique([Form(word), *_article(word), *_noun(word)])


def as_phrase(word: str) -> tuple[Form, ...]:
    """A word of an event phrase: noun forms, verb forms, and those of its verb or masdar."""
    if not is_arabic(word):
        return as_noun(word)
    forms = [*as_event_word(word)]
    for verb in _verbs_of(word):
        forms += (Form(one.seen, "verb", verb=True) for one in (Form(verb), *_verb(verb)))
    for masdar in _masdars_of(word):
        forms += (Form(one.seen, "masdar") for one in (Form(masdar), *_article(masdar), *_noun(masdar)))
    return _unique(forms)


def as_event_word(word: str) -> tuple[Form, ...]:
    """A phrase of one word: its own noun and verb forms, not those of its masdar (تفجير, but not فجر)."""
    if not is_arabic(word):
        return as_noun(word)
    forms = [Form(word, verb=word in _VERBS), *_article(word), *_noun(word), *_possessed(word)]
    if word in _VERBS or not any(_verbs_of(word)):
        forms += _verb(word)
    return _unique(forms)


def bare(word: str) -> str:
    """The word without its article, where it carries one and three letters remain."""
    return word[2:] if word.startswith(ARTICLE) and len(word) >= 5 else word


def _unique(forms: Iterable[Form]) -> tuple[Form, ...]:
    found: dict[str, Form] = {}
    for form in forms:
        found.setdefault(form.seen, form)
    return tuple(found.values())


def _article(word: str) -> Iterator[Form]:
    if not is_arabic(word):
        return
    stem = bare(word)
    yield Form(stem if stem != word else ARTICLE + word, "definite")


def _careless(word: str) -> Iterator[Form]:
    """Without the last hamza of اء (صنعا) or the last ى of يى (يحي)."""
    for end in (ALEF + _HAMZA, _YEH + _MAQSURA):
        if word.endswith(end) and len(word) > 3:
            yield Form(word[:-1], f"spelling:{end}→{end[0]}")


def _sound_case(word: str) -> Iterator[Form]:
    if len(word) >= 6 and word.endswith((_UN, _IN)):
        yield Form(word[:-2] + (_IN if word.endswith(_UN) else _UN), "case")


def _noun(word: str) -> Iterator[Form]:
    stem = bare(word)
    singular = stem[:-2] if len(stem) >= 6 and stem.endswith((_UN, _IN)) else stem
    person = singular != stem
    for form in (*_tanween(stem), *_numbers(singular, person=person)):
        yield form
        if form.code != "tanween":
            yield Form(ARTICLE + form.seen, form.code)


def _tanween(stem: str) -> Iterator[Form]:
    if not _feminine(stem) and not stem.endswith((ALEF, _MAQSURA, _HAMZA)):
        yield Form(stem + ALEF, "tanween")


def _feminine(stem: str) -> bool:
    return key(stem).endswith(_HEH) and len(stem) > 3


def _numbers(stem: str, *, person: bool) -> Iterator[Form]:
    """Dual, sound and broken plural, and the construct forms that drop their ن.

    The feminine too, but not of a noun for persons: مسلحون are men, مسلحة is what a gang is.
    """
    open_stem = stem[:-1] + _TEH if _feminine(stem) else stem
    plural = stem[:-1] + _AT if _feminine(stem) else stem + _AT
    yield from (Form(open_stem + end, "number") for end in (_AN, _IN, ALEF, _YEH))
    yield Form(plural, "number")
    if not _feminine(stem):
        yield from (Form(stem + end, "number") for end in (_UN, _WAW))
        if not person:
            yield Form(stem + _MARBUTA, "gender")
    if stem in _BROKEN_BY_KEY:
        yield Form(_BROKEN_BY_KEY[stem], "number")


def _possessed(word: str) -> Iterator[Form]:
    stem = bare(word)
    if stem != word or len(stem) < 3:
        return
    for base in (stem[:-1] + _TEH if _feminine(stem) else stem, _BROKEN_BY_KEY.get(stem)):
        yield from (Form(base + end, "pronoun") for end in _PRONOUNS if base)


def _verb(verb: str) -> Iterator[Form]:
    """Third-person forms of a perfect verb; nothing for what cannot be one."""
    if verb.startswith(ARTICLE) or len(verb) > 6 or _feminine(verb) or len(verb) < 2:
        return
    for stem in dict.fromkeys((verb, *_passive(verb))):
        yield from (Form(one, "verb", verb=True) for one in _perfect(stem))
        yield from (Form(one, "verb", verb=True) for one in _imperfect(stem))


def _perfect(verb: str) -> Iterator[str]:
    yield verb
    stem = verb[:-1] if verb.endswith((_MAQSURA, ALEF)) and len(verb) > 2 else verb
    yield from (stem + end for end in (_TEH, _WAW + ALEF, _TEH + ALEF))
    if stem == verb:
        yield verb + ALEF


def _imperfect(verb: str) -> Iterator[str]:
    stem = verb[1:] if key(verb).startswith(ALEF) and len(verb) > 3 else verb
    if len(stem) > 2 and stem[-2] == ALEF and stem != verb and len(verb) == 4:
        stem = stem[:-2] + _YEH + stem[-1]  # hollow fourth stem: أصاب، يصيب
    weak = stem.endswith((_MAQSURA, ALEF))
    root = stem[:-1] if weak else stem
    singular = (root + _MAQSURA, root + _YEH) if weak else (stem,)
    for one in (*singular, root + _UN, root + _WAW + ALEF, root + _AN):
        for person in (_YEH, _TEH):
            yield person + one
            yield _SEEN + person + one


def _passive(verb: str) -> Iterator[str]:
    """The passive perfect where it shows in the letters: hollow اغتال gives اغتيل, weak ألقى gives ألقي."""
    if len(verb) >= 4 and verb[-2] == ALEF and key(verb).startswith(ALEF):
        yield verb[:-2] + _YEH + verb[-1]
    if verb.endswith(_MAQSURA):
        yield verb[:-1] + _YEH


def _verbs_of(word: str) -> Iterator[str]:
    """The verbs of a masdar, by the patterns of the derived stems."""
    masdar = bare(word)
    if masdar in _FIRST_STEM:
        yield _FIRST_STEM[masdar]
        return
    folded = key(masdar)
    if 5 <= len(folded) <= 7 and folded[0] == ALEF and folded[-2] == ALEF:
        yield from _augmented(masdar)
    if 5 <= len(folded) <= 7 and folded[0] == ALEF and folded[-3] == ALEF and folded[-1] == _HEH:
        yield (_ABOVE if len(folded) == 5 else ALEF) + masdar[1:-1]  # hollow: إصابة أصاب، استعادة استعاد
    if len(folded) == 5 and folded[0] == _TEH and folded[3] == _YEH:
        yield masdar[1:3] + (_MAQSURA if folded[4] == _HEH else masdar[4])
    if len(folded) == 4 and folded[0] == _TEH and folded[3] == _YEH:
        yield masdar[:-1] + _MAQSURA  # تبني تبنى
    if len(folded) == 6 and folded[0] == _MEEM and folded[2] == ALEF and folded[-1] == _HEH:
        yield masdar[1:5]


def _augmented(masdar: str) -> Iterator[str]:
    """إفعال gives أفعل, افتعال افتعل, انفعال انفعل (doubled: انشق), استفعال استفعل, hollow اغتيال اغتال.

    Weak letters come back: إلقاء gives ألقى, إيقاف أوقف.
    """
    verb = masdar[:-2] + (_MAQSURA if masdar[-1] == _HAMZA else masdar[-1])
    first = _ABOVE if len(masdar) == 5 else ALEF
    verb = first + (_WAW if len(masdar) == 5 and masdar[1] == _YEH else masdar[1]) + verb[2:]
    yield verb
    if verb[-2] == _YEH:
        yield verb[:-2] + ALEF + verb[-1]
    if verb[-1] == verb[-2]:
        yield verb[:-1]


def _masdars_of(word: str) -> Iterator[str]:
    """The masdars of a known verb."""
    if word not in _VERBS:
        return
    yield from (masdar for masdar, verb in _FIRST_STEM.items() if verb == word)
    folded = key(word)
    if folded[0] == ALEF and len(folded) >= 4:
        yield from _augmented_masdars(word)
    elif len(folded) == 3:
        yield _TEH + word[:2] + _YEH + (_MARBUTA if word.endswith(_MAQSURA) else word[2:])
    elif len(folded) == 4 and folded[1] == ALEF:
        yield _MEEM + word + _MARBUTA


def _augmented_masdars(verb: str) -> Iterator[str]:
    first = "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}" if len(verb) == 4 else ALEF
    stem = first + (_YEH if len(verb) == 4 and verb[1] == _WAW else verb[1]) + verb[2:]
    if stem.endswith(_MAQSURA):
        yield stem[:-1] + ALEF + _HAMZA
    elif stem[-2] == ALEF:
        yield stem[:-2] + _YEH + ALEF + stem[-1]
        yield stem + _MARBUTA
    else:
        yield stem[:-1] + ALEF + stem[-1]


_BROKEN_BY_KEY = {**_BROKEN, **{key(one): many for one, many in _BROKEN.items()}}

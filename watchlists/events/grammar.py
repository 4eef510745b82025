"""Small tests of Arabic grammar around a name: its noun group, verbs with their voice and object."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchlists.events.numbers import NUMERAL, numbers
from watchlists.events.passage import Draft, Passage
from watchlists.events.words import WAW, Word, ends_at, readings, stands_at, vocabulary

_TITLES = """
    أفراد أفرادا تنظيم حركة جماعة مليشيا ميليشيا ميليشيات مليشيات كتائب قوات عناصر عنصر عنصرا عنصران عنصرين
    مسلحي مسلحو مسلحين مسلحون مسلح مسلحان مقاتلي مقاتلو مقاتلين مقاتلون مقاتل مقاتلان زعيم زعيمة قائد قائدا
    قائدين القيادي قيادي قياديين قياديان قيادات قادة قادته قادتها أمير عضو عضوين عضوان أعضاء إرهابي إرهابيين
    إرهابية رجال رجل رجلا رجلين متشددي متشددو متطرفي متطرفو خلية خلايا أنصار فرع جناح قياديا زعيما عضوا مسلحا
    مقاتلا متمردي متمردو المتمردين المتمردون المسلحون المقاتلون متحدث المدعو أسامة الشيخ الإرهابي الإرهابية
    المتشدد المتشددة المتطرف المتطرفة الجهادي السابق الأعلى الراحل مسؤول مسؤولا مسؤولين المسؤول المسؤولين شاب
    شابا شابين انتحاري انتحاريا حكومة سلطات استخبارات الثاني الثالث ناشط ناشطين متعاطف متعاطفين متهمين مدانين
    موقوفين the group militants fighters members leader
"""
# Between a title and the name that it belongs to: «قيادي بارز في التنظيم», «زعيم محلي للتنظيم».
_QUALITIES = """
    بارز بارزا بارزين بارزون كبير كبيرا كبار محلي محليا محليين ميداني ميدانيا ميدانيين سابق سابقا سابقين عسكري عسكريا
    عسكريين معروف معروفين مهم أجانب أجنبي سوري عراقي ليبي تونسي مغربي فرنسي اثنين اثنان آخر آخرين المزعوم المزعومين
    الإعلاميين الإعلامي الميداني العسكري البارز الأول المالي الأمني الشرعي الديني السياسي senior local
"""
_MEMBERS = """
    أفراد أفرادا قياديين قائدا قائدين مسؤولا مسؤول مسؤولين المسؤولين شاب شابا شابين رجل رجلا رجلين انتحاري
    انتحاريا قادته قادتها الثاني متهمين مدانين موقوفين ناشط ناشطين متعاطف متعاطفين عنصران عنصرين مسلحان مقاتلان
    عضوين عضوان قياديان قياديا عضوا مسلحا مقاتلا عناصر عنصر عنصرا مسلحي مسلحين مسلح مقاتلي مقاتلين مقاتل قيادي
    قيادات قادة عضو أعضاء زعيم خلية خلايا إرهابيين أمير قائد members member
"""
_SUBJECTS = "مسلحون مسلحو مقاتلون مقاتلو متمردون متمردو إرهابيون متشددون متشددو متطرفون متطرفو"
_LINK = """
    من في ل ب إلى ينتمون ينتمي ينتميان تنتمي تابعين تابع تابعة موالين موالية مواليا موال منتميا
    منتمين منتم مبايعا تابعا مرتبطا مرتبطين مرتبطة مبايعين التابع
    التابعة of
"""
_SOME = "عشرات مئات عدد عددا قتلى قتيلا جرحى جريحا أفراد أفرادا عناصر أحد"
_BELONGING = """
    يشتبه في انتمائهم|يشتبه بانتمائهم|يشتبه في انتمائه|يشتبه بانتمائه|يعتقد أنهم من|يعتقد أنهم ينتمون|
    يرجح أنهم من|المشتبه في انتمائهم|المشتبه بانتمائهم|يشتبه في أنهم من|يشتبه بأنهم من|يعتقد انتماؤهم|
    يشتبه في ولائهم|بالانتماء|متهمين بالانتماء|مدانين بالانتماء|متهم بالانتماء|مدان بالانتماء|بتهمة الانتماء|
    لانتمائهم|لانتمائه|المنتمين|المنتمي|للاشتباه في صلته|للاشتباه في صلتهم|للاشتباه بصلته|للاشتباه بصلتهم|
    للاشتباه في انتمائه|للاشتباه في انتمائهم|للاشتباه بانتمائهم|للاشتباه بانتمائه|يشتبه في صلتهما|يشتبه بصلتهما|
    في صفوف|يشتبه في صلته|يشتبه في صلتهم|على صلة|على علاقة|بتهمة الولاء|أعلنوا ولاءهم|بايعوا
"""
_SPEECH = """
    قال قالت يقول تقول ذكر ذكرت أفاد أفادت أعلن أعلنت أكد أكدت صرح أدان أدانت ندد نددت استنكر استنكرت اتهم اتهمت
    حذر حذرت رحب رحبت نعى نعت said says condemned
"""
_CLAUSE_HEAD = "و ف أن إن بأن وأن لكن بينما كما حيث فيما"
_PASSIVE_MARK = "\N{ARABIC DAMMA}"
# Finite verbs of the objective types, whose subject may stand beside them.
_FINITE = """
    قتل قتلت قتلوا يقتل تقتل اعتقل اعتقلت اعتقلوا يعتقل تعتقل خطف خطفت خطفوا اختطف اختطفت اختطفوا يختطف أعدم
    أعدمت أعدموا اغتال اغتالت اغتالوا داهم داهمت داهموا قبضت ألقت أوقفت أوقف احتجز احتجزت احتجزوا فرضت صنفت
    أدرجت مول مولت مولوا يمول تمول نفذ نفذت نفذوا يعدم تعدم يعدمون يخطف تخطف يختطف تختطف يقتلون يعتقلون
"""
# Verbs that are written alike in the active and the passive voice.
_EITHER_VOICE = """
    قتل قتلت قتلوا اعتقل اعتقلت اعتقلوا خطف خطفت خطفوا اختطف اختطفت اختطفوا أعدم أعدمت أعدموا أوقف أوقفت احتجز
"""
_CIRCUMSTANCE = "في|على يد|على أيدي|على إثر|إثر|جراء|خلال|بعد|قبل|عقب|قرب|أثناء|نتيجة|بسبب|مع|عندما|أمس|اليوم|رميا|شنقا"
_TIMES = "عام|سنة|يوم|شهر|مطلع|نهاية|أواخر|أوائل"
_DEATHS = "مقتل مصرع إصابة سقوط استشهاد أصيب أصيبت أصيبوا لقي لقوا"
_ITSELF = "إنه إنها إنهم أنه أنها أنهم بأنه بأنها بأنهم"
_ACTIVE = """
    قصفت قصف شنت شن نفذت نفذ هاجمت هاجم استهدفت استهدف فجرت فجر قتلت قتل خطفت خطف اختطفت اختطف أسرت أسر اغتالت
    اغتال أعدمت أعدم اعتقلت اعتقل أطلقت أطلق ضربت ضرب داهمت داهم دمرت دمر
"""
_SKIP = 8


@dataclass(frozen=True, slots=True)
class Named:
    """An entity at the words `first` to `last`; `armed` where it is an organisation that can bear arms."""

    entity: str
    first: int
    last: int
    person: bool
    armed: bool
    code: str = ""


def group_start(words: tuple[Word, ...], one: Named) -> tuple[int, bool]:
    """Where the noun group around a name begins («عناصر من تنظيم داعش»), and whether members are meant."""
    at, members = one.first, False
    while at > max(0, one.first - _SKIP):
        to = at - 1 if words[at - 1].key in vocabulary("إلى") else at
        if belonging := ends_at(words, to, _BELONGING):
            at, members = to - belonging, True
            continue
        if counted := _counted_before(words, at):
            return at - counted, True
        size = _title_before(words, at)
        if not size:
            break
        members = members or any(word.is_any(vocabulary(_MEMBERS)) for word in words[at - size : at])
        at -= size
    return at, members


def _counted_before(words: tuple[Word, ...], at: int) -> int:
    """How many words «خمسة من», «عشرات من», «قتلى من» are before a name; 0 for none."""
    if at < 2 or words[at - 1].key != "من":
        return 0
    counted = words[at - 2].number or words[at - 2].traits & NUMERAL or words[at - 2].is_any(vocabulary(_SOME))
    return 2 if counted else 0


def _title_before(words: tuple[Word, ...], at: int) -> int:
    """How many words before one are a title: «قيادي», «عناصر من», «قيادي بارز في», «زعيم محلي»; 0 for none."""
    if words[at - 1].is_any(vocabulary(_TITLES)):
        return 1
    linked = words[at - 1].is_any(vocabulary(_LINK)) and at > 1
    before = at - 1 if linked else at
    while before > max(0, at - 4) and words[before - 1].is_any(vocabulary(_QUALITIES)):
        before -= 1
    titled = before > 0 and before < at and words[before - 1].is_any(vocabulary(_TITLES))
    return at - before + 1 if titled else 0


def in_other_news(passage: Passage, one: Named, draft: Draft) -> bool:
    """«غارة على طالبان، ومقتل جندي في تفجير»: deaths behind a bar begin another piece of news than the name's."""
    between = range(one.last, draft.first)
    return any(passage.breaks(at) and _tells_of_deaths(passage.words[at]) for at in between)


def _tells_of_deaths(word: Word) -> bool:
    return word.is_any(vocabulary(_DEATHS)) or (word.key.startswith(WAW) and is_passive(word))


def opens_clause(word: Word) -> bool:
    """Whether a word begins a clause with a subject of its own."""
    return word.key in vocabulary(_CLAUSE_HEAD)


def is_passive(word: Word) -> bool:
    """Whether a verb is marked as passive: a damma on its first letter, or a form that is only passive."""
    return _PASSIVE_MARK in word.text[:3] or word.is_any(vocabulary("اغتيل اغتيلت killed arrested"))


def is_active(words: tuple[Word, ...], draft: Draft) -> bool:
    """Whether the event's first word is a finite verb that may have a subject."""
    first = words[draft.first]
    return first.is_any(vocabulary(_FINITE)) and not is_passive(first)


def is_done_to(words: tuple[Word, ...], draft: Draft) -> bool:
    """Whether a verb after its subject tells what was done to it: «قد قُتل», «قتل في غارة», but not «قتل تاجرا»."""
    verb = words[draft.first]
    if is_passive(verb):
        return True
    return verb.is_any(vocabulary(_EITHER_VOICE)) and draft.last == draft.first + 1 and lacks_object(words, draft.last)


def lacks_object(words: tuple[Word, ...], at: int) -> bool:
    """Whether a verb that ends before `at` is followed by the end, a bar or a preposition, and by no number."""
    if at >= len(words) or "،" in words[at].gap:
        return True
    if not stands_at(words, at, _CIRCUMSTANCE) and not _place_with_beh(words[at]):
        return False
    return not any(object_follows(words, at + ahead) for ahead in (1, 2) if not stands_at(words, at + 1, _TIMES))


def _place_with_beh(word: Word) -> bool:
    return word.key.startswith("\N{ARABIC LETTER BEH}") and len(word.key) > 4


def has_object(word: Word) -> bool:
    """«قتلهم عناصر التنظيم»: a verb whose object is a pronoun, so that what follows is its subject."""
    suffixes = ("هم", "ها", "هما", "ه")
    bare = next((word.key.removesuffix(one) for one in suffixes if word.key.endswith(one)), "")
    return bool(bare) and not vocabulary(_FINITE).isdisjoint(readings(bare))


def is_nominative(group: Sequence[Word]) -> bool:
    """«مسلحون», «مقاتلو»: the form of a subject."""
    return any(word.key in vocabulary(_SUBJECTS) for word in group)


def object_follows(words: tuple[Word, ...], at: int) -> bool:
    """Whether a number or an indefinite noun follows, so that the name before it was the subject."""
    if at >= len(words):
        return False
    number = next(numbers(words[at : at + 8]), None)
    return words[at].key.endswith("\N{ARABIC LETTER ALEF}") or (number is not None and number.first == 0)


def tells_of_itself(passage: Passage, one: Named, draft: Draft) -> bool:
    """«قالت الحركة إنها قصفت»: the speaker says «إنه», «إنها» of itself, and the act is a verb directly behind."""
    words = passage.words
    itself = one.last < draft.first and words[draft.first - 1].key in vocabulary(_ITSELF)
    near = draft.first - one.last <= _SKIP and not words[draft.first].key.startswith("\N{ARABIC LETTER BEH}")
    verb = words[draft.first].is_any(vocabulary(_ACTIVE))
    return itself and near and verb and not is_passive(words[draft.first]) and speaks(passage, one)


def speaks(passage: Passage, one: Named) -> bool:
    """Whether the name is the subject of a verb of saying or condemning, and so a voice rather than a hand."""
    words, edge = passage.words, group_start(passage.words, one)[0]
    if edge > 0 and words[edge - 1].is_any(vocabulary(_SPEECH)):
        return True
    return one.last < len(words) and words[one.last].key in vocabulary(_SPEECH)

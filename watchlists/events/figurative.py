"""Where the words of an event speak of something else: football, quarrels, names of offices."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from watchlists.events.passage import ATTACKS, Draft, Passage
from watchlists.events.words import Word, ends_at, opening, stands_at, vocabulary

# Adjectives and objects that turn the word before them into a figure of speech.
_AFTER = """
    لاذع لاذعا لاذعة إعلامي إعلاميا إعلامية كلامي كلاميا كلامية لفظي لفظيا لفظية شفهي كلاميا سياسي سياسيا سياسية
    معنوي معنويا معنوية كروي كرويا كروية مرتد مرتدا مرتدة إلكتروني إلكترونيا إلكترونية سيبراني سيبرانيا سيبرانية
    دبلوماسي دبلوماسية قضائي قضائية قلبي قلبية انتخابي انتخابية رياضي رياضية حادا حاد ذهني فني
"""
# What an assassination is done for, and no figure of speech.
_POLITICAL = "سياسي سياسيا سياسية"
_OBJECT = """
    خلاف خلافات أزمة أزمات مفاجأة مفاجآت جدل جدلا غضب غضبا موهبة مواهب طاقة طاقات كرة مرمى زمام سلطة مقود قلوب
    أضواء أنظار وقت شخصية سمعة حلم أحلام شائعة شائعات فرحة ضحكا ضاحكا غيظا تصريحات قرار قرارات مشروع قانون كتاب
    رواية
"""
_OFFICE = "لجنة لجان فريق قانون نظام مكتب إدارة محكمة مكافحة وحدة قسم جريمة قواعد فرقة مركز وزارة"
_SPORT = """
    مباراة مباريات فريق هدف هدفا هدفين دوري منتخب مرمى لاعب لاعبين لاعبو لاعبون مدرب كرة حارس بطولة كأس ملعب
    مهاجم مدافع شوط نادي ركلة جزاء تسديدة
"""
_VIOLENT = """
    قتل مقتل قتيل قتلى جريح جرحى مسلح مسلحون مسلحين إرهابي إرهابية ناسفة مفخخة انتحاري إصابة شرطة رصاص قذيفة
    ضحايا
"""
_DRILL = "مناورات مناورة تدريبات تمرين تمارين محاكاة حاكت تدريبية تحية الشرف مراسم الإفطار"
_CYBER = """
    إلكتروني إلكترونيا إلكترونية سيبراني سيبرانية فيروس بفيروس برمجية ببرمجية خادم خوادم اختراق قراصنة بيانات البيانات
    مواقعها مواقعه تطبيق حسابات حسابه فدية
"""
_ANIMAL = "فيل أسد نمر دب دببة كلب كلاب ذئب ذئاب قرش تمساح نحل ضبع ضباع أفعى قرد قرود جمل ثور خنزير خنازير"
_SAYING = "رصاصة الرحمة|ساعة الصفر|قنبلة من العيار الثقيل"
# What blows up without a hand.
_BURST = "إطار|إطارات|عجلة|أنبوب|أنبوبة|أسطوانة غاز|أسطوانة|مرجل|سخان|محول|محولات|مصنع|خزان وقود|بركان"
_ACCIDENT = """
    مرور سير مروري مرورية اصطدام اصطدامها اصطدامه اصطدامهما تصادم انقلاب
    انقلابها غرق غرقا غرقوا حريق زلزال هزة فيضان فيضانات سيول إعصار عاصفة
    انهيار تحطم فيروس وباء مرض accident crash earthquake flood floods
"""
_WEAPON = """
    هجوم هجوما هجمات تفجير انفجار عبوة مفخخة قصف غارة غارات رصاص رصاصا ناري طعن طعنا سكين مسلح مسلحون مسلحين
    إرهابي إرهابية انتحاري اغتيال قذيفة قذائف صاروخ اشتباك اشتباكات مسيرة مجزرة ذبح attack bombing gunmen shot
"""
# Where a blast is an accident, and what makes it an attack all the same.
_SITE = """
    مصنع معمل مصانع منجم مناجم غاز أسطوانة أنبوب وقود ألعاب مفرقعات مطبخ ورشة مخبز فرن مصفاة خزان بئر تسرب ماس
    مولد محول سخان بطارية بطاريات مختبر مرجل غلاية صوامع كيماوية نيزك بركان إطار
"""
_BY_HAND = """
    عبوة عبوات ناسفة ناسف مفخخة مفخخ ملغومة ملغمة قنبلة قنابل لغم ألغام قذيفة صاروخ هجوم هجوما تفجير قصف غارة غارات
    انتحاري إرهابي مسلح مسلحون مسلحين استهدف استهدفت يستهدف متفجرات تخريب تخريبي مسيرة فجر فجرت فجروا نسف نسفت نسفوا
"""
_VERBAL = """
    تصريح تصريحات تصريحاته تصريحاتها تغريدة تويتر فيسبوك مقابلة منتقدا منتقدة انتقد انتقدت واصفا واصفة معتبرا
    خطاب خطابه مقال كلمة
"""
_HEATED = "عنيف عنيفا عنيفة شديد شديدا شديدة كاسح كاسحا قوي قويا"
# A word that is spoken of, and not what it names: «مصطلح السيارة المفخخة».
_TERM = "مصطلح|كلمة|عبارة|تعبير|لفظ|مفردة|مفهوم|عنوان|فيلم|رواية|أغنية|لعبة|مسلسل|مسرحية"
_TELLING = "يروي تروي يحكي تحكي تدور يتناول تتناول يصور تصور قصة يجسد تجسد بطل بطلة"
_FICTION = "فيلم مسلسل مسرحية الروائي الدرامي سيناريو"
_NOVEL = "تدور الرواية|تحكي الرواية|تروي الرواية|يروي الكتاب|بطل الرواية|بطلة الرواية"
# «استشهد الباحث بقول», and «استهدفت مسيرة سلمية».
_CITED = """
    بقول بآية بآيات بحديث بأحاديث بفقرات بفقرة بكلام بمقولة بتصريح بتصريحات بدراسة بدراسات بأرقام بما بتقرير
    ببيت بأبيات بنص بنصوص بمثال بأمثلة بشهادة
"""
_MARCHING = """
    سلمية احتجاجية حاشدة شعبية طلابية تضامنية نسائية راجلة جماهيرية لأنصار لمؤيدي لمناصري للمطالبة للتنديد لدعم
    مليونية متظاهرين مؤيدة معارضة داعمة
"""
_MONEY = """
    أسهم سهم بورصة مستثمر مستثمرون مستثمرين استحواذ استحوذ استحوذت تداول أرباح مصرف بنك موظفيها موظفيه تسريح
    إفلاس شركة شركات سوق أسواق صفقة مبيعات استثمار عقاري
"""
_ATTACKED_IN_WORDS = """
    وزير وزيرة حكومة رئيس رئيسة معارضة حزب نائب نائبة سياسة سياسات قرار قرارات برلمان مدرب إدارة اتحاد نقابة مجلس مرشح
    إعلام صحيفة خصوم خصومه قضاء هيئة لجنة
"""
_SPOKESMEN = """
    نقابة حزب نائب نائبة كتلة صحيفة معارضة نقاد ناقد إعلامي إعلاميون كاتب مغردون ناشطون رئيس وزير زعيم مدرب لاعب فنان
    فنانة مرشح اتحاد جمعية مستثمر
"""
_IDIOM_BEFORE = "خط|نقطة|قوة|بمثابة|كأنه|كأنها|كأنما|وكأنما|ما يشبه|أشبه ب|أسلوب|على شكل"
_HURT = "قتل مقتل قتيل قتلى جريح جرحى إصابة أصيب ضحايا مسلحون مسلحين إرهابي انتحاري مفخخة ناسفة هاجم هاجمت"
_CITED_REACH = 5
_ARMS = f"{_VIOLENT} تفجير انفجار عبوة مفخخة قصف غارة غارات رصاص رصاصا ناري طعنا سكين قذيفة قذائف صاروخ"
_AROUND = 40


_SPORTS, _BUSINESS, _CYBERNETIC, _EXERCISE = (opening(one) for one in (_SPORT, _MONEY, _CYBER, _DRILL))
_HURTING, _VIOLENCE, _ARMED, _WEAPONS = (opening(one) for one in (_HURT, _VIOLENT, _ARMS, _WEAPON))
_MISHAP, _SPEAKING, _TOLD, _INVENTED = (opening(one) for one in (_ACCIDENT, _VERBAL, _TELLING, _FICTION))
_NOVELIST, _SITES, _HANDED, _BLASTS = (opening(one) for one in (_NOVEL, _SITE, _BY_HAND, "انفجار انفجارات"))


def is_figurative(passage: Passage, draft: Draft) -> bool:
    """Whether the hit is a figure of speech, a sport report, a war of words, or part of the name of an office."""
    words = passage.words
    if any(one(words, draft) for one in (_idiom, _office, _cited, _marching, _by_animal)):
        return True
    if _qualified(passage, draft) or (ends_at(words, draft.first, _TERM) and not passage.breaks(draft.first)):
        return True
    around = words[max(0, draft.first - _AROUND) : draft.last + _AROUND]
    themes = reduce(or_, (word.traits for word in around), 0)
    peaceful = not themes & _VIOLENCE
    if _fiction(around, themes) or (peaceful and (_several(around, _SPORTS) or _several(around, _BUSINESS))):
        return True
    if draft.event in ATTACKS and not themes & _HURTING and (themes & _EXERCISE or _several(around, _CYBERNETIC)):
        return True
    if draft.event == "killing" and themes & _MISHAP and _accident(around):
        return True
    if draft.event in {"bombing", "killing"} and themes & _BLASTS and themes & _SITES and not themes & _HANDED:
        return True  # «قتل عاملان في انفجار داخل مصنع»
    return _verbal(words, themes, draft) or _quarrel(words, themes, draft)


def _several(around: Sequence[Word], theme: int) -> bool:
    """Whether two different words are of a theme: of a match, of business, of computers."""
    return len({word.key for word in around if word.traits & theme}) > 1


def _idiom(words: tuple[Word, ...], draft: Draft) -> bool:
    """«بمثابة انفجار», «رصاصة الرحمة»."""
    inside = any(stands_at(words, at, _SAYING) for at in range(draft.first, draft.last))
    return inside or bool(ends_at(words, draft.first, _IDIOM_BEFORE))


def _cited(words: tuple[Word, ...], draft: Draft) -> bool:
    """«استشهد الباحث بقول الشاعر»."""
    cites = words[draft.first].is_any(vocabulary("استشهد استشهدت يستشهد تستشهد استشهادا"))
    return cites and any(word.key in vocabulary(_CITED) for word in words[draft.last : draft.last + _CITED_REACH])


def _marching(words: tuple[Word, ...], draft: Draft) -> bool:
    """«استهدفت مسيرة لأنصار الحركة»: a march, and no drone."""
    at = next((at for at in range(draft.first, draft.last) if words[at].is_any(vocabulary("مسيرة مسيرات"))), None)
    return at is not None and any(word.is_any(vocabulary(_MARCHING)) for word in words[at + 1 : at + 3])


def _fiction(around: Sequence[Word], themes: int) -> bool:
    """«يروي الفيلم قصة خلية تخطط لتفجير جسر»."""
    if themes & _NOVELIST and any(stands_at(tuple(around), at, _NOVEL) for at in range(len(around))):
        return True
    return bool(themes & _TOLD and themes & _INVENTED)


def _by_animal(words: tuple[Word, ...], draft: Draft) -> bool:
    """«هاجم فيل هائج مزارعين»."""
    return any(word.is_any(vocabulary(_ANIMAL)) for word in words[max(0, draft.first - 1) : draft.last + 1])


def _quarrel(words: tuple[Word, ...], themes: int, draft: Draft) -> bool:
    """«شنت النقابة هجوما عنيفا على الوزير»: spokesmen attack offices, and no word of arms stands by."""
    if draft.event != "armed_attack" or themes & _ARMED:
        return False
    before, after = words[max(0, draft.first - 4) : draft.last], words[draft.last : draft.last + 4]
    speaks = any(word.is_any(vocabulary(_SPOKESMEN)) for word in before)
    return speaks and any(word.is_any(vocabulary(_ATTACKED_IN_WORDS)) for word in after)


def _office(words: tuple[Word, ...], draft: Draft) -> bool:
    return draft.first > 0 and words[draft.first - 1].is_any(vocabulary(_OFFICE)) and draft.event != "designation"


def _qualified(passage: Passage, draft: Draft) -> bool:
    """An adjective or object that follows within the phrase or directly after it."""
    words = passage.words
    last = passage.clause_end(draft.last, 2)
    near = words[draft.first + 1 : last]
    concept = words[draft.first].is_any(vocabulary("الاغتيال"))
    literal = vocabulary(_POLITICAL) if draft.event == "assassination" and not concept else frozenset()
    if any(word.is_any(vocabulary(_AFTER)) and not word.is_any(literal) for word in near[:4]):
        return True
    return any(word.is_any(vocabulary(_OBJECT)) for word in words[draft.last - 1 : min(last, draft.last + 1)])


def _accident(around: Sequence[Word]) -> bool:
    """«قتل عشرة في حادث سير»: deaths without a hand, and without a word of arms in the sentence."""
    burst = [at for at, word in enumerate(around) if word.is_any(vocabulary("انفجار انفجر")) and _bursts(around, at)]
    return not any(word.traits & _WEAPONS for at, word in enumerate(around) if at not in burst)


def _bursts(around: Sequence[Word], at: int) -> bool:
    return bool(stands_at(tuple(around), at + 1, _BURST))


def _verbal(words: tuple[Word, ...], themes: int, draft: Draft) -> bool:
    """«شن هجوما عنيفا على الحكومة في تصريحات»: heat and speech together."""
    if not themes & _SPEAKING or themes & _VIOLENCE or stands_at(words, draft.first, "قصف|غارة|غارات|اشتباكات|معارك"):
        return False
    return any(word.is_any(vocabulary(_HEATED)) for word in words[draft.first : draft.last + 2])

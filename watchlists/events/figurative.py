"""Where the words of an event speak of something else: football, quarrels, names of offices."""

from collections.abc import Sequence

from watchlists.events.passage import Draft, Passage
from watchlists.events.words import Word, ends_at, stands_at, vocabulary

# Adjectives and objects that turn the word before them into a figure of speech.
_AFTER = """
    لاذع لاذعا لاذعة إعلامي إعلاميا إعلامية كلامي كلاميا كلامية لفظي لفظيا لفظية شفهي كلاميا سياسي سياسيا سياسية
    معنوي معنويا معنوية كروي كرويا كروية مرتد مرتدا مرتدة إلكتروني إلكترونيا إلكترونية سيبراني سيبرانيا سيبرانية
    دبلوماسي دبلوماسية قضائي قضائية تجاري تجارية قلبي قلبية انتخابي انتخابية رياضي رياضية حادا حاد ذهني فني
"""
# What an assassination is done for, and no figure of speech.
_POLITICAL = "سياسي سياسيا سياسية"
_OBJECT = """
    خلاف خلافات أزمة أزمات مفاجأة مفاجآت جدل جدلا غضب غضبا موهبة مواهب طاقة طاقات كرة مرمى زمام سلطة مقود قلوب
    أضواء أنظار وقت شخصية سمعة حلم أحلام شائعة شائعات فرحة ضحكا ضاحكا غيظا تصريحات قرار قرارات مشروع قانون كتاب
    رواية
"""
_OFFICE = "لجنة لجان فريق قانون نظام مكتب إدارة محكمة خبراء مكافحة وحدة قسم جريمة قواعد فرقة مركز وزارة"
_SPORT = """
    مباراة مباريات فريق هدف هدفا هدفين دوري منتخب مرمى لاعب لاعبين لاعبو لاعبون مدرب كرة حارس بطولة كأس ملعب
    مهاجم مدافع شوط نادي ركلة جزاء تسديدة
"""
_VIOLENT = """
    قتل مقتل قتيل قتلى جريح جرحى مسلح مسلحون مسلحين إرهابي إرهابية ناسفة مفخخة انتحاري إصابة شرطة رصاص قذيفة
    ضحايا
"""
_ACCIDENT = """
    مرور سير مروري مرورية اصطدام تصادم انقلاب غرق غرقا غرقوا حريق زلزال هزة فيضان فيضانات سيول إعصار عاصفة
    انهيار تحطم فيروس وباء مرض accident crash earthquake flood floods
"""
_WEAPON = """
    هجوم هجوما هجمات تفجير انفجار عبوة مفخخة قصف غارة غارات رصاص رصاصا ناري طعن طعنا سكين مسلح مسلحون مسلحين
    إرهابي إرهابية انتحاري اغتيال قذيفة قذائف صاروخ اشتباك اشتباكات مسيرة مجزرة ذبح attack bombing gunmen shot
"""
_VERBAL = """
    تصريح تصريحات تصريحاته تصريحاتها تغريدة تويتر فيسبوك مقابلة منتقدا منتقدة انتقد انتقدت واصفا واصفة معتبرا
    خطاب خطابه مقال كلمة
"""
_HEATED = "عنيف عنيفا عنيفة شديد شديدا شديدة كاسح كاسحا قوي قويا"
_IDIOM_BEFORE = "خط|نقطة|قوة|بمثابة|كأنه|كأنها|ما يشبه|أشبه ب|أسلوب|على شكل"
_SPORT_WORDS = 2
_AROUND = 40


def is_figurative(passage: Passage, draft: Draft) -> bool:
    """Whether the hit is a figure of speech, a sport report, a war of words, or part of the name of an office."""
    words = passage.words
    if ends_at(words, draft.first, _IDIOM_BEFORE) or _office(words, draft):
        return True
    around = words[max(0, draft.first - _AROUND) : draft.last + _AROUND]
    if draft.event == "killing" and _accident(around):
        return True
    return _qualified(passage, draft) or _sport(around) or _verbal(words, around, draft)


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


def _sport(words: Sequence[Word]) -> bool:
    """Words of a match in a sentence without a word of violence."""
    sport = {word.key for word in words if word.is_any(vocabulary(_SPORT))}
    return len(sport) >= _SPORT_WORDS and not any(word.is_any(vocabulary(_VIOLENT)) for word in words)


def _accident(around: Sequence[Word]) -> bool:
    """«قتل عشرة في حادث سير»: deaths without a hand, and without a word of arms in the sentence."""
    if not any(word.is_any(vocabulary(_ACCIDENT)) for word in around):
        return False
    return not any(word.is_any(vocabulary(_WEAPON)) for word in around)


def _verbal(words: tuple[Word, ...], around: Sequence[Word], draft: Draft) -> bool:
    """«شن هجوما عنيفا على الحكومة في تصريحات»: heat and speech together."""
    heated = any(word.is_any(vocabulary(_HEATED)) for word in words[draft.first : draft.last + 2])
    if not heated or stands_at(words, draft.first, "قصف|غارة|غارات|اشتباكات|معارك"):
        return False
    return any(word.is_any(vocabulary(_VERBAL)) for word in around) and not any(
        word.is_any(vocabulary(_VIOLENT)) for word in around
    )

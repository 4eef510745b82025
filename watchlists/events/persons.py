"""Nouns for one person, and for two: «معلمة», «سائقها», «حارسان», and no form that may also be a plural."""

from functools import cache, lru_cache

from watchlists.events.words import readings, vocabulary
from watchlists.normalize import key

# With a plural of their own (جنود), so that «جنديين» can only be two.
_BROKEN = """
    شخص جندي طفل رجل شاب عنصر ضابط قائد زعيم شيخ عامل تاجر طالب تلميذ قاض حارس راكب عالم عميد عقيد نقيب رقيب لواء
    رئيس وزير أمير إمام خطيب طبيب والد ولد عضو زميل قريب صديق رفيق شقيق أخ ابن أب جد عم حفيد صبي فتى رضيع عريف
    نائب كاتب شاعر فنان محافظ وال حاكم سفير مبعوث مدير خبير راع قس راهب نجل أسير رهينة شاهد عجوز كهل
    فلاح صياد حداد طيار بحار حاج مصل
"""
# With a sound plural, which is written like the dual in the oblique case: «مدنيين» are as many as one likes.
_SOUND = """
    مدني شرطي مواطن مسلح إرهابي قيادي صحفي صحافي إعلامي متظاهر متهم مشتبه مشتبها مقاتل متمرد متشدد انتحاري مهاجم معلم
    مدرس مهندس محام موظف مسؤول متطوع مسعف ممرض مصور مراسل مدون مزارع مستوطن مستشار مفتش متحدث ناطق مصلي مشجع متسوق
    قروي بدوي أجنبي عسكري سياسي دبلوماسي حقوقي نقابي قاصر جهادي مجهول مدبر منفذ مخطط ممول وسيط مهرب مجند منشق مساعد
    مرافق مؤسس داعية سائح لاجئ نازح عابر سائق ناشط مرشح
"""
_WOMEN = "امرأة فتاة سيدة أم أخت شقيقة زوجة ابنة بنت أرملة جدة معلمة طالبة"
_SINGLE = "آخر أخرى ثالث ثالثة رابع رابعة خامس"
_ONE_OF = "أحد إحدى"  # as it stands: «الأحد» is a day, «واحد» a number
# Only in the dual: «سوريا», «ليبيا» are countries.
_NATIONS = """
    فلسطيني إسرائيلي لبناني أردني مصري يمني أفغاني باكستاني إيراني تركي فرنسي ألماني أميركي أمريكي بريطاني روسي صيني
    هندي كيني صومالي نيجيري سوداني ليبي تونسي جزائري مغربي سعودي كويتي عراقي سوري أوكراني إيطالي إسباني
    هولندي بلجيكي سويدي تشادي
"""
# Nouns ending in ياء that drops: «قاض» is «قاضيا», «القاضي» and «قاضيان».
_DROPPED = "قاض محام وال راع مصل"
_PRONOUNS = ("هما", "هم", "ها", "ه")
_YEH = "\N{ARABIC LETTER YEH}"
_ALEF = "\N{ARABIC LETTER ALEF}"


@lru_cache(maxsize=16384)
def persons(seen: str) -> int:
    """1 or 2 for a word that can only mean one person or two, by its key; 0 for any other."""
    forms = _forms()
    if seen in vocabulary(_ONE_OF):
        return 1
    for one in readings(seen):
        bare = next((one.removesuffix(end) for end in _PRONOUNS if one.endswith(end) and len(one) - len(end) > 2), one)
        number = forms.get(one) or (forms.get(bare) if bare in _possessed() else None)
        if not number and bare != one and bare[-1:] == _YEH and bare[:-1] in _possessed():
            number = 2  # «طفليها»
        if number:
            return number
    return 0


def is_accusative(seen: str) -> bool:
    """Whether a word is one person as an indefinite object: «قاضيا», «ضابطا»."""
    return seen.endswith(_ALEF) and persons(seen) == 1


@cache
def _forms() -> dict[str, int]:
    found: dict[str, int] = {}
    for noun in (*_BROKEN.split(), *_SOUND.split(), *_WOMEN.split()):
        stem = noun + "ي" if noun in _DROPPED.split() else noun
        woman = stem.removesuffix("ة")
        ones, twos = [noun, stem, woman + "ة"], [woman + "تان", woman + "تين"]
        if woman == stem:
            ones.append(stem + "ا")
            twos += [stem + "ان", stem + "ين"] if noun in _BROKEN.split() else [stem + "ان"]
        found |= dict.fromkeys(map(key, ones), 1) | dict.fromkeys(map(key, twos), 2)
    nations = {key(noun + "ان"): 2 for noun in _NATIONS.split()}
    return found | nations | dict.fromkeys(map(key, _SINGLE.split()), 1)


@cache
def _possessed() -> frozenset[str]:
    """Forms that a pronoun may follow: «سائقها», «زوجته»."""
    nouns = (*_BROKEN.split(), *_SOUND.split(), *_WOMEN.split())
    return frozenset(key(noun[:-1] + "ت" if noun.endswith("ة") else noun) for noun in nouns) - {key("أب")}

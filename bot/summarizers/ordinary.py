"""Which words a summary may use though its source does not: ordinary ones, never what could be a name.

An ordinary word is one that the news also writes with the article or in another form of the verb; names take neither.
What that cannot tell apart (names that are words too, some words of the news) is listed.
"""

from functools import cache
from typing import Final, NamedTuple

from watchlists import toponyms
from watchlists.clitics import splits
from watchlists.events.calendar import hijri_at, month_at, weekdays
from watchlists.events.words import Word, readings, vocabulary
from watchlists.guards import ENDINGS
from watchlists.guards import vocabulary as news
from watchlists.normalize import ALEF, ARTICLE, key

_TITLES: Final = """
    أبو أبا أبي ابن بن بنت آل عبد ملا الملا مولوي المولوي الشيخ السيد السيدة الرئيس الوزير الوزيرة القائد الجنرال الفريق
    اللواء العميد العقيد المقدم الرائد النقيب الدكتور الدكتورة الأمير الأميرة الملك الحاج المدعو المدعوة الأستاذ
"""
_NAMES: Final = """
    محمد أحمد محمود حامد حميد علي عمر عمرو عثمان حسن حسين محسن سعيد سعد سعود صالح صلاح ناصر نصر منصور خالد وليد
    رشيد راشد كريم أمين أمير أنور أكرم أيمن بدر بكر بلال بشير جابر جعفر جلال جمال جميل جهاد حاتم حازم حافظ
    حبيب حكيم حمد حمزة حيدر خليل خليفة رامي رضا رياض زكريا زيد سالم سامي سلطان سلمان سليم سليمان سيف شاكر شريف شهاب
    صادق صدام طارق طاهر طلال عادل عارف عاصم عباس عبيد عدنان عزيز عصام علاء عماد عمار عيسى غازي غسان فادي فارس فاروق
    فاضل فهد فؤاد فيصل قاسم قيس كامل كمال لطفي ماجد مازن ماهر مجيد مراد مروان مسعود مصطفى معاذ منير موسى ناجي نادر
    نبيل نوري نور هادي هاشم هاني هشام ياسر ياسين يحيى يعقوب يوسف يونس إبراهيم إسماعيل إسحاق داود إدريس آدم
    عائشة فاطمة خديجة مريم زينب ليلى سارة سلمى هدى منى أمل إيمان نادية سميرة كريمة جميلة أمينة لبنى رباب
    الله الرحمن الرحيم الدين الأسد الحسن الحسين المهدي الهادي الشريف السيسي الصدر الحكيم الجبوري البخاري
    البشير برهان البرهان حميدتي العبادي عون السراج طالبان القاعدة الحوثي الحوثيون الحوثيين داعش حماس الجزيرة
    الأناضول فرانس
"""
_NEWS: Final = """
    مقتل جراء إثر عقب أثناء لدى نحو حوالي قرابة قرب قبالة عدة عدد بينها بينهم بينما حسب بحسب وفق وفقا عبر ضمن إضافة حيث
    جنوبي شمالي شرقي غربي يجري جرى جرت أدى أدت نفى نفت دعا دعت ألقى ألقت تبنى تبنت أودى أودت قضى قضت لقي لقوا أسفر
    أسفرت خلف خلفت مصرع حتفه حتفهم نجا نجت فر فرت إلقاء إصابة إحباط تفكيك كمين سيرا زرع زرعت صباح مساء ظهر ليلا فجرا
    شن شنت شنه شنها أفرج أفرجت ذخائر ذخيرة متفاوتة تعقب ملاحقة خاطف خاطفون الخاطفون خاطفين الخاطفين تقديم تدمير
    مسجد مسجدا كنيسة سوق حسبما توقيف استجواب
"""
# What English sentences begin with; any other word with a capital could be a name.
_OPENERS: Final = """
    a an the this that these those it its he she they there in on at after before during since while when as according
    officials authorities police security two three four five six seven eight nine ten at least no nobody one several
    some many most people local witnesses residents separately meanwhile earlier later however another both all
"""
_LONGEST_PLACE: Final = 3
_LEAST: Final = 3
# News items in which a definite word that ends like a family name must stand.
_USUAL: Final = 20
_PAST: Final = ("\N{ARABIC LETTER TEH}", "\N{ARABIC LETTER WAW}" + ALEF)
_PRESENT: Final = "\N{ARABIC LETTER YEH}\N{ARABIC LETTER TEH}\N{ARABIC LETTER NOON}"
_WEAK: Final = "\N{ARABIC LETTER ALEF MAKSURA}" + ALEF
_HEH, _YEH = "\N{ARABIC LETTER HEH}", "\N{ARABIC LETTER YEH}"
_PLACE_ENDS: Final = ("", _YEH + ALEF)
_NISBA: Final = tuple(sorted(map(key, "ي ية يا يين يون يات".split()), key=len, reverse=True))


class Named(NamedTuple):
    """A place of the gazetteer by its English name, and the word after it."""

    name: str
    last: int


def is_title(word: Word) -> bool:
    """Whether a word stands before names: «الشيخ», «أبو»."""
    return word.is_any(vocabulary(_TITLES))


def is_opener(word: Word) -> bool:
    """Whether an English sentence may begin with this word."""
    return word.key in vocabulary(_OPENERS)


def is_function(word: Word) -> bool:
    """Whether a word is one of those that stand in every text."""
    return word.key in _function()


def listed_names(word: Word) -> frozenset[str]:
    """The keys of listed names that a word can be, also behind particles."""
    return vocabulary(_NAMES) & {word.key, *(one.rest for one in splits(word.key, least=_LEAST))}


def is_date(words: tuple[Word, ...], at: int) -> bool:
    """Whether a weekday or a month stands here."""
    if month_at(words, at)[0] or hijri_at(words, at)[0]:
        return True
    return words[at].is_any(frozenset(weekdays()))


def is_ordinary(word: Word) -> bool:
    """Whether a word of Arabic that the source lacks is certainly no name."""
    found = {one.rest for one in splits(word.key, least=_LEAST)}
    if not _function().isdisjoint(found) or not vocabulary(_NEWS).isdisjoint(found):
        return True
    return not _is_nisba_of_place(word) and any(_is_noun(one) or _is_verb(one) for one in found)


def verb_cores(form: str) -> set[str]:
    """What two forms of a long verb share: «شتبه» of «تشتبه» and «اشتبهت»; empty for what cannot be one."""
    if form[:1] not in _PRESENT + ALEF or form.startswith(ARTICLE):
        return set()
    return {stem for stem in _stems(form[1:]) if len(stem) > _LEAST}


def place_at(words: tuple[Word, ...], at: int) -> Named | None:
    """The longest place of the gazetteer that begins at a word."""
    for length in range(min(_LONGEST_PLACE, len(words) - at), 0, -1):
        rest = [word.key for word in words[at + 1 : at + length]]
        for reading in readings(words[at].key):
            if name := toponyms.english(" ".join([reading, *rest])):
                return Named(name, at + length)
    return None


def _is_noun(word: str) -> bool:
    stem = word.removeprefix(ARTICLE)
    if word.startswith(ARTICLE) and word.endswith(_YEH):  # as family names do: «الظواهري» is not of «الظواهر»
        return news().frequent(word, _USUAL)
    return any(news().frequent(ARTICLE + one + end) for one in _stems(stem) for end in ("", _HEH))


def _is_verb(word: str) -> bool:
    return any(_has_forms(stem) for stem in _stems(word))


def _has_forms(stem: str) -> bool:
    if stem[0] in _PRESENT and sum(news().frequent(first + stem[1:]) for first in _PRESENT) > 1:
        return True
    if stem[-1] in _WEAK and news().frequent(stem[:-1] + _PAST[0]):
        return True
    return news().frequent(stem) and any(news().frequent(stem + ending) for ending in _PAST)


def _stems(word: str) -> set[str]:
    found = {word[: len(word) - len(end)] for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= _LEAST}
    return found | {stem[:-1] for stem in found if stem.endswith(_PAST[0]) and len(stem) > _LEAST}


def _is_nisba_of_place(word: Word) -> bool:
    """Whether a word is made from the name of a place: «الأمريكية» from «أمريكا»."""
    for reading in readings(word.key):
        stem = next((reading.removesuffix(end) for end in _NISBA if reading.endswith(end)), "")
        ends = (*_PLACE_ENDS, ALEF, _HEH) if len(stem) > _LEAST else _PLACE_ENDS
        if len(stem) >= _LEAST and any(toponyms.english(stem + end) for end in ends):
            return True
    return False


@cache
def _function() -> frozenset[str]:
    return frozenset(map(key, news().function))

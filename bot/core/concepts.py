"""What a report speaks of, whatever words it says it in: «غارة» and «قصف» are one concept, and so is «airstrike».

Outlets tell of one happening in their own words, and a word that is in every second report is no sign of anything; but
few reports of a day speak of hostages, a bridge and a court at once. The classes are those that reports of conflicts
and politics are made of; they are wide on purpose, as which words one outlet prefers is known of nobody.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from bot.core.stems import bare
from watchlists.normalize import words

_MEANT: Final[Mapping[str, str]] = {
    "death": "قتل مقتل قتيل قتلى قتلوا شهيد شهداء استشهاد استشهد ضحية ضحايا مصرع أودى killed dead death deaths toll",
    "injury": "جريح جرحى أصيب إصابة إصابات مصاب مصابين wounded injured",
    "strike": "قصف غارة غارات ضربة ضربات استهداف استهدف أغار قذائف مدفعية صاروخ صواريخ strike strikes raid shelling",
    "drone": "مسيرة مسيرات درون طائرة drone drones",
    "blast": "انفجار تفجير عبوة ناسفة مفخخة لغم قنبلة متفجرات blast bomb bombing explosion",
    "suicide": "انتحاري انتحارية حزام فجر نفسه suicide",
    "attack": "هجوم هاجم هجمات اقتحام اقتحم اعتداء attack attacked assault",
    "fighting": "اشتباك اشتباكات مواجهات معارك قتال clashes fighting",
    "ambush": "كمين نصب ambush",
    "murder": "اغتيال اغتال اغتيل تصفية assassinated",
    "arrest": "اعتقال اعتقل توقيف أوقف القبض ضبط موقوف معتقل محتجز arrested arrest detained",
    "cell": "خلية شبكة cell network",
    "plot": "إحباط أحبط إفشال مخطط foiled plot",
    "abduction": "خطف اختطاف مخطوف مختطف رهينة رهائن kidnapped abducted hostages",
    "prisoners": "أسير أسرى سجين سجناء تبادل صفقة إفراج أفرج إطلاق محتجزين prisoner prisoners swap release",
    "prison": "سجن سجون فرار هروب prison",
    "court": "محكمة قضاء قاض قاضي حكم إدانة مدان محاكمة إعدام court verdict sentenced executed",
    "sanctions": "عقوبات عقوبة تجميد أصول لائحة إدراج خزانة sanctions treasury",
    "truce": "هدنة وقف تهدئة اتفاق ceasefire truce deal",
    "talks": "مفاوضات محادثات جولة مشاورات حوار وفد وساطة وسيط talks negotiations delegation",
    "visit": "زيارة زار وصول استقبل لقاء اجتمع visit",
    "funeral": "تشييع جنازة دفن عزاء جثامين funeral buried",
    "condemnation": "إدانة أدان دان ندد تنديد استنكر شجب استنكار condemned condemns",
    "claim": "تبنى تبني مسؤولية أعلن claimed claims responsibility",
    "denial": "نفى نفي كذب أنكر denied denies",
    "inquiry": "تحقيق تحقيقات لجنة investigation inquiry",
    "refuge": "نزوح نازح نازحين تشريد مخيم لاجئ لاجئين displaced camp refugees",
    "aid": "مساعدات إغاثة قافلة شاحنات aid convoy",
    "hunger": "جوع مجاعة غذاء famine food",
    "hospital": "مستشفى مشفى طبي أطباء مسعف إسعاف مستوصف hospital",
    "mosque": "مسجد جامع مصلين صلاة مصلون mosque worshippers",
    "church": "كنيسة قداس مسيحيين church",
    "market": "سوق باعة متسوقين دكان market",
    "school": "مدرسة تلاميذ طلاب جامعة school pupils students",
    "airport": "مطار طيران رحلات airport",
    "sea": "ميناء مرفأ سفينة سفن ناقلة بحرية ملاحة port ship tanker vessel",
    "rail": "قطار محطة سكة train station railway",
    "bus": "حافلة ركاب مسافرين bus passengers",
    "hotel": "فندق نزلاء hotel",
    "restaurant": "مطعم مقهى restaurant cafe",
    "crossing": "جسر عبور معبر bridge crossing",
    "power": "كهرباء تيار محطة ظلام power electricity",
    "oil": "نفط وقود مصفاة أنبوب صهاريج حقل غاز oil fuel refinery pipeline",
    "base": "قاعدة ثكنة معسكر مقر نقطة موقع base barracks",
    "checkpoint": "حاجز دورية نقطة تفتيش checkpoint patrol",
    "police": "شرطة شرطي أمن أمنية رجال police policemen",
    "army": "جيش جندي جنود عسكري عسكريين قوات ضابط army soldiers troops",
    "fighters": "مسلح مسلحون مسلحين متمرد متمردين عناصر مقاتل مقاتلين gunmen militants fighters",
    "leader": "قائد قيادي زعيم أمير مسؤول والي commander leader",
    "civilians": "مدني مدنيين مدنيون أهال أهالي سكان civilians residents",
    "children": "طفل أطفال نساء امرأة children women",
    "press": "صحفي صحافي مراسل إعلامي journalist",
    "workers": "عامل عمال موظف workers",
    "tribe": "قبيلة قبائل عشائر شيوخ أعيان tribal elders",
    "control": "سيطرة سيطر استعاد انسحاب انسحب تقدم سقوط captured seized withdraws",
    "siege": "حصار محاصر طوق siege",
    "tunnel": "نفق أنفاق tunnel",
    "weapons": "سلاح أسلحة ذخيرة مستودع مخزن مخازن weapons depot",
    "smuggling": "تهريب مهرب smuggling",
    "money": "تمويل مول صرافة حوالة أموال funding",
    "fire": "حريق إحراق نيران احترق حرق fire burned",
    "reinforcements": "تعزيزات أرسل حشود reinforcements",
    "election": "انتخابات اقتراع ناخب برلمان elections parliament",
    "government": "حكومة رئيس وزراء وزير government minister",
    "council": "مجلس أممي أمم متحدة security council",
    "protest": "احتجاج تظاهر متظاهر إضراب protest strike",
    "law": "قانون قرار مرسوم law decree",
    "mine": "مناجم منجم ذهب mine gold",
    "farming": "زراعة مزارع مزارعين راعي رعاة ماشية farmers herders cattle",
    "house": "منزل بيت مبنى شقة عمارة house building",
    "vehicle": "سيارة مركبة آلية دراجة نارية car vehicle motorcycle",
    "border": "حدود حدودي border",
    "bodies": "جثة جثث عثر bodies found",
    "statement": "بيان كلمة تسجيل صوتي فيديو مصور statement audio video",
    "threat": "تهديد توعد وعيد threatens",
    "coup": "انقلاب coup",
    "disaster": "زلزال فيضان earthquake flood",
    "damage": "خسائر أضرار تدمير دمر damage destroyed",
}


def concepts(text: str) -> Iterator[str]:
    """What a text speaks of, in its order, a concept for each word that tells of it."""
    known = _by_stem()
    for one in map(bare, words(text)):
        yield from known.get(one, ())


@cache
def _by_stem() -> Mapping[str, tuple[str, ...]]:
    told: dict[str, dict[str, None]] = {}
    for concept, said in _MEANT.items():
        for word in said.split():
            told.setdefault(bare(word), {})[concept] = None
    return {stem: tuple(meant) for stem, meant in told.items()}

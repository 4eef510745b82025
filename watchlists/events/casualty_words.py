"""The words by which people are counted: of dying, of wounding, of arresting, and what only looks like people."""

from typing import Literal

Of = Literal["killed", "injured", "arrested"]

KILLED = """
    مقتل مصرع استشهاد وفاة موت قتل قتلت قتلوا يقتل تقتل اغتيال اغتيل اغتيلت اغتال اغتالت اغتالوا تصفية إعدام أعدم
    أعدمت أعدموا أردى أردت أردوا ذبح ذبحت ذبحوا نحر مقتلهم استشهد استشهدت توفي
    توفوا حياة حياتهم أرواح مصرعهم حتفهم ضحيته ضحيتها ضحيتهم killed killing dead deaths death
"""
KILLED_NOUN = "قتيل قتيلا قتيلة قتلى شهيد شهيدا شهداء وفيات ضحية ضحايا جثة جثث dead deaths killed"
INJURED = "إصابة إصابات أصيب أصيبت أصيبوا جرح جرحت جرحوا أصابت جراح injured wounded injuring wounding"
INJURED_NOUN = "جريح جريحا جرحى مصاب مصابا مصابين مصابون مصابات injured wounded"
ARRESTED = """
    اعتقال توقيف القبض قبض احتجاز إيقاف اعتقل اعتقلت اعتقلوا أوقف أوقفت احتجز احتجزت ألقت ضبط ضبطت اعتقالات
    arrested arrest arresting detained
"""
ARRESTED_NOUN = "معتقل معتقلا معتقلين موقوف موقوفا موقوفين"
AFTER_KILLED = """
    قتلوا|قتلن|قتلا|قتلتا|استشهدوا|استشهدا|قضوا|قضيا|لقوا|لقيا|ماتوا|توفوا|سقطوا|were killed|killed|مصرعهم|مصرعهما|
    حتفهم|حتفهما
"""
AFTER_INJURED = "أصيبوا|أصيبا|أصيبتا|جرحوا|جرحا|بجروح|were injured|were wounded|injured|wounded"
AFTER_ARRESTED = "اعتقلوا|اعتقلا|أوقفوا|أوقفا|were arrested|arrested"
DUALS: tuple[tuple[Of, str], ...] = (
    ("killed", "قتيلان قتيلين شهيدان شهيدين"),
    ("injured", "جريحان جريحين مصابان"),
    ("arrested", "معتقلان موقوفان"),
)
TWO = "اثنان اثنين اثنتان اثنتين"
# One dead or injured, where no number stands before the noun and nothing denies it: «فأرداه قتيلا», «سقوط قتيل».
ONE: tuple[tuple[Of, str], ...] = (
    ("killed", "قتيل قتيلا قتيلة شهيد شهيدا"),
    ("injured", "جريح جريحا مصاب مصابا"),
    ("arrested", "معتقلا موقوفا"),
)
NOT_ONE = "بين أي كل ثاني ثالث أول آخر دون بدون لا رقم عدد اسم جنازة تشييع عائلة أسرة والد ابن"
# Words of dying that also mean other things: only where the number stands beside them.
BESIDE = "قضى قضت قضوا سقط سقطت لقي لقيت راح"
DONE_WITH = "القضاء على|قضت على|قضى على|قضوا على|أجهز على|أجهزت على"
# Nouns whose number is a name and counts nobody: «اللواء 55».
NUMBERED = "لواء فرقة كتيبة رقم مادة قرار دورة فوج قناة طريق شارع"
OBJECT_REACH = 6
PARTS_REACH = 16
UNITS = """
    كيلومتر كيلومترا كيلومترات كلم متر مترا أمتار عام عاما أعوام سنة سنوات شهر شهرا أشهر أسبوع أسبوعا أسابيع يوم
    يوما أيام ساعة ساعات دقيقة دقائق دولار دولارا دولارات يورو دينار طن طنا أطنان كيلوغرام كلغ سيارة سيارات منزل
    منزلا منازل مبنى مباني مدينة مدن قرية قرى دولة دول قنبلة قنابل لغم ألغام عبوة عبوات حزام أحزمة بندقية بنادق
    سفينة سفن قارب قوارب هجوم هجوما هجمات عملية عمليات غارة غارات تفجير تفجيرا تفجيرات صاروخ صاروخا صواريخ قذيفة
    قذائف طائرة طائرات مسيرة مسيرات دبابة آلية آليات مرة مرات موقع موقعا مواقع مقر هدف هدفا أهداف رصاصة رصاصات
    قطعة نقطة نقاط درجة رأس رؤوس حافلة حافلات طيور دواجن أبقار أغنام ماشية حالة خلية خلايا مليون حكم أحكام years
    year months days hours km kilometers miles percent dollars houses vehicles attacks
"""
MONTHS = """
    يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران
    تموز آب أيلول تشرين
"""
PART = "بينهم|من بينهم|منهم|بينهن|ضمنهم|من ضمنهم|فيهم|هم|وهم|بواقع|including"
TOLL = "حصيلة عدد أعداد إحصاء toll"
EARLIER = "سابقة أولية سابق أولي أولى previous earlier"
BEFORE_THAT = "بعد أن كانت|بعد أن كان|بعدما كانت|بعدما كان|بدلا من|مقابل|مقارنة ب|وليس|لا"
COUPLED = "مقتل مصرع استشهاد قتل إصابة جرح"

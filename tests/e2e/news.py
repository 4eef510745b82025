"""Made-up news in quantity: reports that differ in everything, and bulletins from one mould."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watchlists import shipped

Article = dict[str, str]

# Whom a chat watches, as people type it and as a report names it.
GROUPS = {
    "ISKP": "داعش خراسان",
    "AQAP": "تنظيم القاعدة في جزيرة العرب",
    "SHABAAB": "حركة الشباب المجاهدين",
    "BOKO": "جماعة بوكو حرام",
    "TTP": "حركة طالبان باكستان",
    "HTS": "هيئة تحرير الشام",
    "HOUTHI": "جماعة الحوثي",
    "HEZBOLLAH": "حزب الله",
    "HAMAS": "حركة حماس",
    "PKK": "حزب العمال الكردستاني",
    "RSF": "قوات الدعم السريع",
    "JNIM": "جماعة نصرة الإسلام والمسلمين",
    "HAQQANI": "شبكة حقاني",
    "AQIM": "تنظيم القاعدة في بلاد المغرب الإسلامي",
    "BLA": "جيش تحرير بلوشستان",
    "ABU_SAYYAF": "جماعة أبو سياف",
}
# The shipped list that holds them. Of a start's computing, events take two thirds; not every test is about them.
LIST = str(shipped() / "groups.yaml")
EVERY = str(shipped())
PLACES = "كابول قندهار عدن مقديشو مايدوغوري بيشاور إدلب صنعاء بيروت غزة أربيل الخرطوم باماكو كويتا طرابلس بغداد".split()
REPORTS = (
    (
        "انفجار يهز سوق الخضار في {place}",
        "فجر انتحاري نفسه بين الباعة ساعة الزحام في {place}، ونسب المحققون العملية إلى {group}.",
    ),
    (
        "محاكمة مصرفي اتهم بتحويل أموال من {place}",
        "بدأت محكمة الجنايات النظر في قضية صراف متهم بتمويل {group} عبر شركات وهمية مقرها {place}.",
    ),
    (
        "خطف مهندسين على الطريق المؤدي إلى {place}",
        "اعترض ملثمون يتبعون {group} حافلة عمال واقتادوا ثلاثة مهندسين أجانب نحو الجبال المحيطة بمدينة {place}.",
    ),
    (
        "طائرات مجهولة تقصف مستودعا للذخيرة في ريف {place}",
        "استهدفت غارة جوية ليلا مخزن صواريخ يديره {group}، وشوهدت ألسنة اللهب من ضواحي {place} حتى الفجر.",
    ),
)
HAPPENINGS = (
    (
        "عبوة ناسفة تدمر صهريجا قرب {village}",
        "انفجرت عبوة ناسفة تحت صهريج وقود في بلدة {village} التابعة لمدينة {place}،"
        " واتهم سائقون على درب {road} عناصر {group} بزرعها.",
    ),
    (
        "القبض على خلية في بساتين {village}",
        "ألقت وحدة خاصة القبض على خلية من {group} داخل مزرعة رمان في {village} بضواحي {place}،"
        " وصودرت خرائط لقرى {road}.",
    ),
    (
        "قذائف هاون تسقط على مخفر {village}",
        "أطلق مسلحون من {group} قذائف هاون على مخفر {village} جنوب {place}، فهرع حراس جسر {road} إلى الملاجئ.",
    ),
    (
        "كمين يوقع بدورية بين {village} و{road}",
        "نصب مقاتلو {group} كمينا لدورية خيالة كانت تعبر وادي {village} عائدة إلى {place}،"
        " وقال راع من {road} إن الاشتباك دام ساعتين.",
    ),
    (
        "اختطاف طبيب بيطري من عيادته في {village}",
        "خطف ملثمون يتبعون {group} طبيبا بيطريا من عيادته في {village}،"
        " وعثر على دراجته عند نبع {road} على أطراف {place}.",
    ),
    (
        "طائرة مسيرة تضرب مطحنة {village}",
        "ضربت طائرة مسيرة مطحنة مهجورة في {village} يقول أهالي {place} إن {group} خزنت فيها ذخائر،"
        " واهتزت نوافذ حي {road}.",
    ),
    (
        "إحراق محطة كهرباء {village}",
        "أضرم رجال من {group} النار في محطة كهرباء {village}،"
        " فانقطع التيار عن مصانع {road} وعن أحياء من {place} حتى الظهيرة.",
    ),
    (
        "تفكيك سيارة مفخخة أمام سوق {village}",
        "فككت فرقة الهندسة سيارة مفخخة تركتها {group} أمام سوق الحبوب في {village}،"
        " وأخلي مستشفى {road} في {place} احترازا.",
    ),
)
FIRST_MILESTONE = 101
BEGINNINGS = (
    "سند مرجل كلف برنو تلش ورغم دمسو نيلك قطرم شنبل هزور جفلا بيسم لوند حكرو زمبي طرغو نشوم فلدا رجسي "
    "غمرو مكشا سبلو عندق خرمي دلغا ثمرو وكسي بغلو ضمنا صفرج يلمو"
).split()
ENDINGS = (
    "ران تون بيد فار لاغ ميس وند كاش زير شال نوب جير دوم غان ساف ويل "
    "هال روت كيم باز سين طاق ليف مور فيد ناغ شور جان زود ثير خال يام"
).split()


def reports() -> Iterator[tuple[str, Article]]:
    """64 reports that share neither wording, place nor group with more than a few others; whom each is about."""
    for row, (key, group) in enumerate(GROUPS.items()):
        for column, (title, text) in enumerate(REPORTS):
            place = PLACES[(row + 5 * column) % len(PLACES)]
            yield key, _article(f"{key}-{column}", title.format(place=place), text.format(place=place, group=group))


def bulletins(number: int, group: str) -> Iterator[Article]:
    """Bulletins with the same words throughout; only the number in the headline tells one from another."""
    text = f"شن مسلحون من {group} هجوما على نقطة تفتيش، وقتل جندي، وقالت الشرطة إن التحقيق جار."
    for count in range(101, number + 101):
        yield _article(f"bulletin-{count}", f"هجوم على نقطة تفتيش، النشرة رقم {count}", text)


def happenings(number: int, groups: Sequence[str]) -> Iterator[tuple[str, Article]]:
    """Happenings that are one story each, spread evenly over groups; whom each is about. At most 899.

    Each lies at a milestone of its own, and villages, roads and spokesmen have made-up names.
    """
    for count in range(number):
        key = groups[count % len(groups)]
        title, text = HAPPENINGS[count // len(groups) % len(HAPPENINGS)]
        place = PLACES[(count * 7 + count // len(groups)) % len(PLACES)]
        names = {"village": _name(count), "road": _name(count * 37 + 11), "group": GROUPS[key], "place": place}
        milestone = FIRST_MILESTONE + count
        yield (
            key,
            _article(f"happening-{count}", f"{title.format(**names)} عند الكيلو {milestone}", text.format(**names)),
        )


def _name(number: int) -> str:
    """A name that no map has, another for each number below 1,024."""
    return BEGINNINGS[number % len(BEGINNINGS)] + ENDINGS[number // len(BEGINNINGS) % len(ENDINGS)]


def _article(name: str, title: str, text: str) -> Article:
    return {"id": name, "title": title, "text": text, "source": "وكالة الظهيرة"}

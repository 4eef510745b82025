"""Made-up news in quantity: reports that differ in everything, and bulletins from one mould."""

from __future__ import annotations

from collections.abc import Iterator

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


def _article(name: str, title: str, text: str) -> Article:
    return {"id": name, "title": title, "text": text, "source": "وكالة الظهيرة"}

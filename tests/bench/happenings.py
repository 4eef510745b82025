"""Words for made-up happenings: what may happen, in several wordings, and where. All of it is invented."""

from __future__ import annotations

from collections.abc import Mapping

Wordings = tuple[tuple[str, str], ...]

SPOTS = (
    "سوق السمك;محطة القطار;جسر النهر;مبنى البلدية;مستودع الحبوب;ساحة الساعة;حي المعامل;طريق المطار;مدرسة الحي القديم;"
    "محطة الوقود;معمل الزجاج;بوابة الميناء;حاجز المدخل الشرقي;مركز البريد;ملعب الضاحية;مخزن الأدوية;مقر المحافظة;"
    "موقف الحافلات;سد الوادي;حقل الغاز;مبنى الإذاعة;سوق الخضار;مستشفى الولادة;قرية الصيادين;مفرق الجبل;نزل المسافرين"
).split(";")
SOURCES = (
    "وكالة الظهيرة;صدى الهضبة;راديو الجسر;صحيفة المرفأ;قناة السهل;مجلة الأفق الجديد;وكالة نجم الوادي;بوابة الشاطئ;"
    "إذاعة الواحة;صوت الحقول;منصة خبر الساعة;صحيفة القنطرة"
).split(";")
ARMED = frozenset("حركة جبهة جماعة تنظيم كتائب لواء سرايا جيش كتيبة ولاية".split())
"""First words of the names that may act."""
ATTACKS: tuple[Wordings, ...] = (
    (
        ("انفجار في {spot} بمدينة {place}", "وقع انفجار في {spot} وسط {place}، وقتل {killed} شخصا، ويشتبه في {group}."),
        ("تفجير يهز {place}", "قتل {killed} أشخاص في تفجير استهدف {spot} في {place}، وتتجه الشبهات إلى {group}."),
    ),
    (
        ("هجوم مسلح على {spot}", "شن مسلحون من {group} هجوما على {spot} في {place}، ما أدى إلى مقتل {killed} شخصا."),
        ("مسلحون يهاجمون {spot} في {place}", "هاجم مسلحو {group} {spot} قرب {place} وقتلوا {killed} حراس."),
    ),
    (
        (
            "غارة جوية على موقع قرب {place}",
            "استهدفت غارة جوية موقعا يتبع {group} عند {spot} قرب {place} وقتل {killed}.",
        ),
        ("طائرات تقصف {spot}", "قصفت طائرات حربية {spot} في ريف {place}، وقتل {killed} من عناصر {group}."),
    ),
    (
        (
            "اشتباكات عند {spot} في {place}",
            "اندلعت اشتباكات عنيفة بين الشرطة و{group} عند {spot} في {place}، وقتل {killed}.",
        ),
        ("معارك حول {spot}", "دارت اشتباكات مع مقاتلي {group} حول {spot} قرب {place} وأوقعت {killed} قتلى."),
    ),
    (
        ("قصف مدفعي يطال {spot}", "طال قصف مدفعي {spot} في {place} وقتل {killed} مدنيين، واتهم الأهالي {group}."),
        ("قذائف على {place}", "سقطت قذائف على {spot} في {place}، وقالت الشرطة إن {group} قصف الحي وقتل {killed}."),
    ),
)
OTHERS: tuple[Wordings, ...] = (
    (
        (
            "اعتقال {killed} من عناصر {group}",
            "ألقت الشرطة القبض على {killed} من عناصر {group} في {spot} بمدينة {place}.",
        ),
        ("حملة توقيف في {place}", "أوقفت قوات الأمن {killed} أشخاص من {group} قرب {spot} في {place}."),
    ),
    (
        ("خطف مهندسين في {place}", "خطف مسلحون من {group} {killed} مهندسين قرب {spot} في {place}."),
        ("اختطاف عمال عند {spot}", "اختطف ملثمون يتبعون {group} {killed} عمال عند {spot} على أطراف {place}."),
    ),
    (
        ("محاكمة متهم بتمويل {group}", "مثل أمام محكمة الجنايات في {place} متهم بتمويل {group} عبر محل في {spot}."),
        ("بدء محاكمة في {place}", "بدأت في {place} محاكمة {killed} متهمين بتمويل {group} من {spot}."),
    ),
    (
        ("عقوبات على {group}", "فرضت الخزانة عقوبات على {killed} من قادة {group} يديرون أموالا من {spot} في {place}."),
        ("تجميد أموال في {place}", "جمد المصرف المركزي في {place} أموال {group} بعد فرض عقوبات على مكتب في {spot}."),
    ),
    (
        ("مفاوضات مع {group} في {place}", "بدأت في {place} مفاوضات مع {group} حول فتح {spot}."),
        ("هدنة قرب {spot}", "اتفق وجهاء {place} و{group} على وقف إطلاق النار حول {spot}."),
    ),
)
CLAIM = ("{group} يتبنى الهجوم", "تبنى {group} في بيان الهجوم الذي استهدف {spot} في {place} وقتل فيه {killed}.")
MENTION = ("لقاء حول {spot}", "تحدث خبراء عن {named} خلال ندوة في {spot} ولم تصدر عنها توصيات.")
PLACES = "مرفأ اللؤلؤ;وادي الزيتون;تل القمح;عين الحجل;خربة النخيل;رأس السرو;دير الكرمة;بئر الغزال".split(";")


def filled(wording: tuple[str, str], words: Mapping[str, object]) -> tuple[str, str]:
    """A title and a first sentence."""
    title, text = wording
    return title.format_map(words), text.format_map(words)

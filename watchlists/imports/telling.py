"""What the news says of groups and countries, as phrases that mean nothing else. Compiled by hand.

They are matched like any condition: particles, number and article need not be named, so a single word stands here only
where none of its forms is an ordinary word (the Arabic of Mali is also “financial”, that of the Baath “he sent”).
"""

from functools import cache

from watchlists.normalize import key, tokens

_QAIDA = (
    "تنظيم القاعدة", "بن لادن", "الظواهري", "داعش", "تنظيم الدولة الإسلامية", "جبهة النصرة", "أنصار الشريعة",
    "تنظيم إرهابي", "جماعة إرهابية", "السلفية الجهادية",
)  # fmt: skip
_ISIL = ("داعش", "تنظيم الدولة الإسلامية", "تنظيم القاعدة", "تنظيم إرهابي", "جماعة إرهابية")
_TALIBAN = (
    "حركة طالبان", "طالبان الأفغانية", "طالبان أفغانستان", "حكومة طالبان", "نظام طالبان", "زعيم طالبان", "قادة طالبان",
    "قيادي طالبان", "مسلحي طالبان", "مسلحو طالبان", "مقاتلي طالبان", "مقاتلو طالبان", "عناصر طالبان", "باسم طالبان",
    "شبكة حقاني", "تنظيم القاعدة", "كابول", "العاصمة كابل", "قندهار", "هلمند",
)  # fmt: skip
_HOUTHIS = ("الحوثيين", "الحوثيون", "الحوثية", "جماعة الحوثي", "عبد الملك الحوثي", "ميليشيا الحوثي", "مليشيا الحوثي")
_SADDAM = (
    "صدام حسين",
    "نظام صدام",
    "عهد صدام",
    "حكم صدام",
    "الرئيس صدام",
    "إعدام صدام",
    "أعدم صدام",
    "سقوط صدام",
    "نجل صدام",
    "نجلا صدام",
    "ابنة صدام",
    "حزب البعث",
    "النظام العراقي السابق",
    "الرئيس العراقي الراحل",
    "الرئيس العراقي السابق",
    "الرئيس العراقي الأسبق",
)
_LISTED = ("قائمة الإرهاب", "قوائم الإرهاب", "قائمة العقوبات", "قوائم العقوبات", "لجنة العقوبات", "عقوبات مجلس الأمن")
_SHABAAB = ("حركة الشباب", "الشباب الصومالية", "مقديشو")
_KOREA = ("بيونغ يانغ", "بيونغيانغ", "كوريا الشمالية", "الكوري الشمالي")

# By a word of the list's own context, in lower-case Latin letters.
GROUPS: dict[str, tuple[str, ...]] = {
    "taliban": _TALIBAN, "qaida": _QAIDA, "qaeda": _QAIDA, "isil": _ISIL, "isis": _ISIL, "daesh": _ISIL,
    "haqqani": ("شبكة حقاني", "حركة طالبان"), "houthi": _HOUTHIS, "houthis": _HOUTHIS, "hizballah": ("حزب الله",),
    "hezbollah": ("حزب الله",), "hamas": ("حركة حماس", "كتائب القسام", "حماس الفلسطينية"), "jaish": ("جيش محمد",),
    "lashkar": ("لشكر طيبة", "عسكر طيبة"), "boko": ("بوكو حرام",), "shabaab": _SHABAAB, "saddam": _SADDAM,
    "baath": _SADDAM, "qadhafi": ("القذافي",), "gaddafi": ("القذافي",), "qaddafi": ("القذافي",),
    "terrorism": ("تنظيم إرهابي", "جماعة إرهابية", "تمويل الإرهاب"),
    "sdgt": ("تنظيم إرهابي", "جماعة إرهابية", "تمويل الإرهاب"), "irgc": ("الحرس الثوري",),
    "wagner": ("مجموعة فاغنر", "مرتزقة فاغنر", "قوات فاغنر"),
}  # fmt: skip
# The lists of the Security Council that are called by a country.
REGIMES: dict[str, tuple[str, ...]] = {
    "iraq": _SADDAM, "libya": ("القذافي",), "yemen": _HOUTHIS, "dprk": _KOREA, "korea": _KOREA, "somalia": _SHABAAB,
}  # fmt: skip
ALWAYS = _LISTED

# Countries whose name, or what is made of it, is an ordinary word, too: what is said of them and of nothing else.
COUNTRIES: dict[str, tuple[str, ...]] = {
    "مالي": ("دولة مالي", "جمهورية مالي", "شمال مالي", "باماكو", "تمبكتو", "كيدال"),
    "اليمن": ("اليمن", "اليمنية", "اليمنيين", "صنعاء"), "كوبا": ("هافانا", "الكوبية"),
    "قطر": ("دولة قطر", "القطرية", "الدوحة"), "المغرب": ("المملكة المغربية", "المغربية", "الرباط"),
    "مصر": ("المصري", "المصرية", "القاهرة"), "الهند": ("الهندي", "الهندية", "نيودلهي"),
    "بنين": ("دولة بنين", "كوتونو"), "بنما": ("دولة بنما", "البنمية"), "تشاد": ("التشادي", "التشادية", "نجامينا"),
    "النيجر": ("نيامي", "النيجرية", "جمهورية النيجر"), "السودان": ("السودان", "السودانية", "الخرطوم"),
    "عمان": ("سلطنة عمان", "العمانية", "مسقط"), "إيران": ("إيران", "الإيراني", "الإيرانية", "طهران"),
}  # fmt: skip
"""By the usual Arabic name of a country."""

# Names that in the news are one bearer's, whoever else may be called so.
_FAMOUS = (
    "أيمن الظواهري", "أبو بكر البغدادي", "أبوبكر البغدادي", "أسامة بن لادن", "حمزة بن لادن", "سراج الدين حقاني",
    "جلال الدين حقاني", "أبو محمد الجولاني", "أبو مصعب الزرقاوي", "أبو الوليد الصحراوي", "أبو حمزة المصري",
    "أبو قتادة الفلسطيني", "أبو محمد العدناني", "مختار بلمختار", "عبد الملك دروكدال",
    "عبد المالك دروكدال", "عبد الغني برادر", "عبدالغني برادر", "عبد الخالق الحوثي", "رمزي بن الشيبة", "سيف العدل",
    "خالد شيخ محمد", "مسعود أزهر", "ناصر الوحيشي", "أنور العولقي", "أبو بكر شيكاو", "سيف الإسلام القذافي",
    "معمر القذافي", "عبد الملك الحوثي", "عدي صدام حسين", "قصي صدام حسين", "عدنان أبو وليد الصحراوي",
    "عدنان أبو الوليد الصحراوي", "تنظيم القاعدة", "جبهة النصرة", "بوكو حرام", "حركة طالبان", "شبكة حقاني",
    "أبو سياف", "Boko Haram", "Ayman al-Zawahiri", "Ayman Zawahiri", "Abu Bakr al-Baghdadi", "Osama bin Laden",
    "Usama bin Laden", "Sirajuddin Haqqani", "Jalaluddin Haqqani", "Mokhtar Belmokhtar", "Abu Sayyaf Group",
    "Abdul Malik al-Houthi", "Saif al-Islam Qadhafi", "Muammar Qadhafi", "Al-Nusrah Front", "Haqqani Network",
)  # fmt: skip


def is_famous(text: str) -> bool:
    """Whether a name is, in the news, that of one bearer alone."""
    return _joined(text) in _famous()


def _joined(text: str) -> str:
    """A name in any spelling of its alefs, عبد joined or apart."""
    return "".join(key(token.text) for token in tokens(text))


@cache
def _famous() -> frozenset[str]:
    return frozenset(map(_joined, _FAMOUS))

"""Which country somebody writes: its name in English or Arabic, long or short, its code, its people. Pure.

Names are those of CLDR (through Babel) and of the gazetteer; the long ones are told by what is left without «republic
of» and its like. The peoples, and what neither has, were compiled by hand.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from babel import Locale
from babel.core import get_global

from watchlists import toponyms
from watchlists.normalize import ARTICLE, is_arabic, key, tokens

_FILLING = frozenset(key(word) for word in "the of and in de la و".split())
# What the long names of states have besides the short one.
_STATES = frozenset(
    key(word)
    for word in "republic islamic arab people's peoples people s democratic federal federative federation union kingdom"
    " state sultanate hashemite plurinational bolivarian united socialist cooperative independent commonwealth emirate"
    " principality duchy grand jamahiriya great former government territory territories occupied"
    " جمهورية الجمهورية مملكة المملكة دولة الدولة سلطنة إمارة الإسلامية العربية الشعبية الديمقراطية الاتحادية الاتحاد"
    " nationality national citizen citizenship الجنسية جنسية مواطن مواطنة"
    " الهاشمية الاشتراكية البوليفارية المتحدة العظمى أراضي الأراضي المحتلة حكومة".split()
)
# By ISO 3166 code what CLDR and the gazetteer lack, or what would be another country without «democratic».
_ALSO = {
    "AE": "uae; emirates; الإمارات; الامارات", "BN": "brunei darussalam", "BY": "بيلاروسيا; روسيا البيضاء",
    "CD": "democratic republic of the congo; drc; dr congo; congo kinshasa; zaire; جمهورية الكونغو الديمقراطية; "
    "الكونغو الديمقراطية; الكونغو كينشاسا",
    "CG": "republic of the congo; congo; congo brazzaville; جمهورية الكونغو; الكونغو; الكونغو برازافيل",
    "CI": "ivory coast; cote d'ivoire; كوت ديفوار", "CV": "cape verde", "CZ": "czech republic",
    "DO": "dominican republic; الدومينيكان", "FM": "micronesia; federated states of micronesia",
    "GB": "uk; u.k.; great britain; britain; england; scotland; "
    "united kingdom of great britain and northern ireland; بريطانيا; إنجلترا; إنكلترا",
    "KP": "democratic people's republic of korea; dprk; north korea; korea north; "
    "جمهورية كوريا الشعبية الديمقراطية; كوريا الديمقراطية",
    "KR": "republic of korea; korea; south korea; korea south; جمهورية كوريا; كوريا",
    "LA": "lao people's democratic republic", "LY": "libyan arab jamahiriya",
    "MK": "macedonia; the former yugoslav republic of macedonia", "MM": "burma; بورما",
    "PS": "palestine; palestinian territories; occupied palestinian territory; gaza; gaza strip; west bank; فلسطين; "
    "الأراضي الفلسطينية; غزة; قطاع غزة; الضفة الغربية",
    "RU": "russian federation; الاتحاد الروسي", "SA": "ksa", "SY": "syrian arab republic; سورية", "SZ": "swaziland",
    "TL": "east timor", "TR": "turkey; turkiye",
    "US": "usa; u.s.; u.s.a.; united states of america; america; الولايات المتحدة; الولايات المتحدة الأمريكية; "
    "أمريكا; أميركا",
    "VA": "holy see; vatican; الفاتيكان", "VN": "viet nam", "ZA": "south africa",
}  # fmt: skip
# By ISO 3166 code what its people are called: in English, and in Arabic without article and ending.
_PEOPLE = {
    "AE": "emirati اماراتي", "AF": "afghan afghani أفغاني", "AL": "albanian ألباني", "AM": "armenian أرميني أرمني",
    "AO": "angolan أنغولي", "AR": "argentine argentinian أرجنتيني", "AT": "austrian نمساوي",
    "AU": "australian أسترالي", "AZ": "azerbaijani azeri أذربيجاني أذري", "BA": "bosnian بوسني",
    "BD": "bangladeshi بنغلاديشي بنغالي", "BE": "belgian بلجيكي", "BF": "burkinabe بوركيني", "BG": "bulgarian بلغاري",
    "BH": "bahraini بحريني", "BI": "burundian بوروندي", "BO": "bolivian بوليفي", "BR": "brazilian برازيلي",
    "BY": "belarusian byelorussian بيلاروسي", "CA": "canadian كندي", "CD": "congolese كونغولي", "CH": "swiss سويسري",
    "CI": "ivorian إيفواري", "CL": "chilean تشيلي", "CM": "cameroonian كاميروني", "CN": "chinese صيني",
    "CO": "colombian كولومبي", "CU": "cuban كوبي", "CY": "cypriot قبرصي", "CZ": "czech تشيكي", "DE": "german ألماني",
    "DJ": "djiboutian جيبوتي", "DK": "danish dane دنماركي دانماركي", "DZ": "algerian جزائري",
    "EC": "ecuadorian إكوادوري", "EE": "estonian إستوني", "EG": "egyptian مصري", "ER": "eritrean إريتري",
    "ES": "spanish spaniard إسباني", "ET": "ethiopian إثيوبي", "FI": "finnish فنلندي", "FR": "french فرنسي",
    "GA": "gabonese غابوني", "GB": "british briton english بريطاني إنجليزي", "GE": "georgian جورجي",
    "GH": "ghanaian غاني", "GM": "gambian غامبي", "GN": "guinean غيني", "GR": "greek يوناني",
    "HN": "honduran هندوراسي", "HR": "croatian كرواتي", "HT": "haitian هايتي", "HU": "hungarian مجري هنغاري",
    "ID": "indonesian إندونيسي", "IE": "irish إيرلندي", "IL": "israeli إسرائيلي", "IN": "indian هندي",
    "IQ": "iraqi عراقي", "IR": "iranian إيراني", "IT": "italian إيطالي", "JO": "jordanian أردني",
    "JP": "japanese ياباني", "KE": "kenyan كيني", "KG": "kyrgyz قرغيزي", "KH": "cambodian كمبودي",
    "KM": "comorian قمري", "KP": "north-korean", "KR": "south-korean", "KW": "kuwaiti كويتي",
    "KZ": "kazakh kazakhstani كازاخستاني كازاخي", "LB": "lebanese لبناني", "LK": "lankan سريلانكي",
    "LR": "liberian ليبيري", "LT": "lithuanian ليتواني", "LV": "latvian لاتفي", "LY": "libyan ليبي",
    "MA": "moroccan مغربي", "MD": "moldovan مولدوفي", "ME": "montenegrin", "MG": "malagasy", "ML": "malian مالي",
    "MM": "burmese ميانماري بورمي", "MR": "mauritanian موريتاني", "MT": "maltese مالطي", "MV": "maldivian مالديفي",
    "MX": "mexican مكسيكي", "MY": "malaysian ماليزي", "MZ": "mozambican موزمبيقي", "NE": "nigerien نيجري",
    "NG": "nigerian نيجيري", "NI": "nicaraguan نيكاراغوي", "NL": "dutch هولندي", "NO": "norwegian نرويجي",
    "NP": "nepalese nepali نيبالي", "OM": "omani عماني", "PE": "peruvian بيروفي", "PH": "filipino philippine فلبيني",
    "PK": "pakistani باكستاني", "PL": "polish pole بولندي", "PS": "palestinian فلسطيني", "PT": "portuguese برتغالي",
    "QA": "qatari قطري", "RO": "romanian روماني", "RS": "serbian serb صربي", "RU": "russian روسي",
    "RW": "rwandan رواندي", "SA": "saudi saudi-arabian سعودي", "SD": "sudanese سوداني", "SE": "swedish swede سويدي",
    "SG": "singaporean سنغافوري", "SI": "slovenian", "SK": "slovak سلوفاكي", "SN": "senegalese سنغالي",
    "SO": "somali somalian صومالي", "SS": "south-sudanese", "SY": "syrian سوري", "TD": "chadian تشادي",
    "TG": "togolese", "TH": "thai تايلاندي", "TJ": "tajik tajikistani طاجيكي", "TM": "turkmen تركماني",
    "TN": "tunisian تونسي", "TR": "turkish turk تركي", "TZ": "tanzanian تنزاني", "UA": "ukrainian أوكراني",
    "UG": "ugandan أوغندي", "US": "american أمريكي أميركي", "UY": "uruguayan", "UZ": "uzbek uzbekistani أوزبكي",
    "VE": "venezuelan فنزويلي", "VN": "vietnamese فيتنامي", "YE": "yemeni yemenite يمني", "ZA": "south-african",
    "ZM": "zambian زامبي", "ZW": "zimbabwean زيمبابوي",
}  # fmt: skip
_CODE = re.compile(r"[A-Za-z]{2,3}")
_ENDINGS = tuple(map(key, ("ة", "ون", "ين", "ات")))
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "XK", "ZZ", "QO"})
_PLACES = re.compile(r"\s*\([^)]*\)\s*$")


def code_of(text: str) -> str | None:
    """The ISO 3166 code of the country that a text names, by itself: «تونس», `Tunisia`, `Republic of Tunisia`, `tn`,
    `TUN`, «تونسية», `Tunisian`; None for all else. Two or three letters are a code where they are no name."""
    seen = _words(text)
    if not seen:
        return None
    known = _by_name().get(_key(seen)) or _by_people().get(" ".join(seen))
    if known or (code := _CODE.fullmatch(text.strip())) is None:
        return known or _by_rest(seen)
    return _by_code().get(code[0].upper())


def usual_in_arabic(code: str) -> str | None:
    """The Arabic name of a country as the news write it, by its ISO 3166 code."""
    if code in _ARABIC:
        return _ARABIC[code]
    english = _territories("en").get(code)
    known = toponyms.arabic(english) if english else None
    return known or _PLACES.sub("", _territories("ar").get(code, "")) or None


# Where the gazetteer and CLDR say it otherwise than the news.
_ARABIC = {"CD": "الكونغو", "CG": "الكونغو", "PS": "فلسطين", "OM": "سلطنة عمان", "MM": "ميانمار"}


def _by_rest(seen: tuple[str, ...]) -> str | None:
    """By what is left of a long name; «الجمهورية العربية السورية» leaves the people."""
    rest = tuple(word for word in seen if word not in _STATES)
    if not rest or rest == seen:
        return None
    return _by_name().get(_key(rest)) or _by_people().get(" ".join(rest))


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (key(token.text) for token in tokens(text))))


def _key(seen: Iterable[str]) -> tuple[str, ...]:
    """A name in whatever order its words stand: `Tanzania, United Republic of`."""
    return tuple(sorted(word for word in seen if word not in _FILLING))


@cache
def _territories(language: str) -> dict[str, str]:
    held = Locale(language).territories.items()
    return {code: str(name) for code, name in held if len(code) == 2 and code not in _NO_COUNTRIES}


@cache
def _by_name() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for code, name in _names():
        found.setdefault(_key(_words(name)), code)
    return found


def _names() -> Iterator[tuple[str, str]]:
    yield from ((code, name) for code, names in _ALSO.items() for name in names.split(";"))
    for language in ("en", "ar"):
        for code, name in _territories(language).items():
            yield code, name
            yield code, _PLACES.sub("", name)
    yield from toponyms.countries()


@cache
def _by_people() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, names in _PEOPLE.items():
        for name in names.split():
            for form in _forms(" ".join(_words(name))):
                found.setdefault(form, code)
    return found


def _forms(name: str) -> Iterator[str]:
    """A people in every number and gender."""
    yield name
    if is_arabic(name):
        for article in ("", ARTICLE):
            yield article + name
            yield from (article + name + end for end in _ENDINGS)
    else:
        yield f"{name}s"


@cache
def _by_code() -> dict[str, str]:
    """Two and three letters of ISO 3166; of a country that is no more those that stand for one."""
    names = _territories("en")
    aliases = get_global("territory_aliases").items()
    three = {old: new[0] for old, new in aliases if len(old) in (2, 3) and old.isalpha() and len(new) == 1}
    return {code: code for code in names} | {old: new for old, new in three.items() if new in names}

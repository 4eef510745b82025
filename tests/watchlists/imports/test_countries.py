"""Countries as lists and people write them."""

from __future__ import annotations

import pytest

from watchlists.imports.contexts import country_words
from watchlists.imports.countries import code_of, usual_in_arabic

NAMES = {
    "TN": [
        "تونس",
        "Tunisia",
        "tn",
        "TUN",
        "تونسي",
        "التونسية",
        "Tunisian",
        "Republic of Tunisia",
        "الجمهورية التونسية",
    ],
    "SY": ["سوريا", "سورية", "Syria", "Syrian Arab Republic", "الجمهورية العربية السورية", "سوري الجنسية"],
    "IR": ["إيران", "ايران", "Iran (Islamic Republic of)", "Islamic Republic of Iran", "Iranian", "ir"],
    "CD": [
        "Democratic Republic of the Congo",
        "Congo, Democratic Republic of the",
        "DRC",
        "جمهورية الكونغو الديمقراطية",
    ],
    "CG": ["Congo", "Republic of the Congo"],
    "KP": ["Democratic People's Republic of Korea", "DPRK", "Korea, North", "كوريا الشمالية"],
    "KR": ["Republic of Korea", "South Korea"],
    "RU": ["Russian Federation", "الاتحاد الروسي", "روسيا", "ru"],
    "TR": ["Turkey", "Türkiye", "Turkish", "تركيا"],
    "PS": ["State of Palestine", "Palestine", "فلسطين", "غزة", "Occupied Palestinian Territory", "ps"],
    "AE": ["UAE", "United Arab Emirates", "الإمارات", "دولة الإمارات العربية المتحدة"],
    "SA": ["السعودية", "المملكة العربية السعودية", "Kingdom of Saudi Arabia", "KSA"],
    "GB": ["gb", "UK", "المملكة المتحدة", "بريطانيا", "British"],
    "US": ["USA", "United States of America", "الولايات المتحدة", "أمريكا"],
    "TZ": ["Tanzania, United Republic of"],
    "CI": ["Côte d’Ivoire", "Cote d'Ivoire", "Ivory Coast"],
    "SS": ["South Sudan", "جنوب السودان"],
    "SD": ["Republic of the Sudan", "السودان"],
    "LY": ["Libyan Arab Jamahiriya", "ليبيون"],
}


@pytest.mark.parametrize(("name", "code"), [(name, code) for code, names in NAMES.items() for name in names])
def test_a_country_is_known_by(name: str, code: str) -> None:
    assert code_of(name) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "حماس",
        "حزب الله",
        "الدولة الإسلامية",
        "Islamic State",
        "Taliban",
        "State",
        "Treasurer",
        "ali",
        "xx",
        "دولة",
        "EU",
    ],
)
def test_what_is_no_country(text: str) -> None:
    assert code_of(text) is None


@pytest.mark.parametrize(
    ("context", "first"),
    [
        ("Democratic Republic of the Congo", "الكونغو"),
        ("Iran (Islamic Republic of)", "إيران"),
        ("ps", "فلسطين"),
        ("سورية", "سوريا"),
        ("Kabul; Afghanistan", "أفغانستان"),
        ("Korea, North", "كوريا الشمالية"),
    ],
)
def test_the_words_of_a_country_are_those_of_the_news(context: str, first: str) -> None:
    assert country_words([context])[0] == first


def test_two_halves_of_one_country_are_not_two() -> None:
    assert "كوريا الجنوبية" not in country_words(["Korea, North"])


def test_every_country_that_is_told_apart_has_an_arabic_name() -> None:
    assert [code for code in NAMES if not usual_in_arabic(code)] == []

"""Time zones by the names that people have for them, and by those that they are shown with."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.core.zones import REGIONS, city_name, zones

SHOWN = [zone for some in REGIONS.values() for zone in some]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("Asia/Baghdad", "Asia/Baghdad", id="as written"),
        pytest.param("asia/baghdad", "Asia/Baghdad", id="without case"),
        pytest.param("utc", "UTC", id="UTC"),
        pytest.param("Baghdad", "Asia/Baghdad", id="a city"),
        pytest.param("بغداد", "Asia/Baghdad", id="a city in Arabic"),
        pytest.param("الرياض", "Asia/Riyadh", id="another"),
        pytest.param("new york", "America/New_York", id="two words"),
        pytest.param("نيويورك", "America/New_York", id="two words that are one in Arabic"),
        pytest.param("Iraq", "Asia/Baghdad", id="a country"),
        pytest.param("السعودية", "Asia/Riyadh", id="a country by its short name in Arabic"),
        pytest.param("المملكه العربيه السعوديه", "Asia/Riyadh", id="by its full name"),
        pytest.param("UK", "Europe/London", id="an abbreviation"),
        pytest.param("الموصل", "Asia/Baghdad", id="a city of the gazetteer"),
        pytest.param("قندهار", "Asia/Kabul", id="another country's"),
        pytest.param("Germany", "Europe/Berlin", id="the zone of nearly all of a country"),
        pytest.param("واشنطن", "America/New_York", id="a capital without a zone of its own"),
        pytest.param("رام الله", "Asia/Hebron", id="and another"),
        pytest.param("../../etc/passwd", None, id="a path"),
        pytest.param("Asia", None, id="a folder"),
        pytest.param("x" * 5000, None, id="too long for a file"),
        pytest.param("\0", None, id="NUL"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_zone(typed: str, name: str | None) -> None:
    assert zones(typed) == ((name,) if name else ())


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("US", "America/New_York"),
        ("usa", "America/New_York"),
        ("United States", "America/New_York"),
        ("Canada", "America/Toronto"),
        ("Brazil", "America/Sao_Paulo"),
    ],
)
def test_the_best_known_of_several_zones_comes_first(name: str, first: str) -> None:
    assert zones(name)[0] == first


def test_of_several_zones_the_capitals_comes_first() -> None:
    found = zones("روسيا")
    assert found[0] == "Europe/Moscow"
    assert len(found) > 10


@pytest.mark.parametrize("zone", SHOWN)
def test_what_is_shown_is_named_in_both_languages_and_found_by_either(zone: str) -> None:
    assert ZoneInfo(zone).key == zone
    arabic, english = city_name(zone, "ar"), city_name(zone, "en")
    assert arabic
    assert english
    assert "\u0621" <= arabic[0] <= "\u064a"
    assert zones(arabic) == zones(english.upper()) == (zone,)


def test_no_zone_is_shown_twice() -> None:
    assert len(SHOWN) == len(set(SHOWN))


def test_what_is_no_city() -> None:
    assert zones("Mars/Base") == zones("Atlantis") == ()
    assert city_name("Mars/Base", "ar") is None
    assert city_name("EST", "en") is None
